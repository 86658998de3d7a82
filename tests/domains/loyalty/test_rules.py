"""Decisions without a database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.loyalty.rules.earning import EarningLine, Rate, as_points, due_back, earn
from tradewind.domains.loyalty.rules.errors import (
    GiftExpiryTooSoon,
    MileageMinimum,
    MileageOrderMinimum,
    MileageShare,
    MileageShort,
    MileageStep,
)
from tradewind.domains.loyalty.rules.gifts import check_expiry, months_after, normalised, shown
from tradewind.domains.loyalty.rules.tenders import SpendTerms, check_spending, points_for
from tradewind.kernel.money import Money

MALL, STORE, CATEGORY, BOTH = (
    Rate(store_id=None, category_id=None, store_funds=False, rate_bp=100),
    Rate(store_id=7, category_id=None, store_funds=False, rate_bp=200),
    Rate(store_id=None, category_id=3, store_funds=False, rate_bp=300),
    Rate(store_id=7, category_id=2, store_funds=False, rate_bp=400),
)
OWN = Rate(store_id=7, category_id=None, store_funds=True, rate_bp=500)


def earned(*rates: Rate, categories: tuple[int, ...] = (2, 3), points_paid: int = 0) -> list[int]:
    found = earn(
        store_id=7,
        lines=[EarningLine(categories, 10_000)],
        rates=rates,
        currency="CAD",
        points=100,
        worth_minor=100,
        paid_with_points=Money(points_paid, "CAD"),
        total=Money(10_000, "CAD"),
    )
    return [part.points for part in found]


def test_the_most_particular_rate_counts_and_each_funder_gives_their_own() -> None:
    assert earned(MALL) == [100]
    assert earned(MALL, STORE) == [200]
    assert earned(MALL, CATEGORY) == [300]
    assert earned(MALL, STORE, CATEGORY) == [200]
    assert earned(MALL, STORE, CATEGORY, BOTH) == [400]
    assert earned(MALL, BOTH, categories=(9,)) == [100]
    assert earned(MALL, OWN) == [100, 500]
    assert earned() == []


def test_what_points_paid_earns_none() -> None:
    assert earned(MALL, points_paid=2_500) == [75]
    assert earned(MALL, points_paid=10_000) == []


@given(st.integers(1, 10_000), st.lists(st.integers(1, 500), min_size=1, max_size=8))
def test_parts_taken_back_add_up_to_all(points: int, parts: list[int]) -> None:
    goods, returned, taken = Money(sum(parts), "CAD"), 0, 0
    for part in parts:
        returned += part
        taken += due_back(
            earned=points, taken_back=taken, returned=Money(returned, "CAD"), goods=goods
        )
        assert taken == points * returned // goods.minor
    assert taken == points


@given(st.integers(1, 10_000), st.lists(st.integers(1, 500), min_size=1, max_size=8))
def test_parts_given_back_add_up_to_all(amount: int, parts: list[int]) -> None:
    value, refunded, back = sum(parts), 0, 0
    for part in parts:
        count = points_for(
            amount=amount,
            value_minor=value,
            given_back=back,
            refunded_minor=refunded,
            part=part,
        )
        assert count >= 0
        back, refunded = back + count, refunded + part
    assert back == amount


TERMS = SpendTerms(
    currency="CAD",
    points=100,
    worth_minor=100,
    least_balance=500,
    least_order=Money(2_000, "CAD"),
    most_share_bp=5_000,
    step=100,
)
GOODS = Money(4_000, "CAD")


def test_points_pay_what_they_are_worth() -> None:
    assert check_spending(TERMS, count=1_500, balance=1_500, goods=GOODS) == Money(1_500, "CAD")


@pytest.mark.parametrize(
    ("count", "balance", "goods", "error", "remedy"),
    [
        (100, 499, 4_000, MileageMinimum, {"least": as_points(500), "balance": as_points(499)}),
        (100, 900, 1_999, MileageOrderMinimum, {"missing": Money(1, "CAD")}),
        (150, 900, 4_000, MileageStep, {"step": as_points(100), "most": as_points(900)}),
        (0, 900, 4_000, MileageStep, {"most": as_points(900)}),
        (1_000, 900, 4_000, MileageShort, {"missing": as_points(100), "most": as_points(900)}),
        (
            2_100,
            9_000,
            4_000,
            MileageShare,
            {"limit": Money(2_000, "CAD"), "most": as_points(2_000)},
        ),
    ],
)
def test_every_refusal_says_what_would_do(
    count: int, balance: int, goods: int, error: type[Exception], remedy: dict[str, object]
) -> None:
    with pytest.raises(error) as refused:
        check_spending(TERMS, count=count, balance=balance, goods=Money(goods, "CAD"))
    assert remedy.items() <= refused.value.details.items()  # type: ignore[attr-defined]


@given(
    points=st.integers(1, 500),
    worth=st.integers(1, 500),
    share=st.integers(0, 10_000),
    step=st.integers(1, 50),
    balance=st.integers(0, 50_000),
    goods=st.integers(0, 90_000),
)
def test_the_most_offered_is_taken_and_one_step_more_is_not(
    points: int, worth: int, share: int, step: int, balance: int, goods: int
) -> None:
    terms = SpendTerms("CAD", points, worth, 0, Money(0, "CAD"), share, step)
    price = Money(goods, "CAD")
    most = terms.most_for(price, balance)
    if most:
        assert check_spending(terms, count=most, balance=balance, goods=price)
    more = most + step
    with pytest.raises((MileageShort, MileageShare, MileageStep)):
        check_spending(terms, count=more, balance=balance, goods=price)


def test_codes_are_read_however_they_are_typed() -> None:
    assert normalised("abcd-efgh 1oil") == "ABCDEFGH1011"
    assert shown("ABCDEFGH12345678") == "ABCD-EFGH-1234-5678"


def test_the_law_lets_bought_cards_live() -> None:
    issued = datetime(2026, 1, 31, tzinfo=UTC)
    assert months_after(issued, 1) == datetime(2026, 2, 28, tzinfo=UTC)
    check_expiry(country="FR", region="", issued_at=issued, expires_at=months_after(issued, 1))
    check_expiry(country="US", region="NY", issued_at=issued, expires_at=months_after(issued, 60))
    check_expiry(country="CA", region="ON", issued_at=issued, expires_at=None)
    for country, region in (("CA", "ON"), ("US", "")):
        with pytest.raises(GiftExpiryTooSoon):
            check_expiry(
                country=country,
                region=region,
                issued_at=issued,
                expires_at=months_after(issued, 59),
            )
