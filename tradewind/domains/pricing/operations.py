"""Every change of a price or a rate."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.pricing.events import PriceChanged
from tradewind.domains.pricing.models import ExchangeRate, Price, QuantityPrice
from tradewind.domains.pricing.queries import forget_rates
from tradewind.domains.pricing.rules import (
    DayRate,
    LastPrice,
    NewPrice,
    PricesOverlap,
    check_days,
    check_price,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.platform.events import publish_all

_SET_LASTING = """
WITH wanted AS (
    SELECT w.* FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[])
        AS w(variant_id, currency, amount_minor, compare_at_minor)
    JOIN catalogue_variant v ON v.id = w.variant_id AND v.store_id = %s
), written AS (
    INSERT INTO pricing_price (store_id, variant_id, currency, amount_minor, compare_at_minor)
    SELECT %s, variant_id, currency, amount_minor, compare_at_minor
    FROM wanted ORDER BY variant_id, currency
    ON CONFLICT (variant_id, currency) WHERE starts_at IS NULL AND ends_at IS NULL
    DO UPDATE SET amount_minor = EXCLUDED.amount_minor,
                  compare_at_minor = EXCLUDED.compare_at_minor
    WHERE (pricing_price.amount_minor, pricing_price.compare_at_minor)
          IS DISTINCT FROM (EXCLUDED.amount_minor, EXCLUDED.compare_at_minor)
    RETURNING variant_id
)
SELECT (SELECT count(*) FROM wanted), ARRAY(SELECT DISTINCT variant_id FROM written ORDER BY 1)
"""


def set_price(
    *, store_id: int, variant_id: int, amount: Money, compare_at: Money | None = None
) -> None:
    """Make `amount` the lasting price in its currency. Repeating changes and tells nothing.

    Raises `InvalidInput`, `NotFound` for a variant of another store.
    """
    price = NewPrice(variant_id=variant_id, amount=amount, compare_at=compare_at)
    set_prices(store_id=store_id, prices=[price])


def set_prices(*, store_id: int, prices: Sequence[NewPrice]) -> list[int]:
    """Set many lasting prices by one statement; returns the ids of the variants that changed.

    A variant may stand there once for each currency. Raises as `set_price` does, and then none
    is set.
    """
    for price in prices:
        check_price(price.amount, price.compare_at)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                _SET_LASTING,
                [
                    [price.variant_id for price in prices],
                    [price.amount.currency for price in prices],
                    [price.amount.minor for price in prices],
                    [price.compare_at and price.compare_at.minor for price in prices],
                    store_id,
                    store_id,
                ],
            )
            ours, changed = cursor.fetchone()
        if ours != len(prices):
            raise NotFound(variants=[price.variant_id for price in prices])
        tell_of(changed)
    return list(changed)


def schedule_price(
    *,
    store_id: int,
    variant_id: int,
    amount: Money,
    compare_at: Money | None = None,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> int:
    """Plan a price that goes before the lasting one within its days; returns its id.

    `starts_at` is the first moment, `ends_at` the first moment after. Raises `InvalidInput`,
    `NotFound`, and `PricesOverlap` where another dated price in this currency holds meanwhile.
    """
    check_price(amount, compare_at)
    check_days(starts_at, ends_at)
    with transaction.atomic():
        # The variant's row is the lock of its dated prices: two who plan at once see each other.
        variants = Variant.objects.for_store(store_id).select_for_update(no_key=True)
        if not variants.filter(pk=variant_id).exists():
            raise NotFound(variant=variant_id)
        _check_free(store_id, variant_id, amount.currency, starts_at, ends_at)
        price = Price.objects.create(
            store_id=store_id,
            variant_id=variant_id,
            currency=amount.currency,
            amount_minor=amount.minor,
            compare_at_minor=None if compare_at is None else compare_at.minor,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        tell_of([variant_id])
    return price.pk


def remove_price(*, store_id: int, variant_id: int, currency: str) -> None:
    """Drop the lasting price in a currency that is not the store's: from then on it is converted.

    Safe to repeat. Raises `LastPrice` for the store's own currency, `NotFound`.
    """
    with transaction.atomic():
        variants = Variant.objects.for_store(store_id).select_related("store")
        variant = variants.filter(pk=variant_id).first()
        if variant is None:
            raise NotFound(variant=variant_id)
        if variant.store.currency == currency:
            raise LastPrice(currency=currency)
        lasting = Price.objects.for_store(store_id).filter(starts_at=None, ends_at=None)
        if lasting.filter(variant_id=variant_id, currency=currency).delete()[0]:
            tell_of([variant_id])


def end_schedule(*, store_id: int, price_id: int) -> None:
    """End a dated price now; one that has not begun is dropped, one that is over stays as it is.

    Raises `NotFound` for a lasting price or another store's.
    """
    now = clock.now()
    with transaction.atomic():
        dated = Price.objects.for_store(store_id).exclude(starts_at=None, ends_at=None)
        price = dated.select_for_update().filter(pk=price_id).first()
        if price is None:
            raise NotFound(price=price_id)
        if price.ends_at is not None and price.ends_at <= now:
            return
        if price.starts_at is not None and price.starts_at >= now:
            price.delete()
        else:
            price.ends_at = now
            price.save(update_fields=["ends_at"])
        tell_of([price.variant_id])


def tell_of_dated(*, since: datetime, until: datetime) -> int:
    """Publish `PriceChanged` for dated prices that began or ended in ``(since, until]``.

    Returns how many variants were told of. A dated price changes what is shown without anyone
    writing a row, so somebody has to say so when the moment comes.
    """
    turns = Q(starts_at__gt=since, starts_at__lte=until) | Q(ends_at__gt=since, ends_at__lte=until)
    why = "the clock turns prices of every store"
    turned = (
        rows.across_stores(why).filter(turns).values_list("variant_id", flat=True)
        for rows in (Price.objects, QuantityPrice.objects)
    )
    with transaction.atomic():
        variants = sorted({variant for found in turned for variant in found})
        tell_of(variants)
    return len(variants)


def record_rates(*, rows: Sequence[DayRate], source: str) -> None:
    """Keep the day's rates; the same pair and day again replaces the former one.

    Raises `InvalidInput` when a rate is not above zero or tells a currency in itself.
    """
    if any(row.rate <= 0 or row.base == row.quote for row in rows):
        raise InvalidInput({"rate": "invalid"})
    with transaction.atomic():
        ExchangeRate.objects.bulk_create(
            [
                ExchangeRate(
                    base=row.base, quote=row.quote, on=row.on, rate=row.rate, source=source
                )
                for row in rows
            ],
            update_conflicts=True,
            unique_fields=["base", "quote", "on"],
            update_fields=["rate", "source"],
        )
    forget_rates()


def _check_free(
    store_id: int,
    variant_id: int,
    currency: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> None:
    dated = Price.objects.for_store(store_id).exclude(starts_at=None, ends_at=None)
    others = dated.filter(variant_id=variant_id, currency=currency)
    if ends_at is not None:
        others = others.filter(Q(starts_at=None) | Q(starts_at__lt=ends_at))
    if starts_at is not None:
        others = others.filter(Q(ends_at=None) | Q(ends_at__gt=starts_at))
    other = others.first()
    if other is not None:
        raise PricesOverlap(starts_at=other.starts_at, ends_at=other.ends_at)


def tell_of(variant_ids: Collection[int]) -> None:
    """Publish `PriceChanged` of each, within the caller's transaction."""
    if not variant_ids:
        return
    variants = (
        Variant.objects.across_stores("told by the operation that checked them")
        .filter(pk__in=variant_ids)
        .order_by("pk")
        .values_list("public_id", "product__public_id", "store__public_id")
    )
    publish_all(
        [
            PriceChanged(product_id=str(product), variant_id=str(variant), store_id=str(store))
            for variant, product, store in variants
        ]
    )
