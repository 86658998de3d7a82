"""What each kind takes, why a code is refused, what little is missing."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.domains.promotions.makers import NOW, basket, line, offer
from tradewind.domains.promotions.rules import (
    Basket,
    BundlePart,
    Layer,
    Offer,
    Outcome,
    Reward,
    RewardKind,
    Scope,
    Shopper,
    Terms,
    Tier,
    TierBy,
    apply,
    check_terms,
    keys_of,
    reach_of,
    read_terms,
    write_terms,
)
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money


def off(outcome: Outcome) -> dict[str, int]:
    return {key: outcome.off_line(key).minor for key in outcome.lines}


def refusal(outcome: Outcome) -> str:
    (one,) = outcome.refused
    return one.reason


def test_a_percentage_of_an_order_is_spread_over_its_lines_without_losing_a_cent() -> None:
    outcome = apply(
        basket(line("l1", 333), line("l2", 333), line("l3", 334)),
        [offer(kind=RewardKind.PERCENT, percent_bp=1500, layer=Layer.ORDER)],
    )
    assert outcome.total == Money(150, "CAD")
    assert off(outcome) == {"l1": 50, "l2": 50, "l3": 50}


def test_an_amount_off_each_piece_never_makes_one_cheaper_than_nothing() -> None:
    outcome = apply(
        basket(line("l1", 300, 2), line("l2", 900, 2)), [offer(kind=RewardKind.AMOUNT, minor=500)]
    )
    assert off(outcome) == {"l1": 600, "l2": 1000}


def test_a_fixed_price_leaves_what_is_cheaper_alone() -> None:
    outcome = apply(
        basket(line("l1", 400), line("l2", 900, 3)), [offer(kind=RewardKind.FIXED_PRICE, minor=500)]
    )
    assert off(outcome) == {"l2": 1200}


def test_buy_two_get_one_gives_the_cheapest_of_every_three() -> None:
    outcome = apply(
        basket(line("l1", 1000, 4), line("l2", 200), line("l3", 300)),
        [offer(kind=RewardKind.BUY_GET, buy=2, get=1, percent_bp=10_000)],
    )
    assert off(outcome) == {"l2": 200, "l3": 300}
    assert outcome.applied[0].facts["sets"] == 2


def test_buy_one_get_one_half_off_stops_at_the_most_sets() -> None:
    outcome = apply(
        basket(line("l1", 1000, 6)),
        [offer(kind=RewardKind.BUY_GET, buy=1, get=1, percent_bp=5000, most_sets=2)],
    )
    assert off(outcome) == {"l1": 1000}


def test_steps_by_spend_take_the_highest_reached_and_tell_the_next() -> None:
    tiers = (Tier(5000, percent_bp=500), Tier(10_000, percent_bp=1000), Tier(20_000, minor=4000))
    tiered = offer(kind=RewardKind.TIERED, tiers=tiers, layer=Layer.ORDER)
    outcome = apply(basket(line("l1", 11_000)), [tiered])
    assert outcome.total == Money(1100, "CAD")
    assert outcome.near[0].facts["missing"] == Money(9000, "CAD")


def test_steps_by_quantity_count_pieces() -> None:
    tiered = offer(
        kind=RewardKind.TIERED,
        tier_by=TierBy.QUANTITY,
        tiers=(Tier(3, percent_bp=1000),),
        code="THREE",
    )
    outcome = apply(basket(line("l1", 1000, 2), codes=["three"]), [tiered])
    assert refusal(outcome) == "coupon_minimum_pieces"
    assert apply(basket(line("l1", 1000, 3), codes=["THREE"]), [tiered]).total == Money(300, "CAD")


def test_quantity_prices_count_all_variants_of_a_product() -> None:
    prices = offer(kind=RewardKind.QUANTITY_PRICES, tiers=(Tier(3, minor=900), Tier(6, minor=800)))
    mixed = basket(
        line("l1", 1000, 2, product=7), line("l2", 1000, 1, product=7), line("l3", 1000, 2)
    )
    assert off(apply(mixed, [prices])) == {"l1": 200, "l2": 100}


def test_a_bundle_is_made_of_the_dearest_pieces_and_never_costs_more() -> None:
    parts = (BundlePart(frozenset({1, 2})), BundlePart(frozenset({3}), 2))
    bundle = offer(kind=RewardKind.BUNDLE, minor=2000, parts=parts)
    outcome = apply(basket(line("l1", 1500), line("l2", 400), line("l3", 600, 5)), [bundle])
    # 1500 + 2 × 600 for 2000 saves 700; a second one, 400 + 1200, is cheaper without.
    assert outcome.total == Money(700, "CAD")
    assert outcome.off_line("l2") == Money(0, "CAD")


def test_free_delivery_is_the_sellers_own() -> None:
    free = offer(kind=RewardKind.SHIPPING, percent_bp=10_000, store_id=1)
    outcome = apply(basket(line("l1", 1000), line("l2", 1000, store=2)), [free])
    assert outcome.off_shipping(1) == Money(500, "CAD")
    assert outcome.off_shipping(2) == Money(0, "CAD")
    assert outcome.applied[0].by_store == {1: Money(500, "CAD")}
    assert outcome.applied[0].funded_by == 1


def test_the_largest_discount_is_kept_to() -> None:
    capped = offer(percent_bp=5000, most_minor=700)
    assert apply(basket(line("l1", 1000), line("l2", 1000)), [capped]).total == Money(700, "CAD")


def test_orders_come_after_items() -> None:
    both = [
        offer(1, percent_bp=1000, layer=Layer.ORDER, combines_with=frozenset(Layer)),
        offer(2, RewardKind.AMOUNT, minor=500),
    ]
    outcome = apply(basket(line("l1", 1000)), both)
    assert [(one.public_id, one.amount.minor) for one in outcome.applied] == [
        ("prm_2", 500),
        ("prm_1", 50),
    ]


def test_the_better_of_two_that_exclude_each_other_is_taken_and_the_code_is_told_why() -> None:
    rivals = [offer(1, percent_bp=2000), offer(2, percent_bp=1000, code="TEN")]
    outcome = apply(basket(line("l1", 1000), codes=["ten"]), rivals)
    assert outcome.total == Money(200, "CAD")
    (told,) = outcome.refused
    assert (told.reason, told.facts) == ("coupon_not_with_others", {"better": "Offer 1"})


def test_two_smaller_ones_together_beat_an_exclusive_one() -> None:
    offers = [
        offer(1, percent_bp=2500, exclusive=True),
        offer(2, percent_bp=2000),
        offer(3, percent_bp=1000, layer=Layer.ORDER, combines_with=frozenset({Layer.ITEM})),
    ]
    outcome = apply(basket(line("l1", 10_000)), offers)
    assert outcome.total == Money(2800, "CAD")
    assert outcome.is_exact


def test_an_exclusive_one_leaves_other_goods_to_others() -> None:
    offers = [
        offer(1, percent_bp=5000, exclusive=True, products=frozenset({1})),
        offer(2, percent_bp=1000, products=frozenset({2})),
    ]
    assert off(apply(basket(line("l1", 1000), line("l2", 1000)), offers)) == {"l1": 500, "l2": 100}


def test_of_a_group_a_basket_gets_one() -> None:
    offers = [
        offer(1, percent_bp=1000, products=frozenset({1}), group="week"),
        offer(2, percent_bp=2000, products=frozenset({2}), group="week"),
    ]
    assert off(apply(basket(line("l1", 1000), line("l2", 1000)), offers)) == {"l2": 200}


def test_a_code_that_finds_nothing_left_is_not_used_up() -> None:
    offers = [
        offer(1, RewardKind.SHIPPING, percent_bp=10_000, combines_with=frozenset(Layer)),
        offer(2, RewardKind.SHIPPING, minor=500, code="SHIP", combines_with=frozenset(Layer)),
    ]
    outcome = apply(basket(line("l1", 1000), codes=["SHIP"]), offers)
    assert outcome.total == Money(500, "CAD")
    assert len(outcome.applied) == 1


@pytest.mark.parametrize(
    ("reason", "refused", "asked"),
    [
        ("coupon_unknown", offer(code="OTHER", percent_bp=1000), basket(line("l1", 1000))),
        (
            "coupon_not_yet",
            offer(code="C", percent_bp=1000, starts_at=NOW + timedelta(days=1)),
            basket(line("l1", 1000)),
        ),
        (
            "coupon_expired",
            offer(code="C", percent_bp=1000, ends_at=NOW),
            basket(line("l1", 1000)),
        ),
        (
            "coupon_used_up",
            offer(code="C", percent_bp=1000, blocked="coupon_used_up"),
            basket(line("l1", 1000)),
        ),
        ("coupon_used_up", offer(code="C", percent_bp=1000, left=99), basket(line("l1", 1000))),
        (
            "coupon_minimum",
            offer(code="C", percent_bp=1000, minimum_minor=1001),
            basket(line("l1", 1000)),
        ),
        (
            "coupon_minimum_pieces",
            offer(code="C", percent_bp=1000, minimum_quantity=2),
            basket(line("l1", 1000)),
        ),
        (
            "coupon_not_for_these",
            offer(code="C", percent_bp=1000, products=frozenset({9})),
            basket(line("l1", 1000)),
        ),
        (
            "coupon_not_here",
            offer(code="C", percent_bp=1000, places=frozenset({"CA-BC", "US"})),
            basket(line("l1", 1000)),
        ),
        (
            "coupon_members_only",
            offer(code="C", percent_bp=1000, members_only=True),
            basket(line("l1", 1000)),
        ),
        (
            "coupon_first_order_only",
            offer(code="C", percent_bp=1000, first_order=True),
            basket(line("l1", 1000), shopper=Shopper(bought_at=frozenset({7}))),
        ),
        (
            "coupon_currency",
            offer(code="C", kind=RewardKind.AMOUNT, minor=100, currency="USD"),
            basket(line("l1", 1000)),
        ),
        (
            "coupon_set_incomplete",
            offer(code="C", kind=RewardKind.BUY_GET, buy=2, get=1, percent_bp=10_000),
            basket(line("l1", 1000, 2)),
        ),
        (
            "coupon_no_gain",
            offer(code="C", kind=RewardKind.FIXED_PRICE, minor=1000),
            basket(line("l1", 1000)),
        ),
    ],
)
def test_every_refusal_has_its_code(reason: str, refused: Offer, asked: Basket) -> None:
    entered = Basket(
        lines=asked.lines,
        shipping=asked.shipping,
        currency="CAD",
        now=NOW,
        country="CA",
        region="ON",
        shopper=asked.shopper,
        codes=["c"],
    )
    outcome = apply(entered, [refused])
    assert refusal(outcome) == reason
    assert outcome.applied == []


@pytest.mark.parametrize(
    ("hour", "is_open"), [(21, False), (22, True), (23, True), (1, True), (2, False)]
)
def test_a_night_runs_over_midnight_in_its_zone(hour: int, is_open: bool) -> None:
    # A Friday night in Toronto, five hours behind: from 22 to 2.
    night = offer(
        percent_bp=1000,
        weekdays=frozenset({4}),
        from_time=time(22),
        until_time=time(2),
        zone="America/Toronto",
    )
    day = 21 if hour < 12 else 20
    moment = datetime(2026, 11, day, hour, tzinfo=UTC) + timedelta(hours=5)
    assert bool(apply(basket(line("l1", 1000), now=moment), [night]).applied) is is_open


def test_what_little_is_missing_is_told_but_no_secret_code() -> None:
    offers = [
        offer(1, percent_bp=1000, minimum_minor=1500),
        offer(2, percent_bp=1000, minimum_minor=99_900),
        offer(3, percent_bp=1000, minimum_quantity=2),
    ]
    outcome = apply(basket(line("l1", 1000)), offers)
    assert [(one.public_id, one.why) for one in outcome.near] == [
        ("prm_3", "near_pieces"),
        ("prm_1", "near_spend"),
        ("prm_2", "near_spend"),
    ]


def test_reach_names_the_least_that_a_basket_must_have() -> None:
    percent = Reward(RewardKind.PERCENT, percent_bp=1000)
    assert reach_of(Terms(percent), 7) == ["s7"]
    assert reach_of(Terms(percent), None) == ["*"]
    narrow = Terms(percent, scope=Scope(products=frozenset({5}), tags=frozenset({"sale"})))
    assert reach_of(narrow, 7) == ["p5", "s7tsale"]
    keys = keys_of([line("l5", 100, store=7, tags=frozenset({"sale"}))])
    assert {"*", "s7", "p5", "s7tsale", "tsale"} == set(keys)


def test_terms_are_written_and_read_back() -> None:
    terms = offer(
        kind=RewardKind.BUNDLE,
        minor=500,
        parts=(BundlePart(frozenset({1}), 2),),
        from_time=time(8, 30),
        places=frozenset({"CA-ON"}),
    ).terms
    assert read_terms(write_terms(terms)) == terms


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(Reward(RewardKind.PERCENT)), "percent"),
        (Terms(Reward(RewardKind.PERCENT, percent_bp=10_001)), "percent"),
        (Terms(Reward(RewardKind.AMOUNT, minor=-1)), "amount"),
        (Terms(Reward(RewardKind.SHIPPING, percent_bp=100)), "layer"),
        (Terms(Reward(RewardKind.TIERED, tiers=(Tier(5, 100), Tier(5, 200)))), "tiers"),
        (Terms(Reward(RewardKind.BUY_GET, buy=0, get=1, percent_bp=1)), "buy"),
        (Terms(Reward(RewardKind.BUNDLE, minor=1)), "parts"),
        (
            Terms(Reward(RewardKind.PERCENT, percent_bp=1), scope=Scope(stores=frozenset({2}))),
            "scope.stores",
        ),
    ],
)
def test_terms_that_make_no_sense_are_refused(terms: Terms, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_terms(terms, store_id=1, currency="CAD")
    assert field in refused.value.fields


def test_an_amount_without_a_currency_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        check_terms(Terms(Reward(RewardKind.AMOUNT, minor=5)), store_id=1, currency="")
    assert refused.value.fields == {"currency": "required"}
