"""What is told to whom, over which channel, and what became of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tradewind.domains.consent.models import Consent
from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store
from tradewind.platform.models import PublicIdField, Translated


class Notice(models.Model):
    """One message to one person. `key` makes a repeated event send nothing twice.

    A held one waits until `due_at`: for the end of quiet hours, or with a `rhythm` for its digest,
    the notice that gathers it. A commercial one names the basis it is sent on.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        SITE = "site", _("Notice centre")
        BANNER = "banner", _("Banner")
        PUSH = "push", _("On this device")

    class State(models.TextChoices):
        HELD = "held", _("Held back")
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        READ = "read", _("Read")
        GATHERED = "gathered", _("In a digest")

    public_id = PublicIdField("ntc")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60, help_text="orders.confirmation …")
    channel = models.CharField(max_length=10, choices=Channel)
    purpose = models.CharField(max_length=30, blank=True, help_text="See purposes.py")
    is_commercial = models.BooleanField(default=False)
    basis = models.CharField(max_length=10, blank=True, help_text="What the consent gate found")
    consent = models.ForeignKey(Consent, null=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    store = models.ForeignKey(Store, null=True, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=12)
    facts = models.JSONField(default=dict, help_text="What the wording is filled with")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    failure = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    rhythm = models.CharField(max_length=10, blank=True, help_text="daily, weekly")
    digest = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=("person", "-created_at")),
            models.Index(
                fields=("due_at",), condition=models.Q(state="held"), name="notice_held_until"
            ),
            models.Index(
                fields=("person",),
                condition=models.Q(state="sent", channel__in=("site", "banner")),
                name="notice_unread",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_commercial=False) | ~models.Q(basis=""),
                name="notice_commercial_has_basis",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="held") | models.Q(due_at__isnull=False),
                name="notice_held_is_due",
            ),
        )


class MallBanner(Translated):
    """A line the mall shows on top of its pages: to whom, where, and from when until when.

    `shown_until` is the first moment after. One for `BUYERS` chooses by what people did, so it is
    shown to those alone who agreed to that.
    """

    class Audience(models.TextChoices):
        ALL = "all", _("Everybody")
        GUESTS = "guests", _("Guests")
        MEMBERS = "members", _("Members")
        BUYERS = "buyers", _("Members who bought before")

    public_id = PublicIdField("ban")
    sentence = models.CharField(max_length=200)
    link = models.CharField(max_length=200, blank=True, help_text="A path of the mall")
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.ALL)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    places = ArrayField(
        models.CharField(max_length=9), default=list, blank=True, help_text="CA, CA-ON; empty: all"
    )
    shown_from = models.DateTimeField(null=True)
    shown_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(shown_from=None)
                | models.Q(shown_until=None)
                | models.Q(shown_until__gt=models.F("shown_from")),
                name="banner_ends_after_it_began",
            ),
        )


class Wish(models.Model):
    """Over which channels, and how often, a person wants to hear of one purpose."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=30, help_text="See purposes.py")
    channels = models.JSONField(default=list, help_text="Values of Notice.Channel")
    rhythm = models.CharField(max_length=10, default="at_once")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "purpose"), name="wish_once_a_purpose"),
        )


class QuietHours(models.Model):
    """From when until when, on the person's own clock, nothing may sound."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    starts = models.TimeField()
    ends = models.TimeField()


class Browser(models.Model):
    """A browser that shows a person's notices by itself (RFC 8030). `auth` is kept encrypted."""

    public_id = PublicIdField("brw")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.TextField()
    name = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    last_sent_at = models.DateTimeField(null=True)
