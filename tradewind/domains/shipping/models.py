"""Where a store delivers, by which method, for how much and how fast."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tradewind.domains.stores.models import StoreOwned
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
