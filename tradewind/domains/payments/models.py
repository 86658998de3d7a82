"""Money on its way in and back: payments, refunds, what providers told us, what they settled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.payments.rules import State
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField, Timestamped

STATE_NAMES = {
    State.STARTED: _("Started"),
    State.PENDING: _("Waiting for the shopper or the bank"),
    State.AUTHORISED: _("Authorised"),
    State.CAPTURED: _("Paid"),
    State.DECLINED: _("Declined"),
    State.CANCELLED: _("Cancelled"),
    State.EXPIRED: _("Not completed in time"),
    State.REVERSED: _("Taken back by the bank"),
}
_STATES = [(state.value, name) for state, name in STATE_NAMES.items()]


class Payment(Timestamped):
    """One attempt to be paid through one provider. Moves only as `rules.MOVES` allows."""

    public_id = PublicIdField("pay")
    purpose = models.CharField(max_length=40, db_index=True, help_text="Public id of the checkout")
    provider = models.CharField(max_length=20)
    method = models.CharField(max_length=20, default="card")
    amount_minor = MinorField()
    currency = CurrencyField()
    state = models.CharField(max_length=12, choices=_STATES, default=State.STARTED)
    provider_reference = models.CharField(max_length=80, blank=True)
    redirect_url = models.CharField(max_length=500, blank=True)
    decline_code = models.CharField(max_length=40, blank=True)
    expires_at = models.DateTimeField()
    refunded_minor = MinorField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("provider", "provider_reference"),
                condition=~Q(provider_reference=""),
                name="payment_reference_once",
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=Q(refunded_minor__gte=0)
                & Q(refunded_minor__lte=models.F("amount_minor")),
                name="payment_refund_within",
            ),
        )
        indexes = (
            models.Index(
                fields=("expires_at",),
                condition=Q(state__in=("started", "pending")),
                name="payment_open",
            ),
        )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Refund(Timestamped):
    """Money sent back for a payment. `key` makes a repeated request refund once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Refunded")
        FAILED = "failed", _("Failed")

    public_id = PublicIdField("ref")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=80, unique=True)
    amount_minor = MinorField()
    reason = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    provider_reference = models.CharField(max_length=80, blank=True)
    failure = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_of_something"),
        )


class ProviderMessage(models.Model):
    """A webhook that proved to be the provider's, kept once however often it is sent."""

    provider = models.CharField(max_length=20)
    message_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    body = models.JSONField()
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("provider", "message_id"), name="provider_message_once"
            ),
        )


class Settlement(models.Model):
    """A provider's file of what it paid out, with what of it we could match."""

    public_id = PublicIdField("stl")
    provider = models.CharField(max_length=20)
    reference = models.CharField(max_length=80)
    currency = CurrencyField()
    gross_minor = MinorField()
    fees_minor = MinorField()
    paid_minor = MinorField()
    settled_on = models.DateField()
    unmatched = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("provider", "reference"), name="settlement_once"),
        )


class SettlementLine(models.Model):
    """One payment or refund in a settlement file."""

    settlement = models.ForeignKey(Settlement, on_delete=models.CASCADE, related_name="lines")
    provider_reference = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    gross_minor = MinorField()
    fee_minor = MinorField()
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="+")
    difference = models.CharField(max_length=40, blank=True, help_text="Why it doesn't match")
