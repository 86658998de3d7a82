"""What a shopper asks for after buying: pieces cancelled, sent back, or changed for others."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.orders.claims import ClaimKind, ClaimState, Condition, Reason
from tradewind.domains.orders.models.sales import Order, OrderLine
from tradewind.domains.stores.models import Location, StoreOwned
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField, Timestamped

KIND_NAMES = {
    ClaimKind.CANCEL: _("Cancellation"),
    ClaimKind.RETURN: _("Return"),
    ClaimKind.EXCHANGE: _("Exchange"),
}
CLAIM_STATE_NAMES = {
    ClaimState.REQUESTED: _("Asked for"),
    ClaimState.APPROVED: _("Agreed to"),
    ClaimState.REFUSED: _("Refused"),
    ClaimState.WITHDRAWN: _("Withdrawn"),
    ClaimState.SENT_BACK: _("On its way back"),
    ClaimState.RECEIVED: _("Arrived at the seller"),
    ClaimState.REJECTED: _("Not accepted"),
    ClaimState.REPLACING: _("Replacement being prepared"),
    ClaimState.SETTLED: _("Settled"),
}
REASON_NAMES = {
    Reason.CHANGED_MIND: _("I changed my mind"),
    Reason.DOES_NOT_FIT: _("It does not fit"),
    Reason.DAMAGED: _("It arrived damaged"),
    Reason.FAULTY: _("It does not work"),
    Reason.WRONG_ITEM: _("It is not what I ordered"),
    Reason.NOT_AS_DESCRIBED: _("It is not as described"),
    Reason.PARTS_MISSING: _("Parts are missing"),
    Reason.TOO_LATE: _("It came too late"),
    Reason.BOUGHT_TWICE: _("I ordered it by mistake"),
    Reason.OUT_OF_STOCK: _("We do not have it after all"),
    Reason.CUSTOMER_ASKED: _("The customer asked for it"),
    Reason.ADDRESS_PROBLEM: _("We can't deliver to this address"),
    Reason.SUSPECTED_FRAUD: _("The order does not look right"),
    Reason.PAYMENT_REVERSED: _("The payment was taken back"),
    Reason.REFUSED_AT_DOOR: _("It was not taken in at the door"),
    Reason.OTHER: _("Another reason"),
}
CONDITION_NAMES = {
    Condition.SELLABLE: _("Can be sold again"),
    Condition.DAMAGED: _("Damaged"),
}


class ReturnPolicy(StoreOwned):
    """What a store promises about returns. Without a row, the defaults hold."""

    return_days = models.PositiveSmallIntegerField(default=30, help_text="From delivery")
    exchange_days = models.PositiveSmallIntegerField(default=30, help_text="From delivery")
    label_fee_minor = MinorField(
        default=0, help_text="Store currency; taken off when a shopper changes their mind"
    )
    refunds_shipping = models.BooleanField(
        default=False, help_text="Also when a shopper changes their mind about everything"
    )
    instructions = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("store",), name="return_policy_one_a_store"),
            models.CheckConstraint(condition=Q(label_fee_minor__gte=0), name="label_fee_positive"),
        )


class Claim(StoreOwned, Timestamped):
    """One request about some pieces of one order. Moves only as `claims.MOVES` allows."""

    person_path = "order__purchase__person_id"

    public_id = PublicIdField("clm")
    number = models.CharField(max_length=20, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=8, choices=[(k.value, n) for k, n in KIND_NAMES.items()])
    state = models.CharField(
        max_length=10,
        choices=[(s.value, n) for s, n in CLAIM_STATE_NAMES.items()],
        default=ClaimState.REQUESTED,
    )
    reason = models.CharField(
        max_length=16, choices=[(r.value, n) for r, n in REASON_NAMES.items()]
    )
    note = models.CharField(max_length=1000, blank=True)
    answer = models.CharField(max_length=1000, blank=True, help_text="What the seller said")
    currency = CurrencyField()
    refund_minor = MinorField(default=0, help_text="Estimate until settled, then what went back")
    label_fee_minor = MinorField(default=0)
    shipping_minor = MinorField(default=0, help_text="Of the refund, what is for delivery")
    carrier = models.CharField(max_length=40, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, help_text="By when the goods must be sent back")
    location = models.ForeignKey(
        Location,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The shelf it goes back to, once somebody looked",
    )

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(refund_minor__gte=0), name="claim_refund_positive"),
        )
        indexes = (
            models.Index(fields=("store", "state", "-asked_at")),
            models.Index(fields=("order", "state")),
        )

    @property
    def refund(self) -> Money:
        return Money(self.refund_minor, self.currency)


class ClaimLine(StoreOwned):
    """Pieces of an order line in a claim, and what became of them."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="claim_lines")
    quantity = models.PositiveIntegerField()
    replacement = models.ForeignKey(
        Variant, null=True, on_delete=models.PROTECT, related_name="+", help_text="For an exchange"
    )
    accepted = models.PositiveIntegerField(null=True, help_text="After a look at what came back")
    condition = models.CharField(
        max_length=8, choices=[(c.value, n) for c, n in CONDITION_NAMES.items()], blank=True
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("claim", "line"), name="claim_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="claim_line_of_something"),
            models.CheckConstraint(
                condition=Q(accepted=None) | Q(accepted__lte=F("quantity")),
                name="claim_line_accepted_within",
            ),
        )


class ClaimPhoto(StoreOwned):
    """A photograph the shopper added. A private file: the shopper and the store see it."""

    public_id = PublicIdField("cph")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="photos")
    file = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class ClaimStep(StoreOwned):
    """A step of a claim: the history both sides read."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="steps")
    to_state = models.CharField(
        max_length=10, choices=[(s.value, n) for s, n in CLAIM_STATE_NAMES.items()]
    )
    actor = models.CharField(max_length=40, blank=True, help_text="Public id; empty: the shopper")
    note = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
