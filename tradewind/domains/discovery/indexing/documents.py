"""What the index is told about products, read for many at once.

In the index a product goes by its row id, a store and a category by their slugs, which makes the
addresses of narrowed results readable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any, NamedTuple

import orjson
from django.conf import settings

from tradewind.domains.catalogue.models import Attribute as AttributeRow
from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.discovery.engine.documents import (
    Attribute,
    Category,
    ProductDocument,
    Translation,
)
from tradewind.domains.discovery.rules.cards import Exchange, Tile, lowest_price
from tradewind.domains.discovery.statements import rows
from tradewind.domains.pricing.queries import rates_on
from tradewind.kernel import clock

_PRODUCTS = """
SELECT p.id, p.title, p.summary, p.description, p.translations::text, p.brand, p.category_id,
       p.tags, p.attributes::text, p.options::text, p.released_on, p.created_at,
       l.tile::text, l.is_in_stock, l.popularity
FROM discovery_listing l JOIN catalogue_product p ON p.id = l.product_id
WHERE l.product_id = ANY(%s::bigint[]) ORDER BY p.id
"""
_CODES = """
SELECT product_id, sku, gtin, other_gtins FROM catalogue_variant
WHERE product_id = ANY(%s::bigint[]) AND archived_at IS NULL ORDER BY position, id
"""


class _Row(NamedTuple):
    product_id: int
    title: str
    summary: str
    description: str
    translations: str
    brand: str
    category_id: int | None
    tags: list[str]
    attributes: str
    options: str
    released_on: Any
    created_at: datetime
    tile: str
    is_in_stock: bool
    popularity: int


def documents(product_ids: Sequence[int], *, currencies: Sequence[str]) -> list[ProductDocument]:
    """The documents of those that have a listing, by id; three statements."""
    given_ids = list(product_ids)
    listed = [_Row(*row) for row in rows(_PRODUCTS, [given_ids])]
    codes: dict[int, list[str]] = defaultdict(list)
    for product_id, sku, gtin, others in rows(_CODES, [given_ids]):
        codes[product_id] += filter(None, (sku, gtin, *others))
    attributes = [orjson.loads(row.attributes) for row in listed]
    wanted = {code for given in attributes for code in given}
    known = {row.code: row for row in AttributeRow.objects.filter(code__in=wanted)}
    rates = rates_on(day=clock.now().date())
    exchanges = [Exchange(currency, rates) for currency in currencies]
    return [
        _document(row, codes[row.product_id], given, known, exchanges)
        for row, given in zip(listed, attributes, strict=True)
    ]


def _document(
    row: _Row,
    codes: Sequence[str],
    given: Mapping[str, Any],
    known: Mapping[str, AttributeRow],
    exchanges: Sequence[Exchange],
) -> ProductDocument:
    tile: Tile = orjson.loads(row.tile)
    facets = [
        _attribute(known[code], value) for code, value in given.items() if _is_facet(known, code)
    ]
    # What is no facet is still found by its words.
    words = [
        str(word)
        for code, value in given.items()
        if code in known and not known[code].is_facet
        for word in _several(value)
        if isinstance(word, str)
    ]
    lowest = [lowest_price(tile, exchange) for exchange in exchanges]
    return ProductDocument(
        id=str(row.product_id),
        store_id=tile["store"]["slug"],
        store_name=tile["store"]["name"],
        title=row.title,
        description=_description(row.summary, row.description),
        translations=_translations(row),
        brand=row.brand,
        categories=tuple(
            Category(node.slug, _names(node.words["title"], node.translations, "title"))
            for node in category_tree().breadcrumbs(row.category_id)
        ),
        tags=(*row.tags, *words),
        attributes=(*facets, *map(_option, orjson.loads(row.options))),
        sku=codes[0] if codes else "",
        gtins=tuple(codes[1:]),
        prices={price.currency: price.minor for price in lowest},
        in_stock=row.is_in_stock,
        popularity=row.popularity,
        created_at=(
            datetime.combine(row.released_on, time(), UTC) if row.released_on else row.created_at
        ),
    )


def _is_facet(known: Mapping[str, AttributeRow], code: str) -> bool:
    return code in known and known[code].is_facet


def _attribute(row: AttributeRow, value: Any) -> Attribute:
    values = _several(value)
    return Attribute(
        name=row.code,
        values=values,
        labels=_names(row.label, row.translations, "label"),
        value_labels=_value_labels(values, row.translations),
        unit=row.unit,
    )


def _option(option: Mapping[str, Any]) -> Attribute:
    """An option as an attribute with every value it comes in, named as written."""
    values = tuple(map(str, option["values"]))
    translations = option.get("translations", {})
    return Attribute(
        name=str(option["name"]).lower(),
        values=values,
        labels=_names(str(option["name"]), translations, "name"),
        value_labels=_value_labels(values, translations),
    )


def _several(value: Any) -> tuple[str | float | bool, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _names(own: str, translations: Mapping[str, Any], field: str) -> dict[str, str]:
    told = {language: words[field] for language, words in translations.items() if words.get(field)}
    return {settings.LANGUAGE_CODE: own, **told}


def _value_labels(values: Sequence[Any], translations: Mapping[str, Any]) -> dict[str, Any]:
    labels: dict[str, dict[str, str]] = {}
    for language, words in translations.items():
        for value, label in words.get("values", {}).items():
            if value in values and label:
                labels.setdefault(value, {settings.LANGUAGE_CODE: value})[language] = label
    return labels


def _translations(row: _Row) -> dict[str, Translation]:
    return {
        language: Translation(
            words.get("title") or row.title,
            _description(
                words.get("summary") or row.summary, words.get("description") or row.description
            ),
        )
        for language, words in orjson.loads(row.translations).items()
    }


def _description(summary: str, description: str) -> str:
    return "\n".join(filter(None, (summary, description)))
