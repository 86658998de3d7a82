"""Which goods go together, by arithmetic alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.discovery.rules.affinity import (
    DOUBLING_DAYS,
    EPOCH,
    LARGEST_BASKET,
    MOST_COMPANIONS,
    Learnt,
    affinity,
    companions,
    interest,
    recommended,
    weight,
)
from tradewind.domains.discovery.rules.shelves import (
    MOST_OF_A_CATEGORY,
    MOST_OF_A_STORE,
    Candidate,
    Why,
    varied,
)
from tradewind.domains.discovery.rules.tastes import Told, suits
from tradewind.kernel.money import Money

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def test_weights_double_and_never_overflow_in_a_lifetime() -> None:
    assert weight(EPOCH) == 1.0
    assert weight(EPOCH + timedelta(days=DOUBLING_DAYS)) == pytest.approx(2.0)
    assert 0 < weight(datetime(2005, 1, 1, tzinfo=UTC)) < weight(datetime(2095, 1, 1, tzinfo=UTC))
    assert weight(datetime(2095, 1, 1, tzinfo=UTC)) * 1e6 < float("inf")


@given(st.lists(st.sets(st.integers(1, 30), max_size=8), max_size=20))
def test_pairs_are_in_order_and_weigh_no_more_than_their_products(baskets: list[set[int]]) -> None:
    learnt = Learnt()
    for basket in baskets:
        learnt.add(basket, at=NOW, country="CA")
    for (first, second), together in learnt.pairs.items():
        assert first < second
        least = min(learnt.products[first], learnt.products[second])
        assert together <= least * (1 + 1e-9)
        assert (
            affinity(together, learnt.products[first], learnt.products[second], now=NOW) <= 1 + 1e-9
        )
    assert sum(learnt.countries.values()) == pytest.approx(sum(learnt.products.values()))


def test_a_huge_basket_costs_only_so_many_pairs() -> None:
    learnt = Learnt()
    learnt.add(range(1, 1_001), at=NOW)
    assert len(learnt.products) == 1_000
    assert len(learnt.pairs) == LARGEST_BASKET * (LARGEST_BASKET - 1) // 2


def test_what_sells_with_everything_is_no_companion_of_anything_in_particular() -> None:
    learnt = Learnt()
    for other in range(10, 40):
        learnt.add([1, other], at=NOW)  # bags sell with everything
    for _ in range(3):
        learnt.add([2, 3], at=NOW)
    learnt.add([1, 2], at=NOW)
    near = companions(2, {1: learnt.pairs[1, 2], 3: learnt.pairs[2, 3]}, learnt.products, now=NOW)
    assert [other for other, _ in near] == [3, 1]
    assert len(near) <= MOST_COMPANIONS


def test_interest_fades_and_seeds_are_not_recommended() -> None:
    assert interest(NOW, NOW) == 1.0
    assert interest(NOW - timedelta(days=60), NOW) == pytest.approx(0.5)
    near = {1: [(2, 0.9), (3, 0.5)], 2: [(1, 0.9), (4, 0.8)]}
    assert recommended([(1, 1.0), (2, 0.5)], near) == [3, 4]


@given(
    st.lists(
        st.tuples(st.integers(1, 60), st.integers(1, 4), st.sampled_from(["a", "b", "c", ""])),
        max_size=60,
    )
)
def test_a_shelf_never_holds_too_many_alike(given: list[tuple[int, int, str]]) -> None:
    found = varied(
        [Candidate(one, store, kind, one / 7, Why.SIMILAR) for one, store, kind in given], limit=10
    )
    assert len(found) <= 10
    assert len({one.product_id for one in found}) == len(found)
    for store in range(1, 5):
        assert sum(one.store_id == store for one in found) <= MOST_OF_A_STORE
    for kind in "abc":
        assert sum(one.category == kind for one in found) <= MOST_OF_A_CATEGORY
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_what_suits_is_pushed_softly() -> None:
    price = Money(2_000, "CAD")
    told = Told(frozenset({"m"}), "dry", ("Oak",), Money(1_000, "CAD"))
    assert suits(Told(), said="Oak", sizes=(), price=price) == 1.0
    assert suits(told, said="oak bench", sizes=(), price=Money(900, "CAD")) == 1.25
    assert suits(told, said="oak for dry skin", sizes=("M",), price=Money(900, "CAD")) == 1.25**3
    assert suits(told, said="", sizes=(), price=price) == 0.6
    assert suits(told, said="", sizes=(), price=Money(2_000, "USD")) == 1.0
