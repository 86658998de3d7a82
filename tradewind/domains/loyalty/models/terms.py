"""Dated terms: what points are worth, what earns them, how much a deposit may hold.

Terms are never changed: a new row from a later moment stands in for the former one, so what was
true on a day can always be told.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tradewind.domains.catalogue.models import Category
from tradewind.domains.stores.models import Store
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField


class MileageTerms(models.Model):
    """What points are worth in a currency, and how they may be spent, from a moment on."""

    public_id = PublicIdField("mlt")
    currency = CurrencyField()
    starts_at = models.DateTimeField()
    points = models.PositiveIntegerField(help_text="So many points …")
    worth_minor = MinorField(help_text="… are worth this")
    least_balance = models.PositiveIntegerField(default=0, help_text="Points one must have")
    least_order_minor = MinorField(default=0, help_text="Goods one must buy")
    most_share_bp = models.PositiveIntegerField(default=10_000, help_text="Of the goods, 1/100 %")
    step = models.PositiveIntegerField(default=1, help_text="Points are spent in multiples of it")
    valid_days = models.PositiveIntegerField(default=365)
    grace_days = models.PositiveIntegerField(
        default=30, help_text="For points given back after they had expired"
    )
    made_by = models.CharField(max_length=40, blank=True, help_text="Public id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("currency", "starts_at"), name="mileage_terms_once"),
            models.CheckConstraint(
                condition=Q(points__gt=0, worth_minor__gt=0, step__gt=0, valid_days__gt=0),
                name="mileage_terms_sound",
            ),
            models.CheckConstraint(
                condition=Q(most_share_bp__lte=10_000, least_order_minor__gte=0),
                name="mileage_terms_within",
            ),
        )


class EarnRule(models.Model):
    """A share of the goods that comes back as points. The most particular one counts for each who
    funds: a store's category before the store, the store before a category, that before the mall.
    """

    public_id = PublicIdField("ern")
    store = models.ForeignKey(Store, null=True, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    store_funds = models.BooleanField(default=False, help_text="Else the mall does")
    rate_bp = models.PositiveIntegerField(help_text="Share of the goods, 1/100 %")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=40, blank=True, help_text="Public id")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(rate_bp__gt=0, rate_bp__lte=10_000), name="earn_rule_rate"
            ),
            models.CheckConstraint(
                condition=Q(store_funds=False) | Q(store__isnull=False), name="earn_rule_funder"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="earn_rule_time"
            ),
        )
        indexes = (models.Index(fields=("store", "starts_at")),)


class DepositTerms(models.Model):
    """How much may be paid into a deposit at once, and how much it may hold."""

    public_id = PublicIdField("dpt")
    currency = CurrencyField()
    starts_at = models.DateTimeField()
    least_minor = MinorField()
    most_minor = MinorField()
    most_held_minor = MinorField()
    made_by = models.CharField(max_length=40, blank=True, help_text="Public id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("currency", "starts_at"), name="deposit_terms_once"),
            models.CheckConstraint(
                condition=Q(
                    least_minor__gt=0,
                    most_minor__gte=F("least_minor"),
                    most_held_minor__gte=F("most_minor"),
                ),
                name="deposit_terms_sound",
            ),
        )
