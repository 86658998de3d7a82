"""The sandbox's own books, apart from ours as a real provider's are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tradewind.domains.payments.models import STATE_NAMES
from tradewind.domains.payments.rules import State
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField

_STATES = [(state.value, name) for state, name in STATE_NAMES.items()]


class SandboxPayment(models.Model):
    """What was asked of the sandbox, once per idempotency key."""

    reference = PublicIdField("sbx")
    key = models.CharField(max_length=40, unique=True, help_text="The caller's payment id")
    amount_minor = MinorField()
    currency = CurrencyField()
    state = models.CharField(max_length=12, choices=_STATES, default=State.PENDING)
    decline_code = models.CharField(max_length=40, blank=True)
    scenario = models.CharField(max_length=30, blank=True)
    description = models.CharField(max_length=120)
    return_url = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12)
    keeps_card = models.BooleanField(default=False, db_default=False)
    customer = models.CharField(max_length=40, default="", db_default="")
    asked_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class SandboxRefund(models.Model):
    """Money the sandbox sent back, once per idempotency key."""

    reference = PublicIdField("sbr")
    payment = models.ForeignKey(SandboxPayment, on_delete=models.PROTECT, related_name="refunds")
    key = models.CharField(max_length=40, unique=True)
    amount_minor = MinorField()
    made_at = models.DateTimeField()


class SandboxCard(models.Model):
    """A card that the sandbox keeps for whoever it knows as `customer`."""

    reference = PublicIdField("sbk")
    payment = models.OneToOneField(SandboxPayment, on_delete=models.PROTECT, related_name="+")
    customer = models.CharField(max_length=40)
    brand = models.CharField(max_length=20)
    last_four = models.CharField(max_length=4)
    expires_year = models.PositiveSmallIntegerField()
    expires_month = models.PositiveSmallIntegerField()
    country = models.CharField(max_length=2)
    next_time = models.CharField(max_length=10, help_text="How it pays when it is used again")
    detached_at = models.DateTimeField(null=True)


class SandboxMessage(models.Model):
    """A webhook to be sent. It is tried until the mall takes it, as real ones are."""

    message_id = PublicIdField("sbm", unique=False)
    payment = models.ForeignKey(
        SandboxPayment, null=True, on_delete=models.CASCADE, related_name="messages"
    )
    card = models.ForeignKey(
        SandboxCard, null=True, on_delete=models.CASCADE, related_name="+", help_text="It is gone"
    )
    state = models.CharField(max_length=12, choices=_STATES, blank=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("due_at",), condition=Q(sent_at=None), name="sandbox_message_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(payment=None, card__isnull=False) | Q(payment__isnull=False, card=None),
                name="sandbox_message_of_one",
            ),
        )
