"""What customs asks for goods that cross a border: an estimate from dated rules. Pure.

Duty is reckoned on the goods alone (as most of these countries value them, delivery left out),
import tax on goods, delivery and duty, each rounded half-up to the minor unit.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tradewind.kernel.money import Money, Rounding, total


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRule:
    """What holds in a country from `starts_on` on. Thresholds are in `currency`, by value of the
    parcel's goods; at or below one its charge is not asked. None: asked from the first cent.
    `duty_by_chapter` and `duty` (any other chapter) are per cent, `free_origins` pay no duty by
    treaty. `is_verified` is False for what was written from memory.
    """

    countries: Sequence[str]
    currency: str
    starts_on: date
    duty_free_to: Decimal | None
    tax_free_to: Decimal | None
    duty: Decimal
    duty_by_chapter: Mapping[str, Decimal]
    free_origins: Sequence[str]
    tax_name: str
    tax: Decimal
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Goods of one line: `value` without any tax, `hs` their number (its first two digits are the
    chapter; empty: unknown), `origin` the country they were made in."""

    key: Hashable
    value: Money
    hs: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What customs asks for one line."""

    duty: Money
    tax: Money
    duty_rate: Decimal

    @property
    def whole(self) -> Money:
        return self.duty + self.tax


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What customs asks for a parcel, line by line. `tax_name` is the import tax's."""

    charges: Mapping[Hashable, Charge]
    duty: Money
    tax: Money
    tax_name: str
    is_verified: bool

    @property
    def whole(self) -> Money:
        return self.duty + self.tax


def rule_for(rules: Sequence[ImportRule], country: str, on: date) -> ImportRule | None:
    """The newest rule of that country that has begun."""
    begun = [rule for rule in rules if country in rule.countries and rule.starts_on <= on]
    return max(begun, key=lambda rule: rule.starts_on, default=None)


def crosses(rule: ImportRule, sent_from: str) -> bool:
    """Whether goods sent from that country are imported: within one customs union they are not."""
    return sent_from not in rule.countries


def estimate(
    *,
    rule: ImportRule,
    goods: Sequence[Imported],
    shipping: Money,
    worth: Money,
    is_taxed_at_sale: bool,
) -> Estimate:
    """What customs asks. `worth` is the value of all goods in the rule's currency, for the
    thresholds. Where the seller adds the country's own tax (`is_taxed_at_sale`) none is asked again.
    """
    unit = shipping.currency
    whole = total((line.value for line in goods), unit)
    has_duty = rule.duty_free_to is None or worth.amount > rule.duty_free_to
    has_tax = not is_taxed_at_sale and (rule.tax_free_to is None or worth.amount > rule.tax_free_to)
    weights = [line.value.minor for line in goods]
    carried = shipping.allocate(weights) if whole else [shipping for _ in goods]
    charges: dict[Hashable, Charge] = {}
    for line, share in zip(goods, carried, strict=True):
        rate = _duty_rate(rule, line) if has_duty else Decimal(0)
        duty = line.value.times(rate / 100, Rounding.HALF_UP)
        base = line.value + share + duty
        tax = base.times((rule.tax if has_tax else Decimal(0)) / 100, Rounding.HALF_UP)
        charges[line.key] = Charge(duty=duty, tax=tax, duty_rate=rate)
    return Estimate(
        charges=charges,
        duty=total((charge.duty for charge in charges.values()), unit),
        tax=total((charge.tax for charge in charges.values()), unit),
        tax_name=rule.tax_name,
        is_verified=rule.is_verified,
    )


def _duty_rate(rule: ImportRule, line: Imported) -> Decimal:
    if line.origin in rule.free_origins:
        return Decimal(0)
    return rule.duty_by_chapter.get(line.hs[:2], rule.duty)
