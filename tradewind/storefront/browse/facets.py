"""Facets and chosen filters as a results page shows them: rows to tick and chips to take away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.discovery.queries import Facet, FacetValue
from tradewind.domains.discovery.rules import Choice
from tradewind.kernel.money import Money, exponent
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.languages import current

_UNFOLDED = 4  # facets that stand open before anybody chose anything


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One value to tick. `id` stays the same while counts move, so that focus does too."""

    id: str
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with its field's name; of a price one range is chosen, of the others any values."""

    id: str
    field: str
    label: str
    is_single: bool
    is_open: bool
    rows: tuple[FacetRow, ...]


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """A filter that holds: what it says, and the choice that is left without it."""

    label: str
    without: Choice


def facet_groups(
    facets: Sequence[Facet], *, currency: str, hidden: frozenset[str]
) -> list[FacetGroup]:
    """The facets of a result but those `hidden` (by name), as fields of a form."""
    shown = [facet for facet in facets if facet.name not in hidden]
    return [
        _group(facet, currency, is_open=index < _UNFOLDED or _has_choice(facet))
        for index, facet in enumerate(shown)
    ]


def chosen_filters(
    choice: Choice, facets: Sequence[Facet], *, currency: str
) -> Iterator[ChosenFilter]:
    """Every filter of `choice`, in the words of the facet it came from where there is one."""
    filters = choice.filters
    known = {facet.name: facet for facet in facets}
    for name, values in (
        ("category", filters.categories),
        ("brand", filters.brands),
        ("store", filters.stores),
        *filters.attributes.items(),
    ):
        for value in sorted(values):
            label = _chip_label(known.get(name), name, value)
            yield ChosenFilter(label, choice.toggled(name, value))
    if filters.price is not None:
        yield ChosenFilter(price_label(*filters.price, currency), choice.priced(None, None))
    if filters.in_stock:
        yield ChosenFilter(_("In stock"), choice.toggled("in_stock", "true"))


def price_label(low: int | None, high: int | None, currency: str) -> str:
    """A range of minor units in words: ``CA$10 – CA$20``, ``up to CA$20``, ``CA$20 and more``.

    A range that ends a cent below a whole amount is said to end there: nobody says 19.99.
    """
    whole = 10 ** exponent(currency)
    if high is not None and (high + 1) % whole == 0:
        high += 1
    if low and high is not None:
        return f"{_told(low, currency)} – {_told(high, currency)}"
    if high is not None:
        return _("up to {price}").format(price=_told(high, currency))
    return _("{price} and more").format(price=_told(low or 0, currency))


def _group(facet: Facet, currency: str, *, is_open: bool) -> FacetGroup:
    field = facet.name if facet.kind not in ("text", "number", "bool") else f"a.{facet.name}"
    # Goods one can't buy now are no narrowing anybody wants.
    values = [v for v in facet.values if facet.kind != "in_stock" or v.value == "true"]
    return FacetGroup(
        id=f"facet-{quote(facet.name)}",
        field=field,
        label=facet.label or _built_in_label(facet),
        is_single=facet.kind == "price",
        is_open=is_open,
        rows=tuple(_row(facet, value, field, currency) for value in values),
    )


def _row(facet: Facet, value: FacetValue, field: str, currency: str) -> FacetRow:
    sent = value.value
    if facet.kind == "price":
        sent = _as_address(value.value, currency)
    elif facet.kind == "in_stock":
        sent = "1"
    return FacetRow(
        id=f"{quote(field)}={quote(value.value)}",
        value=sent,
        label=_label(facet, value, currency),
        count=value.count,
        is_chosen=value.selected,
    )


def _label(facet: Facet, value: FacetValue, currency: str) -> str:
    if facet.kind == "price":
        return price_label(*_ends(value.value), currency)
    if facet.kind == "in_stock":
        return _("In stock")
    if facet.kind == "bool":
        return _("Yes") if value.value == "true" else _("No")
    if facet.kind == "category":
        return _category_title(value.value) or value.label
    if facet.kind == "number":
        return f"{value.label.replace('..', ' – ').strip(' –')} {facet.unit}".strip()
    return value.label


def _chip_label(facet: Facet | None, name: str, value: str) -> str:
    if name == "category":
        return _category_title(value) or value
    found = next((v for v in facet.values if v.value == value), None) if facet else None
    if facet is None or found is None:
        return value
    if facet.kind in ("brand", "store"):
        return found.label
    return _("{label}: {text}").format(label=facet.label, text=_label(facet, found, ""))


def _category_title(slug: str) -> str:
    node = category_tree().by_slug.get(slug)
    return node.title(current()) if node else ""


def _built_in_label(facet: Facet) -> str:
    return {
        "category": _("Section"),
        "price": _("Price"),
        "brand": _("Brand"),
        "store": _("Seller"),
        "in_stock": _("Availability"),
    }.get(facet.kind, facet.name)


def _has_choice(facet: Facet) -> bool:
    return any(value.selected for value in facet.values)


def _ends(text: str) -> tuple[int | None, int | None]:
    low, _dots, high = text.partition("..")
    return int(low) if low else None, int(high) if high else None


def _as_address(text: str, currency: str) -> str:
    """A range of a facet as addresses write it, in major units."""
    ends = ("" if end is None else f"{Money(end, currency).amount:f}" for end in _ends(text))
    return "-".join(ends)


def _told(minor: int, currency: str) -> str:
    return formats.money(Money(minor, currency))
