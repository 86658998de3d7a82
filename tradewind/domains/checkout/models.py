"""From cart to paid: the cart, the saga's row, and the parts that pay for it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout.rules import State
from tradewind.domains.identity.models import Person
from tradewind.domains.orders.models import Purchase
from tradewind.domains.payments.models import Payment
from tradewind.domains.stores.models import StoreOwned
from tradewind.domains.visits.models import Visit
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField, Timestamped


class Cart(Timestamped):
    """What a shopper means to buy. A member has one open cart; a guest's is found by its token."""

    public_id = PublicIdField("crt")
    token = models.CharField(max_length=32, unique=True, help_text="What the guest holds")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    currency = CurrencyField()
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=6, blank=True)
    language = models.CharField(max_length=12)
    visit = models.ForeignKey(Visit, null=True, on_delete=models.SET_NULL, related_name="+")
    codes = ArrayField(
        models.CharField(max_length=40),
        db_default=models.Value([], ArrayField(models.CharField(max_length=40))),
        help_text="Coupon codes as entered",
    )
    closed_at = models.DateTimeField(null=True, help_text="Merged into another, or an offer's")
    quotation = models.CharField(
        max_length=40, blank=True, default="", db_default="", help_text="Offer it buys, public id"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(closed_at=None), name="cart_one_open_a_person"
            ),
        )
        indexes = (
            models.Index(fields=("quotation",), condition=~Q(quotation=""), name="cart_of_offer"),
        )


class CartLine(models.Model):
    """A variant and how many of it. Prices and stock are always read live."""

    public_id = PublicIdField("cli")
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()
    seen_minor = MinorField(help_text="Price when added, in the cart's currency: drift is said")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("cart", "variant"), name="cart_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="cart_line_of_something"),
        )


STATE_NAMES = {
    State.OPEN: _("Being filled in"),
    State.HELD: _("Held, waiting for payment"),
    State.CONFIRMED: _("Paid"),
    State.EXPIRED: _("Not paid in time"),
    State.REVERSED: _("Payment taken back"),
}
_STATES = [(state.value, name) for state, name in STATE_NAMES.items()]


class Checkout(Timestamped):
    """The saga: quote → hold → pay → confirm, or undo. Moves only as `rules.MOVES` allows."""

    public_id = PublicIdField("chk")
    cart = models.ForeignKey(Cart, on_delete=models.PROTECT, related_name="checkouts")
    state = models.CharField(max_length=10, choices=_STATES, default=State.OPEN)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=12)
    country = models.CharField(max_length=2)
    address = models.JSONField(default=dict)
    deliveries = models.JSONField(default=dict, help_text="Store public id → method public id")
    news_wanted = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    currency = CurrencyField()
    total_minor = MinorField(default=0)
    agreed = models.JSONField(null=True, help_text="The purchase as agreed to when it was held")
    held_until = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True, help_text="Why it was undone last")
    quotation = models.CharField(
        max_length=40, blank=True, default="", db_default="", help_text="As its cart's"
    )
    purchase = models.OneToOneField(Purchase, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cart",),
                condition=Q(state__in=("open", "held")),
                name="checkout_one_running_a_cart",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("confirmed", "reversed"), purchase__isnull=False)
                | ~Q(state__in=("confirmed", "reversed")) & Q(purchase=None),
                name="checkout_purchase_when_confirmed",
            ),
        )
        indexes = (
            models.Index(fields=("held_until",), condition=Q(state="held"), name="checkout_due"),
        )

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)


class PaymentPart(models.Model):
    """One tender of a checkout. Together they make its total; each is confirmed or undone."""

    class Kind(models.TextChoices):
        GATEWAY = "gateway", _("Card or bank")
        MILEAGE = "mileage", _("Points")
        DEPOSIT = "deposit", _("Deposit")
        GIFT = "gift", _("Gift card")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CONFIRMED = "confirmed", _("Confirmed")
        UNDONE = "undone", _("Undone")

    checkout = models.ForeignKey(Checkout, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=10, choices=Kind)
    amount_minor = MinorField()
    currency = CurrencyField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    payment = models.OneToOneField(Payment, null=True, on_delete=models.PROTECT)
    returned_minor = MinorField(db_default=0, help_text="What of it went back")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="part_of_something"),
            models.CheckConstraint(
                condition=Q(returned_minor__gte=0, returned_minor__lte=F("amount_minor")),
                name="part_returned_within",
            ),
        )

    @property
    def left(self) -> Money:
        """What of it has not gone back."""
        return Money(self.amount_minor - self.returned_minor, self.currency)


class CartChange(models.Model):
    """A change that a shopper made without a line, and what became of it: made once, told again."""

    class Outcome(models.TextChoices):
        APPLIED = "applied", _("Made")
        CHANGED = "changed", _("Made differently")
        REFUSED = "refused", _("Not made")

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, help_text="Made up by the device, once a change")
    outcome = models.CharField(max_length=10, choices=Outcome)
    codes = ArrayField(models.CharField(max_length=40), help_text="Why, as codes of sentences")
    details = models.JSONField(default=dict)
    made_at = models.DateTimeField(help_text="When the shopper made it, by their device")
    told_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cart", "key"), name="cart_change_once"),)
        indexes = (models.Index(fields=("told_at",), name="cart_change_old"),)


class CartLink(models.Model):
    """A way to go on with a cart on another device: opens once, and not for long."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of what the link says")
    to_checkout = models.BooleanField(help_text="Where one was when asking for it")
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)


class GiftWish(models.Model):
    """What goes with goods that are a gift. The packing slip says it, and no price."""

    checkout = models.OneToOneField(Checkout, on_delete=models.CASCADE, related_name="+")
    message = models.CharField(max_length=300, blank=True)
    sender = models.CharField(max_length=120, blank=True, help_text="Who it is from")


class GiftWrap(StoreOwned):
    """What a store sells as wrapping: a variant of its own, so that its price, its tax, its stock
    and its refund are those of any other line."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("store",), name="gift_wrap_one_a_store"),)
