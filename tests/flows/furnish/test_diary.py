"""The demo's month of sales, before anything is written."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tradewind.domains.orders.rules import MOVES, Stage
from tradewind.flows.furnish.mall import load_mall
from tradewind.flows.furnish.writing.cast import CAST, Shopper
from tradewind.flows.furnish.writing.diary import DAYS, PURCHASES, Planned, plan
from tradewind.platform.i18n.addresses import check_address

NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def month() -> list[Planned]:
    return plan(load_mall(), now=NOW)


def test_the_same_moment_gives_the_same_month(month: list[Planned]) -> None:
    assert plan(load_mall(), now=NOW) == month
    assert len(month) == PURCHASES


def test_all_of_it_is_past_and_in_order(month: list[Planned]) -> None:
    assert all(before.at <= after.at for before, after in pairwise(month))
    assert NOW - timedelta(days=DAYS) < month[0].at
    assert month[-1].at < NOW
    for purchase in month:
        times = [purchase.at, *(at for at, _ in purchase.steps)]
        assert times == sorted(times)
        assert times[-1] < NOW


def test_orders_move_as_orders_may(month: list[Planned]) -> None:
    for purchase in month:
        stages = [Stage.PAID, *(stage for _, stage in purchase.steps)]
        assert all(after in MOVES[before] for before, after in pairwise(stages))
    ends = Counter(purchase.steps[-1][1] if purchase.steps else None for purchase in month)
    assert ends[Stage.CANCELLED] == 2
    assert ends[Stage.DELIVERED] > ends[Stage.SHIPPED] > 0


def test_nothing_is_sold_that_is_scarce(month: list[Planned]) -> None:
    stock = {
        variant.sku: sum(variant.stock.values())
        for product in load_mall().products
        for variant in product.variants
    }
    sold: Counter[str] = Counter()
    for purchase in month:
        sold.update(purchase.skus)
    assert all(pieces <= stock[sku] / 2 for sku, pieces in sold.items())


@pytest.mark.parametrize("shopper", CAST, ids=lambda shopper: shopper.email)
def test_the_cast_lives_at_addresses_that_can_be_right(shopper: Shopper) -> None:
    checked = check_address(shopper.country, shopper.address)
    assert {name: text for name, text in checked.items() if text} == {
        name: text for name, text in shopper.address.items() if text
    }


def test_nobody_s_mail_leaves_example_com() -> None:
    assert all(shopper.email.endswith("@example.com") for shopper in CAST)
