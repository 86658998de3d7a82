"""Sales tax on a line: what is in a price, what is added to it, for which place.

Added taxes are each reckoned on the price before tax, so QST is not charged on GST (Revenu Québec,
since 2013-01-01). Each line and tax is rounded half-up to the minor unit.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import Money, Rounding, total
from tradewind.kernel.place import Place

STANDARD = "standard"


class RulesOverlap(TradewindError):
    """Two rules of one tax would hold for the same place, category and day."""

    code = "tax_rules_overlap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A dated rate, per cent. `region` empty: the whole country. `ends_on` is its last day."""

    country: str
    region: str
    name: str
    rate: Decimal
    starts_on: date
    source: str
    ends_on: date | None = None
    category: str = STANDARD
    on_shipping: bool = True
    translations: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One tax of a place on one day, per cent."""

    name: str
    rate: Decimal
    category: str
    on_shipping: bool


@dataclass(frozen=True, slots=True)
class RateBook:
    """Every tax of one day, by the code of its place (``FR``, ``CA-QC``)."""

    rates: Mapping[str, Sequence[Rate]]

    def area(self, place: Place) -> str | None:
        """The most specific place with rules of its own: ``CA-QC``, ``CA``; None: no tax here."""
        return next((code for code in place.codes if code in self.rates), None)

    def taxes(self, place: Place, category: str, is_shipping: bool) -> list[Rate]:
        """The taxes on goods of `category` (its own rules, else the standard ones) or on delivery."""
        area = self.area(place)
        here = () if area is None else self.rates[area]
        own = [rate for rate in here if rate.category == category]
        found = own or [rate for rate in here if rate.category == STANDARD]
        return [rate for rate in found if rate.on_shipping or not is_shipping]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxable:
    """A line: what the seller asks for it, with (`inclusive`) or without its home taxes."""

    key: Hashable
    amount: Money
    category: str
    origin: Place
    inclusive: bool
    is_shipping: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxShare:
    """One tax within a line. `rate` in per cent."""

    name: str
    rate: Decimal
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A line with its taxes; ``net + Σ taxes == gross`` to the minor unit."""

    net: Money
    taxes: tuple[TaxShare, ...]
    gross: Money

    @property
    def tax(self) -> Money:
        return self.gross - self.net


def assess(
    *, lines: Sequence[Taxable], place: Place, rates: RateBook
) -> dict[Hashable, Assessment]:
    """The taxes of each line delivered to `place`, by its key.

    An inclusive price delivered within the seller's own tax area keeps its gross and has the tax
    within; delivered elsewhere, the home tax is taken out first and the tax of `place` added.
    """
    return {line.key: _assess(line, place, rates) for line in lines}


def check_periods(rules: Sequence[Rule]) -> None:
    """Raises `RulesOverlap` when one tax has two rates for a place and category on one day."""
    newest: dict[tuple[str, ...], Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.starts_on):
        key = (rule.country, rule.region, rule.name, rule.category)
        former = newest.get(key)
        if former is not None and (former.ends_on is None or former.ends_on >= rule.starts_on):
            raise RulesOverlap(country=rule.country, region=rule.region, name=rule.name)
        newest[key] = rule


def _assess(line: Taxable, place: Place, book: RateBook) -> Assessment:
    due = book.taxes(place, line.category, line.is_shipping)
    if not line.inclusive:
        return _added(line.amount, due)
    if book.area(place) == book.area(line.origin):
        return _contained(line.amount, due)
    home = book.taxes(line.origin, line.category, line.is_shipping)
    return _added(_contained(line.amount, home).net, due)


def _added(net: Money, due: Sequence[Rate]) -> Assessment:
    shares = tuple(
        TaxShare(name=tax.name, rate=tax.rate, amount=net.times(tax.rate / 100, Rounding.HALF_UP))
        for tax in due
    )
    gross = net + total((share.amount for share in shares), net.currency)
    return Assessment(net=net, taxes=shares, gross=gross)


def _contained(gross: Money, due: Sequence[Rate]) -> Assessment:
    whole = sum((tax.rate for tax in due), Decimal(0))
    net = gross.times(100 / (100 + whole), Rounding.HALF_UP)
    if not whole:
        parts = [Money.zero(gross.currency) for _ in due]
    else:
        # The rounded net decides the tax; the taxes share it out, so nothing is lost or made up.
        parts = (gross - net).allocate([int(tax.rate.scaleb(4)) for tax in due])
    shares = tuple(
        TaxShare(name=tax.name, rate=tax.rate, amount=part)
        for tax, part in zip(due, parts, strict=True)
    )
    return Assessment(net=net, taxes=shares, gross=gross)
