"""Each rule of the mall, broken once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tradewind.flows.furnish.mall import UnsoundFurniture, load_mall, loading
from tradewind.flows.furnish.mall.rules import RULES, check_digit, complaints, is_store_gtin
from tradewind.flows.furnish.mall.shapes import LANGUAGES, Mall, Text
from tradewind.kernel.money import Money

MALL = load_mall()


def with_first(field: str, **changes: Any) -> Mall:
    """The mall with its first section, store, product … changed."""
    first, *others = getattr(MALL, field)
    return replace(MALL, **{field: (replace(first, **changes), *others)})


def with_variant(**changes: Any) -> Mall:
    """The mall with the first product's first variant changed."""
    first, *others = MALL.products[0].variants
    return with_first("products", variants=(replace(first, **changes), *others))


def said(**words: str) -> Text:
    """A wording, sound but for `words`."""
    sound = dict.fromkeys(LANGUAGES, "Care")
    return Text(**{**sound, **words})


BROKEN: dict[str, tuple[Callable[[], Mall], str]] = {
    "slug twice": (
        lambda: with_first("products", slug=MALL.products[1].slug),
        "product cedar-charcoal-soap is there 2 times",
    ),
    "sku twice": (
        lambda: with_variant(sku=MALL.products[1].variants[0].sku),
        f"sku {MALL.products[1].variants[0].sku} is there 2 times",
    ),
    "gtin twice": (
        lambda: with_variant(gtin=MALL.products[1].variants[0].gtin),
        f"gtin {MALL.products[1].variants[0].gtin} is there 2 times",
    ),
    "e-mail twice": (
        lambda: with_first("people", email=MALL.people[1].email.upper()),
        "person julien@example.com is there 2 times",
    ),
    "gtin with a wrong check digit": (
        lambda: with_variant(gtin="2001000000011"),
        "gtin 2001000000011 of NEI-OATMILKSOA-1 is no store GTIN-13",
    ),
    "text missing": (
        lambda: with_first("products", title=said(ar="")),
        "text oat-milk-soap.title is empty or padded in ar",
    ),
    "text padded": (
        lambda: with_first("sections", name=said(fr="Soin ")),
        "text care.name is empty or padded in fr",
    ),
    "kind not drawn": (
        lambda: with_first("products", kind="unicorn"),
        "picture unicorn of product oat-milk-soap is not drawn",
    ),
    "section picture not drawn": (
        lambda: with_first("sections", pictures=("soap", "soap", "unicorn")),
        "picture unicorn of section care is not drawn",
    ),
    "mark not drawn": (
        lambda: with_first("stores", mark="crown"),
        "mark crown of store atelier-neige is not drawn",
    ),
    "motif not drawn": (
        lambda: with_first("stores", palette=replace(MALL.stores[0].palette, motif="plaid")),
        "motif plaid of store atelier-neige is not drawn",
    ),
    "story not drawn": (
        lambda: with_first("stories", picture="saga"),
        "picture saga of story first-light is not drawn",
    ),
    "category unknown": (
        lambda: with_first("products", category="hats"),
        "product oat-milk-soap is in no category hats",
    ),
    "store unknown": (
        lambda: with_first("products", store="nobody"),
        "product oat-milk-soap has no store nobody",
    ),
    "tag unknown": (
        lambda: with_first("products", tags=("shiny",)),
        "product oat-milk-soap has no tag shiny",
    ),
    "tax kind unknown": (
        lambda: with_first("products", tax="luxury"),
        "product oat-milk-soap has no tax kind luxury",
    ),
    "section unknown": (
        lambda: with_first("categories", section="cellar"),
        "category soaps is in no section cellar",
    ),
    "child before parent": (
        lambda: with_first("categories", parent="textiles"),
        "category soaps comes before its parent or leaves its section",
    ),
    "story leads nowhere": (
        lambda: with_first("stories", leads_to="section:cellar"),
        "story first-light leads nowhere: section:cellar",
    ),
    "no variant": (
        lambda: with_first("products", variants=()),
        "product oat-milk-soap has no variant",
    ),
    "option not chosen": (
        lambda: with_variant(values={}),
        "variant NEI-OATMILKSOA-1 does not choose ('set',)",
    ),
    "value unknown": (
        lambda: with_variant(values={"set": "99"}),
        "variant NEI-OATMILKSOA-1 has no set 99",
    ),
    "combination twice": (
        lambda: with_variant(values={"set": "4"}),
        "choice oat-milk-soap [('set', '4')] is there 2 times",
    ),
    "attribute unknown": (
        lambda: with_first("products", attributes={"mood": "calm"}),
        "attribute mood of oat-milk-soap does not fit: 'calm'",
    ),
    "choice unknown": (
        lambda: with_first("products", attributes={"origin": "atlantis"}),
        "attribute origin of oat-milk-soap does not fit: 'atlantis'",
    ),
    "choices of no value": (
        lambda: with_first("products", attributes={"material": ()}),
        "attribute material of oat-milk-soap does not fit: ()",
    ),
    "boolean as number": (
        lambda: with_first("products", attributes={"power_w": True}),
        "attribute power_w of oat-milk-soap does not fit: True",
    ),
    "number as boolean": (
        lambda: with_first("products", attributes={"handmade": 1}),
        "attribute handmade of oat-milk-soap does not fit: 1",
    ),
    "home currency missing": (
        lambda: with_variant(prices=(Money(900, "USD"),)),
        "variant NEI-OATMILKSOA-1 has no price in its store's currency",
    ),
    "currency twice": (
        lambda: with_variant(prices=(Money(900, "CAD"), Money(901, "CAD"))),
        "variant NEI-OATMILKSOA-1 has a currency twice or one without a rate",
    ),
    "currency without a rate": (
        lambda: with_variant(prices=(Money(900, "CAD"), Money(900, "CHF"))),
        "variant NEI-OATMILKSOA-1 has a currency twice or one without a rate",
    ),
    "free": (
        lambda: with_variant(prices=(Money(0, "CAD"),)),
        "variant NEI-OATMILKSOA-1 costs nothing",
    ),
    "compare-at not above": (
        lambda: with_variant(prices=(Money(900, "CAD"),), compare_at=(Money(900, "CAD"),)),
        "variant NEI-OATMILKSOA-1 compares with a lower or missing price",
    ),
    "stock nowhere": (
        lambda: with_variant(stock={"atlantis": 3}),
        "stock of NEI-OATMILKSOA-1 lies nowhere",
    ),
    "stock below zero": (
        lambda: with_variant(stock={"workshop": -1}),
        "stock of NEI-OATMILKSOA-1 is below zero",
    ),
    "weightless": (
        lambda: with_variant(weight_g=0),
        "variant NEI-OATMILKSOA-1 weighs nothing",
    ),
    "no location": (
        lambda: with_first("stores", locations=()),
        "store atelier-neige has no location",
    ),
    "ships nowhere": (
        lambda: with_first("stores", zones=()),
        "store atelier-neige does not ship home or to the rest of the world",
    ),
    "country in two zones": (
        lambda: with_first("stores", zones=(*MALL.stores[0].zones, MALL.stores[0].zones[0])),
        "country of atelier-neige CA is there 2 times",
    ),
    "store without owner": (
        lambda: replace(MALL, people=MALL.people[:4]),
        "store maison-calanque has no owner",
    ),
    "shopper with a store": (
        lambda: with_first("people", store="atelier-neige"),
        "person maya@example.com should own a store, or should not",
    ),
    "a real address": (
        lambda: with_first("people", email="maya@example.org"),
        "person maya@example.org is not at example.com",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_rule_is_told(case: str) -> None:
    broken, complaint = BROKEN[case]
    assert complaint in complaints(broken())


def test_odd_delivery_days_are_told() -> None:
    store = MALL.stores[0]
    zone = store.zones[0]
    late = replace(zone.methods[0], days=(6, 3))
    zones = (replace(zone, methods=(late,)), *store.zones[1:])
    told = complaints(with_first("stores", zones=zones))
    assert told == ["method standard of atelier-neige has odd days or price"]


def test_every_rule_is_broken_by_some_case() -> None:
    silent = {rule.__name__ for rule in RULES}
    for broken, _ in BROKEN.values():
        mall = broken()
        silent -= {rule.__name__ for rule in RULES if any(rule(mall))}
    assert silent == set()


def test_an_unsound_mall_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_read", lambda: with_first("products", kind="unicorn"))
    with pytest.raises(UnsoundFurniture) as refused:
        load_mall.__wrapped__()
    assert refused.value.details["complaints"] == [
        "picture unicorn of product oat-milk-soap is not drawn"
    ]


@pytest.mark.parametrize(
    ("digits", "check"),
    # 4006381333931 and 9780306406157 are the textbook examples of GTIN-13 and ISBN-13.
    [("400638133393", "1"), ("978030640615", "7"), ("200000000000", "8")],
)
def test_check_digit(digits: str, check: str) -> None:
    assert check_digit(digits) == check


@pytest.mark.parametrize(
    "gtin",
    ["4006381333931", "200000000000", "20000000000088", "200000000000x", "2000000000009", ""],
)
def test_no_gtin_for_a_store(gtin: str) -> None:
    assert not is_store_gtin(gtin)


def test_a_gtin_for_a_store() -> None:
    assert is_store_gtin("2000000000008")
