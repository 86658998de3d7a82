"""Listings follow what happens in the shop, through the real runner."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from tests.domains.events import published
from tests.domains.factories.catalogue import variants_of
from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.discovery import deliver, make_for_sale
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import first_location, make_store
from tradewind.domains.catalogue import operations as catalogue
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.discovery.events import ListingChanged
from tradewind.domains.discovery.models import Listing
from tradewind.domains.discovery.queries import list_listings
from tradewind.domains.discovery.rules import ListingCard
from tradewind.domains.inventory import operations as inventory
from tradewind.domains.stores.events import StoreChanged
from tradewind.domains.stores.models import Store
from tradewind.kernel.money import Money
from tradewind.platform.events import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def product() -> Product:
    product = make_for_sale(title="Lamp")
    deliver()
    return product


def shown() -> dict[str, ListingCard]:
    page = list_listings(language="en", currency="CAD")
    return {card.title: card for card in page.items}


def of(product: Product) -> dict[str, object]:
    return {"store_id": product.store_id, "product_id": str(product.public_id)}


def test_a_price_makes_a_listing(product: Product) -> None:
    assert list(shown()) == ["Lamp"]
    assert published(ListingChanged)[-1].product_id == product.public_id


def test_a_new_price_is_shown(product: Product) -> None:
    make_price(variant=variants_of(product)[0], amount="12.00", compare_at="15.00")
    deliver()
    assert shown()["Lamp"].price == Money(1200, "CAD")
    assert shown()["Lamp"].was == Money(1500, "CAD")


def test_the_last_piece_gone_and_back(product: Product) -> None:
    variant = variants_of(product)[0]
    inventory.count(
        store_id=product.store_id,
        location_id=first_location(product.store).pk,
        counted={variant.pk: 0},
    )
    deliver()
    assert not shown()["Lamp"].is_in_stock
    make_stock(variant=variant, on_hand=1)
    deliver()
    assert shown()["Lamp"].is_in_stock


def test_other_words_are_shown(product: Product) -> None:
    catalogue.change_product(**of(product), title="Reading lamp")  # type: ignore[arg-type]
    deliver()
    assert list(shown()) == ["Reading lamp"]


@pytest.mark.parametrize("leave", [catalogue.archive, catalogue.discontinue])
def test_what_leaves_the_shop_leaves_the_lists(
    product: Product, leave: Callable[..., object]
) -> None:
    leave(**of(product))
    deliver()
    assert shown() == {}
    assert published(ListingChanged)[-1].product_id == product.public_id


def test_what_is_published_is_listed() -> None:
    draft = make_for_sale(title="Lamp", status=Product.Status.DRAFT)
    deliver()
    assert shown() == {}
    assert published(ListingChanged) == []
    catalogue.publish(**of(draft))  # type: ignore[arg-type]
    deliver()
    assert list(shown()) == ["Lamp"]


def test_a_category_s_title_and_place_reach_every_listing_below() -> None:
    above = catalogue.create_category(title="Home")
    below = catalogue.create_category(title="Lamps", parent=str(above.public_id))
    product = make_for_sale(title="Lamp", category=below)
    deliver()
    listing = Listing.objects.across_stores("test").get(product=product)
    assert listing.categories == [above.pk, below.pk]

    catalogue.change_category(category_id=str(below.public_id), title="Lights", parent=None)
    # The worker is another process: it still holds the former tree.
    forget_tree()
    deliver()

    listing.refresh_from_db()
    assert listing.categories == [below.pk]
    assert shown()["Lamp"].category_title == "Lights"


def test_a_store_s_name_and_closing_reach_its_listings(product: Product) -> None:
    other = make_for_sale(title="Chair", store=make_store(name="Other"))
    Store.objects.filter(pk=product.store_id).update(name="Renamed")
    store_changed(product, "name")
    assert {title: card.store_name for title, card in shown().items()} == {
        "Lamp": "Renamed",
        "Chair": "Other",
    }
    Store.objects.filter(pk=other.store_id).update(status=Store.Status.PAUSED)
    store_changed(other, "status")
    assert list(shown()) == ["Lamp"]


def test_what_no_list_shows_of_a_store_refreshes_nothing(product: Product) -> None:
    before = len(published(ListingChanged))
    store_changed(product, "story")
    assert len(published(ListingChanged)) == before


def store_changed(product: Product, *fields: str) -> None:
    with transaction.atomic():
        publish(StoreChanged(store_id=product.store.public_id, fields=list(fields)))
    deliver()


def test_what_is_sold_grows_popular_and_is_counted_once() -> None:
    goods, other = make_goods(), make_goods()
    pay(make_checkout(goods, quantity=3))
    deliver()
    deliver()
    popularity = dict(Listing.objects.across_stores("test").values_list("product_id", "popularity"))
    assert popularity == {goods.product_id: 3, other.product_id: 0}


def test_a_batch_of_events_about_one_product_refreshes_it_once(product: Product) -> None:
    before = len(published(ListingChanged))
    for amount in ("1.00", "2.00", "3.00"):
        make_price(variant=variants_of(product)[0], amount=amount)
    deliver()
    assert len(published(ListingChanged)) == before + 1
    assert shown()["Lamp"].price == Money(300, "CAD")
