"""Properties that hold for any basket and any offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domains.promotions.makers import basket, line, offer
from tradewind.domains.promotions.rules import (
    Basket,
    BundlePart,
    Layer,
    Offer,
    Outcome,
    RewardKind,
    Tier,
    apply,
)
from tradewind.domains.promotions.rules.applying import Candidate, take_all, taken_alone
from tradewind.domains.promotions.rules.effects import effect_of
from tradewind.domains.promotions.rules.matching import match
from tradewind.domains.promotions.rules.resolving import conflict, resolve

_LAYERS = st.frozensets(st.sampled_from(list(Layer)))


@st.composite
def baskets(draw: st.DrawFn) -> Basket:
    count = draw(st.integers(1, 5))
    return basket(
        *(
            line(
                f"l{number}",
                draw(st.integers(0, 3000)),
                draw(st.integers(1, 4)),
                store=draw(st.integers(1, 2)),
            )
            for number in range(1, count + 1)
        ),
        shipping=draw(st.integers(0, 900)),
    )


@st.composite
def offers(draw: st.DrawFn, most: int = 6) -> list[Offer]:
    return [draw(_one_offer(number)) for number in range(1, draw(st.integers(0, most)) + 1)]


@st.composite
def _one_offer(draw: st.DrawFn, number: int) -> Offer:
    kind = draw(st.sampled_from(list(RewardKind)))
    said: dict[str, object] = {
        "combines_with": draw(_LAYERS),
        "exclusive": draw(st.booleans()) and draw(st.booleans()),
        "group": draw(st.sampled_from(["", "", "", "week"])),
        "priority": draw(st.integers(0, 2)),
        "store_id": draw(st.sampled_from([None, 1, 2])),
        "products": draw(st.frozensets(st.integers(1, 5), max_size=3)),
        "most_minor": draw(st.none() | st.integers(1, 2000)),
        "minimum_minor": draw(st.sampled_from([0, 0, 2000])),
    }
    percent = draw(st.integers(1, 10_000))
    match kind:
        case RewardKind.PERCENT:
            said["percent_bp"] = percent
        case RewardKind.AMOUNT | RewardKind.FIXED_PRICE:
            said["minor"] = draw(st.integers(1, 2500))
        case RewardKind.BUY_GET:
            said |= {"buy": draw(st.integers(1, 3)), "get": 1, "percent_bp": percent}
        case RewardKind.TIERED:
            said["tiers"] = (Tier(1000, percent_bp=500), Tier(4000, minor=700))
        case RewardKind.QUANTITY_PRICES:
            said["tiers"] = (Tier(2, minor=draw(st.integers(1, 2000))),)
        case RewardKind.BUNDLE:
            said["minor"] = draw(st.integers(0, 4000))
            said["parts"] = (BundlePart(frozenset({1, 2})), BundlePart(frozenset({2, 3})))
        case RewardKind.SHIPPING:
            said |= draw(st.sampled_from([{"percent_bp": percent}, {"minor": 300}]))
    if kind in (RewardKind.PERCENT, RewardKind.AMOUNT, RewardKind.TIERED):
        said["layer"] = draw(st.sampled_from([Layer.ITEM, Layer.ORDER]))
    return offer(number, kind, **said)


def _amounts(outcome: Outcome) -> object:
    return (
        {key: [(d.public_id, d.amount) for d in parts] for key, parts in outcome.lines.items()},
        {key: [(d.public_id, d.amount) for d in parts] for key, parts in outcome.shipping.items()},
        [(one.public_id, one.amount, one.by_store) for one in outcome.applied],
    )


@settings(max_examples=120, deadline=None)
@given(asked=baskets(), given_offers=offers())
def test_nothing_goes_below_zero_and_no_cent_is_lost(
    asked: Basket, given_offers: list[Offer]
) -> None:
    outcome = apply(asked, given_offers)
    for one in asked.lines:
        parts = outcome.lines.get(one.key, [])
        assert all(part.amount.minor > 0 for part in parts)
        assert outcome.off_line(one.key).minor <= one.unit.minor * one.quantity
    for store_id, fee in asked.shipping.items():
        assert 0 <= outcome.off_shipping(store_id).minor <= fee.minor
    for applied in outcome.applied:
        minors = [
            part.amount.minor
            for found in (*outcome.lines.values(), *outcome.shipping.values())
            for part in found
            if part.public_id == applied.public_id
        ]
        assert (
            sum(minors) == applied.amount.minor == sum(m.minor for m in applied.by_store.values())
        )
        most = next(o for o in given_offers if o.public_id == applied.public_id).terms.reward
        assert most.most_minor is None or applied.amount.minor <= most.most_minor


@settings(max_examples=120, deadline=None)
@given(asked=baskets(), given_offers=offers(), seed=st.integers())
def test_order_means_nothing_and_asking_again_changes_nothing(
    asked: Basket, given_offers: list[Offer], seed: int
) -> None:
    turned, lines = list(given_offers), list(asked.lines)
    Random(seed).shuffle(turned)
    Random(seed).shuffle(lines)
    same = replace(asked, lines=lines)
    first = apply(asked, given_offers)
    assert _amounts(apply(same, turned)) == _amounts(first)
    assert _amounts(apply(asked, given_offers)) == _amounts(first)


@settings(max_examples=120, deadline=None)
@given(asked=baskets(), given_offers=offers())
def test_the_choice_is_at_least_as_good_as_any_alone_and_admissible(
    asked: Basket, given_offers: list[Offer]
) -> None:
    together = apply(asked, given_offers)
    for one in given_offers:
        assert together.total.minor >= apply(asked, [one]).total.minor
    used = {applied.promotion_id for applied in together.applied}
    candidates = [one for one in _candidates(asked, given_offers) if one.offer.promotion_id in used]
    assert not any(conflict(a, b) for a, b in combinations(candidates, 2))


@settings(max_examples=120, deadline=None)
@given(asked=baskets(), given_offers=offers())
def test_no_maximal_set_without_conflict_is_better(
    asked: Basket, given_offers: list[Offer]
) -> None:
    candidates = _candidates(asked, given_offers)
    goods, fees = _sums(asked)

    def worth(chosen: Sequence[Candidate]) -> int:
        return sum(taken.minor for taken in take_all(chosen, goods, fees, "CAD"))

    best = 0
    for size in range(len(candidates) + 1):
        for chosen in combinations(candidates, size):
            stands = not any(conflict(a, b) for a, b in combinations(chosen, 2))
            grows = any(
                one not in chosen and not any(conflict(one, other) for other in chosen)
                for one in candidates
            )
            if stands and not grows:
                best = max(best, worth(chosen))
    found = resolve(candidates, worth)
    assert found.is_exact
    assert worth(found.used) >= best


def test_hundreds_that_all_exclude_each_other_are_still_searched_in_full() -> None:
    many = [
        offer(number, percent_bp=100 + number, products=frozenset({1 + number % 5, 1 + number % 3}))
        for number in range(1, 301)
    ]
    asked = basket(*(line(f"l{number}", 1000 * number) for number in range(1, 6)))
    outcome = apply(asked, many)
    assert outcome.is_exact
    assert len(outcome.applied) <= 5


def test_more_than_can_be_searched_is_said_and_not_worse_than_greedy() -> None:
    # A ring: each excludes its two neighbours alone, so there are sets beyond counting.
    ring = [
        offer(
            number,
            RewardKind.AMOUNT,
            minor=100 + number * 7 % 3,
            products=frozenset({number, number % 60 + 1}),
        )
        for number in range(1, 61)
    ]
    asked = basket(*(line(f"l{number}", 1000 + number) for number in range(1, 61)))
    outcome = apply(asked, ring)
    again = apply(asked, list(reversed(ring)))
    assert _amounts(outcome) == _amounts(again)
    assert outcome.total.minor >= max(apply(asked, [one]).total.minor for one in ring)
    assert not outcome.is_exact


def _candidates(asked: Basket, given_offers: Sequence[Offer]) -> list[Candidate]:
    found = []
    goods, fees = _sums(asked)
    for one in given_offers:
        matched = match(one, _sorted(asked))
        if not matched.reason:
            effect = effect_of(one, _sorted(asked), matched.places)
            alone = taken_alone(effect, goods, fees, "CAD")
            if alone:
                found.append(Candidate(one, effect, alone))
    return found


def _sorted(asked: Basket) -> Basket:
    return replace(asked, lines=sorted(asked.lines, key=lambda one: (one.store_id, one.key)))


def _sums(asked: Basket) -> tuple[list[int], dict[int, int]]:
    goods = [one.unit.minor * one.quantity for one in _sorted(asked).lines]
    return goods, {store_id: fee.minor for store_id, fee in asked.shipping.items()}
