"""Where a store delivers, by which method, for how much and how fast."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tradewind.domains.stores.models import Location, StoreOwned
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField, Translated


class Zone(StoreOwned):
    """Countries (and parts of them) that share their delivery methods.

    The most specific zone wins: region (``CA-BC``), then country (``CA``), then ``*``.
    """

    name = models.CharField(max_length=60)
    places = ArrayField(models.CharField(max_length=9), help_text="CA-BC, CA or *")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("store", "name"), name="zone_name_once_a_store"),
        )


class Method(StoreOwned, Translated):
    """A way to deliver within a zone."""

    public_id = PublicIdField("dlv")
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="methods")
    name = models.CharField(max_length=60)
    carrier = models.CharField(max_length=40, blank=True)
    price_minor = MinorField()
    currency = CurrencyField()
    per_kg_minor = MinorField(default=0, help_text="For each kilogram begun after the first")
    free_from_minor = MinorField(null=True, blank=True, help_text="Free from this value of goods")
    handling_days = models.PositiveSmallIntegerField(default=1, help_text="Working days")
    min_days = models.PositiveSmallIntegerField(help_text="Working days on the way")
    max_days = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(price_minor__gte=0) & Q(per_kg_minor__gte=0),
                name="method_price_not_negative",
            ),
            models.CheckConstraint(condition=Q(max_days__gte=F("min_days")), name="method_days"),
        )


class PickUpPoint(StoreOwned):
    """A method by which the shopper fetches the goods from a location, with its opening hours."""

    method = models.OneToOneField(Method, on_delete=models.CASCADE, related_name="pick_up")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    hours = models.CharField(max_length=200, blank=True, help_text="As shoppers read them")


class SlotWindow(StoreOwned):
    """Hours of a weekday in which a method delivers, and to how many."""

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    starts = models.TimeField()
    ends = models.TimeField()
    capacity = models.PositiveIntegerField()
    cut_off_hours = models.PositiveSmallIntegerField(
        default=12, help_text="Before it starts: booked and moved until then"
    )

    class Meta:
        ordering = ("weekday", "starts", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("method", "weekday", "starts"), name="slot_window_once"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="slot_window_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="slot_window_hours"),
        )


class Slot(StoreOwned):
    """A window on a day, and how many have it."""

    window = models.ForeignKey(SlotWindow, on_delete=models.CASCADE, related_name="slots")
    day = models.DateField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("window", "day"), name="slot_once_a_day"),)


class SlotBooking(StoreOwned):
    """A slot that a checkout holds, or what was bought in it keeps."""

    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="bookings")
    holder = models.CharField(max_length=40, help_text="Public id of the checkout")
    moved = models.PositiveSmallIntegerField(default=0, help_text="How often the shopper moved it")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("store", "holder"), name="slot_booking_once"),
        )


class ClosedDay(StoreOwned):
    """A day on which the store delivers nothing by slots."""

    day = models.DateField()

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=("store", "day"), name="closed_day_once"),)
