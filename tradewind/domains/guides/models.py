"""What a store tells instead of touching: which size fits which body, what a shade looks like."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Category, Product
from tradewind.domains.stores.models import StoreOwned
from tradewind.platform.models import PublicIdField


class Guide(StoreOwned):
    """A table of sizes or shades for one product, for what a store sells of a category or a brand
    (or both), or, with none of them, for all it sells. The narrowest goes before."""

    class Kind(models.TextChoices):
        SIZE = "size", _("Sizes")
        SHADE = "shade", _("Shades")

    public_id = PublicIdField("gde")
    kind = models.CharField(max_length=5, choices=Kind)
    title = models.CharField(max_length=80)
    how = models.TextField(max_length=2_000, blank=True, help_text="How to measure or choose")
    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, null=True, on_delete=models.CASCADE, related_name="+")
    brand = models.CharField(max_length=80, blank=True)
    rows = models.JSONField(
        help_text='[{"label": "M", "ranges": {"chest": [920, 970]}}] in mm, or '
        '[{"label": "Rose", "colour": "#c98a7a", "undertone": "cool"}]'
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("store", "kind", "product", "category", "brand"),
                name="guide_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(product=None) | Q(category=None, brand=""),
                name="guide_product_alone",
            ),
        )
