"""What a store says when it can't keep a promise."""

from __future__ import annotations

from django.db import models

from tradewind.domains.orders.models.sales import Order
from tradewind.domains.stores.models import StoreOwned


class Delay(StoreOwned):
    """A later date a store told the shopper. The promise itself stays, to be measured against."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="delays")
    until = models.DateField(help_text="What is promised now")
    before = models.DateField(help_text="What was promised until then")
    note = models.CharField(max_length=500, blank=True, help_text="The shopper reads it")
    actor = models.CharField(max_length=40, help_text="Public id")
    told_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("before")), name="delay_is_later"
            ),
        )
