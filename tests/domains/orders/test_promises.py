"""Promises: told when they can't be kept, measured as they were made."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.console.staff import member
from tests.domains.events import enveloped, published
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.orders import make_delivered, make_order
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout.models import CartLine
from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.domains.orders import operations
from tradewind.domains.orders.events import OrderDelayed, ShipmentSent
from tradewind.domains.orders.models import Delay, Order, Shipment
from tradewind.domains.orders.queries import packing_times, promises_kept
from tradewind.domains.orders.rules import IllegalMove
from tradewind.domains.orders.subscribers import tell_buyers
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db


def whose(order: Order) -> dict[str, Any]:
    return {"store_id": order.store_id, "order_id": order.public_id, "actor": "per_x"}


def test_a_later_day_is_told_once_with_what_may_be_done() -> None:
    order = make_order(quantity=2)
    until = order.promised_until + timedelta(days=3)
    operations.announce_delay(**whose(order), until=until, note="Snow")
    found = [enveloped(event) for event in published(OrderDelayed)]
    tell_buyers(found)
    tell_buyers(found)
    notice = Notice.objects.get(kind="orders.delayed")
    said = letter_of("orders.delayed").gather(notice.facts)
    assert (said["before"], said["until"], said["note"]) == (order.promised_until, until, "Snow")
    assert said["cancel_link"].endswith("?kind=cancel")
    page = Client().get(f"/orders/{order.purchase.token}").context["screen"].orders[0]
    assert (page.delay.until, page.delay.before) == (until, order.promised_until)
    order.refresh_from_db()
    assert order.expected_until == until


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_delay_is_later_and_not_for_ever(days: int) -> None:
    order = make_order()
    with pytest.raises(InvalidInput):
        operations.announce_delay(**whose(order), until=order.promised_until + timedelta(days=days))
    assert not Delay.objects.for_store(order.store_id).exists()


def test_what_arrived_is_not_delayed() -> None:
    order = make_delivered()
    with pytest.raises(IllegalMove):
        operations.announce_delay(**whose(order), until=order.promised_until + timedelta(days=2))


def test_a_delay_moves_no_promise() -> None:
    goods = make_goods()
    order = make_order(goods)
    store = order.store
    operations.announce_delay(**whose(order), until=order.promised_until + timedelta(days=9))
    operations.ship(**whose(order))
    operations.mark_delivered(**whose(order))
    Shipment.objects.for_store(store.pk).update(
        delivered_at=clock.now() + (order.promised_until - clock.now().date()) + timedelta(days=4)
    )
    since = clock.now() - timedelta(days=1)
    kept = promises_kept(store_id=store.pk, time_zone="UTC", since=since)
    assert (kept.delivered, kept.on_time, kept.average_days) == (1, 0, Decimal(4))
    make_delivered(goods)
    kept = promises_kept(store_id=store.pk, time_zone="UTC", since=since)
    assert (kept.delivered, kept.on_time, kept.share) == (2, 1, Decimal("0.5"))


def test_the_clock_from_paid_to_sent() -> None:
    quick = make_order()
    operations.ship(**whose(quick))
    slow = make_order(Variant.objects.for_store(quick.store_id)[0])
    Order.objects.for_store(slow.store_id).filter(pk=slow.pk).update(
        placed_at=clock.now() - timedelta(hours=5)
    )
    operations.ship(**whose(slow))
    since = clock.now() - timedelta(days=1)
    found = packing_times(store_id=quick.store_id, since=since)
    assert (found.sent, found.in_time) == (2, 1)
    assert found.median is not None
    assert timedelta(hours=2) < found.median < timedelta(hours=3)


def test_a_split_parcel_says_what_follows() -> None:
    order = make_order(quantity=3)
    line = order.lines.get()
    operations.ship(**whose(order), pieces={line.public_id: 1})
    (sent,) = published(ShipmentSent)
    facts = {"purchase": sent.purchase_id, "shipment": sent.shipment_id}
    assert letter_of("orders.shipped").gather(facts)["left"] == 2


def test_staff_say_so_in_the_console() -> None:
    order = make_order()
    _person, client = member(order.store)
    at = f"/console/{order.store.slug}/orders/{order.public_id}/delays"
    client.post(at, {"until": "soon"})
    assert not Delay.objects.for_store(order.store_id).exists()
    until = order.promised_until + timedelta(days=1)
    client.post(at, {"until": until.isoformat(), "note": "Customs"})
    assert Delay.objects.for_store(order.store_id).get().note == "Customs"


def test_buying_again_tells_what_is_gone() -> None:
    goods = make_goods(on_hand=10)
    client = Client()
    answer = client.post(f"/orders/{make_order(goods, quantity=2).purchase.token}/again")
    assert answer.headers["Location"] == "/cart"
    assert CartLine.objects.filter(variant=goods).latest("pk").quantity == 2

    last = make_goods(on_hand=1)
    sold_out = make_order(last)
    before = CartLine.objects.filter(variant=last).count()
    shown = client.post(f"/orders/{sold_out.purchase.token}/again", follow=True)
    assert "Not to be had now" in shown.content.decode()
    assert CartLine.objects.filter(variant=last).count() == before
