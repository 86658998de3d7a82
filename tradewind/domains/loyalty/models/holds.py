"""What a checkout has set aside of somebody's points, deposit or gift card."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.loyalty.models.cards import GiftCard
from tradewind.domains.loyalty.models.wallets import Wallet
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField

TENDER_NAMES = {
    TenderKind.MILEAGE: _("Points"),
    TenderKind.DEPOSIT: _("Deposit"),
    TenderKind.GIFT: _("Gift card"),
}


class Hold(models.Model):
    """One tender of one holder: held, then confirmed or released, then maybe given back in part.

    `amount` counts in `unit` (points for mileage), `value_minor` is what it pays in `currency`.
    """

    class State(models.TextChoices):
        HELD = "held", _("Set aside")
        CONFIRMED = "confirmed", _("Spent")
        RELEASED = "released", _("Let go")

    public_id = PublicIdField("hol")
    holder = models.CharField(max_length=40, db_index=True, help_text="Public id of the checkout")
    kind = models.CharField(max_length=8, choices=list(TENDER_NAMES.items()))
    wallet = models.ForeignKey(Wallet, null=True, on_delete=models.PROTECT, related_name="holds")
    card = models.ForeignKey(GiftCard, null=True, on_delete=models.PROTECT, related_name="holds")
    unit = CurrencyField()
    amount = MinorField()
    currency = CurrencyField()
    value_minor = MinorField()
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    given_back = MinorField(default=0, help_text="Of amount")
    refunded_minor = MinorField(default=0, help_text="Of value")
    held_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("holder", "kind", "wallet", "card"),
                condition=Q(state__in=("held", "confirmed")),
                name="hold_once_a_holder",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, value_minor__gt=0), name="hold_of_something"
            ),
            models.CheckConstraint(
                condition=Q(given_back__gte=0, given_back__lte=F("amount")), name="hold_given_back"
            ),
            models.CheckConstraint(
                condition=Q(refunded_minor__gte=0, refunded_minor__lte=F("value_minor")),
                name="hold_refunded",
            ),
            models.CheckConstraint(
                condition=Q(kind="gift", card__isnull=False, wallet=None)
                | ~Q(kind="gift") & Q(card=None, wallet__isnull=False),
                name="hold_has_a_source",
            ),
        )

    @property
    def quantity(self) -> Money:
        """What was set aside: points, or money."""
        return Money(self.amount, self.unit)

    @property
    def value(self) -> Money:
        """What it pays."""
        return Money(self.value_minor, self.currency)


class HoldRefund(models.Model):
    """A part of a confirmed hold that went back to where it came from."""

    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=80)
    amount = MinorField()
    value_minor = MinorField()
    refunded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("hold", "key"), name="hold_refund_once"),
            models.CheckConstraint(condition=Q(value_minor__gt=0), name="hold_refund_of_something"),
        )
