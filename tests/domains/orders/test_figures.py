"""What was sold, in the store's own days and currency."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.console.staff import bought
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.pricing import make_rates
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.orders.operations import cancel
from tradewind.domains.orders.queries import Sales, Sold, sales, waiting_orders
from tradewind.domains.orders.rules import Stage
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 11, 18), date(2026, 11, 20)


def sold_at(moment: datetime, order: Order, *, channel: str = "direct", **columns: object) -> None:
    Order.objects.for_store(order.store_id).filter(pk=order.pk).update(placed_at=moment, **columns)
    Purchase.objects.filter(pk=order.purchase_id).update(channel=channel)


def read(store_id: int, zone: str = "America/Toronto") -> Sales:
    return sales(store_id=store_id, time_zone=zone, currency="CAD", first_day=FIRST, last_day=LAST)


def test_days_channels_and_spans() -> None:
    variant = make_goods(price="10.00", delivery="5.00")
    orders = [bought(variant) for _ in range(4)]
    store_id = variant.store_id
    # 03:30 in UTC is the evening before in Toronto; 05:00 is the new day there.
    sold_at(datetime(2026, 11, 20, 3, 30, tzinfo=UTC), orders[0], channel="email")
    sold_at(datetime(2026, 11, 20, 5, 0, tzinfo=UTC), orders[1], channel="email")
    sold_at(datetime(2026, 11, 18, 4, 59, tzinfo=UTC), orders[2])
    sold_at(datetime(2026, 11, 20, 12, 0, tzinfo=UTC), orders[3])
    cancel(store_id=store_id, order_id=orders[3].public_id, actor="", reason="other")
    found = read(store_id)
    one = Sold(1, Money(1695, "CAD"))
    assert found.by_day() == [
        (date(2026, 11, 18), Sold(0, Money(0, "CAD"))),
        (date(2026, 11, 19), one),
        (date(2026, 11, 20), one),
    ]
    assert found.by_channel(since=FIRST) == [("email", Sold(2, Money(3390, "CAD")))]
    assert found.between(LAST, LAST) == one
    assert found.between(FIRST, LAST).average == Money(1695, "CAD")
    assert read(make_goods().store_id).rows == []


def test_other_currencies_are_converted_or_named() -> None:
    variant = make_goods()
    euro, won = bought(variant), bought(variant)
    moment = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    sold_at(moment, euro, currency="EUR", total_minor=1000)
    sold_at(moment, won, currency="XAF", total_minor=1000)
    make_rates(CAD="1.5")
    found = read(variant.store_id)
    assert found.between(FIRST, LAST) == Sold(1, Money(1500, "CAD"))
    assert found.unconverted == ["XAF"]


def test_what_waits_and_since_when() -> None:
    variant = make_goods()
    first, _second = bought(variant), bought(variant)
    moment = datetime(2026, 11, 17, 12, 0, tzinfo=UTC)
    early = date(2026, 11, 18)
    sold_at(moment, first, promised_from=early, promised_until=early)
    waiting = waiting_orders(store_id=variant.store_id, today=date(2026, 11, 19))
    assert (waiting[Stage.PAID].orders, waiting[Stage.PAID].late) == (2, 1)
    assert waiting[Stage.PAID].oldest_at == moment
    assert waiting[Stage.PREPARING].orders == 0
