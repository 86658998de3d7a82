"""What makes a price a fair one, and how one currency is told in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money, Rounding

STALE_AFTER = timedelta(days=5)
"""A long weekend has no sheets: later than that nothing is converted for show."""

_DIGITS = Decimal("1e-10")
MOST_FROM = 99
"""The most pieces a quantity price may ask for: a cart holds no more of one thing."""


class RateMissing(TradewindError):
    """Nobody has told what one unit of `base` is worth in `quote` on or before the day `on`."""

    code = "rate_missing"


class PricesOverlap(TradewindError):
    """Another dated price of the variant, in the same currency, holds within these days.

    `starts_at` and `ends_at` are the other's, None where it has no such end.
    """

    code = "prices_overlap"


class LastPrice(TradewindError):
    """The price in the store's own `currency`: without it a product can't be sold anywhere."""

    code = "last_price"


class StepNotCheaper(TradewindError):
    """A quantity price from `pieces` on that is not below the `price` of a single piece."""

    code = "quantity_price_not_cheaper"


class StepWithoutPrice(TradewindError):
    """A quantity price in a `currency` that the variant has no price in: it would never count."""

    code = "quantity_price_without_price"


@dataclass(frozen=True, slots=True)
class Step:
    """From `pieces` of a variant on, each costs `amount`."""

    pieces: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPrice:
    """What a shopper sees. `converted`: told from the store's own currency (`own`) at the day's
    rate. `steps` are its quantity prices by pieces, each cheaper than the one before and all below
    `amount`.
    """

    amount: Money
    compare_at: Money | None
    converted: bool
    own: str = ""
    steps: Sequence[Step] = ()

    def each(self, pieces: int) -> Money:
        """What one of so many pieces costs."""
        reached = self.step(pieces)
        return reached.amount if reached else self.amount

    def step(self, pieces: int) -> Step | None:
        """The quantity price that so many pieces reach."""
        return next((step for step in reversed(self.steps) if step.pieces <= pieces), None)

    def next_step(self, pieces: int) -> Step | None:
        """The first one they do not reach."""
        return next((step for step in self.steps if step.pieces > pieces), None)


def falling(amount: Money, steps: Sequence[Step]) -> tuple[Step, ...]:
    """`steps` in order of pieces, without those that save nothing on fewer pieces."""
    kept: list[Step] = []
    best = amount
    for step in sorted(steps, key=lambda one: (one.pieces, one.amount.minor)):
        if step.amount < best:
            kept.append(step)
            best = step.amount
    return tuple(kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """How amounts in `charged`, which are what is paid, are told in `shown`, the money a reader
    thinks in: at the published `rate` (units of `shown` for one `charged`), without any markup.

    `source` published it for the day `on`. Nothing is ever charged, compared or kept by it. A rate
    that is not `is_fresh` converts nothing.
    """

    charged: str
    shown: str
    rate: Decimal
    on: date
    source: str
    is_fresh: bool

    def about(self, amount: Money | None) -> Money | None:
        """About how much that is, half-up to the minor unit of `shown`; None with an old rate.

        Raises ValueError for an amount in another currency than `charged`.
        """
        if amount is None or not self.is_fresh:
            return None
        if amount.currency != self.charged:
            raise ValueError(f"{amount.currency} is not {self.charged}")
        return amount.converted(self.shown, self.rate, Rounding.HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrice:
    """A lasting price for a variant, in the currency of `amount`."""

    variant_id: int
    amount: Money
    compare_at: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRate:
    """Units of `quote` for one unit of `base` on a day, as its source published it."""

    base: str
    quote: str
    on: date
    rate: Decimal


def check_price(amount: Money, compare_at: Money | None) -> None:
    """Raises `InvalidInput` for a negative price or a former price that is no higher."""
    if amount.minor < 0:
        raise InvalidInput({"amount": "too_small"})
    if compare_at is None:
        return
    if compare_at.currency != amount.currency:
        raise InvalidInput({"compare_at": "invalid"})
    if compare_at.minor <= amount.minor:
        raise InvalidInput({"compare_at": "too_small"})


def check_days(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Raises `InvalidInput` unless a dated price has a start or an end, in that order."""
    if starts_at is None and ends_at is None:
        raise InvalidInput({"starts_at": "required"})
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise InvalidInput({"ends_at": "too_small"})


@dataclass(frozen=True, slots=True)
class RateTable:
    """The newest rates on or before `day`: ``(base, quote) → units of quote for one base``.

    `markup_bp` is what the mall adds when it asks a price in another currency, in 1/100 %.
    """

    day: date
    rates: Mapping[tuple[str, str], Decimal]
    markup_bp: int = 0
    days: Mapping[tuple[str, str], date] = field(default_factory=dict)
    sources: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def rate(self, base: str, quote: str) -> Decimal:
        """The published rate, else its inverse, else the cross rate through a shared pivot.

        Ten decimals. A pivot is a currency that has a rate with both; of several, the first by
        code, so that two processes never answer differently. Raises `RateMissing`.
        """
        if base == quote:
            return Decimal(1)
        direct = self._straight(base, quote)
        if direct is not None:
            return direct.quantize(_DIGITS)
        for pivot in sorted({currency for pair in self.rates for currency in pair}):
            there, back = self._straight(base, pivot), self._straight(pivot, quote)
            if there is not None and back is not None:
                return (there * back).quantize(_DIGITS)
        raise RateMissing(base=base, quote=quote, on=self.day)

    def asked(self, base: str, quote: str) -> Decimal:
        """The rate at which a price in `base` is told to a shopper: with the markup."""
        if base == quote:
            return Decimal(1)
        return self.rate(base, quote) * (10_000 + self.markup_bp) / 10_000

    def has(self, base: str, quote: str) -> bool:
        """Whether `rate` has an answer."""
        try:
            self.rate(base, quote)
        except RateMissing:
            return False
        return True

    def day_of(self, base: str, quote: str) -> date:
        """The day the rate was published, of a cross rate the older of its two; else `day`."""
        told = [self.days[pair] for pair in self._legs(base, quote) if pair in self.days]
        return min(told, default=self.day)

    def source_of(self, base: str, quote: str) -> str:
        """Who published the rate, of a cross rate both, each named once; empty where nobody said."""
        told = (self.sources.get(pair, "") for pair in self._legs(base, quote))
        return ", ".join(dict.fromkeys(source for source in told if source))

    def _legs(self, base: str, quote: str) -> list[tuple[str, str]]:
        """The published pairs that `rate` is made of."""
        straight = self._leg(base, quote)
        if straight:
            return straight
        for pivot in sorted({currency for pair in self.rates for currency in pair}):
            there, back = self._leg(base, pivot), self._leg(pivot, quote)
            if there and back:
                return [*there, *back]
        return []

    def _leg(self, base: str, quote: str) -> list[tuple[str, str]]:
        return [pair for pair in ((base, quote), (quote, base)) if pair in self.rates][:1]

    def _straight(self, base: str, quote: str) -> Decimal | None:
        published = self.rates.get((base, quote))
        if published is not None:
            return published
        inverse = self.rates.get((quote, base))
        return None if inverse is None else 1 / inverse
