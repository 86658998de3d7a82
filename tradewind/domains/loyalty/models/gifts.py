"""Gift cards that shoppers buy: for how much, for whom, and when the code is told."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.domains.loyalty.models.cards import GiftCard
from tradewind.domains.loyalty.rules.giving import GiftState
from tradewind.domains.payments.models import Payment
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField, Timestamped

GIFT_NAMES = {
    GiftState.STARTED: _("Waiting for payment"),
    GiftState.PAID: _("Paid"),
    GiftState.FAILED: _("Not paid"),
    GiftState.CANCELLED: _("Given back"),
    GiftState.REVERSED: _("Taken back by the bank"),
}


class GiftTerms(Timestamped):
    """What cards of a currency may be bought for: the amounts shown, and any other in between."""

    currency = CurrencyField(unique=True)
    amounts = ArrayField(MinorField(), help_text="Shown to choose from, smallest first")
    least_minor = MinorField()
    most_minor = MinorField()
    is_offered = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(least_minor__gt=0, most_minor__gte=F("least_minor")),
                name="gift_terms_sound",
            ),
        )


class GiftPurchase(Timestamped):
    """One gift card being bought; its public id is the payment's purpose.

    The code lies here encrypted until it is shown, once; after that it is kept nowhere.
    """

    public_id = PublicIdField("gfp")
    token = models.CharField(max_length=32, unique=True, help_text="What the buyer holds")
    key = models.CharField(max_length=80, unique=True, help_text="A form sent twice pays once")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    buyer_email = models.EmailField()
    language = models.CharField(max_length=12)
    country = models.CharField(max_length=2, help_text="Whose law on expiry it follows")
    region = models.CharField(max_length=6, blank=True)
    currency = CurrencyField()
    amount_minor = MinorField()
    recipient = models.CharField(max_length=120)
    email = models.EmailField(help_text="Where the card goes")
    sender = models.CharField(max_length=120, blank=True)
    message = models.CharField(max_length=300, blank=True)
    design = models.CharField(max_length=12)
    deliver_at = models.DateTimeField()
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="+")
    card = models.OneToOneField(GiftCard, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.TextField(blank=True, help_text="Encrypted; empty once shown")
    state = models.CharField(
        max_length=9, choices=list(GIFT_NAMES.items()), default=GiftState.STARTED
    )
    paid_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    returned_minor = MinorField(default=0, help_text="What went back of it")
    taken_minor = MinorField(default=0, help_text="What left the card when the bank took it back")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, returned_minor__gte=0)
                & Q(returned_minor__lte=F("amount_minor")),
                name="gift_purchase_sums",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(card__isnull=False), name="gift_purchase_has_card"
            ),
            models.CheckConstraint(
                condition=Q(code="") | Q(shown_at=None), name="gift_code_shown_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("deliver_at",),
                condition=Q(state="paid", delivered_at=None),
                name="gift_to_deliver",
            ),
        )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
