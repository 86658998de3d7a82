"""Orders are told of in the browser and by a banner where the buyer wants that, and not where not."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.console.staff import signed_in
from tests.domains.events import enveloped
from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.identity import make_person
from tests.push_service import DeviceBrowser, PushService, push_service
from tests.queued import do_queued
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.choosing import add_browser, choose
from tradewind.domains.notices.models import Notice
from tradewind.domains.orders.events import OrderDelayed, OrderStageChanged, PurchasePlaced
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.orders.subscribers import tell_buyers
from tradewind.platform.events import Event

__all__ = ["push_service"]

pytestmark = pytest.mark.django_db


def bought(person: Person) -> Order:
    checkout = pay(make_checkout(make_goods())).checkout
    Purchase.objects.filter(checkout=checkout.public_id).update(
        person=person, email=person.email, language="en"
    )
    return Order.objects.across_stores("test").select_related("purchase", "store").get()


def happens(order: Order) -> None:
    ids = {
        "order_id": order.public_id,
        "purchase_id": order.purchase.public_id,
        "store_id": order.store.public_id,
    }
    events: list[Event] = [
        PurchasePlaced(
            purchase_id=order.purchase.public_id,
            order_ids=[order.public_id],
            total=order.total,
            channel="direct",
        ),
        OrderDelayed(**ids, until="2030-01-02"),
        OrderStageChanged(**ids, from_stage="shipped", to_stage="delivered", reason="", change=4),
    ]
    for _ in range(2):
        tell_buyers([enveloped(event, position=at) for at, event in enumerate(events, 1)])


def told(channel: str) -> list[str]:
    rows = Notice.objects.filter(channel=channel).order_by("kind")
    return list(rows.values_list("kind", flat=True))


def test_in_the_browser_and_by_banner_where_chosen(push_service: PushService) -> None:
    noor = make_person()
    device = DeviceBrowser(push_service, "phone")
    add_browser(
        person_id=noor.pk,
        endpoint=device.endpoint,
        p256dh=device.p256dh,
        auth=device.auth,
        name="Firefox",
    )
    choose(person_id=noor.pk, key="orders", channels=["site", "banner", "push"])
    order = bought(noor)
    happens(order)

    kinds = ["orders.confirmation", "orders.delayed", "orders.delivered"]
    assert told("push") == told("banner") == told("site") == kinds
    assert told("email") == []
    assert do_queued("notices.push_notice") == 3
    opened = [device.opens(handed.body) for handed in push_service.handed]
    assert all(order.purchase.token in message["url"] for message in opened)

    client: Client = signed_in(noor)
    page = client.get("/favourites").content.decode()
    assert page.count('class="banner"') == 2, "the next comes when one is dismissed"
    banner = Notice.objects.filter(channel="banner").latest("pk")
    away = client.post(
        f"/account/notices/{banner.public_id}/dismissal", {"next": "/favourites?tag=x"}
    )
    assert away.headers["Location"] == "/favourites?tag=x"


def test_nowhere_but_the_notice_centre_where_all_else_is_off() -> None:
    noor = make_person()
    choose(person_id=noor.pk, key="orders", channels=[])
    happens(bought(noor))
    assert len(told("site")) == 3
    assert told("push") == told("banner") == told("email") == []
