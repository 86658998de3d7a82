"""Dated tax rules, as data: what FACTS and the law say, never in code."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tradewind.platform.models import Translated


class TaxRule(Translated):
    """A rate that applies to goods delivered to a place within its days."""

    country = models.CharField(max_length=2)
    region = models.CharField(max_length=6, blank=True, help_text="Empty: the whole country")
    name = models.CharField(max_length=20, help_text="GST, HST, QST, TVA …")
    category = models.CharField(max_length=20, default="standard", help_text="Product tax category")
    rate = models.DecimalField(max_digits=7, decimal_places=4, help_text="Per cent")
    on_shipping = models.BooleanField(default=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="Last day")
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("country", "region", "name", "category", "starts_on"),
                name="tax_rule_once_a_day",
            ),
            models.CheckConstraint(condition=Q(rate__gte=0), name="tax_rate_not_negative"),
        )
