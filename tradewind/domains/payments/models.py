"""Money on its way in and back: payments, refunds, what providers told us, what they settled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
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
    State.PROMISED: _("To be paid at the door"),
    State.RECOVERED: _("Won back from the bank"),
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
    redirect_url = models.CharField(max_length=2000, blank=True)
    decline_code = models.CharField(max_length=40, blank=True)
    expires_at = models.DateTimeField()
    refunded_minor = MinorField(default=0)
    card = models.CharField(
        max_length=40, default="", db_default="", help_text="Public id of the kept card it uses"
    )
    keeps_for = models.CharField(
        max_length=40, default="", db_default="", help_text="Public id of who lets us keep the card"
    )

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


class ProviderAccount(Timestamped):
    """A provider as this mall set it up. Secrets are encrypted and never shown again."""

    provider = models.CharField(max_length=20, unique=True)
    is_enabled = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=100)
    settings = models.JSONField(default=dict, help_text="What may be shown again")
    secrets = models.TextField(blank=True, help_text="JSON, encrypted")
    terms = models.JSONField(default=dict, help_text="Method → currencies, countries, is_enabled")
    checked_at = models.DateTimeField(null=True)
    check_failure = models.CharField(max_length=80, blank=True)


class SavedCard(Timestamped):
    """A card that a provider keeps for a person who agreed to it. Nothing here can be charged
    without our own account at that provider.
    """

    public_id = PublicIdField("crd")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    provider = models.CharField(max_length=20)
    token = models.TextField(help_text="The provider's, encrypted")
    digest = models.CharField(max_length=64, help_text="Of the provider's name for it: finds it")
    fingerprint = models.CharField(max_length=64, help_text="The same card again has the same")
    brand = models.CharField(max_length=20)
    last_four = models.CharField(max_length=4)
    expires_year = models.PositiveSmallIntegerField()
    expires_month = models.PositiveSmallIntegerField()
    country = models.CharField(max_length=2, blank=True, help_text="Of the billing address")
    label = models.CharField(max_length=40, blank=True)
    is_default = models.BooleanField(default=False)
    agreed_at = models.DateTimeField(help_text="When the person said it may be kept")
    gone_at = models.DateTimeField(null=True, help_text="The provider no longer knows it")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(is_default=True), name="saved_card_one_default"
            ),
            models.UniqueConstraint(
                fields=("person", "provider", "fingerprint"), name="saved_card_once"
            ),
            models.UniqueConstraint(fields=("provider", "digest"), name="saved_card_of_one"),
        )


class CardRelease(models.Model):
    """A card that the provider is yet to be told to let go of; gone once it has."""

    public_id = PublicIdField("crl")
    provider = models.CharField(max_length=20)
    token = models.TextField(help_text="The provider's, encrypted")
    asked_at = models.DateTimeField()


class PaymentInstructions(models.Model):
    """What a shopper needs to pay by hand: a reference, bank details, a QR code, app links."""

    payment = models.OneToOneField(Payment, on_delete=models.CASCADE, related_name="instructions")
    body = models.JSONField()


class AskedOnce(models.Model):
    """A call to a provider that knows no idempotency keys: never made twice for one key."""

    provider = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    reference = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("provider", "key"), name="provider_asked_once"),
        )


class Contradiction(models.Model):
    """Something a provider told that can't be true with what we know. A person looks into it."""

    class Kind(models.TextChoices):
        OTHER_AMOUNT = "other_amount", _("Another amount or currency than was asked for")
        PART_PAID = "part_paid", _("Less was paid than was asked for")
        OVER_PAID = "over_paid", _("More was paid than was asked for")
        DENIED = "denied", _("Told as failed after it was paid")
        UNKNOWN_PAYMENT = "unknown_payment", _("We know no such payment")
        OTHER_MERCHANT = "other_merchant", _("Meant for another account")
        REFUND_FAILED = "refund_failed", _("A refund came back")
        PART_DISPUTED = "part_disputed", _("A part of it is disputed")
        WON_BACK = "won_back", _("Won back after the orders were undone")
        PAID_TWICE = "paid_twice", _("Paid twice")
        SUSPECTED = "suspected", _("The provider suspects fraud")

    public_id = PublicIdField("ctr")
    key = models.CharField(max_length=200, unique=True, help_text="The same again is one row")
    kind = models.CharField(max_length=20, choices=Kind)
    provider = models.CharField(max_length=20)
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=80, blank=True)
    told_minor = MinorField(null=True)
    told_currency = models.CharField(max_length=3, blank=True)
    seen_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=40, blank=True, help_text="Who looked into it")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("seen_at",), condition=Q(settled_at=None), name="contradiction_open"
            ),
        )


class Dispute(models.Model):
    """A shopper asked their bank to take a payment back."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("Open")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    reference = models.CharField(max_length=80, unique=True)
    amount_minor = MinorField()
    currency = CurrencyField()
    reason = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=4, choices=Outcome, default=Outcome.OPEN)
    answer_by = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
