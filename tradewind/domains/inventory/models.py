"""How many of a variant lie where, how many of them are promised, and every move."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.stores.models import Location, StoreOwned
from tradewind.platform.models import PublicIdField


class StockLevel(StoreOwned):
    """A variant at a location. `available = on_hand - reserved`, never below zero."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="levels")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)
    low_at = models.PositiveIntegerField(default=3, help_text="Low-stock alert at or below")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("variant", "location"), name="level_once_a_location"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="level_reserved_positive"),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("on_hand")), name="level_never_oversold"
            ),
        )
        indexes = (models.Index(fields=("store", "location")),)


class Reservation(StoreOwned):
    """Pieces promised to a holder: for minutes while a checkout is paid, then until shipped."""

    class State(models.TextChoices):
        HELD = "held", _("Held for a checkout")
        ALLOCATED = "allocated", _("Sold, to be shipped")

    holder = models.CharField(max_length=40, help_text="Public id of the checkout, then the order")
    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="reservations")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("holder", "level"), name="reservation_once_a_holder"),
            models.CheckConstraint(
                condition=Q(state="held", expires_at__isnull=False)
                | Q(state="allocated", expires_at=None),
                name="reservation_only_held_expires",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_of_something"),
        )
        indexes = (
            models.Index(fields=("expires_at",), condition=Q(state="held"), name="reservation_due"),
        )


class StockMovement(StoreOwned):
    """One change of `on_hand`, with its reason. Append-only."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Received")
        COUNTED = "counted", _("Counted")
        SHIPPED = "shipped", _("Shipped")
        RETURNED = "returned", _("Returned")
        DAMAGED = "damaged", _("Damaged or lost")
        MOVED = "moved", _("Moved between locations")

    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=10, choices=Kind)
    quantity = models.IntegerField(help_text="Signed change of on_hand")
    on_hand_after = models.IntegerField()
    reference = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=40, blank=True, help_text="Public id")
    moved_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("level", "-moved_at")),)


class Stocktake(StoreOwned):
    """A walk along a location's shelves: counted first, booked once somebody agrees."""

    class State(models.TextChoices):
        OPEN = "open", _("Being counted")
        BOOKED = "booked", _("Booked")
        DISCARDED = "discarded", _("Discarded")

    public_id = PublicIdField("stk")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    started_by = models.CharField(max_length=40, help_text="Public id")
    started_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True, help_text="Public id")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("location",), condition=Q(state="open"), name="stocktake_one_a_location"
            ),
        )


class StocktakeLine(StoreOwned):
    """What was found on a shelf, beside what the books said at that moment."""

    stocktake = models.ForeignKey(Stocktake, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    expected = models.IntegerField(null=True, help_text="On hand when it was counted")
    counted = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("stocktake", "variant"), name="stocktake_line_once"),
            models.CheckConstraint(
                condition=Q(expected=None, counted=None)
                | Q(expected__isnull=False, counted__isnull=False),
                name="stocktake_line_whole",
            ),
        )
