"""Long lists of purchases and orders, page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.orders import make_order
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.orders.queries import OrderFilter, list_orders, list_purchases
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.paging import Page, encode_cursor

pytestmark = pytest.mark.django_db


def orders_at(*minutes_ago: int) -> list[Order]:
    """A member's orders of two pieces each at one store, placed so long ago."""
    goods, person, now = make_goods(), make_person(), clock.now()
    made = []
    for minutes in minutes_ago:
        order = make_order(goods, quantity=2)
        at = now - timedelta(minutes=minutes)
        Order.objects.across_stores("a test").filter(pk=order.pk).update(placed_at=at)
        Purchase.objects.filter(pk=order.purchase_id).update(placed_at=at, person=person)
        order.refresh_from_db()
        made.append(order)
    return made


def walked(ask: Callable[[str], Page[Order] | Page[Purchase]]) -> list[int]:
    """The row ids of every page, one after another."""
    page, found = ask(""), []
    while True:
        found += [row.pk for row in page.items]
        if page.next_cursor is None:
            return found
        page = ask(page.next_cursor)


def test_pages_follow_the_hour_of_the_sale_and_neither_repeat_nor_skip() -> None:
    # The third was paid last and placed first; two were placed in the same moment.
    late, tied, early, same, newest = orders_at(20, 10, 30, 10, 5)
    store_id, person_id = late.store_id, tied.purchase.person_id or 0
    expected = [newest, same, tied, late, early]

    by_store = walked(
        lambda cursor: list_orders(store_id=store_id, narrow=OrderFilter(), cursor=cursor, limit=2)
    )
    by_person = walked(lambda cursor: list_purchases(person_id=person_id, cursor=cursor, limit=2))

    assert by_store == [order.pk for order in expected]
    assert by_person == [order.purchase_id for order in expected]


def test_pieces_are_counted_in_the_one_statement_of_the_page() -> None:
    (order,) = orders_at(1)

    with CaptureQueriesContext(connection) as captured:
        page = list_orders(store_id=order.store_id, narrow=OrderFilter())

    assert [row.pieces for row in page.items] == [2]  # type: ignore[attr-defined]
    assert len(captured) == 1


@pytest.mark.parametrize(
    "cursor",
    [
        encode_cursor(7),
        encode_cursor("soon", 7),
        encode_cursor("2026-11-20T12:00:00", 7),
        encode_cursor("2026-11-20T12:00:00+00:00", "7"),
        encode_cursor("2026-11-20T12:00:00+00:00", 2**80),
        "nonsense",
    ],
)
def test_a_cursor_nobody_gave_out_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInput):
        list_purchases(person_id=1, cursor=cursor)
