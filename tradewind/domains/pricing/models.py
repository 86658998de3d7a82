"""What a variant costs, in which currency, from when; and what currencies are worth."""

from __future__ import annotations

from django.db import models

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.stores.models import StoreOwned
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField


class Price(StoreOwned):
    """A price with its days. One without days is the lasting price; a dated one goes before it."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="prices")
    currency = CurrencyField()
    amount_minor = MinorField()
    compare_at_minor = MinorField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount_minor__gte=0), name="price_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(compare_at_minor=None)
                | models.Q(compare_at_minor__gt=models.F("amount_minor")),
                name="price_compare_at_above",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at=None)
                | models.Q(ends_at=None)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="price_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=("variant", "currency"),
                condition=models.Q(starts_at=None, ends_at=None),
                name="price_one_lasting_a_currency",
            ),
        )
        indexes = (
            models.Index(fields=("variant", "currency")),
            models.Index(
                fields=("starts_at",), condition=~models.Q(starts_at=None), name="price_begins"
            ),
            models.Index(fields=("ends_at",), condition=~models.Q(ends_at=None), name="price_ends"),
        )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def compare_at(self) -> Money | None:
        minor = self.compare_at_minor
        return None if minor is None else Money(minor, self.currency)


class QuantityPrice(StoreOwned):
    """What one piece costs for whoever takes at least `from_pieces`; with days as a price has them.

    Of several that hold at once the cheapest that is reached counts, never one above the price.
    """

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="quantity_prices")
    currency = CurrencyField()
    from_pieces = models.PositiveSmallIntegerField()
    amount_minor = MinorField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount_minor__gte=0), name="quantity_price_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(from_pieces__gte=2), name="quantity_price_of_several"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at=None)
                | models.Q(ends_at=None)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="quantity_price_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=("variant", "currency", "from_pieces"),
                condition=models.Q(starts_at=None, ends_at=None),
                name="quantity_price_one_lasting",
            ),
        )
        indexes = (
            models.Index(
                fields=("variant", "currency", "from_pieces"), name="quantity_price_steps"
            ),
        )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class RateTerms(models.Model):
    """What the mall adds to a rate when a price is told in another currency: one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    markup_bp = models.PositiveIntegerField(default=0, help_text="1/100 % on top of the rate")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(pk=1), name="rate_terms_one_row"),
            models.CheckConstraint(
                condition=models.Q(markup_bp__lte=1000), name="rate_markup_at_most_tenth"
            ),
        )


class RateImport(models.Model):
    """A sheet of rates that was read, or could not be: the history the office looks through."""

    public_id = PublicIdField("rti")
    source = models.CharField(max_length=200, help_text="Address, path or name of the file")
    day = models.DateField(null=True, help_text="Of the newest sheet in it")
    rates = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    actor = models.CharField(max_length=40, blank=True, help_text="Empty: the clock")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)


class ExchangeRate(models.Model):
    """Units of `quote` for one unit of `base` on a day."""

    base = CurrencyField()
    quote = CurrencyField()
    on = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("base", "quote", "on"), name="rate_once_a_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="rate_positive"),
        )
