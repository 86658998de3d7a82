"""What the mall takes of sales by category."""

from __future__ import annotations

from django.db import models

from tradewind.domains.catalogue.models import Category
from tradewind.platform.models import PublicIdField


class CategoryCommission(models.Model):
    """The mall's share of what is sold in a category and below it, from a day on.

    The latest that has begun holds; an empty share gives the category back to the one above.
    """

    public_id = PublicIdField("ccm")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    commission_bp = models.PositiveIntegerField(
        null=True, help_text="1/100 %; empty: none of its own"
    )
    starts_on = models.DateField()
    set_by = models.CharField(max_length=40, help_text="Public id")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("category", "starts_on"), name="category_commission_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(commission_bp__lte=10_000),
                name="category_commission_at_most_all",
            ),
        )
