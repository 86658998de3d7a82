"""What must hold before the mall is furnished. Each rule yields its complaints as plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import get_args

from tradewind.flows.furnish.mall.shapes import (
    LANGUAGES,
    Attribute,
    AttributeValue,
    Mall,
    TaxKind,
    Text,
)
from tradewind.flows.furnish.pictures import KINDS, MARKS, MOTIFS, STORIES


def check_digit(digits: str) -> str:
    """The GS1 check digit of the 12 `digits` of a GTIN-13 (General Specifications, section 7.9)."""
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return str(-total % 10)


def is_store_gtin(gtin: str) -> bool:
    """True for a well-checked GTIN-13 from the range 20–29, which GS1 leaves to shops."""
    well_formed = len(gtin) == 13 and gtin.isascii() and gtin.isdecimal() and gtin[0] == "2"
    return well_formed and gtin[-1] == check_digit(gtin[:-1])


def slugs_are_unique(mall: Mall) -> Iterator[str]:
    """No slug, code, e-mail, SKU or GTIN stands for two things of one sort."""
    variants = [variant for product in mall.products for variant in product.variants]
    yield from _repeated("section", (each.slug for each in mall.sections))
    yield from _repeated("category", (each.slug for each in mall.categories))
    yield from _repeated("tag", (each.slug for each in mall.tags))
    yield from _repeated("store", (each.slug for each in mall.stores))
    yield from _repeated("product", (each.slug for each in mall.products))
    yield from _repeated("story", (each.slug for each in mall.stories))
    yield from _repeated("person", (each.email.lower() for each in mall.people))
    yield from _repeated("sku", (each.sku for each in variants))
    yield from _repeated("gtin", (each.gtin for each in variants))


def gtins_check(mall: Mall) -> Iterator[str]:
    """Every GTIN is one a shop may give out."""
    for product in mall.products:
        for variant in product.variants:
            if not is_store_gtin(variant.gtin):
                yield f"gtin {variant.gtin} of {variant.sku} is no store GTIN-13"


def texts_are_complete(mall: Mall) -> Iterator[str]:
    """Every wording says something in every language, without stray space."""
    for where, text in _texts(mall, "mall"):
        for language in LANGUAGES:
            said = getattr(text, language)
            if not said or said != said.strip():
                yield f"text {where} is empty or padded in {language}"


def pictures_exist(mall: Mall) -> Iterator[str]:
    """Everything that is to be drawn can be drawn."""
    wanted = [(f"product {each.slug}", each.kind) for each in mall.products]
    wanted += [(f"category {each.slug}", each.picture) for each in mall.categories]
    wanted += [(f"section {each.slug}", kind) for each in mall.sections for kind in each.pictures]
    for where, kind in wanted:
        if kind not in KINDS:
            yield f"picture {kind} of {where} is not drawn"
    for store in mall.stores:
        if store.mark not in MARKS:
            yield f"mark {store.mark} of store {store.slug} is not drawn"
        if store.palette.motif not in MOTIFS:
            yield f"motif {store.palette.motif} of store {store.slug} is not drawn"
    for story in mall.stories:
        if story.picture not in STORIES:
            yield f"picture {story.picture} of story {story.slug} is not drawn"


def shelves_exist(mall: Mall) -> Iterator[str]:
    """Whatever is named exists: sections, parents (earlier in the list), categories, tags …"""
    sections = {each.slug for each in mall.sections}
    tags = {each.slug for each in mall.tags}
    stores = {each.slug for each in mall.stores}
    seen: dict[str, str] = {}
    for category in mall.categories:
        if category.section not in sections:
            yield f"category {category.slug} is in no section {category.section}"
        if category.parent and seen.get(category.parent) != category.section:
            yield f"category {category.slug} comes before its parent or leaves its section"
        seen[category.slug] = category.section
    for product in mall.products:
        if product.category not in seen:
            yield f"product {product.slug} is in no category {product.category}"
        if product.store not in stores:
            yield f"product {product.slug} has no store {product.store}"
        if product.tax not in get_args(TaxKind):
            yield f"product {product.slug} has no tax kind {product.tax}"
        for tag in product.tags:
            if tag not in tags:
                yield f"product {product.slug} has no tag {tag}"
    places = {"section": sections, "tag": tags, "store": stores}
    for story in mall.stories:
        sort, _, slug = story.leads_to.partition(":")
        if slug not in places.get(sort, set()):
            yield f"story {story.slug} leads nowhere: {story.leads_to}"


def variants_fit(mall: Mall) -> Iterator[str]:
    """Variants choose exactly their product's options, each combination once."""
    options = {each.code: {value.code for value in each.values} for each in mall.options}
    for product in mall.products:
        if not product.variants:
            yield f"product {product.slug} has no variant"
        for variant in product.variants:
            if tuple(variant.values) != product.options:
                yield f"variant {variant.sku} does not choose {product.options}"
            for code, value in variant.values.items():
                if value not in options.get(code, set()):
                    yield f"variant {variant.sku} has no {code} {value}"
        chosen = (f"{product.slug} {sorted(each.values.items())}" for each in product.variants)
        yield from _repeated("choice", chosen)


def attributes_fit(mall: Mall) -> Iterator[str]:
    """An attribute is defined and its value is of its kind."""
    known = {each.code: each for each in mall.attributes}
    for product in mall.products:
        for code, value in product.attributes.items():
            if code not in known or not _fits(known[code], value):
                yield f"attribute {code} of {product.slug} does not fit: {value!r}"


def _fits(attribute: Attribute, value: AttributeValue) -> bool:
    codes = {choice.code for choice in attribute.choices}
    match attribute.kind:
        case "choice":
            return isinstance(value, str) and value in codes
        case "choices":
            return isinstance(value, tuple) and bool(value) and codes.issuperset(value)
        case "number":
            return isinstance(value, int | Decimal) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)


def prices_are_sound(mall: Mall) -> Iterator[str]:
    """The store's own currency comes first, one amount a currency, compare-at above the price."""
    home = {each.slug: each.currency for each in mall.stores}
    known = {mall.rates.base, *mall.rates.per_unit}
    for product in mall.products:
        for variant in product.variants:
            asked = {price.currency: price.minor for price in variant.prices}
            if not variant.prices or variant.prices[0].currency != home.get(product.store):
                yield f"variant {variant.sku} has no price in its store's currency"
            if len(asked) != len(variant.prices) or not known.issuperset(asked):
                yield f"variant {variant.sku} has a currency twice or one without a rate"
            if any(minor <= 0 for minor in asked.values()):
                yield f"variant {variant.sku} costs nothing"
            for was in variant.compare_at:
                if was.minor <= asked.get(was.currency, was.minor):
                    yield f"variant {variant.sku} compares with a lower or missing price"


def stock_is_somewhere(mall: Mall) -> Iterator[str]:
    """Stock lies at the store's own locations, never below zero; a variant weighs something."""
    places = {each.slug: {location.code for location in each.locations} for each in mall.stores}
    for product in mall.products:
        for variant in product.variants:
            if not places.get(product.store, set()).issuperset(variant.stock) or not variant.stock:
                yield f"stock of {variant.sku} lies nowhere"
            if any(pieces < 0 for pieces in variant.stock.values()):
                yield f"stock of {variant.sku} is below zero"
            if variant.weight_g <= 0:
                yield f"variant {variant.sku} weighs nothing"


def stores_can_ship(mall: Mall) -> Iterator[str]:
    """A store has a location, covers each country once and the rest of the world, in sane days."""
    for store in mall.stores:
        if not store.locations:
            yield f"store {store.slug} has no location"
        countries = [country for zone in store.zones for country in zone.countries]
        yield from _repeated(f"country of {store.slug}", countries)
        if "*" not in countries or store.country not in countries:
            yield f"store {store.slug} does not ship home or to the rest of the world"
        for zone in store.zones:
            for method in zone.methods:
                if not 0 < method.days[0] <= method.days[1] or method.price.minor < 0:
                    yield f"method {method.code} of {store.slug} has odd days or price"


def people_belong(mall: Mall) -> Iterator[str]:
    """Each store has an owner, only owners have a store, and nobody's mail leaves example.com."""
    owned = {each.store for each in mall.people if each.role == "owner"}
    stores = {each.slug for each in mall.stores}
    for person in mall.people:
        if (person.role == "owner") != (person.store in stores):
            yield f"person {person.email} should own a store, or should not"
        if not person.email.endswith(("@example.com", ".example.com")):
            yield f"person {person.email} is not at example.com"
    for slug in sorted(stores - owned):
        yield f"store {slug} has no owner"


Rule = Callable[[Mall], Iterator[str]]

RULES: tuple[Rule, ...] = (
    slugs_are_unique,
    gtins_check,
    texts_are_complete,
    pictures_exist,
    shelves_exist,
    variants_fit,
    attributes_fit,
    prices_are_sound,
    stock_is_somewhere,
    stores_can_ship,
    people_belong,
)


def complaints(mall: Mall) -> list[str]:
    """Everything that is wrong with `mall`; empty when it may open."""
    return [complaint for rule in RULES for complaint in rule(mall)]


def _repeated(sort: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{sort} {name} is there {times} times"


def _texts(thing: object, where: str) -> Iterator[tuple[str, Text]]:
    """Every `Text` inside `thing`, with the path to it."""
    if isinstance(thing, Text):
        yield where, thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _texts(each, where)
    elif is_dataclass(thing):
        name = getattr(thing, "slug", None) or getattr(thing, "code", None) or where
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name), f"{name}.{field.name}")
