"""Turns the TOML tables of `data/` into shapes. What a table lacks or has too much is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tradewind.flows.furnish.mall.shapes import (
    LANGUAGES,
    Attribute,
    AttributeChoice,
    AttributeValue,
    Category,
    DemoPerson,
    Location,
    Method,
    Option,
    OptionValue,
    Product,
    Rates,
    Section,
    SizeGuide,
    Store,
    Story,
    Tag,
    Text,
    Variant,
    Zone,
)
from tradewind.flows.furnish.pictures import Palette
from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import Money

Table = Mapping[str, Any]


class MalformedFurniture(TradewindError):
    """A table has the wrong keys or types; `where` names it, `why` says what is wrong."""

    code = "malformed_furniture"


def text(raw: object, *, where: str) -> Text:
    """``{ en = …, fr = …, … }``. Raises `MalformedFurniture` on a missing language."""
    if not isinstance(raw, Mapping) or set(raw) != set(LANGUAGES):
        raise MalformedFurniture(where=where, why=f"needs exactly {LANGUAGES}")
    return Text(**raw)


def section(raw: Table) -> Section:
    first, second, third = raw["pictures"]
    return Section(
        slug=raw["slug"],
        name=_text(raw, "name"),
        tagline=_text(raw, "tagline"),
        pictures=(first, second, third),
    )


def category(raw: Table) -> Category:
    return Category(
        slug=raw["slug"],
        section=raw["section"],
        name=_text(raw, "name"),
        picture=raw["picture"],
        icon=raw["icon"],
        parent=raw.get("parent"),
    )


def tag(raw: Table) -> Tag:
    return Tag(slug=raw["slug"], name=_text(raw, "name"))


def option(code: str, raw: Table) -> Option:
    return Option(
        code=code,
        name=_text(raw, "name"),
        values=tuple(
            OptionValue(code=value["code"], name=_text(value, "name"), swatch=value.get("swatch"))
            for value in raw["values"]
        ),
    )


def attribute(code: str, raw: Table) -> Attribute:
    return Attribute(
        code=code,
        kind=raw["kind"],
        label=_text(raw, "label"),
        unit=raw.get("unit", ""),
        choices=tuple(
            AttributeChoice(code=choice["code"], name=_text(choice, "name"))
            for choice in raw.get("choices", ())
        ),
    )


def store(slug: str, raw: Table) -> Store:
    return Store(
        slug=slug,
        name=raw["name"],
        tagline=_text(raw, "tagline"),
        story=_text(raw, "story"),
        country=raw["country"],
        region=raw["region"],
        currency=raw["currency"],
        time_zone=raw["time_zone"],
        language=raw["language"],
        email=raw["email"],
        mark=raw["mark"],
        palette=_palette(raw["palette"]),
        return_days=raw["return_days"],
        returns=_text(raw, "returns"),
        shipping=_text(raw, "shipping"),
        locations=tuple(_location(each) for each in raw["location"]),
        zones=tuple(_zone(each, currency=raw["currency"]) for each in raw["zone"]),
    )


def product(raw: Table, *, of_store: str) -> Product:
    return Product(
        slug=raw["slug"],
        store=of_store,
        kind=raw["kind"],
        category=raw["category"],
        tax=raw["tax"],
        tags=tuple(raw["tags"]),
        title=_text(raw, "title"),
        description=_text(raw, "description"),
        options=tuple(raw["options"]),
        attributes={key: _fact(value) for key, value in raw.get("attributes", {}).items()},
        variants=tuple(_variant(each) for each in raw["variants"]),
    )


def story(raw: Table) -> Story:
    return Story(
        slug=raw["slug"],
        picture=raw["picture"],
        leads_to=raw["leads_to"],
        title=_text(raw, "title"),
        body=_text(raw, "body"),
        call=_text(raw, "call"),
    )


def person(raw: Table) -> DemoPerson:
    try:
        return DemoPerson(**raw)
    except TypeError as mistake:
        raise MalformedFurniture(where=raw.get("email", "person"), why=str(mistake)) from None


def guide(raw: Table) -> SizeGuide:
    try:
        return SizeGuide(**raw)
    except TypeError as mistake:
        raise MalformedFurniture(where=raw.get("title", "guide"), why=str(mistake)) from None


def rates(raw: Table) -> Rates:
    per_unit = {currency: Decimal(value) for currency, value in raw["per_unit"].items()}
    return Rates(base=raw["base"], on=raw["on"], per_unit=per_unit)


def _text(raw: Table, field: str) -> Text:
    name = raw.get("slug") or raw.get("code") or raw.get("name")
    return text(raw.get(field), where=f"{name}.{field}")


def _palette(raw: Table) -> Palette:
    first, second, third, ink = raw["hues"]
    return Palette(
        backdrop=raw["backdrop"],
        ground=raw["ground"],
        hues=(first, second, third, ink),
        motif=raw["motif"],
    )


def _location(raw: Table) -> Location:
    plain = ("code", "address_line", "city", "region", "postal_code", "country")
    return Location(name=_text(raw, "name"), **{key: raw[key] for key in plain})


def _zone(raw: Table, *, currency: str) -> Zone:
    return Zone(
        code=raw["code"],
        name=_text(raw, "name"),
        countries=tuple(raw["countries"]),
        methods=tuple(_method(each, currency=currency) for each in raw["methods"]),
    )


def _method(raw: Table, *, currency: str) -> Method:
    first, last = raw["days"]
    free_from = raw.get("free_from")
    return Method(
        code=raw["code"],
        name=_text(raw, "name"),
        price=Money.of(raw["price"], currency),
        days=(first, last),
        free_from=Money.of(free_from, currency) if free_from else None,
    )


def _variant(raw: Table) -> Variant:
    return Variant(
        sku=raw["sku"],
        gtin=raw["gtin"],
        values=dict(raw["values"]),
        prices=_amounts(raw["prices"].items()),
        compare_at=_amounts(raw.get("compare_at", {}).items()),
        weight_g=raw["weight_g"],
        stock=dict(raw["stock"]),
    )


def _amounts(pairs: Iterable[tuple[str, str]]) -> tuple[Money, ...]:
    return tuple(Money.of(amount, currency) for currency, amount in pairs)


def _fact(value: str | int | float | bool | list[str]) -> AttributeValue:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, float):
        return Decimal(str(value))
    return value
