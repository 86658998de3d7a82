"""The products a search is about: what matches, and each filter apart.

Apart, because a facet with choices made counts as if its own choices were not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import tantivy
from tantivy import FieldType, Occur, Query

from tradewind.domains.discovery.engine.analysis import clean
from tradewind.domains.discovery.engine.questions import Filters
from tradewind.domains.discovery.engine.schema import IndexSettings, attribute_path, price_field

BRAND, CATEGORY, STORE, PRICE, IN_STOCK = "brand", "category", "store", "price", "in_stock"
REACH = "reach"
_LARGEST = 2**63 - 1


def attribute_filter(name: str) -> str:
    """The name under which an attribute's filter is kept, apart from the built-in ones."""
    return f"attribute {name}"


@dataclass(frozen=True, slots=True)
class Scope:
    """`matching` finds by text, `filters` narrow, by name."""

    matching: Query
    filters: Mapping[str, Query]

    def query(self, *, without: str = "") -> Query:
        """Everything together, leaving one filter out."""
        kept = [query for name, query in self.filters.items() if name != without]
        if not kept:
            return self.matching
        return Query.boolean_query([(Occur.Must, query) for query in (self.matching, *kept)])


def filter_queries(
    schema: tantivy.Schema, settings: IndexSettings, filters: Filters, currency: str
) -> dict[str, Query]:
    """One query per filter in use; they add nothing to scores.

    A price filter in a currency the index has no prices in is left out.
    """
    found: dict[str, Query] = {}
    for name, values in filters.attributes.items():
        if values:
            found[attribute_filter(name)] = _one_of(schema, attribute_path(name), values)
    for name, values in (
        (BRAND, filters.brands),
        (CATEGORY, filters.categories),
        (STORE, filters.stores),
    ):
        if values:
            found[name] = _one_of(schema, name, values)
    if filters.price is not None and currency in settings.currencies:
        low, high = filters.price
        found[PRICE] = _silent(
            Query.range_query(
                schema,
                price_field(currency),
                FieldType.Integer,
                _within(0 if low is None else low),
                _within(_LARGEST if high is None else high),
            )
        )
    if filters.reach is not None:
        stores, without = filters.reach
        parts = [(Occur.Must, _one_of(schema, STORE, stores))]
        if without:
            parts.append((Occur.MustNot, _one_of(schema, "id", without)))
        found[REACH] = _silent(Query.boolean_query(parts))
    if filters.in_stock is not None:
        found[IN_STOCK] = _silent(Query.term_query(schema, "in_stock", filters.in_stock))
    return found


def _one_of(schema: tantivy.Schema, field: str, values: Collection[str]) -> Query:
    options = [Query.term_query(schema, field, clean(value)) for value in sorted(values)]
    return _silent(Query.boolean_query([(Occur.Should, option) for option in options]))


def _silent(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _within(amount: int) -> int:
    return max(-_LARGEST, min(_LARGEST, amount))
