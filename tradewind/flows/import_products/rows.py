"""One row of a file as facts about a product and its variant. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.operations.columns import AttributeValue
from tradewind.domains.catalogue.operations.imports import Remark
from tradewind.domains.catalogue.rules import normal_gtin
from tradewind.domains.pricing.rules import Step
from tradewind.flows.import_products.attributes import Told, read_attribute
from tradewind.flows.import_products.fields import OPTIONS, Field
from tradewind.flows.import_products.readers import BadRow, RawRow
from tradewind.flows.import_products.reading import Reading
from tradewind.flows.import_products.values import (
    BadValue,
    read_day,
    read_list,
    read_price,
    read_prose,
    read_steps,
    read_text,
    read_whole,
)
from tradewind.kernel.money import Money

_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_LONGEST = {
    Field.EXTERNAL_ID: 80,
    Field.TITLE: 300,
    Field.SUMMARY: 300,
    Field.DESCRIPTION: 100_000,
    Field.CARE: 100_000,
    Field.BRAND: 80,
    Field.TAX_CATEGORY: 20,
    Field.SKU: 400,
}
_TEXTS = (
    Field.TITLE,
    Field.SUMMARY,
    Field.DESCRIPTION,
    Field.CARE,
    Field.BRAND,
    Field.TAX_CATEGORY,
)
_STATUSES = {
    "active": Product.Status.ACTIVE,
    "on sale": Product.Status.ACTIVE,
    "draft": Product.Status.DRAFT,
    "discontinued": Product.Status.DISCONTINUED,
    "archived": Product.Status.DISCONTINUED,
    # What an export says of goods the mall looks at: they ask to be sold.
    "waiting": Product.Status.ACTIVE,
    "refused": Product.Status.DRAFT,
}
_MOST_ATTRIBUTES = 1_000
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFacts:
    """What a row says; what it does not say is empty or None.

    `columns` are columns of the product's row. `warnings` say what was left out.
    """

    number: int
    external_id: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)
    category: str = ""
    attributes: tuple[tuple[Told, AttributeValue], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    sku: str = ""
    gtins: tuple[str, ...] | None = None
    weight_g: int | None = None
    price: Money | None = None
    compare_at: Money | None = None
    steps: tuple[Step, ...] | None = None
    stock: int | None = None
    warnings: tuple[Remark, ...] = ()

    @property
    def has_variant(self) -> bool:
        """Whether it speaks of a variant at all; a program may give each picture its own row."""
        return bool(self.sku or self.options or self.price or self.stock is not None or self.gtins)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row with everything that is wrong with it, and the product it would belong to."""

    external_id: str
    refusals: tuple[Remark, ...]


class RowReader:
    """Reads rows the way `reading` says."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._column: dict[Field, str] = {}
        for name, meant in reading.columns.items():
            self._column.setdefault(meant, name)
        self._attributes = [
            name for name, meant in reading.columns.items() if meant is Field.ATTRIBUTE
        ]

    def read(self, row: RawRow | BadRow) -> RowFacts | Rejected:
        """The facts of a row, or everything that is wrong with it."""
        if isinstance(row, BadRow):
            return Rejected("", (Remark(row.number, "", row.code, row.value),))
        cells = _Cells(row, self._column)
        facts = RowFacts(
            number=row.number,
            external_id=cells.take(Field.EXTERNAL_ID, read_text, ""),
            columns=self._columns(cells),
            category=cells.take(Field.CATEGORY, read_text, ""),
            attributes=self._told(cells, row),
            options=_options(cells),
            sku=cells.take(Field.SKU, read_text, ""),
            gtins=self._gtins(cells),
            weight_g=cells.take(Field.WEIGHT_G, read_whole, None),
            stock=cells.take(Field.STOCK, read_whole, None),
            **self._prices(cells),
        )
        facts = replace(facts, warnings=tuple(cells.warnings))
        if not facts.external_id and not facts.sku:
            cells.refuse(Field.SKU, "required", "")
        elif not facts.external_id and len(facts.sku) > 64:
            cells.refuse(Field.SKU, "too_long", facts.sku)
        return Rejected(facts.external_id, tuple(cells.refusals)) if cells.refusals else facts

    def _columns(self, cells: _Cells) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for meant in _TEXTS:
            is_prose = meant in (Field.DESCRIPTION, Field.CARE)
            if text := cells.take(meant, read_prose if is_prose else read_text, ""):
                found[meant.value] = text
        tags = cells.take(Field.TAGS, read_list, [])
        if len(tags) > 50 or any(len(tag) > 40 for tag in tags):
            cells.refuse(Field.TAGS, "too_long", ", ".join(tags))
        if tags:
            found["tags"] = list(dict.fromkeys(tags))
        if (released := cells.take(Field.RELEASED_ON, read_day, None)) is not None:
            found["released_on"] = released
        if status := cells.take(Field.STATUS, _status, ""):
            found["status"] = status
        return found

    def _told(self, cells: _Cells, row: RawRow) -> tuple[tuple[Told, AttributeValue], ...]:
        nested = cells.take(Field.ATTRIBUTES, _object, {})
        if len(nested) > _MOST_ATTRIBUTES:
            cells.refuse(Field.ATTRIBUTES, "too_long", "")
            return ()
        own = ((name, row.cells.get(name)) for name in self._attributes)
        told = []
        for name, value in (*nested.items(), *own):
            try:
                if (attribute := read_attribute(name, value)) is not None:
                    told.append(attribute)
            except BadValue as fault:
                cells.refuse(f"attributes.{name}", fault.code, value)
        return tuple(told)

    def _gtins(self, cells: _Cells) -> tuple[str, ...] | None:
        told = cells.take(Field.GTIN, read_list, None)
        if told is None:
            return None
        valid = [found for text in told if (found := normal_gtin(text))]
        if len(valid) < len(told):
            # The goods are sold under their SKU; a number nobody can scan is only left out.
            cells.warn(Field.GTIN, "gtin_left_out", ", ".join(told))
        return tuple(dict.fromkeys(valid))

    def _prices(self, cells: _Cells) -> dict[str, Any]:
        currency = cells.take(Field.CURRENCY, _currency, "") or self._reading.currency
        is_minor = Field.PRICE not in self._column
        meant = Field.PRICE_MINOR if is_minor else Field.PRICE

        def read(value: Any) -> Money:
            return read_price(value, currency, is_minor=is_minor)

        price = cells.take(meant, read, None)
        compare_at = cells.take(
            Field.COMPARE_AT, lambda value: read_price(value, currency, is_minor=False), None
        )
        if price is not None and compare_at is not None:
            if compare_at < price:
                cells.refuse(Field.COMPARE_AT, "too_small", str(compare_at))
            if compare_at == price:
                cells.warn(Field.COMPARE_AT, "no_discount", str(compare_at))
                compare_at = None
        if price is None and compare_at is not None:
            cells.warn(Field.COMPARE_AT, "compare_at_alone", str(compare_at))
            compare_at = None
        steps = cells.take(Field.QUANTITY_PRICES, lambda value: read_steps(value, currency), None)
        if steps and price is None:
            cells.refuse(meant, "required", "")
        elif steps and any(step.amount >= price for step in steps):
            cells.refuse(Field.QUANTITY_PRICES, "too_large", "")
        return {
            "price": price,
            "compare_at": compare_at,
            "steps": steps if price is not None else None,
        }


class _Cells:
    """The cells of a row by what they mean, and what was wrong with them."""

    def __init__(self, row: RawRow, column: Mapping[Field, str]) -> None:
        self._row, self._column = row, column
        self.refusals: list[Remark] = []
        self.warnings: list[Remark] = []

    def take(self, meant: Field, read: Callable[[Any], Any], nothing: Any) -> Any:
        """The value of a cell, `nothing` when it is empty or wrong."""
        name = self._column.get(meant)
        value = None if name is None else self._row.cells.get(name)
        if value is None or value == "" or value == []:
            return nothing
        try:
            found = read(value)
        except BadValue as fault:
            self.refuse(meant, fault.code, value)
            return nothing
        if isinstance(found, str):
            if len(found) > _LONGEST.get(meant, len(found)):
                self.refuse(meant, "too_long", found)
                return nothing
            return found or nothing
        return found

    def refuse(self, field: str, code: str, value: object) -> None:
        self.refusals.append(self._remark(field, code, value))

    def warn(self, field: str, code: str, value: object) -> None:
        self.warnings.append(self._remark(field, code, value))

    def _remark(self, field: str, code: str, value: object) -> Remark:
        # Not what is nested: it may go deeper than Python follows.
        shown = "" if isinstance(value, dict | list) else str(value)
        text = shown[:_SHOWN].replace("\x00", "�").encode("utf-8", "replace").decode()
        return Remark(self._row.number, str(field), code, text)


def _options(cells: _Cells) -> tuple[tuple[str, str], ...]:
    found = []
    for name_field, value_field in OPTIONS:
        value = cells.take(value_field, read_text, "")
        # "Title: Default Title" is how Shopify says that there is nothing to choose.
        if not value or value == "Default Title":
            continue
        name = cells.take(name_field, read_text, "")
        if len(name) > 80 or len(value) > 80:
            cells.refuse(value_field, "too_long", value)
        found.append((name, value))
    return tuple(found)


def _status(value: Any) -> str:
    found = _STATUSES.get(read_text(value).casefold())
    if found is None:
        raise BadValue("unknown")
    return found.value


def _currency(value: Any) -> str:
    code = read_text(value).upper()
    if not _CURRENCY.match(code):
        raise BadValue("unknown")
    return code


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            raise BadValue("invalid") from None
    if not isinstance(value, dict):
        raise BadValue("invalid")
    return value
