"""Who promised to pay at the door, and what couriers brought."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField


class CashPromise(models.Model):
    """A purchase to be paid at the door. E-mail and phone are kept as digests only."""

    payment_id = models.CharField(max_length=40, unique=True)
    amount_minor = MinorField()
    currency = CurrencyField()
    collected_minor = MinorField(default=0)
    email_key = models.CharField(max_length=64, db_index=True)
    phone_key = models.CharField(max_length=64, blank=True, db_index=True)
    promised_at = models.DateTimeField()
    refused_at = models.DateTimeField(null=True, help_text="Not taken in at the door")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(collected_minor__gte=0)
                & Q(collected_minor__lte=models.F("amount_minor")),
                name="cash_collected_within",
            ),
        )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class CashReceipt(models.Model):
    """Cash a courier handed over for one delivery."""

    promise = models.ForeignKey(CashPromise, on_delete=models.PROTECT, related_name="receipts")
    key = models.CharField(max_length=80, unique=True)
    amount_minor = MinorField()
    taken_by = models.CharField(max_length=40, help_text="Who counted it")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="cash_of_something"),
        )
