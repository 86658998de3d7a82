"""Lists: what stands in them, what they cost in statements, how they are paged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.discovery import make_for_sale, make_listed
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price, make_rates
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Category, Media, Product
from tradewind.domains.discovery.models import Listing
from tradewind.domains.discovery.operations import rebuild_listings, refresh_listings
from tradewind.domains.discovery.queries import Narrow, cards, count_listings, list_listings
from tradewind.domains.discovery.rules import ListingCard, ListingSort
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.kernel.paging import encode_cursor

pytestmark = pytest.mark.django_db


def listed(currency: str = "CAD", language: str = "en", **narrow: object) -> list[ListingCard]:
    page = list_listings(language=language, currency=currency, narrow=Narrow(**narrow))  # type: ignore[arg-type]
    return list(page.items)


def titles(**narrow: object) -> set[str]:
    return {card.title for card in listed(**narrow)}  # type: ignore[arg-type]


def test_a_list_and_a_row_of_cards_are_one_statement_each(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    category = Category.objects.create(slug="lamps", title="Lamps")
    products = [make_listed(category=category) for _ in range(5)]
    listed()  # the day's rates are read once a minute
    with django_assert_num_queries(1):
        assert len(listed(category="lamps", in_stock=True)) == 5
    with django_assert_num_queries(1):
        found = cards(product_ids=[products[3].pk, products[0].pk], language="en", currency="CAD")
    assert [card.product_id for card in found] == [products[3].public_id, products[0].public_id]
    with django_assert_num_queries(0):
        assert cards(product_ids=[], language="en", currency="CAD") == []


def test_many_products_are_refreshed_by_the_same_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one, many = [make_for_sale().pk], [make_for_sale(variants=2).pk for _ in range(4)]
    refresh_listings(product_ids=one)
    with django_assert_num_queries(9):  # savepoint, lock, four reads, write, event, release
        refresh_listings(product_ids=many)
    assert Listing.objects.across_stores("all").count() == 5


@pytest.mark.parametrize(
    "columns",
    [
        {"status": Product.Status.DRAFT},
        {"status": Product.Status.DISCONTINUED},
        {"archived_at": clock.now()},
    ],
)
def test_what_is_not_on_sale_is_not_listed(columns: dict[str, object]) -> None:
    product = make_for_sale(**columns)
    refresh_listings(product_ids=[product.pk])
    assert listed() == []


@pytest.mark.parametrize("status", [Store.Status.APPLIED, Store.Status.PAUSED, Store.Status.CLOSED])
def test_a_store_that_is_not_open_lists_nothing(status: Store.Status) -> None:
    product = make_listed()
    Store.objects.filter(pk=product.store_id).update(status=status)
    refresh_listings(product_ids=[product.pk])
    assert listed() == []
    assert not Listing.objects.across_stores("all").exists()


def test_without_a_price_in_the_store_s_currency_nothing_is_listed() -> None:
    product = make_product()
    make_price(variant=variants_of(product)[0], amount="9.00", currency="USD")
    refresh_listings(product_ids=[product.pk])
    assert listed() == []


def test_a_card_says_what_a_tile_shows() -> None:
    store = make_store(name="Birch & Co", slug="birch")
    category = Category.objects.create(
        slug="lamps", title="Lamps", translations={"fr": {"title": "Lampes"}}
    )
    product = make_for_sale(
        store=store,
        title="Table lamp",
        slug="table-lamp",
        brand="Lumen",
        category=category,
        translations={"fr": {"title": "Lampe de table"}},
    )
    Media.objects.create(
        store=store,
        product=product,
        file="products/aa/lamp.webp",
        alt="A lamp",
        alt_translations={"fr": "Une lampe"},
        renditions={"320": "products/aa/lamp-320.webp"},
    )
    refresh_listings(product_ids=[product.pk])
    (card,) = listed(language="fr")
    assert card == ListingCard(
        product_id=str(product.public_id),
        slug="table-lamp",
        title="Lampe de table",
        brand="Lumen",
        store_id=str(store.public_id),
        store_slug="birch",
        store_name="Birch & Co",
        category_slug="lamps",
        category_title="Lampes",
        picture="products/aa/lamp.webp",
        picture_alt="Une lampe",
        renditions={"320": "products/aa/lamp-320.webp"},
        price=Money(1000, "CAD"),
        was=None,
        has_range=False,
        is_converted=False,
        is_in_stock=True,
        variant_id=str(variants_of(product)[0].public_id),
    )
    (card,) = listed(language="ar")
    assert (card.title, card.category_title) == ("Table lamp", "Lamps")


def test_an_explicit_price_goes_before_the_day_s_rate() -> None:
    make_rates(base="EUR", CAD="1.50", USD="1.20")
    converted, explicit = make_for_sale(title="A"), make_for_sale(title="B")
    make_price(variant=variants_of(explicit)[0], amount="7.00", currency="USD", compare_at="9.00")
    refresh_listings(product_ids=[converted.pk, explicit.pk])
    shown = {card.title: card for card in listed("USD")}
    assert (shown["A"].price, shown["A"].is_converted) == (Money(800, "USD"), True)
    assert (shown["B"].price, shown["B"].is_converted) == (Money(700, "USD"), False)
    assert shown["B"].was == Money(900, "USD")
    assert {card.price for card in listed("CAD")} == {Money(1000, "CAD")}


def test_variants_without_a_price_in_the_currency_count_at_the_rate() -> None:
    make_rates(base="EUR", CAD="1.50", USD="1.20")
    product = make_for_sale(variants=2)  # 10 and 11 CAD
    cheap, dear = variants_of(product)
    make_price(variant=dear, amount="20.00", currency="USD")
    refresh_listings(product_ids=[product.pk])
    (card,) = listed("USD")
    assert (card.price, card.has_range, card.is_converted) == (Money(800, "USD"), True, True)
    make_price(variant=cheap, amount="20.00", currency="USD")
    refresh_listings(product_ids=[product.pk])
    (card,) = listed("USD")
    assert (card.price, card.has_range, card.is_converted) == (Money(2000, "USD"), False, False)


def test_without_a_rate_the_store_s_own_currency_is_told() -> None:
    make_listed()
    (card,) = listed("MNT")
    assert (card.price, card.is_converted) == (Money(1000, "CAD"), False)


def test_a_former_price_that_rounds_to_the_same_is_no_reduction() -> None:
    make_rates(base="USD", KRW="1.00")
    product = make_product(store=make_store(currency="USD"))
    make_price(variant=variants_of(product)[0], amount="10.10", currency="USD", compare_at="10.20")
    refresh_listings(product_ids=[product.pk])
    (card,) = listed("KRW")
    assert (card.price, card.was) == (Money(10, "KRW"), None)
    (card,) = listed("USD")
    assert card.was == Money(1020, "USD")


def test_several_variants_have_a_range_and_nothing_to_add_from_a_list() -> None:
    make_listed(variants=3)
    (card,) = listed()
    assert (card.price, card.has_range, card.variant_id) == (Money(1000, "CAD"), True, None)


def test_a_list_is_narrowed() -> None:
    root = Category.objects.create(slug="home", title="Home")
    leaf = Category.objects.create(slug="lamps", title="Lamps", parent=root)
    here, there = make_store(slug="here"), make_store(slug="there")
    make_listed(title="A", store=here, category=leaf, tags=["gift"], price="5.00")
    make_listed(title="B", store=here, category=root, price="50.00", on_hand=0)
    make_listed(title="C", store=there, price="500.00")
    assert titles() == {"A", "B", "C"}
    assert titles(category="home") == {"A", "B"}
    assert titles(category="lamps") == {"A"}
    assert titles(tag="gift") == {"A"}
    assert titles(store="there") == {"C"}
    assert titles(in_stock=True) == {"A", "C"}
    assert titles(price_from=500, price_until=5000) == {"A", "B"}
    assert titles(price_from=501) == {"B", "C"}
    for nobody in ({"category": "no-such"}, {"store": "no-such"}, {"tag": "no-such"}):
        assert titles(**nobody) == set()
    assert count_listings(currency="CAD", narrow=Narrow(category="home")) == 2


def test_price_bounds_are_in_the_reader_s_currency() -> None:
    make_rates(base="EUR", CAD="1.50", KRW="1500")
    make_listed(title="A", price="10.00")  # 10,000 KRW
    assert titles(currency="KRW", price_from=10_000, price_until=10_000) == {"A"}
    assert titles(currency="KRW", price_from=10_011) == set()
    assert titles(currency="KRW", price_until=2**70) == {"A"}


@pytest.mark.parametrize("sort", ListingSort)
def test_pages_neither_repeat_nor_skip(sort: ListingSort) -> None:
    made = {str(make_listed(price=f"{1 + place % 3}.00").public_id) for place in range(7)}
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = list_listings(language="en", currency="CAD", sort=sort, cursor=cursor, limit=3)
        seen += [card.product_id for card in page.items]
        cursor = page.next_cursor
    assert sorted(seen) == sorted(made)


def test_orders_sort() -> None:
    make_listed(title="A", price="10.00")
    make_listed(title="B", price="9.00")
    make_listed(title="C", price="100.00")
    Listing.objects.across_stores("test").filter(tile__title="B").update(
        popularity=12, listed_at=clock.now() - timedelta(days=9)
    )
    Listing.objects.across_stores("test").filter(tile__title="C").update(popularity=9)

    def order(sort: ListingSort) -> str:
        page = list_listings(language="en", currency="CAD", sort=sort)
        return "".join(card.title for card in page.items)

    assert order(ListingSort.POPULAR) == "BCA"
    assert order(ListingSort.NEWEST) == "CAB"
    assert order(ListingSort.PRICE_ASC) == "BAC"
    assert order(ListingSort.PRICE_DESC) == "CAB"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        encode_cursor("newest", "2026-01-01", 1),
        encode_cursor("popular", "many", 1),
        encode_cursor("popular", "1", "1"),
        encode_cursor("popular", 10**40, 1),
        encode_cursor("popular", "1", 2**70),
        encode_cursor("popular", None, True),
    ],
)
def test_a_cursor_of_another_order_or_made_up_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInput):
        list_listings(language="en", currency="CAD", cursor=cursor)


def test_a_rebuild_mends_and_tells_only_what_was_wrong() -> None:
    right, wrong, gone = make_listed(), make_listed(), make_listed()
    Listing.objects.across_stores("test").filter(product=wrong).update(base_minor=1)
    Product.objects.across_stores("test").filter(pk=gone.pk).update(status="draft")
    missing = make_for_sale()
    told: list[tuple[int, int]] = []
    before = Listing.objects.across_stores("test").get(product=right).refreshed_at

    assert rebuild_listings(progress=lambda done, total: told.append((done, total))) == 3

    assert told == [(4, 4)]
    rows = {row.product_id: row for row in Listing.objects.across_stores("test")}
    assert set(rows) == {right.pk, wrong.pk, missing.pk}
    assert rows[wrong.pk].base_minor == 1000
    assert rows[right.pk].refreshed_at == before


def test_stock_in_a_place_put_away_is_no_stock() -> None:
    product = make_for_sale(on_hand=0)
    level = make_stock(variant=variants_of(product)[0], on_hand=5)
    level.location.archived_at = clock.now()
    level.location.save()
    refresh_listings(product_ids=[product.pk])
    assert [card.is_in_stock for card in listed()] == [False]
