"""Transfers awaited, and the rows of the bank's files."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField


class BankTransfer(models.Model):
    """Money a shopper said they would send, known by the reference they were given."""

    payment_id = models.CharField(max_length=40, unique=True)
    reference = models.CharField(max_length=20, unique=True)
    amount_minor = MinorField()
    currency = CurrencyField()
    received_minor = MinorField(default=0)
    asked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(received_minor__gte=0), name="transfer_got"),
        )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def received(self) -> Money:
        return Money(self.received_minor, self.currency)

    @property
    def missing(self) -> Money:
        return Money(max(0, self.amount_minor - self.received_minor), self.currency)


class BankRow(models.Model):
    """Money that came in, as the bank's file says. Read twice it is one row."""

    public_id = PublicIdField("bnk")
    key = models.CharField(max_length=80, unique=True)
    booked_on = models.DateField()
    amount_minor = MinorField()
    currency = CurrencyField()
    payer = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=300, blank=True)
    transfer = models.ForeignKey(
        BankTransfer, null=True, on_delete=models.PROTECT, related_name="rows"
    )
    put_aside_at = models.DateTimeField(null=True, help_text="Not for the mall's orders")
    handled_by = models.CharField(max_length=40, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(
                fields=("booked_on",),
                condition=Q(transfer=None, put_aside_at=None),
                name="bank_row_to_match",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="bank_row_came_in"),
        )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
