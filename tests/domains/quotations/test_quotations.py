"""From a request to an offer, to an order at exactly its prices, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.checkout import make_cart, make_checkout, make_goods, pay
from tests.domains.factories.identity import make_person
from tests.domains.factories.promotions import make_promotion
from tests.domains.factories.quotations import accepted, make_offer, make_quotation
from tests.domains.factories.stores import make_store
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.models import Cart
from tradewind.domains.checkout.queries import find_cart, find_offer_cart, quote_checkout
from tradewind.domains.checkout.rules import QuoteHasProblems
from tradewind.domains.checkout.rules import State as CheckoutState
from tradewind.domains.inventory.models import Reservation
from tradewind.domains.inventory.operations import release_expired
from tradewind.domains.inventory.queries import available
from tradewind.domains.inventory.rules import StockShort
from tradewind.domains.orders.models import Order, OrderLine
from tradewind.domains.quotations import operations, queries
from tradewind.domains.quotations.events import QuotationMoved
from tradewind.domains.quotations.models import Offer, Quotation, Side
from tradewind.domains.quotations.operations import Asking
from tradewind.domains.quotations.rules import (
    QuotationChanged,
    QuotationClosed,
    QuotationExpired,
    QuotationShort,
    QuotationTaken,
    State,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def again(row: Quotation) -> Quotation:
    return Quotation.objects.across_stores("a test").get(pk=row.pk)


def kept(row: Quotation) -> int:
    held = Reservation.objects.across_stores("a test").filter(
        holder=row.public_id, state=Reservation.State.HELD
    )
    return sum(held.values_list("quantity", flat=True))


def test_an_offer_is_bought_at_exactly_its_prices_and_nothing_is_taken_off() -> None:
    goods = make_goods(price="10.00", on_hand=500, delivery="5.00")
    make_promotion(store=goods.store, percent_bp=5000)
    row = make_quotation((goods, 200))
    make_offer(row, {goods: (200, "7.25")}, delivery="40.00")
    checkout = accepted(row)
    checkouts.enter_code(cart=checkout.cart, code="SPRING")
    quote = quote_checkout(checkout=checkout)
    assert (quote.goods.minor, quote.shipping.minor, quote.off.minor) == (145_000, 4_000, 0)
    assert [no.reason for no in quote.deals.refused] == ["coupon_not_on_quotes"]
    assert pay(checkout).checkout.state == CheckoutState.CONFIRMED
    line = OrderLine.objects.across_stores("a test").get()
    assert (line.unit_minor, line.quantity, line.discount_minor) == (725, 200, 0)
    order = Order.objects.across_stores("a test").get()
    assert (order.shipping_minor, order.total_minor) == (4_000, quote.total.minor)
    row = again(row)
    assert (row.state, row.purchase) == (State.ORDERED, order.purchase.public_id)
    states = [(event.from_state, event.to_state) for event in published(QuotationMoved)]
    assert states == [
        ("", "asked"),
        ("asked", "answered"),
        ("answered", "accepted"),
        ("accepted", "ordered"),
    ]
    # The next cart costs what everybody's does.
    assert quote_checkout(checkout=make_checkout(goods)).goods.minor == 1_000


def test_without_an_agreed_fee_the_store_s_own_ways_to_deliver_hold() -> None:
    goods = make_goods(price="10.00", on_hand=50, delivery="5.00")
    row = make_quotation((goods, 20))
    make_offer(row, {goods: (20, "9.00")})
    assert quote_checkout(checkout=accepted(row)).shipping.minor == 500


def test_it_is_accepted_once_and_each_refusal_says_why() -> None:
    goods = make_goods(on_hand=50)
    row = make_quotation((goods, 5))
    with pytest.raises(QuotationClosed):
        checkouts.accept_offer(token=row.token, version=0)
    make_offer(row, {goods: (5, "9.00")})
    make_offer(row, {goods: (5, "8.00")})
    with pytest.raises(QuotationChanged):
        checkouts.accept_offer(token=row.token, version=1)
    with pytest.raises(NotFound):
        checkouts.accept_offer(token=row.public_id, version=2)
    checkout = accepted(row, version=2)
    with pytest.raises(QuotationTaken):
        checkouts.accept_offer(token=row.token, version=2)
    pay(checkout)
    with pytest.raises(QuotationTaken):
        checkouts.accept_offer(token=row.token, version=2)
    assert Cart.objects.exclude(quotation="").count() == 1
    assert [offer.version for offer in Offer.objects.for_store(row.store_id)] == [1, 2]


def test_an_offer_runs_out_before_it_is_accepted_and_before_it_is_paid() -> None:
    goods = make_goods(on_hand=50)
    late, slow = (make_quotation((goods, 5)) for _ in range(2))
    for row in (late, slow):
        make_offer(row, {goods: (5, "9.00")})
    checkout = accepted(slow)
    with clock.frozen_at(clock.now() + WEEK + timedelta(hours=1)):
        with pytest.raises(QuotationExpired):
            checkouts.accept_offer(token=late.token, version=1)
        quote = quote_checkout(checkout=checkout)
        assert [problem.code for problem in quote.problems] == ["quotation_over"]
        with pytest.raises(QuoteHasProblems):
            pay(checkout)
        assert operations.expire_due(now=clock.now()) == 2
        assert operations.expire_due(now=clock.now()) == 0
        assert {again(late).state, again(slow).state} == {State.EXPIRED}
        with pytest.raises(QuotationExpired):
            checkouts.accept_offer(token=late.token, version=1)


def test_stock_is_set_aside_only_when_the_seller_says_so_and_comes_free_again() -> None:
    goods = make_goods(price="10.00", on_hand=10)
    row = make_quotation((goods, 8))
    make_offer(row, {goods: (8, "9.00")})
    assert (kept(row), available(variant_ids=[goods.pk])[goods.pk]) == (0, 10)
    make_offer(row, {goods: (8, "9.00")}, keeps_stock=True)
    assert (kept(row), available(variant_ids=[goods.pk])[goods.pk]) == (8, 2)
    with pytest.raises(StockShort):
        make_cart(goods, quantity=3)
    make_offer(row, {goods: (6, "9.00")}, keeps_stock=True)
    assert kept(row) == 6
    assert pay(accepted(row, version=3)).checkout.state == CheckoutState.CONFIRMED
    assert kept(row) == 0
    assert available(variant_ids=[goods.pk])[goods.pk] == 4


def test_a_declined_payment_leaves_the_offer_and_its_pieces_as_they_were() -> None:
    goods = make_goods(price="10.00", on_hand=10)
    row = make_quotation((goods, 8))
    make_offer(row, {goods: (8, "9.00")}, keeps_stock=True)
    checkout = accepted(row)
    undone = pay(checkout, source="tok_declines").checkout
    assert (undone.state, undone.failure != "") == (CheckoutState.OPEN, True)
    assert (again(row).state, kept(row), again(row).paying_until) == (State.ACCEPTED, 8, None)
    assert pay(undone).checkout.state == CheckoutState.CONFIRMED
    assert (again(row).state, kept(row)) == (State.ORDERED, 0)


def test_pieces_sold_meanwhile_are_told_with_their_number() -> None:
    goods = make_goods(on_hand=10)
    row = make_quotation((goods, 8))
    make_offer(row, {goods: (8, "9.00")})
    pay(make_checkout(goods, quantity=5))
    with pytest.raises(QuotationShort) as refused:
        checkouts.accept_offer(token=row.token, version=1)
    assert (refused.value.details["available"], refused.value.details["wanted"]) == (5, 8)
    assert again(row).state == State.ANSWERED


def test_what_runs_out_or_is_declined_sets_its_pieces_free() -> None:
    goods = make_goods(on_hand=10)
    rows = [make_quotation((goods, 3)) for _ in range(3)]
    for row in rows:
        make_offer(row, {goods: (3, "9.00")}, keeps_stock=True)
    operations.decline(by=Side.SELLER, quotation_id=rows[0].public_id, store_id=rows[0].store_id)
    operations.decline(by=Side.SHOPPER, token=rows[1].token)
    operations.decline(by=Side.SHOPPER, token=rows[1].token)
    assert [kept(row) for row in rows] == [0, 0, 3]
    assert [again(row).declined_by for row in rows] == ["seller", "shopper", ""]
    with clock.frozen_at(clock.now() + WEEK + timedelta(minutes=1)):
        operations.expire_due(now=clock.now())
        release_expired(now=clock.now())
    assert kept(rows[2]) == 0
    for row in rows:
        with pytest.raises(QuotationClosed):
            operations.say(text="Still there?", by=Side.SHOPPER, token=row.token)
        with pytest.raises(QuotationClosed):
            make_offer(row, {goods: (1, "1.00")})


def test_the_cart_of_an_offer_is_nobody_s_to_change() -> None:
    goods = make_goods(on_hand=50)
    person = make_person()
    row = make_quotation((goods, 5), person=person)
    make_offer(row, {goods: (5, "9.00")})
    cart = accepted(row, person=person).cart
    assert find_cart(person_id=person.pk) is None
    assert find_cart(token=cart.token) is None
    assert find_offer_cart(token=cart.token, person_id=person.pk) == cart
    assert find_offer_cart(token=cart.token, person_id=make_person().pk) is None
    assert find_offer_cart(token=cart.token, person_id=None) is None
    # One's own cart stays as it is beside it.
    own = checkouts.open_cart(
        currency="CAD", country="CA", language="en", person_id=person.pk, lines={goods.public_id: 2}
    )
    assert find_cart(person_id=person.pk) == own


def test_one_request_for_each_seller_and_what_can_not_be_asked_is_refused() -> None:
    lamp, chair = make_goods(), make_goods()
    asking = Asking(
        lines={lamp.public_id: 5, chair.public_id: 7},
        email="noor@example.org",
        name="Noor",
        message="",
        wanted_on=clock.now().date(),
        currency="CAD",
        country="CA",
        region="",
        language="en",
    )
    made = operations.ask(asking=asking)
    assert [(row.store_id, row.wanted.get().quantity) for row in made] == [
        (lamp.store_id, 5),
        (chair.store_id, 7),
    ]
    for change, field in (
        ({"email": "nobody"}, "email"),
        ({"name": " "}, "name"),
        ({"lines": {}}, "lines"),
        ({"lines": {lamp.public_id: 0}}, "quantity"),
        ({"message": "x" * 2_001}, "message"),
        ({"wanted_on": clock.now().date() - timedelta(days=1)}, "wanted_on"),
    ):
        wrong = Asking(**{name: getattr(asking, name) for name in Asking.__slots__} | change)
        with pytest.raises(InvalidInput) as refused:
            operations.ask(asking=wrong)
        assert field in refused.value.fields
    (unsold,) = variants_of(make_product(status="draft"))
    with pytest.raises(NotFound):
        make_quotation((unsold, 1))


def test_an_answer_names_own_goods_in_the_request_s_currency_and_a_time_to_come() -> None:
    goods, other = make_goods(), make_goods()
    row = make_quotation((goods, 5))
    for lines, delivery, valid in (
        ({other: (1, "1.00")}, None, None),
        ({goods: (0, "1.00")}, None, None),
        ({}, None, None),
        ({goods: (1, "1.00")}, "-1.00", None),
        ({goods: (1, "1.00")}, None, clock.now()),
        ({goods: (1, "1.00")}, None, clock.now() + timedelta(days=400)),
    ):
        with pytest.raises(InvalidInput):
            make_offer(row, lines, delivery=delivery, valid_until=valid)
    with pytest.raises(NotFound):
        operations.decline(by=Side.SELLER, quotation_id=row.public_id, store_id=make_store().pk)
    assert (again(row).state, again(row).version) == (State.ASKED, 0)


def test_reading_costs_the_same_however_long_the_request(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = make_goods(on_hand=50)
    many = [first, *(make_goods(store=first.store, on_hand=50) for _ in range(5))]
    few = make_quotation((first, 1))
    long = make_quotation(*((variant, 2) for variant in many))
    make_offer(few, {first: (1, "1.00")})
    for _ in range(3):
        make_offer(long, dict.fromkeys(many, (2, "1.00")))
    for row in (few, long):
        with django_assert_num_queries(7):
            found = queries.get_by_token(token=row.token)
            read = [
                (line.variant.product.title, line.unit("CAD"))
                for offer in found.offers.all()
                for line in offer.lines.all()
            ]
            read_wanted = [line.variant.product.title for line in found.wanted.all()]
            assert len(list(found.messages.all())) == 1
        assert len(read_wanted) == len(found.wanted.all())
        assert read
        with django_assert_num_queries(4):
            queries.terms_of(quotation_id=row.public_id)
    with django_assert_num_queries(3):
        page = queries.list_of_store(store_id=first.store_id)
        assert [line.variant.product.title for row in page.items for line in row.wanted.all()]


class AnyOffer(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(
        offered=st.lists(
            st.tuples(st.integers(1, 150), st.integers(0, 99_999)), min_size=1, max_size=3
        ),
        delivery=st.none() | st.integers(0, 50_000),
    )
    def test_what_is_paid_is_what_was_offered_and_its_tax(
        self, offered: list[tuple[int, int]], delivery: int | None
    ) -> None:
        first = make_goods(price="10.00", on_hand=200, delivery="5.00")
        make_promotion(store=first.store, percent_bp=3000)
        goods = [first, *(make_goods(store=first.store, on_hand=200) for _ in offered[1:])]
        row = make_quotation(*((variant, 1) for variant in goods))
        make_offer(
            row,
            {
                variant: (quantity, str(Money(minor, "CAD").amount))
                for variant, (quantity, minor) in zip(goods, offered, strict=True)
            },
            delivery=None if delivery is None else str(Money(delivery, "CAD").amount),
        )
        terms = queries.terms_of(quotation_id=row.public_id)
        checkout = accepted(row)
        quote = quote_checkout(checkout=checkout)
        assert quote.goods == terms.goods == Money(sum(n * each for n, each in offered), "CAD")
        assert quote.shipping.minor == (500 if delivery is None else delivery)
        assert quote.total == quote.goods + quote.shipping + quote.tax_difference
        assert not quote.off
        assert pay(checkout).checkout.state == CheckoutState.CONFIRMED
        lines = OrderLine.objects.for_store(row.store_id).order_by("pk")
        assert [(line.quantity, line.unit_minor) for line in lines] == offered
        order = Order.objects.for_store(row.store_id).get()
        assert order.total_minor == quote.total.minor
