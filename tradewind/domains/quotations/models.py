"""Requests for a price, the offers that answer them, and what was said meanwhile."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.identity.models import Person
from tradewind.domains.quotations.rules import State
from tradewind.domains.stores.models import StoreOwned
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField, Timestamped

STATE_NAMES = {
    State.ASKED: _("Asked for"),
    State.ANSWERED: _("Offered"),
    State.ACCEPTED: _("Accepted, not paid yet"),
    State.ORDERED: _("Ordered"),
    State.DECLINED: _("Declined"),
    State.EXPIRED: _("Run out"),
}
_STATES = [(state.value, name) for state, name in STATE_NAMES.items()]


class Side(models.TextChoices):
    """Who said or did it."""

    SHOPPER = "shopper", _("Shopper")
    SELLER = "seller", _("Seller")


class Quotation(StoreOwned, Timestamped):
    """What a shopper wants a price for, from one store. Moves only as `rules.MOVES` allows."""

    person_path = "person_id"

    public_id = PublicIdField("quo")
    token = models.CharField(max_length=32, unique=True, help_text="Opens the shopper's page")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    currency = CurrencyField()
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=6, blank=True)
    state = models.CharField(max_length=10, choices=_STATES, default=State.ASKED)
    declined_by = models.CharField(max_length=8, choices=Side, blank=True)
    wanted_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0, help_text="Of the newest offer; 0 without one")
    valid_until = models.DateTimeField(null=True, help_text="Of the newest offer")
    paying_until = models.DateTimeField(null=True, help_text="While its checkout is being paid")
    waits_since = models.DateTimeField(null=True, help_text="For the seller to answer")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    purchase = models.CharField(max_length=40, blank=True, help_text="Public id")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("asked", "declined"))
                | Q(version__gt=0, valid_until__isnull=False),
                name="quotation_offer_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(state="ordered") & ~Q(purchase="") | ~Q(state="ordered"),
                name="quotation_purchase_when_ordered",
            ),
        )
        indexes = (
            models.Index(fields=("store", "-id"), name="quotation_of_store"),
            models.Index(
                fields=("store", "waits_since"),
                condition=~Q(waits_since=None),
                name="quotation_waits",
            ),
            models.Index(fields=("person", "-id"), name="quotation_of_person"),
            models.Index(
                fields=("valid_until",),
                condition=Q(state__in=("answered", "accepted")),
                name="quotation_due",
            ),
        )


class WantedLine(StoreOwned):
    """How many of a variant are asked for."""

    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="wanted")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("quotation", "variant"), name="wanted_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="wanted_line_of_something"),
        )


class Offer(StoreOwned):
    """What the seller answered: never changed, a later one is the next version."""

    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="offers")
    version = models.PositiveIntegerField()
    delivery_minor = MinorField(null=True, help_text="Empty: the store's own fees")
    valid_until = models.DateTimeField()
    note = models.CharField(max_length=2_000, blank=True)
    keeps_stock = models.BooleanField(default=False)
    actor = models.CharField(max_length=40, blank=True, help_text="Public id")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(fields=("quotation", "version"), name="offer_version_once"),
            models.CheckConstraint(
                condition=Q(delivery_minor=None) | Q(delivery_minor__gte=0),
                name="offer_delivery_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("made_at")), name="offer_valid_for_a_time"
            ),
        )


class OfferLine(StoreOwned):
    """So many of a variant at so much each, in the request's currency."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()
    unit_minor = MinorField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("offer", "variant"), name="offer_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, unit_minor__gte=0), name="offer_line_of_something"
            ),
        )

    def unit(self, currency: str) -> Money:
        return Money(self.unit_minor, currency)


class Message(StoreOwned):
    """Something said about it, by either side."""

    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="messages")
    by = models.CharField(max_length=8, choices=Side)
    text = models.CharField(max_length=2_000)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
