"""Gift cards: money under a code that whoever knows it may spend."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.stores.models import Store
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField


class GiftCard(models.Model):
    """The code itself is told once and kept nowhere; the row has its digest."""

    class Origin(models.TextChoices):
        BOUGHT = "bought", _("Bought")
        GIVEN = "given", _("Given away")

    public_id = PublicIdField("gft")
    digest = models.CharField(max_length=64, unique=True)
    last_four = models.CharField(max_length=4)
    currency = CurrencyField()
    amount_minor = MinorField()
    origin = models.CharField(max_length=6, choices=Origin)
    key = models.CharField(max_length=80, unique=True, help_text="Issued once for each")
    funder_store = models.ForeignKey(
        Store, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the mall"
    )
    country = models.CharField(max_length=2, help_text="Whose law on expiry it follows")
    region = models.CharField(max_length=6, blank=True)
    note = models.CharField(max_length=200, blank=True)
    issued_by = models.CharField(max_length=40, blank=True, help_text="Public id")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True, help_text="What was left has gone")
    blocked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="gift_of_something"),
        )
        indexes = (
            models.Index(fields=("expires_at",), condition=Q(expired_at=None), name="gift_due"),
        )

    @property
    def amount(self) -> Money:
        """What it was issued for."""
        return Money(self.amount_minor, self.currency)
