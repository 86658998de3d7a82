"""What a store says to customs: by which terms it sends, and what its goods are."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tradewind.domains.catalogue.models import Category, Product
from tradewind.domains.stores.models import StoreOwned


class DutyTerms(StoreOwned):
    """Where the store pays duties itself (DDP), charged with the order. Elsewhere, and without a
    row, the shopper pays at the border (DAP) and is told about how much."""

    paid_for = ArrayField(models.CharField(max_length=2), default=list, help_text="Countries")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("store",), name="duty_terms_one_a_store"),)


class CustomsFacts(StoreOwned):
    """The HS number and origin of a product, or of all a store has in a category."""

    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, null=True, on_delete=models.CASCADE, related_name="+")
    hs = models.CharField(max_length=10, help_text="4 to 10 digits of the Harmonized System")
    origin = models.CharField(max_length=2, blank=True, help_text="Empty: the store's country")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("store", "product", "category"), name="customs_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(product=None, category__isnull=False)
                | Q(product__isnull=False, category=None),
                name="customs_one_subject",
            ),
        )
