"""The demo mall written into a database: goods, home page, people; and then left alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth import authenticate
from django.db.models import Sum

from tests.flows.furnish.written.conftest import PASSWORD, say_nothing
from tradewind.domains.catalogue.models import (
    Attribute,
    Category,
    Media,
    Product,
    Section,
    Variant,
)
from tradewind.domains.catalogue.queries import find_product
from tradewind.domains.discovery.indexing import index
from tradewind.domains.discovery.models import Listing
from tradewind.domains.identity.models import Person
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.pricing.models import Price
from tradewind.domains.stores.models import Location, Store
from tradewind.flows.furnish.mall.shapes import Mall
from tradewind.flows.furnish.writing import furnish
from tradewind.platform.files import storages

WHY = "the test looks at all of it"


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_everything_of_the_data_is_on_sale(mall: Mall) -> None:
    variants = [variant for product in mall.products for variant in product.variants]
    products = Product.objects.across_stores(WHY)
    assert Counter(products.values_list("status", flat=True)) == {
        "active": len(mall.products),
        "waiting": 1,
        "refused": 1,
    }
    assert Listing.objects.across_stores(WHY).count() == len(mall.products)
    assert index().count() == len(mall.products)
    sold = Variant.objects.across_stores(WHY).filter(product__status="active")
    assert set(sold.values_list("sku", flat=True)) == {variant.sku for variant in variants}
    lasting = Price.objects.across_stores(WHY).filter(variant__in=sold, starts_at=None)
    assert lasting.count() == sum(len(each.prices) for each in variants)
    assert Category.objects.count() == len(mall.sections) + len(mall.categories)


def test_options_are_told_in_every_language_with_their_colours() -> None:
    tarp = Product.objects.across_stores(WHY).get(external_id="ridge-tarp")
    assert tarp.options == [
        {
            "name": "Colour",
            "values": ["Moss", "Amber"],
            "translations": {
                "ar": {"name": "اللون", "values": {"Moss": "أخضر طحلبي", "Amber": "كهرماني"}},
                "fr": {"name": "Couleur", "values": {"Moss": "Mousse", "Amber": "Ambre"}},
                "ko": {"name": "색상", "values": {"Moss": "모스", "Amber": "앰버"}},
                "mn": {"name": "Өнгө", "values": {"Moss": "Хөвд", "Amber": "Хув"}},
                "vi": {"name": "Màu", "values": {"Moss": "Rêu", "Amber": "Hổ phách"}},
            },
            "swatches": {"Moss": "#7f8f4e", "Amber": "#e0a33a"},
        }
    ]


@pytest.mark.parametrize(
    ("language", "title", "colour", "material"),
    [
        ("fr", "Bâche Ridge", "Couleur", "Nylon recyclé"),
        ("ko", "릿지 타프", "색상", "재생 나일론"),
        ("vi", "Tấm bạt Ridge", "Màu", "Nylon tái chế"),
        ("mn", "«Ридж» сүүдрэвч", "Өнгө", "Дахин боловсруулсан нейлон"),
    ],
)
def test_a_product_s_page_reads_in_every_language(
    language: str, title: str, colour: str, material: str
) -> None:
    tarp = Product.objects.across_stores(WHY).get(external_id="ridge-tarp")
    facts = find_product(store_slug="cedar-and-swell", slug=tarp.slug, language=language)
    assert facts is not None
    assert facts.title == title
    assert [option.name for option in facts.options] == [colour]
    told = {attribute.code: attribute.value for attribute in facts.attributes}
    assert told["material"] == (material,)


def test_a_number_keeps_its_unit_and_a_colour_its_picture() -> None:
    bag = Product.objects.across_stores(WHY).get(external_id="down-bag-minus-seven")
    assert bag.attributes["rated_c"] == -7
    assert Attribute.objects.get(code="rated_c").unit == "°C"
    pictures = Media.objects.across_stores(WHY).filter(product=bag)
    assert [picture.shows for picture in pictures] == [["Rust"], ["Rust"], ["Rust"], ["Ink"]]
    assert {picture.alt_translations["fr"] for picture in pictures} == {
        "Sac de couchage en duvet −7, Rouille",
        "Sac de couchage en duvet −7, Encre",
    }


def test_every_file_a_row_names_is_there() -> None:
    names = {
        *Media.objects.across_stores(WHY).values_list("file", flat=True),
        *Category.objects.values_list("picture", flat=True),
        *Store.objects.values_list("mark", flat=True),
        *Section.objects.filter(kind="story").values_list("picture", flat=True),
        *Section.objects.filter(kind="story").values_list("picture_narrow", flat=True),
    }
    missing = [name for name in names if not name or not storages.storage("public").exists(name)]
    assert missing == []


def test_stock_is_what_came_in_less_what_was_sold(mall: Mall) -> None:
    moved = StockMovement.objects.across_stores(WHY)
    opening = moved.filter(kind="received", reference="opening")
    received = opening.aggregate(pieces=Sum("quantity"))["pieces"]
    assert received == sum(
        pieces
        for product in mall.products
        for variant in product.variants
        for pieces in variant.stock.values()
    )
    assert Location.objects.across_stores(WHY).count() == sum(
        len(store.locations) for store in mall.stores
    )


def test_the_home_page_has_its_stories_and_shelves() -> None:
    assert list(Section.objects.values_list("slug", flat=True)) == [
        "first-light",
        "shelf-new",
        "shelf-gift",
        "long-table",
        "shelf-bestseller",
        "shelf-winter",
        "early-dark",
        "shelf-handmade",
        "shelf-last-pieces",
    ]
    story = Section.objects.select_related("category").get(slug="first-light")
    assert story.category is not None
    assert (story.category.slug, story.tag) == ("outdoors", "")


def test_everybody_can_sign_in_at_once(mall: Mall) -> None:
    for person in mall.people:
        found = authenticate(email=person.email, password=PASSWORD)
        assert isinstance(found, Person)
        assert found.is_operator == (person.role == "operator")
        assert (found.language, found.currency) == (person.language, person.currency)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(mall.people)


def test_running_it_again_changes_nothing() -> None:
    before = counts()
    furnish(say=say_nothing, password=PASSWORD)
    assert counts() == before


def test_what_visitors_changed_stays() -> None:
    before = Section.objects.get(slug="shelf-gift")
    Section.objects.filter(pk=before.pk).update(title="Presents")
    Person.objects.filter(email="maya@example.com").update(name="Maya B.")
    furnish(say=say_nothing, password="another-password-entirely")
    assert Section.objects.get(pk=before.pk).title == "Presents"
    assert Person.objects.get(email="maya@example.com").name == "Maya B."
    assert authenticate(email="maya@example.com", password=PASSWORD) is not None


def test_files_lie_in_the_public_store() -> None:
    root = Path(storages.storage("public").path(""))
    assert (root / Store.objects.values_list("mark", flat=True)[0]).is_file()
