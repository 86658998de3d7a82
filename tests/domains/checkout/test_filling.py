"""What a cart takes, what it refuses, and at what cost."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.checkout import make_cart, make_goods
from tests.domains.factories.pricing import make_rates
from tests.domains.factories.promotions import make_promotion
from tests.domains.factories.stores import make_store
from tests.parallel import in_parallel
from tradewind.domains.checkout import operations, queries
from tradewind.domains.checkout.models import Cart, CartLine
from tradewind.domains.checkout.rules import MAX_LINES, MAX_PIECES, TooMany
from tradewind.domains.inventory.rules import StockShort
from tradewind.domains.pricing.queries import prices_of
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound


def held(cart: Cart) -> list[int]:
    return list(CartLine.objects.filter(cart=cart).values_list("quantity", flat=True))


@pytest.mark.django_db
def test_one_thing_more_takes_two_statements_and_no_transaction(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    goods, cart = make_goods(), make_cart()

    with django_assert_num_queries(2):
        operations.add_line(cart=cart, variant_id=goods.public_id, quantity=2)
    with django_assert_num_queries(2):
        operations.add_line(cart=cart, variant_id=goods.public_id)

    assert held(cart) == [3]


@pytest.mark.django_db
def test_a_cart_is_found_by_one_statement_and_quoted_by_one_more_where_promotions_run(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cart = make_cart(make_goods(), make_goods(), quantity=2)
    queries.quote_cart(cart=cart)

    with django_assert_num_queries(1):
        found = queries.find_cart(token=cart.token)
    assert found is not None
    assert (found, found.public_id, found.created_at) == (cart, cart.public_id, cart.created_at)
    make_promotion(store=make_store())  # of a store that has nothing in the cart
    with django_assert_num_queries(1):
        quote = queries.quote_cart(cart=found)
    assert (quote.pieces, str(quote.goods), str(quote.off)) == (4, "40.00 CAD", "0.00 CAD")
    make_promotion()
    queries.quote_cart(cart=found)  # what the process keeps
    # One for the cart, one for the promotions that may concern it.
    with django_assert_num_queries(2):
        quote = queries.quote_cart(cart=found)
    assert (quote.pieces, str(quote.off)) == (4, "4.00 CAD")


@pytest.mark.django_db
def test_a_cart_is_opened_with_its_lines_by_two_statements_and_quoted_by_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    several = [make_goods(price="10.00"), make_goods(price="3.00")]
    queries.quote_cart(cart=make_cart(*several))  # what the process keeps

    with django_assert_num_queries(2):
        cart, rows = operations.open_filled(
            currency="CAD",
            country="CA",
            language="en",
            region="ON",
            person_id=None,
            visit_id=None,
            lines={goods.public_id: 2 for goods in several},
        )
    with django_assert_num_queries(0):
        quote = queries.quote_cart(cart=cart, rows=rows)
    assert (quote.pieces, str(quote.goods)) == (4, "26.00 CAD")
    assert quote == queries.quote_cart(cart=cart)
    with django_assert_num_queries(2):
        rows = operations.add_line(cart=cart, variant_id=several[0].public_id)
    assert queries.quote_cart(cart=cart, rows=rows) == queries.quote_cart(cart=cart)


@pytest.mark.django_db
def test_a_price_told_in_another_currency_is_the_one_shown() -> None:
    make_rates(base="EUR", CAD="1.50", USD="1.20")
    goods = make_goods(store=make_store(currency="USD"), price="9.99")
    cart = make_cart(goods)

    shown = prices_of(variant_ids=[goods.pk], currency="CAD", now=clock.now())[goods.pk]
    line = CartLine.objects.get(cart=cart)
    (seller,) = queries.quote_cart(cart=cart).stores

    assert shown.converted
    assert (line.seen_minor, seller.lines[0].unit) == (shown.amount.minor, shown.amount)


@pytest.mark.django_db
def test_what_cannot_be_had_leaves_the_cart_as_it_was() -> None:
    plenty, few = make_goods(on_hand=500), make_goods(on_hand=3)
    cart = make_cart(plenty, quantity=5)
    add = partial(operations.add_lines, cart=cart)

    with pytest.raises(StockShort) as short:
        add(lines={plenty.public_id: 1, few.public_id: 4})
    with pytest.raises(TooMany):
        add(lines={few.public_id: 1, plenty.public_id: MAX_PIECES - 4})
    with pytest.raises(TooMany):
        add(lines={plenty.public_id: 0})
    for unknown in ("var_00000000000000000000000000", "prd_1", ""):
        with pytest.raises(NotFound):
            add(lines={plenty.public_id: 1, unknown: 1})

    assert short.value.details["lines"] == [{"variant": few.public_id, "wanted": 4, "available": 3}]
    assert held(cart) == [5]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Store.Status.PAUSED, Store.Status.CLOSED])
def test_a_store_that_is_not_open_sells_nothing(status: str) -> None:
    goods, cart = make_goods(), make_cart()
    Store.objects.filter(pk=goods.store_id).update(status=status)

    with pytest.raises(NotFound):
        operations.add_line(cart=cart, variant_id=goods.public_id)


@pytest.mark.django_db
def test_what_has_no_price_is_not_sold() -> None:
    unpriced = variants_of(make_product())[0]

    with pytest.raises(NotFound):
        operations.add_line(cart=make_cart(), variant_id=unpriced.public_id)


@pytest.mark.django_db
def test_a_full_cart_takes_more_of_what_it_has() -> None:
    goods, another = make_goods(), make_goods()
    cart = make_cart(goods)
    filler = make_product(store=goods.store, variants=MAX_LINES - 1)
    CartLine.objects.bulk_create(
        CartLine(cart=cart, variant=variant, quantity=1, seen_minor=1, added_at=clock.now())
        for variant in variants_of(filler)
    )

    operations.add_line(cart=cart, variant_id=goods.public_id)
    with pytest.raises(TooMany):
        operations.add_line(cart=cart, variant_id=another.public_id)


@pytest.mark.django_db(transaction=True)
def test_rivals_in_one_cart_never_pass_what_there_is() -> None:
    goods = make_goods(on_hand=7)
    cart = make_cart()

    def click() -> None:
        with suppress(StockShort):
            operations.add_line(cart=cart, variant_id=goods.public_id, quantity=2)

    in_parallel([click] * 10)

    assert held(cart) == [6]
