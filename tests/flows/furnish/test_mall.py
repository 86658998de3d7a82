"""The furnished mall as a whole, and the pictures its products get."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from tradewind.flows.furnish.mall import gallery, load_mall, reading
from tradewind.flows.furnish.mall.rules import complaints
from tradewind.flows.furnish.mall.shapes import LANGUAGES, Mall, Text, translations
from tradewind.kernel.money import Money


@pytest.fixture(scope="module")
def mall() -> Mall:
    return load_mall()


def test_the_mall_opens_without_complaint(mall: Mall) -> None:
    assert complaints(mall) == []


def test_it_is_read_once(mall: Mall) -> None:
    assert load_mall() is mall


def test_its_size(mall: Mall) -> None:
    by_store = Counter(product.store for product in mall.products)
    assert by_store == {
        "atelier-neige": 26,
        "cedar-and-swell": 27,
        "kiln-and-linen": 29,
        "little-puffin": 27,
        "maison-calanque": 27,
        "halcyon-electric": 26,
    }
    assert len(mall.sections) == 7
    assert len(mall.categories) == 41
    assert len(mall.stories) == 3


def test_each_section_and_each_leaf_category_has_something_to_sell(mall: Mall) -> None:
    sold = Counter(product.category for product in mall.products)
    parents = {category.parent for category in mall.categories}
    empty = [
        each.slug for each in mall.categories if each.slug not in parents and not sold[each.slug]
    ]
    assert empty == []


def test_each_tag_is_used(mall: Mall) -> None:
    used = {tag for product in mall.products for tag in product.tags}
    assert used == {tag.slug for tag in mall.tags}


def test_some_stock_is_out_some_low_and_most_is_there(mall: Mall) -> None:
    pieces = [sum(each.stock.values()) for product in mall.products for each in product.variants]
    assert sum(count == 0 for count in pieces) >= 10
    assert sum(0 < count <= 5 for count in pieces) >= 30
    assert sum(count > 5 for count in pieces) > len(pieces) * 0.6


def test_two_products_are_sold_out(mall: Mall) -> None:
    out = [
        product.slug
        for product in mall.products
        if not any(sum(each.stock.values()) for each in product.variants)
    ]
    assert out == ["cedar-charcoal-soap", "clay-mask"]


def test_a_product_in_full(mall: Mall) -> None:
    oil = next(each for each in mall.products if each.slug == "first-press-oil")
    assert (oil.store, oil.kind, oil.category, oil.tax) == (
        "maison-calanque",
        "oil",
        "oils-salt",
        "food",
    )
    assert oil.title.fr == "Huile d’olive de première pression"
    assert [each.values for each in oil.variants] == [
        {"volume": "250ml"},
        {"volume": "500ml"},
        {"volume": "5l"},
    ]
    assert [each.prices[0] for each in oil.variants] == [
        Money(1150, "EUR"),
        Money(1890, "EUR"),
        Money(12900, "EUR"),
    ]
    assert oil.attributes == {"diet": ("vegan", "organic"), "origin": "fr"}


def test_some_prices_are_set_in_other_currencies(mall: Mall) -> None:
    currencies = Counter(
        price.currency for product in mall.products for price in product.variants[0].prices
    )
    assert currencies["CAD"] > 130
    assert currencies["USD"] >= 30
    assert currencies["EUR"] >= 30


def test_rates_of_the_day(mall: Mall) -> None:
    assert mall.rates.base == "CAD"
    assert mall.rates.on == date(2026, 11, 19)
    assert set(mall.rates.per_unit) == {
        *{"USD", "EUR", "KRW", "VND", "MNT"},
        # Nobody is charged in these; prices are shown in them.
        *{"GBP", "JPY"},
    }


def test_a_gallery_shows_every_scene_then_every_other_colour(mall: Mall) -> None:
    flask = next(each for each in mall.products if each.slug == "fjord-flask")
    drawn = list(gallery(product=flask, mall=mall))
    assert [(each.colour, each.scene) for each in drawn] == [
        ("amber", 0),
        ("amber", 1),
        ("amber", 2),
        ("tide", 0),
        ("ink", 0),
        ("rose", 0),
    ]
    assert len({each.svg for each in drawn}) == 6


def test_a_product_without_colours_has_one_gallery(mall: Mall) -> None:
    soap = next(each for each in mall.products if each.slug == "oat-milk-soap")
    drawn = list(gallery(product=soap, mall=mall))
    assert [(each.colour, each.scene) for each in drawn] == [(None, 0), (None, 1), (None, 2)]


def test_no_picture_of_the_mall_is_heavy_and_neighbours_differ(mall: Mall) -> None:
    heaviest = 0
    books = set()
    for product in mall.products:
        drawn = list(gallery(product=product, mall=mall))
        heaviest = max(heaviest, *(len(each.svg.encode()) for each in drawn))
        if product.kind == "book":
            books.add(drawn[0].svg)
    assert heaviest < 12_000
    assert len(books) == 4


def test_a_text_needs_all_six_languages() -> None:
    with pytest.raises(reading.MalformedFurniture) as refused:
        reading.text({"en": "Soap", "fr": "Savon", "ar": "صابون"}, where="soap.title")
    assert refused.value.details["where"] == "soap.title"


def test_texts_as_the_translations_of_a_row() -> None:
    title = Text(en="Soap", fr="Savon", ar="صابون", ko="비누", vi="Xà phòng", mn="Саван")
    name = Text(en="Care", fr="Soin", ar="عناية", ko="케어", vi="Chăm sóc", mn="Арчилгаа")
    assert translations(title=title, name=name) == {
        "fr": {"title": "Savon", "name": "Soin"},
        "ar": {"title": "صابون", "name": "عناية"},
        "ko": {"title": "비누", "name": "케어"},
        "vi": {"title": "Xà phòng", "name": "Chăm sóc"},
        "mn": {"title": "Саван", "name": "Арчилгаа"},
    }


@pytest.mark.parametrize(
    ("language", "letters"),
    [("ar", "[\u0600-\u06ff]"), ("ko", "[\uac00-\ud7a3]"), ("mn", "[\u0400-\u04ff]")],
)
def test_titles_are_written_in_their_script(mall: Mall, language: str, letters: str) -> None:
    for product in mall.products:
        for said in (product.title, product.description):
            assert re.search(letters, getattr(said, language)), product.slug


def test_nothing_is_left_in_english(mall: Mall) -> None:
    same = {
        product.slug
        for product in mall.products
        for said in (product.title, product.description)
        for language in LANGUAGES[1:]
        if getattr(said, language) == said.en
    }
    assert same == set()


def test_a_person_has_no_other_fields() -> None:
    with pytest.raises(reading.MalformedFurniture) as refused:
        reading.person({"email": "a@example.com", "password": "x"})
    assert refused.value.details["where"] == "a@example.com"
