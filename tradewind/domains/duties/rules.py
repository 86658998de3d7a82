"""What customs asks for goods that cross a border: an estimate from dated rules. Pure.

Duty is reckoned on the goods alone (as most of these countries value them, delivery left out),
import tax on goods, delivery and duty, each rounded half-up to the minor unit.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tradewind.kernel.money import Money, Rounding, total

_KIND_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRule:
    """What holds in a country from `starts_on` on, for parcels `sent_from` there; empty: anywhere.

    Thresholds are in `currency`, by value of the parcel's goods; at or below one its charge is not
    asked. None: asked from the first cent. At or below `flat_to` the duty is `flat_duty` for each
    kind of goods, whatever their rate and origin. `duty_by_chapter` and `duty` (any other chapter)
    are per cent, `free_origins` pay no duty by treaty. `tax` holds where `tax_by_country` says
    nothing else.

    `checked_on` is the day the thresholds were compared with what `source` published, None for
    what was written from memory. `is_verified` says the same of the rates, by `rates_source`.
    """

    countries: Sequence[str]
    currency: str
    starts_on: date
    sent_from: Sequence[str] = ()
    duty_free_to: Decimal | None
    tax_free_to: Decimal | None
    duty: Decimal
    duty_by_chapter: Mapping[str, Decimal]
    free_origins: Sequence[str]
    tax_name: str
    tax: Decimal
    source: str
    is_verified: bool
    flat_to: Decimal | None = None
    flat_duty: Decimal | None = None
    tax_by_country: Mapping[str, Decimal] = field(default_factory=dict)
    checked_on: date | None = None
    rates_source: str = ""


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
    """What customs asks for a parcel, line by line. `tax_name` is the import tax's; `rule` is what
    it was reckoned by."""

    charges: Mapping[Hashable, Charge]
    duty: Money
    tax: Money
    tax_name: str
    is_verified: bool
    rule: ImportRule

    @property
    def whole(self) -> Money:
        return self.duty + self.tax


def rule_for(
    rules: Sequence[ImportRule], country: str, on: date, *, sent_from: str = ""
) -> ImportRule | None:
    """The newest rule of that country that has begun; one for where the parcel comes from goes
    before one for parcels from anywhere."""
    begun = [
        rule
        for rule in rules
        if country in rule.countries
        and rule.starts_on <= on
        and (not rule.sent_from or sent_from in rule.sent_from)
    ]
    return max(begun, key=lambda rule: (bool(rule.sent_from), rule.starts_on), default=None)


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
    flat: Money | None = None,
    country: str = "",
) -> Estimate:
    """What customs asks. `worth` is the value of all goods in the rule's currency, for the
    thresholds. Where the seller adds the country's own tax (`is_taxed_at_sale`) none is asked again.
    `flat` is the duty for each kind of goods, in the currency of `shipping`; None where the rates
    hold. `country` is where they go.
    """
    unit = shipping.currency
    whole = total((line.value for line in goods), unit)
    has_duty = rule.duty_free_to is None or worth.amount > rule.duty_free_to
    has_tax = not is_taxed_at_sale and (rule.tax_free_to is None or worth.amount > rule.tax_free_to)
    weights = [line.value.minor for line in goods]
    carried = shipping.allocate(weights) if whole else [shipping for _ in goods]
    tax_rate = rule.tax_by_country.get(country, rule.tax) if has_tax else Decimal(0)
    by_kind = _flat_duties(goods, flat) if flat is not None else {}
    charges: dict[Hashable, Charge] = {}
    for line, share in zip(goods, carried, strict=True):
        rate = _duty_rate(rule, line) if has_duty and flat is None else Decimal(0)
        duty = by_kind.get(line.key, line.value.times(rate / 100, Rounding.HALF_UP))
        base = line.value + share + duty
        tax = base.times(tax_rate / 100, Rounding.HALF_UP)
        charges[line.key] = Charge(duty=duty, tax=tax, duty_rate=rate)
    return Estimate(
        charges=charges,
        duty=total((charge.duty for charge in charges.values()), unit),
        tax=total((charge.tax for charge in charges.values()), unit),
        tax_name=rule.tax_name,
        is_verified=rule.is_verified,
        rule=rule,
    )


def _flat_duties(goods: Sequence[Imported], flat: Money) -> dict[Hashable, Money]:
    """The duty of each line where each kind of goods, by six digits of its number, pays `flat`:
    lines of one kind share it by value."""
    kinds: dict[str, list[Imported]] = {}
    for line in goods:
        kinds.setdefault(line.hs[:_KIND_DIGITS], []).append(line)
    shares: dict[Hashable, Money] = {}
    for lines in kinds.values():
        weights = [line.value.minor for line in lines]
        parts = flat.allocate(weights if any(weights) else [1] * len(lines))
        shares.update(zip((line.key for line in lines), parts, strict=True))
    return shares


def _duty_rate(rule: ImportRule, line: Imported) -> Decimal:
    if line.origin in rule.free_origins:
        return Decimal(0)
    return rule.duty_by_chapter.get(line.hs[:2], rule.duty)
