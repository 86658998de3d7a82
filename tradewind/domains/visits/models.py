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


class Browsing(models.Model):
    """A permit to remember what somebody looks at: of a member, or of a guest's browser.

    It stands for as long as they want it. Views hang on it, so that taking it back takes them
    along, and nothing more can be written.
    """

    person = models.OneToOneField(Person, null=True, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True, help_text="What a guest's cookie holds")
    allowed_at = models.DateTimeField()


class ProductView(models.Model):
    """A product somebody looked at, once however often. Known by row id: goods stand above."""

    browsing = models.ForeignKey(Browsing, on_delete=models.CASCADE, related_name="+")
    product_id = models.BigIntegerField()
    viewed_at = models.DateTimeField()
    is_learnt = models.BooleanField(default=False, help_text="Counted for recommendations")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("browsing", "product_id"), name="product_viewed_once"),
        )
        indexes = (
            models.Index(fields=("browsing", "-viewed_at"), name="product_viewed_last"),
            models.Index(
                fields=("id",), condition=models.Q(is_learnt=False), name="product_view_unlearnt"
            ),
        )
