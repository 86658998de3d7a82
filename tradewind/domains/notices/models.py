"""What is told to whom, over which channel, and what became of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store
from tradewind.platform.models import PublicIdField


class Notice(models.Model):
    """One message to one person. `key` makes a repeated event send nothing twice."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        SITE = "site", _("Notice centre")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        READ = "read", _("Read")

    public_id = PublicIdField("ntc")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60, help_text="orders.confirmation …")
    channel = models.CharField(max_length=10, choices=Channel)
    is_commercial = models.BooleanField(default=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    store = models.ForeignKey(Store, null=True, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=12)
    facts = models.JSONField(default=dict, help_text="What the wording is filled with")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    failure = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("person", "-created_at")),)
