"""Money paid into a deposit, and taken out of it again the way it came."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.loyalty.models.wallets import Wallet
from tradewind.domains.loyalty.rules.deposits import TopUpState
from tradewind.domains.payments.models import Payment
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField, Timestamped

TOP_UP_NAMES = {
    TopUpState.STARTED: _("Waiting for payment"),
    TopUpState.CREDITED: _("Paid in"),
    TopUpState.FAILED: _("Not paid"),
    TopUpState.REVERSED: _("Taken back by the bank"),
}


class TopUp(Timestamped):
    """One payment into a deposit; its public id is the payment's purpose."""

    public_id = PublicIdField("top")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="top_ups")
    key = models.CharField(max_length=80, unique=True, help_text="A form sent twice pays once")
    currency = CurrencyField()
    amount_minor = MinorField()
    withdrawn_minor = MinorField(default=0)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=8, choices=list(TOP_UP_NAMES.items()), default=TopUpState.STARTED
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="top_up_of_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_minor__gte=0, withdrawn_minor__lte=F("amount_minor")),
                name="top_up_withdrawn",
            ),
        )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Withdrawal(models.Model):
    """Deposit on its way back to the card of one top-up."""

    class State(models.TextChoices):
        WAITING = "waiting", _("On its way back")
        DONE = "done", _("Paid back")
        FAILED = "failed", _("Refused, so it is in the deposit again")

    public_id = PublicIdField("wdr")
    top_up = models.ForeignKey(TopUp, on_delete=models.PROTECT, related_name="withdrawals")
    key = models.CharField(max_length=80)
    amount_minor = MinorField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("key", "top_up"), name="withdrawal_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="withdrawal_of_something"),
        )
