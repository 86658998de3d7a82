"""Points by where they came from: a lot is spent oldest expiry first, each take is written down."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.loyalty.models.wallets import Wallet
from tradewind.domains.loyalty.rules.earning import AccrualState, Source
from tradewind.domains.orders.models import Order
from tradewind.domains.stores.models import Store, StoreOwned
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField

SOURCE_NAMES = {
    Source.ORDER: _("An order"),
    Source.PROMOTION: _("A promotion"),
    Source.GOODWILL: _("A gesture"),
    Source.RESTORED: _("Given back after they had expired"),
}


class Lot(models.Model):
    """Points that came together. `remaining` is what of them may be spent."""

    public_id = PublicIdField("lot")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="lots")
    earned = MinorField()
    remaining = MinorField()
    source = models.CharField(max_length=10, choices=list(SOURCE_NAMES.items()))
    reference = models.CharField(max_length=40, help_text="Public id of its cause")
    funder_store = models.ForeignKey(
        Store, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the mall"
    )
    restores = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    available_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(earned__gt=0), name="lot_of_something"),
            models.CheckConstraint(
                condition=Q(remaining__gte=0) & Q(remaining__lte=F("earned")), name="lot_remaining"
            ),
        )
        indexes = (
            models.Index(
                fields=("wallet", "expires_at", "id"),
                condition=Q(remaining__gt=0),
                name="lot_spendable",
            ),
            models.Index(fields=("expires_at",), condition=Q(remaining__gt=0), name="lot_due"),
        )


class Take(models.Model):
    """Points taken out of a lot, and how many of them came back."""

    class Reason(models.TextChoices):
        HOLD = "hold", _("Set aside for a checkout")
        EXPIRY = "expiry", _("Expired")
        REVERSAL = "reversal", _("Taken back with a return")
        DEBT = "debt", _("Paid what was owed")
        CORRECTION = "correction", _("Corrected by hand")

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="takes")
    hold = models.ForeignKey(
        "loyalty.Hold", null=True, on_delete=models.PROTECT, related_name="takes"
    )
    reason = models.CharField(max_length=10, choices=Reason)
    amount = MinorField()
    restored = MinorField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="take_of_something"),
            models.CheckConstraint(
                condition=Q(restored__gte=0) & Q(restored__lte=F("amount")), name="take_restored"
            ),
            models.CheckConstraint(
                condition=Q(reason="hold", hold__isnull=False) | ~Q(reason="hold") & Q(hold=None),
                name="take_names_its_hold",
            ),
        )


ACCRUAL_NAMES = {
    AccrualState.PENDING: _("Waiting for delivery"),
    AccrualState.AVAILABLE: _("Earned"),
    AccrualState.CANCELLED: _("Cancelled"),
}


class Accrual(StoreOwned):
    """What an order earns, for each who funds it. A promise until delivery, then a lot."""

    person_path = "wallet__person_id"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="accruals")
    funder_store = models.ForeignKey(
        Store, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the mall"
    )
    points = MinorField()
    taken_back = MinorField(default=0)
    base_minor = MinorField(help_text="Goods that earned, in the order's currency")
    currency = CurrencyField()
    state = models.CharField(
        max_length=10, choices=list(ACCRUAL_NAMES.items()), default=AccrualState.PENDING
    )
    lot = models.OneToOneField(Lot, null=True, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("order", "funder_store"),
                name="accrual_once_a_funder",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(points__gt=0), name="accrual_of_something"),
            models.CheckConstraint(
                condition=Q(taken_back__gte=0) & Q(taken_back__lte=F("points")),
                name="accrual_taken_back",
            ),
        )
        indexes = (models.Index(fields=("wallet", "-placed_at")),)
