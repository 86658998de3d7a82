"""What a shopper asked for, as the address of a results page says it. Pure.

``?q=laptop&brand=HP&brand=Dell&price=100-500&a.colour=Black&sort=price_asc&page=2``: one parameter
for each value, amounts in major units of the reader's currency, either end of a range open. Every
address is understood: what makes no sense is left out rather than refused, since people edit,
share and mangle addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from urllib.parse import urlencode

from tradewind.domains.discovery.engine.questions import Filters, Sort
from tradewind.kernel.money import Money, exponent

LONGEST_TEXT = 200
LONGEST_VALUE = 200
MOST_VALUES = 50  # of one name, and names of attributes
MOST_PAGES = 400
_LARGEST = 2**63 - 1
_ATTRIBUTE = "a."
_SORTS = {sort.value: sort for sort in Sort}
_LISTS = {"brand": "brands", "category": "categories", "store": "stores"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A search with everything chosen. `page` counts from 1; `here`: only what is delivered to where
    the reader is."""

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    here: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter holds."""
        return self.here or self.filters != Filters()

    def on_page(self, page: int) -> Choice:
        """The same results further on."""
        return replace(self, page=page)

    def sorted_by(self, sort: Sort) -> Choice:
        """The same results in another order, from the start."""
        return replace(self, sort=sort, page=1)

    def worded(self, text: str) -> Choice:
        """Another text without filters."""
        return Choice(text=text, sort=self.sort)

    def unfiltered(self) -> Choice:
        """The same text without filters."""
        return replace(self, filters=Filters(), page=1, here=False)

    def toggled(self, facet: str, value: str) -> Choice:
        """With one value of a facet more, or without it when it was chosen.

        `facet` is brand, category, store, in_stock or an attribute's name; for a price see `priced`.
        """
        chosen = self.filters
        if facet == "in_stock":
            wanted = None if chosen.in_stock else True
            return self._with(replace(chosen, in_stock=wanted))
        if facet in _LISTS:
            name = _LISTS[facet]
            return self._with(replace(chosen, **{name: getattr(chosen, name) ^ {value}}))
        values = chosen.attributes.get(facet, frozenset()) ^ {value}
        others = {name: kept for name, kept in chosen.attributes.items() if name != facet}
        return self._with(
            replace(chosen, attributes={**others, facet: values} if values else others)
        )

    def priced(self, low: int | None, high: int | None) -> Choice:
        """Within these minor units; both None: at any price."""
        price = None if low is None and high is None else (low, high)
        return self._with(replace(self.filters, price=price))

    def _with(self, filters: Filters) -> Choice:
        return replace(self, filters=filters, page=1)


def parse_choice(parameters: Mapping[str, Sequence[str]], *, currency: str) -> Choice:
    """Read the parameters of an address (all values of each name). Never raises."""
    attributes = {
        name[len(_ATTRIBUTE) :]: values
        for name in list(parameters)[:MOST_VALUES]
        if name.startswith(_ATTRIBUTE)
        and len(_ATTRIBUTE) < len(name) <= LONGEST_VALUE
        and (values := _values(parameters[name]))
    }
    filters = Filters(
        attributes=attributes,
        brands=_values(parameters.get("brand", ())),
        categories=_values(parameters.get("category", ())),
        stores=_values(parameters.get("store", ())),
        price=_range(_last(parameters, "price"), currency),
        in_stock=True if _last(parameters, "in_stock") == "1" else None,
    )
    return Choice(
        text=" ".join(_last(parameters, "q").split())[:LONGEST_TEXT].strip(),
        filters=filters,
        sort=_sort(_last(parameters, "sort")),
        page=_page(_last(parameters, "page")),
        here=_last(parameters, "here") == "1",
    )


def format_choice(choice: Choice, *, currency: str) -> str:
    """The query string of an address, without its ``?``; what is usual is left out."""
    filters = choice.filters
    told: list[tuple[str, str]] = [("q", choice.text)] if choice.text else []
    for name, field_name in _LISTS.items():
        told += [(name, value) for value in sorted(getattr(filters, field_name))]
    if filters.price is not None:
        low, high = (_major(minor, currency) for minor in filters.price)
        told.append(("price", f"{low}-{high}"))
    if filters.in_stock:
        told.append(("in_stock", "1"))
    if choice.here:
        told.append(("here", "1"))
    for attribute, values in sorted(filters.attributes.items()):
        told += [(_ATTRIBUTE + attribute, value) for value in sorted(values)]
    if choice.sort is not Sort.RELEVANCE:
        told.append(("sort", choice.sort.value))
    if choice.page > 1:
        told.append(("page", str(choice.page)))
    return urlencode(told)


def _last(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    values = parameters.get(name, ())
    return values[-1] if values else ""


def _values(given: Iterable[str]) -> frozenset[str]:
    kept = [value for value in given if 0 < len(value) <= LONGEST_VALUE]
    return frozenset(kept[:MOST_VALUES])


def _sort(text: str) -> Sort:
    return _SORTS.get(text, Sort.RELEVANCE)


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= 4
    return min(max(int(text), 1), MOST_PAGES) if is_number else 1


def _range(text: str, currency: str) -> tuple[int | None, int | None] | None:
    """``100-500``, ``100-`` or ``-500``; ends in the wrong order are put right."""
    low_text, dash, high_text = text.partition("-")
    if not dash:
        return None
    low = _minor(low_text, currency, ROUND_FLOOR)
    high = _minor(high_text, currency, ROUND_CEILING)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        return high, low
    return low, high


def _minor(text: str, currency: str, rounding: str) -> int | None:
    if not text or len(text) > 20 or not set(text) <= set("0123456789."):
        return None
    try:
        scaled = Decimal(text).scaleb(exponent(currency))
    except InvalidOperation:
        return None
    return min(int(scaled.to_integral_value(rounding)), _LARGEST)


def _major(minor: int | None, currency: str) -> str:
    if minor is None:
        return ""
    text = f"{Money(minor, currency).amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
