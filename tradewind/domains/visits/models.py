"""Where a shopper came from. The order inherits it, so every sale knows its source."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store
from tradewind.platform.models import PublicIdField


class Channel(models.TextChoices):
    """Words of GA4's default channel groups where it has one, ours otherwise."""

    DIRECT = "direct", _("Direct")
    SEARCH = "organic_search", _("Search engine")
    SOCIAL = "organic_social", _("Social post")
    PAID = "paid", _("Advertising")
    EMAIL = "email", _("E-mail")
    REFERRAL = "referral", _("Other site")
    CREATOR = "creator", _("Creator link")
    QR = "qr", _("QR code")
    CHAT = "chat", _("Chat")
    LIVE = "live", _("Live show")
    API = "api", _("Program")


class LinkCode(models.Model):
    """A short code in a link (``/?via=MAYA``) that names its channel and who made it."""

    code = models.CharField(max_length=32, unique=True)
    channel = models.CharField(max_length=16, choices=Channel)
    label = models.CharField(max_length=80)
    store = models.ForeignKey(Store, null=True, blank=True, on_delete=models.CASCADE)
    target = models.CharField(max_length=200, default="/", help_text="Path the code leads to")
    created_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True)


class Visit(models.Model):
    """One arrival that led to a cart: its first page and its source.

    Written when the shopper first does something, not on every page, so that crawlers cost no row.
    """

    public_id = PublicIdField("vis")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=16, choices=Channel)
    source = models.CharField(max_length=80, blank=True, help_text="utm_source or referring host")
    medium = models.CharField(max_length=80, blank=True)
    campaign = models.CharField(max_length=120, blank=True)
    content = models.CharField(max_length=120, blank=True)
    term = models.CharField(max_length=120, blank=True)
    link_code = models.ForeignKey(LinkCode, null=True, on_delete=models.SET_NULL, related_name="+")
    referrer = models.CharField(max_length=300, blank=True)
    landing = models.CharField(max_length=300, blank=True)
    arrived_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("channel", "arrived_at")),)
