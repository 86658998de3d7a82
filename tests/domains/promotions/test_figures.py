"""What a promotion brought: read from the stream, refunds taken off, uses given back by its rule."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import bought, member
from tests.domains.events import enveloped, published
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.promotions import make_promotion
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.claims import ClaimKind, Reason
from tradewind.domains.orders.events import OrderPlaced, PiecesTakenBack
from tradewind.domains.orders.models import Order, OrderLine
from tradewind.domains.orders.operations.claims import Wanted
from tradewind.domains.promotions import subscribers
from tradewind.domains.promotions.models import Promotion, PromotionSale, Redemption
from tradewind.domains.promotions.queries import figures_of
from tradewind.domains.promotions.queries.figures import Sums
from tradewind.domains.promotions.rules import Layer, Reward, RewardKind, Stacking
from tradewind.flows import take_back
from tradewind.kernel import clock
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db


def follow() -> None:
    """Let the figures read the whole stream, in its order."""
    placed = [enveloped(event) for event in published(OrderPlaced)]
    subscribers.keep_figures(placed)


def take(order: Order, counts: Mapping[int, int]) -> PiecesTakenBack:
    """Cancel so many pieces of each line (by place) and let the figures follow."""
    lines = list(OrderLine.objects.for_store(order.store_id).filter(order=order).order_by("pk"))
    wanted = {lines[place].public_id: count for place, count in counts.items() if count}
    estimate = take_back.estimate(
        order=order, kind=ClaimKind.CANCEL, reason=Reason.CHANGED_MIND, counts=wanted
    )
    seen = len(published(PiecesTakenBack))
    take_back.ask(
        store_id=order.store_id,
        order_id=order.public_id,
        kind=ClaimKind.CANCEL,
        reason=Reason.CHANGED_MIND,
        wanted=[Wanted(line_id, count) for line_id, count in wanted.items()],
        agreed=estimate.back.refund,
    )
    (event,) = published(PiecesTakenBack)[seen:]
    subscribers.keep_figures([enveloped(event)])
    return event


def only(row: Promotion) -> Sums:
    (sums,) = figures_of(promotion=row).totals
    return sums


def goods(price: str = "10.00", like: Variant | None = None) -> Variant:
    return make_goods(price=price, on_hand=50, store=like.store if like else None)


def test_orders_units_discount_and_revenue_by_day(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    lamp = goods("10.00")
    row = make_promotion(store=lamp.store, percent_bp=1000)
    made = [bought(lamp, quantity=2), bought(lamp, quantity=5)]
    other = goods()
    bought(other)
    follow()
    follow()
    revenue = sum(order.total_minor for order in made)
    assert only(row) == Sums(
        orders=2,
        units=7,
        discount=Money(700, "CAD"),
        revenue=Money(revenue, "CAD"),
        refunded=Money(0, "CAD"),
    )
    assert only(row).average == Money((revenue + 1) // 2, "CAD")
    with django_assert_num_queries(2):
        found = figures_of(promotion=row)
    (day,) = found.days
    assert (day.sums, day.day) == (found.totals[0], clock.now().date())
    assert PromotionSale.objects.across_stores("a test").count() == 2


def test_reading_the_stream_costs_the_same_however_many_orders(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    lamp, plain = goods(), goods()
    make_promotion(store=lamp.store)
    bought(plain)
    unpromoted = [enveloped(event) for event in published(OrderPlaced)]
    with django_assert_num_queries(1):
        subscribers.keep_figures(unpromoted)
    for _ in range(4):
        bought(lamp)
    placed = [enveloped(event) for event in published(OrderPlaced)]
    with django_assert_num_queries(4):
        subscribers.keep_figures(placed)
    assert PromotionSale.objects.across_stores("a test").count() == 4


def test_what_goes_back_is_taken_off_and_an_order_of_nothing_counts_no_more() -> None:
    lamp = goods("10.00")
    row = make_promotion(store=lamp.store, percent_bp=1000)
    order = bought(lamp, quantity=3)
    follow()
    first = take(order, {0: 1})
    assert only(row) == Sums(
        orders=1,
        units=2,
        discount=Money(200, "CAD"),
        revenue=Money(order.total_minor, "CAD") - first.refund,
        refunded=first.refund,
    )
    rest = take(order, {0: 2})
    sums = only(row)
    assert (sums.orders, sums.units, sums.discount.minor) == (0, 0, 0)
    assert sums.refunded == first.refund + rest.refund
    assert sums.revenue.minor == order.total_minor - sums.refunded.minor


def test_the_issuer_sees_its_own_and_the_mall_what_it_gave_everywhere() -> None:
    lamp, chair = goods("10.00"), goods("20.00")
    own = make_promotion(store=lamp.store, percent_bp=1000)
    mall = make_promotion(
        percent_bp=500,
        layer=Layer.ORDER,
        stacking=Stacking(combines_with=frozenset(Layer)),
    )
    bought(lamp, chair)
    follow()
    assert (only(own).orders, only(own).units) == (1, 1)
    assert (only(mall).orders, only(mall).units) == (2, 2)
    assert {sale.store_id for sale in PromotionSale.objects.for_issuer(None)} == {None}


def test_a_use_comes_back_with_its_goods_only_where_the_rule_says_so() -> None:
    lamp = goods("10.00")
    scarf = goods("8.00", like=lamp)
    fixed = Reward(RewardKind.PERCENT, percent_bp=1000)
    rules = {
        rule: make_promotion(
            store=lamp.store,
            reward=fixed,
            scope=None,
            person_limit=1,
            gives_back=rule,
            code=f"CODE-{rule}",
        )
        for rule in Promotion.GivesBack.values
    }
    assert set(rules) == {"cancelled", "returned"}
    for rule, row in rules.items():
        Promotion.objects.across_stores("a test").exclude(pk=row.pk).update(state="paused")
        Promotion.objects.across_stores("a test").filter(pk=row.pk).update(
            state="live", how="automatic"
        )
        order = bought(lamp, scarf)
        for place, expected in ((0, "confirmed"), (1, None)):
            event = take(order, {place: 1})
            subscribers.on_pieces_taken_back(event, enveloped(event))
            state = Redemption.objects.across_stores("a test").get(promotion=row).state
            assert state == (expected or ("returned" if rule == "returned" else "confirmed"))


def test_pieces_it_did_not_make_cheaper_do_not_hold_a_use_back() -> None:
    lamp = goods("10.00")
    scarf = goods("8.00", like=lamp)
    row = make_promotion(
        store=lamp.store,
        reward=Reward(RewardKind.BUY_GET, percent_bp=10_000, buy=1, get=1),
        total_limit=5,
        gives_back=Promotion.GivesBack.RETURNED,
    )
    assert lamp.product_id != scarf.product_id
    order = bought(lamp, scarf, quantity=1)
    # One of two is free: the cheaper. Once it came back nothing is cheaper any more.
    assert Promotion.objects.across_stores("a test").get(pk=row.pk).used == 1
    event = take(order, {1: 1})
    subscribers.on_pieces_taken_back(event, enveloped(event))
    subscribers.on_pieces_taken_back(event, enveloped(event))
    found = Promotion.objects.across_stores("a test").get(pk=row.pk)
    assert found.used == 0
    # Cancelling what is left frees nothing twice.
    rest = take(order, {0: 1})
    subscribers.on_pieces_taken_back(rest, enveloped(rest))
    assert Promotion.objects.across_stores("a test").get(pk=row.pk).used == 0


def test_the_console_and_rest_tell_the_same_and_only_to_its_own() -> None:
    lamp = goods("10.00")
    row = make_promotion(store=lamp.store, percent_bp=1000)
    order = bought(lamp, quantity=2)
    follow()
    client = member(lamp.store)[1]
    page = client.get(f"/console/{lamp.store.slug}/promotions/{row.public_id}").content.decode()
    assert "Revenue of these orders" in page
    url = f"/api/v1/stores/{lamp.store.slug}/promotions/{row.public_id}/results"
    told = client.get(url).json()
    assert told["totals"] == [
        {
            "orders": 1,
            "units": 2,
            "discount": {"minor": 200, "currency": "CAD", "amount": "2.00"},
            "revenue": told["totals"][0]["revenue"],
            "refunded": {"minor": 0, "currency": "CAD", "amount": "0.00"},
            "average_order": told["totals"][0]["revenue"],
        }
    ]
    assert told["totals"][0]["revenue"]["minor"] == order.total_minor
    assert told["days"][0]["orders"] == 1
    assert member(goods().store)[1].get(url).status_code in (403, 404)
    assert Client().get(url).status_code == 401


class AnyTakingBack(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(
        prices=st.lists(st.integers(1, 9_999), min_size=1, max_size=3),
        data=st.data(),
        percent_bp=st.integers(1, 9_999),
    )
    def test_whatever_goes_back_the_figures_stay_within_what_was_sold(
        self, prices: list[int], data: st.DataObject, percent_bp: int
    ) -> None:
        first = goods(f"{prices[0] / 100:.2f}")
        variants = [first, *(goods(f"{price / 100:.2f}", like=first) for price in prices[1:])]
        row = make_promotion(store=first.store, percent_bp=percent_bp)
        order = bought(*variants, quantity=3)
        follow()
        if not PromotionSale.objects.across_stores("a test").filter(order=order.public_id).exists():
            return  # ten per cent of nothing
        given = only(row).discount
        left = [3] * len(variants)
        while any(left):
            counts = {
                place: data.draw(st.integers(0, rest)) for place, rest in enumerate(left) if rest
            }
            if not any(counts.values()):
                break
            for place, count in counts.items():
                left[place] -= count
            take(order, counts)
            sums = only(row)
            assert 0 <= sums.discount.minor <= given.minor
            assert sums.revenue + sums.refunded == Money(order.total_minor, "CAD")
            assert sums.orders == (1 if any(left) else 0)
        if not any(left):
            assert (only(row).discount.minor, only(row).units) == (0, 0)


def test_cancelling_a_whole_order_is_in_the_figures_too() -> None:
    lamp = goods("10.00")
    row = make_promotion(store=lamp.store)
    order = bought(lamp)
    follow()
    orders.cancel(
        store_id=order.store_id, order_id=order.public_id, actor="", reason=Reason.OUT_OF_STOCK
    )
    (event,) = published(PiecesTakenBack)
    subscribers.keep_figures([enveloped(event)])
    assert (only(row).orders, only(row).revenue.minor) == (0, 0)
