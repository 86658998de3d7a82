"""Orders: finding them, and every step."""

from __future__ import annotations

from base64 import urlsafe_b64decode

import orjson
import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import HTMX, bought, member, sold_goods
from tests.domains.factories.checkout import make_goods
from tradewind.domains.orders.models import Order, Shipment
from tradewind.domains.payments.models import Refund
from tradewind.domains.stores.models import Store
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db


def at(name: str, store: Store, *arguments: str) -> str:
    return reverse(f"console:{name}", args=[store.slug, *arguments])


def stage(order: Order) -> str:
    return Order.objects.for_store(order.store_id).get(pk=order.pk).stage


def test_the_list_costs_the_same_however_long(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    store, variant, _order = sold_goods(on_hand=50)
    _person, client = member(store)
    client.get(at("orders", store))
    with django_assert_num_queries(7):
        assert client.get(at("orders", store)).status_code == 200
    for _ in range(5):
        bought(variant)
    with django_assert_num_queries(7):
        client.get(at("orders", store))


def test_views_and_filters_narrow_the_list() -> None:
    store, variant, first = sold_goods()
    second = bought(variant)
    _person, client = member(store)
    client.post(at("order_prepare", store, second.public_id))

    def numbers(query: str) -> list[str]:
        screen = client.get(f"{at('orders', store)}?{query}").context["screen"]
        return [row.number for row in screen.rows]

    assert numbers("") == [second.number, first.number]
    assert numbers("view=paid") == [first.number]
    assert numbers("view=preparing") == [second.number]
    assert numbers("view=delivered") == []
    assert numbers(f"view=all&q={first.number}") == [first.number]
    assert numbers("view=all&channel=email") == []
    assert numbers("view=nonsense&channel=nonsense") == [second.number, first.number]


def test_a_text_filter_counts_every_piece_of_an_order() -> None:
    store, variant, _first = sold_goods()
    other = make_goods(store=store)
    both = bought(variant, other, quantity=2)
    _person, client = member(store)
    found = client.get(f"{at('orders', store)}?q={other.sku}").context["screen"].rows
    assert [(row.number, row.pieces) for row in found] == [(both.number, 4)]


def test_more_rows_come_by_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewind.console.orders.listing._PAGE", 2)
    store, variant, first = sold_goods()
    others = [bought(variant) for _ in range(2)]
    _person, client = member(store)
    screen = client.get(at("orders", store)).context["screen"]
    assert [row.number for row in screen.rows] == [order.number for order in reversed(others)]
    more = client.get(screen.more_url, headers=HTMX)
    shown = more.content.decode()
    assert f"row-{first.public_id}" in shown
    assert not any(f"row-{order.public_id}" in shown for order in others)
    assert "<html" not in shown
    assert "more-rows" not in shown
    assert client.get(f"{at('orders', store)}?cursor=nonsense").status_code == 422


def test_the_detail_says_who_gets_the_money(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    store, _variant, order = sold_goods(price="10.00", delivery="5.00")
    _person, client = member(store)
    client.get(at("order", store, order.public_id))
    with django_assert_num_queries(13):
        screen = client.get(at("order", store, order.public_id)).context["screen"]
    money = screen.money
    assert (str(money.goods), str(money.shipping), str(money.total)) == (
        "10.00 CAD",
        "5.00 CAD",
        "16.95 CAD",
    )
    assert [(name, str(amount)) for name, amount in money.shares.taxes] == [("HST", "1.95 CAD")]
    assert str(money.shares.commission) == "1.00 CAD"
    assert str(money.shares.earned) == "14.00 CAD"
    assert screen.source.channel == "Direct"
    assert [step.who for step in screen.history] == [""]


def test_an_operator_sees_no_earnings() -> None:
    store, _variant, order = sold_goods()
    _person, client = member(store, "operator")
    screen = client.get(at("order", store, order.public_id)).context["screen"]
    assert screen.money.shares is None
    assert not screen.can_cancel
    assert client.post(at("order_cancel", store, order.public_id)).status_code == 403
    assert stage(order) == "paid"


def test_beginning_to_pack_can_be_taken_back() -> None:
    store, _variant, order = sold_goods()
    _person, client = member(store, "operator")
    back = at("order_put_back", store, order.public_id)
    client.post(back)
    assert stage(order) == "paid"
    assert order.history.count() == 1

    fragment = client.post(at("order_prepare", store, order.public_id), headers=HTMX)
    assert f'action="{back}"' in fragment.content.decode()
    client.post(back, headers=HTMX)
    assert stage(order) == "paid"

    page = client.post(at("order_prepare", store, order.public_id), follow=True)
    assert f'action="{back}"' in page.content.decode()
    undone = client.post(back, follow=True)
    assert f'action="{back}"' not in undone.content.decode()
    assert stage(order) == "paid"
    assert [step.to_stage for step in order.history.order_by("pk")] == [
        "paid",
        *("preparing", "paid") * 2,
    ]
    noted = [entry.action for entry in list_by_subject(subject=order.public_id).items]
    assert noted[:2] == ["orders.put_back", "orders.prepare"]


def test_what_is_sent_can_not_be_put_back() -> None:
    store, _variant, order = sold_goods()
    _person, client = member(store)
    line = order.lines.get()
    client.post(at("order_ship", store, order.public_id), {f"pieces-{line.public_id}": "1"})
    client.post(at("order_put_back", store, order.public_id))
    assert stage(order) == "shipped"


def test_an_order_leads_to_its_customer() -> None:
    store, _variant, order = sold_goods()
    _person, client = member(store)
    url = at("customer", store, order.customer.public_id)
    assert f'href="{url}"' in client.get(at("order", store, order.public_id)).content.decode()


def test_an_order_goes_out_in_two_parcels_and_arrives() -> None:
    variant = make_goods(on_hand=5)
    store, order = variant.store, bought(variant, quantity=3)
    person, client = member(store)
    line = order.lines.get()
    client.post(at("order_prepare", store, order.public_id))
    assert stage(order) == "preparing"

    ship = at("order_ship", store, order.public_id)
    response = client.post(
        ship,
        {f"pieces-{line.public_id}": "1", "carrier": "Canada Post", "tracking_number": "CP1"},
        headers=HTMX,
    )
    assert response.status_code == 200
    assert f'id="row-{order.public_id}"'.encode() in response.content
    assert stage(order) == "partly_shipped"
    too_many = client.post(ship, {f"pieces-{line.public_id}": "3"}, headers=HTMX)
    assert b"no more than are left" in too_many.content
    client.post(ship, {f"pieces-{line.public_id}": "2"})
    assert stage(order) == "shipped"
    client.post(at("order_deliver", store, order.public_id))
    assert stage(order) == "delivered"

    parcels = Shipment.objects.for_store(store.pk).filter(order=order)
    assert [(p.carrier, p.tracking_number) for p in parcels] == [("Canada Post", "CP1"), ("", "")]
    noted = list_by_subject(subject=order.public_id, store_id=store.pk).items
    assert [(entry.action, entry.actor) for entry in noted] == [
        (action, person.public_id)
        for action in ("orders.deliver", "orders.ship", "orders.ship", "orders.prepare")
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"tracking_url": "javascript:alert(1)"},
        {"carrier": "x" * 41},
        {"pieces": "nonsense"},
        {"pieces": "-1"},
        {"pieces": "0"},
    ],
)
def test_a_parcel_that_can_not_be_is_refused_whole(wrong: dict[str, str]) -> None:
    store, _variant, order = sold_goods()
    _person, client = member(store)
    line = order.lines.get()
    said = {f"pieces-{line.public_id}": wrong.pop("pieces", "1"), **wrong}
    response = client.post(at("order_ship", store, order.public_id), said)
    assert response.status_code == 302
    assert stage(order) == "paid"
    assert not Shipment.objects.for_store(store.pk).exists()
    assert list_by_subject(subject=order.public_id).items == []


def test_cancelling_refunds_and_says_so() -> None:
    store, _variant, order = sold_goods()
    _person, client = member(store)
    page = client.get(at("order", store, order.public_id))
    assert b"Cancel and refund" in page.content
    client.post(at("order_cancel", store, order.public_id), {"reason": "nonsense"})
    assert stage(order) == "paid"
    client.post(at("order_cancel", store, order.public_id), {"reason": "out_of_stock"})
    assert stage(order) == "cancelled"
    assert Refund.objects.get().amount_minor == order.total_minor
    screen = client.get(at("order", store, order.public_id)).context["screen"]
    assert (screen.is_cancelled, screen.can_ship, screen.can_cancel) == (True, False, False)
    assert screen.history[0].reason == "We do not have it after all"


def test_several_are_begun_at_once_and_those_further_stay() -> None:
    store, variant, first = sold_goods()
    second = bought(variant)
    _foreign_store, _other, foreign = sold_goods()
    _person, client = member(store)
    client.post(at("order_prepare", store, first.public_id), follow=True)
    chosen = [first.public_id, second.public_id, foreign.public_id]
    response = client.post(
        at("orders_steps", store), {"do": "prepare", "order": chosen}, follow=True
    )
    told = [str(message) for message in response.context["messages"]]
    assert told == ["1 order is on the packing table. 2 were further already and stay as they are."]
    assert [stage(order) for order in (first, second, foreign)] == [
        "preparing",
        "preparing",
        "paid",
    ]


def test_slips_show_what_is_left_and_no_prices(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    variant = make_goods(price="77.00", on_hand=9)
    store = variant.store
    orders = [bought(variant, quantity=2) for _ in range(3)]
    _person, client = member(store)
    line = orders[0].lines.get()
    client.post(at("order_ship", store, orders[0].public_id), {f"pieces-{line.public_id}": "1"})
    answer = client.post(
        at("orders_steps", store),
        {"do": "slips", "order": [order.public_id for order in orders]},
    )
    client.get(answer["Location"])
    with django_assert_num_queries(10):
        response = client.get(answer["Location"])
    assert [[row.left for row in slip.lines] for slip in response.context["slips"]] == [
        [1],
        [2],
        [2],
    ]
    assert b"77.00" not in response.content
    _store, _variant, foreign = sold_goods()
    assert client.get(f"{at('orders_slips', store)}?order={foreign.public_id}").status_code == 404


def test_the_ticket_opens_only_this_stores_orders() -> None:
    store, _variant, _order = sold_goods()
    _person, client = member(store)
    ticket = client.get(at("orders_ticket", store)).json()["ticket"]
    assert isinstance(ticket, str)
    assert topics_of(ticket) == [f"store:{store.public_id}:orders"]


def topics_of(ticket: str) -> list[str]:
    body = ticket.partition(".")[0]
    claims = orjson.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return list(claims["topics"])
