"""What others may ask about prices and rates."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from django.db import connection
from django.db.models import F

from tradewind.domains.pricing.models import Price, QuantityPrice
from tradewind.domains.pricing.rules import (
    STALE_AFTER,
    Display,
    RateMissing,
    RateTable,
    ShownPrice,
    Step,
    falling,
)
from tradewind.kernel.money import Money, Rounding

_TTL_SECONDS = 60

# The price of the row `variant` of whatever statement asks for it, as JSON for `shown_price`. One in
# the wanted currency goes before the store's own; among those a dated one before the lasting, and of
# two dated ones the one that began last. Last in it stand the quantity prices of that currency.
PRICE = """(
SELECT json_build_array(price.currency, price.amount_minor, price.compare_at_minor, (
    SELECT json_agg(json_build_array(step.from_pieces, step.amount_minor))
    FROM pricing_quantityprice step
    WHERE step.variant_id = price.variant_id AND step.currency = price.currency
      AND (step.starts_at IS NULL OR step.starts_at <= %(now)s)
      AND (step.ends_at IS NULL OR step.ends_at > %(now)s)))
FROM pricing_price price
JOIN stores_store seller ON seller.id = price.store_id
WHERE price.variant_id = variant.id
  AND price.currency IN (%(currency)s, seller.currency)
  AND (price.starts_at IS NULL OR price.starts_at <= %(now)s)
  AND (price.ends_at IS NULL OR price.ends_at > %(now)s)
ORDER BY price.currency = %(currency)s DESC,
         price.starts_at IS NULL AND price.ends_at IS NULL,
         price.starts_at DESC NULLS LAST,
         price.id DESC
LIMIT 1)"""
_SHOWN = f"""
SELECT variant.id, {PRICE}::text FROM unnest(%(variants)s::bigint[]) AS variant (id)
"""  # noqa: S608
_NEWEST_RATES = """
WITH newest AS (
    SELECT DISTINCT ON (base, quote) base, quote, rate, "on", source
    FROM pricing_exchangerate WHERE "on" <= %s ORDER BY base, quote, "on" DESC
), euro AS (
    SELECT quote, "on" FROM newest WHERE base = 'EUR'
)
SELECT base, quote, rate, "on", source FROM newest AS own
-- A pair told by itself goes before a cross rate, unless a newer sheet of the euro has both ends.
WHERE base = 'EUR'
   OR NOT (
       EXISTS (SELECT FROM euro WHERE euro.quote = own.base AND euro."on" > own."on")
       AND (own.quote = 'EUR'
            OR EXISTS (SELECT FROM euro WHERE euro.quote = own.quote AND euro."on" > own."on")))
UNION ALL SELECT '', '', markup_bp, NULL, '' FROM pricing_rateterms
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """A price as the console lists it, lasting or dated."""

    id: int
    variant_id: int
    amount: Money
    compare_at: Money | None
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityPriceRow:
    """What each of at least `pieces` costs, as the console lists it, lasting or dated."""

    id: int
    variant_id: int
    pieces: int
    amount: Money
    starts_at: datetime | None
    ends_at: datetime | None


def prices_of(
    *, variant_ids: Collection[int], currency: str, now: datetime
) -> dict[int, ShownPrice]:
    """The price of each variant in `currency` at `now`, by one statement.

    An explicit price in `currency` goes before one converted (half-up, at the rate of `now`'s UTC
    day) from the store's currency. A variant that has neither, or no rate, is not in the answer:
    it can't be bought in that currency.
    """
    if not variant_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SHOWN, {"variants": list(variant_ids), "currency": currency, "now": now})
        rows = cursor.fetchall()
    shown = {
        variant_id: shown_price(row=orjson.loads(row), currency=currency, now=now)
        for variant_id, row in rows
        if row
    }
    return {variant_id: price for variant_id, price in shown.items() if price}


def shown_price(*, row: Sequence[Any] | None, currency: str, now: datetime) -> ShownPrice | None:
    """What `PRICE` found, as a shopper who counts in `currency` sees it; None for no price or rate."""
    if row is None:
        return None
    own, amount, compare_at, steps = row
    try:
        return _shown(own, amount, compare_at, steps or (), currency, now)
    except RateMissing:
        return None


def rate(*, base: str, quote: str, on: date) -> Decimal:
    """Units of `quote` for one `base`: the latest rate on or before the day, cross rates included.

    Remembered in the process for at most 60 s. Raises `RateMissing`.
    """
    return rates_on(day=on).rate(base, quote)


def rates_on(*, day: date) -> RateTable:
    """Every rate of the day; remembered in the process for at most 60 s."""
    return _rates_on(day, int(time.monotonic() // _TTL_SECONDS))


def offered_currencies(*, day: date) -> tuple[str, ...]:
    """What a shopper may count in on that day: the mall's own, and those it has a rate to.

    In a mall whose rates were never loaded that is its own currency alone.
    """
    own, *others = settings.CURRENCIES
    table = rates_on(day=day)
    return (own, *(currency for currency in others if table.has(own, currency)))


def shown_currencies(*, day: date) -> tuple[str, ...]:
    """What prices may be told in beside what is charged: those the mall has a rate to."""
    own, *others = settings.SHOWN_CURRENCIES
    table = rates_on(day=day)
    return (own, *(currency for currency in others if table.has(own, currency)))


def find_display(*, charged: str, shown: str, day: date) -> Display | None:
    """How amounts in `charged` are told in `shown` on that day; None where it is the same or
    nobody published a rate. From the kept rates, so no statement in most cases."""
    table = rates_on(day=day)
    if charged == shown or not table.has(charged, shown):
        return None
    on = table.day_of(charged, shown)
    return Display(
        charged=charged,
        shown=shown,
        rate=table.rate(charged, shown),
        on=on,
        source=table.source_of(charged, shown),
        is_fresh=day - on <= STALE_AFTER,
    )


def convert(*, amount: Money, currency: str, on: date) -> Money:
    """The same worth in `currency` on that day, half-up. Raises `RateMissing`."""
    if amount.currency == currency:
        return amount
    return amount.converted(
        currency, rate(base=amount.currency, quote=currency, on=on), Rounding.HALF_UP
    )


def ask_in(*, amount: Money, currency: str, on: date) -> Money:
    """What a shopper who counts in `currency` is asked for `amount`: at the day's rate with the
    mall's markup, half-up to the minor unit. Raises `RateMissing`."""
    if amount.currency == currency:
        return amount
    factor = rates_on(day=on).asked(amount.currency, currency)
    return amount.converted(currency, factor, Rounding.HALF_UP)


def list_prices(*, store_id: int, variant_ids: Collection[int]) -> list[PriceRow]:
    """All prices of these variants, lasting first, then by start. Past ones too."""
    rows = (
        Price.objects.for_store(store_id)
        .filter(variant_id__in=variant_ids)
        .order_by("variant_id", "currency", "starts_at", "ends_at", "id")
    )
    listed = [
        PriceRow(
            id=row.pk,
            variant_id=row.variant_id,
            amount=row.amount,
            compare_at=row.compare_at,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    ]
    return sorted(listed, key=lambda row: row.starts_at is not None or row.ends_at is not None)


def list_quantity_prices(*, store_id: int, variant_ids: Collection[int]) -> list[QuantityPriceRow]:
    """All quantity prices of these variants by currency and pieces, lasting first. Past ones too."""
    rows = (
        QuantityPrice.objects.for_store(store_id)
        .filter(variant_id__in=variant_ids)
        .order_by(
            "variant_id", "currency", "from_pieces", F("starts_at").asc(nulls_first=True), "id"
        )
    )
    return [
        QuantityPriceRow(
            id=row.pk,
            variant_id=row.variant_id,
            pieces=row.from_pieces,
            amount=row.amount,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    ]


def forget_rates() -> None:
    """Read the rates anew at the next question."""
    _rates_on.cache_clear()


def _shown(
    own: str,
    minor: int,
    compare_at_minor: int | None,
    told_steps: Sequence[tuple[int, int]],
    currency: str,
    now: datetime,
) -> ShownPrice:
    amount = Money(minor, own)
    compare_at = None if compare_at_minor is None else Money(compare_at_minor, own)
    steps = [Step(pieces, Money(each, own)) for pieces, each in told_steps]
    if own == currency:
        return ShownPrice(
            amount=amount,
            compare_at=compare_at,
            converted=False,
            own=own,
            steps=falling(amount, steps),
        )
    day = now.astimezone(UTC).date()
    told = ask_in(amount=amount, currency=currency, on=day)
    if compare_at is not None:
        compare_at = ask_in(amount=compare_at, currency=currency, on=day)
        if compare_at <= told:  # both rounded to the same coarse unit: no reduction to speak of
            compare_at = None
    asked = [Step(s.pieces, ask_in(amount=s.amount, currency=currency, on=day)) for s in steps]
    return ShownPrice(
        amount=told, compare_at=compare_at, converted=True, own=own, steps=falling(told, asked)
    )


@lru_cache(maxsize=16)
def _rates_on(day: date, _minute: int) -> RateTable:
    # A new minute is another key and so misses the cache, which makes the time to live.
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST_RATES, [day])
        rows = cursor.fetchall()
    told = {(base, quote): worth for base, quote, worth, _on, _source in rows}
    markup = told.pop(("", ""), 0)
    days = {(base, quote): on for base, quote, _, on, _source in rows if on is not None}
    sources = {(base, quote): source for base, quote, _, _on, source in rows}
    return RateTable(day, told, int(markup), days, sources)
