"""Money: whole minor units and a currency; rounding is always said, remainders are never lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, InvalidOperation
from enum import StrEnum
from functools import total_ordering

from tradewind.kernel.errors import TradewindError

POINTS = "PTS"
"""The unit of mileage: a currency of its own, without minor units, that no bank knows."""

# ISO 4217 exponents that are not 2. https://www.six-group.com/en/products-services/financial-information/data-standards.html
_EXPONENTS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    POINTS: 0,
}


class Rounding(StrEnum):
    """How a fraction of a minor unit is settled."""

    HALF_UP = ROUND_HALF_UP
    HALF_EVEN = ROUND_HALF_EVEN
    DOWN = ROUND_DOWN
    UP = ROUND_UP


class CurrencyMismatch(TradewindError):
    """Two amounts of different currencies met in one sum."""

    code = "currency_mismatch"


class BadAmount(TradewindError):
    """A text that is no amount, or one finer than the currency's minor unit."""

    code = "bad_amount"


def exponent(currency: str) -> int:
    """Digits after the decimal point: CAD 2, KRW 0, KWD 3 (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount of `minor` whole minor units (cents, won, möngö) of the ISO 4217 `currency`."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise BadAmount(amount=self.minor)

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """``Money.of("12.50", "CAD")``. Raises `BadAmount` rather than round what was written."""
        try:
            scaled = Decimal(amount).scaleb(exponent(currency))
            minor = int(scaled)
        except (InvalidOperation, ValueError, OverflowError):
            raise BadAmount(amount=str(amount), currency=currency) from None
        if minor != scaled:
            raise BadAmount(amount=str(amount), currency=currency)
        return cls(minor, currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with the currency's own number of digits."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def times(self, factor: Decimal, rounding: Rounding) -> Money:
        """Multiply by a fraction and settle the rest as `rounding` says."""
        return Money(_whole(Decimal(self.minor) * factor, rounding), self.currency)

    def converted(self, currency: str, rate: Decimal, rounding: Rounding) -> Money:
        """The same worth in `currency`, `rate` being its units for one unit of ours."""
        major = self.amount * rate
        return Money(_whole(major.scaleb(exponent(currency)), rounding), currency)

    def allocate(self, weights: Sequence[int]) -> list[Money]:
        """Split into parts in proportion to `weights` (each ≥ 0, one above 0); the parts sum to the whole.

        Largest remainder (Hamilton): each part gets its floor, and the units left over go to the
        largest fractions, ties to the earlier part. Negative amounts split as their mirror image.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights must be non-negative and not all zero")
        sign, whole = (-1, -self.minor) if self.minor < 0 else (1, self.minor)
        floors = [whole * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(whole * weights[i] % total), i))
        for i in by_remainder[: whole - sum(floors)]:
            floors[i] += 1
        return [Money(sign * part, self.currency) for part in floors]

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(left=self.currency, right=other.currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of `amounts`, zero of `currency` when there are none."""
    result = Money.zero(currency)
    for amount in amounts:
        result += amount
    return result


def _whole(value: Decimal, rounding: Rounding) -> int:
    return int(value.quantize(Decimal(1), rounding=rounding.value))
