"""Picking, packing by scan, what is at risk, and counting a place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import bought, member, sold_goods
from tests.domains.factories.checkout import make_goods
from tradewind.domains.inventory.models import StockLevel, StockMovement, Stocktake
from tradewind.domains.inventory.operations import receive
from tradewind.domains.orders.models import Order
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


def test_the_pick_list_gathers_by_shelf_and_costs_the_same(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    store, variant, first = sold_goods(on_hand=50)
    _person, client = member(store)
    page = reverse("console:fulfilment", args=[store.slug])
    client.get(page)
    with django_assert_num_queries(10):
        screen = client.get(page).context["screen"]
    second = bought(variant, quantity=3)
    with django_assert_num_queries(10):
        screen = client.get(page).context["screen"]
    (shelf,) = screen.shelves
    (goods,) = shelf.goods
    assert goods.pieces == 4
    assert list(goods.orders) == [first.number, second.number]
    assert [row.risk for row in screen.orders] == ["", ""]


def test_what_is_late_soon_or_slow_is_named() -> None:
    store, variant, late = sold_goods(on_hand=50)
    soon, slow = bought(variant), bought(variant)
    today = clock.now().date()
    rows = Order.objects.for_store(store.pk)
    rows.filter(pk=late.pk).update(
        promised_from=today - timedelta(days=3), promised_until=today - timedelta(days=2)
    )
    rows.filter(pk=soon.pk).update(promised_from=today - timedelta(days=1))
    rows.filter(pk=slow.pk).update(placed_at=clock.now() - timedelta(hours=3))
    _person, client = member(store)
    screen = client.get(reverse("console:fulfilment", args=[store.slug])).context["screen"]
    assert {row.number: row.risk for row in screen.at_risk} == {
        late.number: "late",
        soon.number: "soon",
        slow.number: "slow",
    }


def test_scanning_fills_the_parcel_and_refuses_strangers() -> None:
    store, variant, _first = sold_goods(on_hand=50)
    order = bought(variant, quantity=2)
    other = make_goods(store=store)
    _person, client = member(store)
    page = reverse("console:fulfilment_pack", args=[store.slug, order.public_id])
    line = order.lines.get()
    state: dict[str, str] = {}
    for packed in (1, 2):
        screen = client.post(page, {**state, "code": variant.sku}).context["screen"]
        assert screen.packed == packed
        state = {f"packed-{line.public_id}": str(packed)}
    full = client.post(page, {**state, "code": variant.sku})
    assert (full.status_code, full.context["screen"].packed) == (422, 2)
    wrong = client.post(page, {**state, "code": other.sku})
    assert other.sku in wrong.context["screen"].problem

    ship = reverse("console:order_ship", args=[store.slug, order.public_id])
    client.post(ship, {f"pieces-{line.public_id}": "1", "carrier": "UPS"})
    order.refresh_from_db()
    assert order.stage == "partly_shipped"
    assert client.get(page).context["screen"].left == 1


def test_a_stocktake_books_only_once_agreed_and_only_the_difference() -> None:
    store, variant, _order = sold_goods(on_hand=10)
    level = StockLevel.objects.for_store(store.pk).get(variant=variant)
    _owner, client = member(store)
    _packer, packer = member(store, "operator")
    start = reverse("console:stocktake_start", args=[store.slug])
    sheet = packer.post(start, {"location": level.location.public_id}).headers["Location"]
    assert packer.post(start, {"location": level.location.public_id}).headers["Location"] == sheet
    on_hand = level.on_hand
    packer.post(f"{sheet}/counts", {"code": variant.sku, "found": str(on_hand - 2)})
    level.refresh_from_db()
    assert level.on_hand == on_hand
    # What comes in while people count is no difference.
    receive(store_id=store.pk, location_id=level.location_id, pieces={variant.pk: 5})

    assert packer.post(f"{sheet}/booking").status_code == 403
    client.post(f"{sheet}/booking")
    level.refresh_from_db()
    assert level.on_hand == on_hand + 3
    booked = StockMovement.objects.for_store(store.pk).filter(kind="counted").get()
    assert booked.quantity == -2
    client.post(f"{sheet}/counts", {"code": variant.sku, "found": "1"})
    level.refresh_from_db()
    assert level.on_hand == on_hand + 3
    rows = client.get(reverse("console:stocktakes", args=[store.slug])).context["rows"]
    assert (rows[0].state, rows[0].counted, rows[0].right) == ("booked", 1, 0)


def test_a_count_that_confirms_the_books_is_right_and_one_may_be_discarded() -> None:
    store, variant, _order = sold_goods(on_hand=10)
    level = StockLevel.objects.for_store(store.pk).get(variant=variant)
    _owner, client = member(store)
    start = reverse("console:stocktake_start", args=[store.slug])
    sheet = client.post(start, {"location": level.location.public_id}).headers["Location"]
    client.post(f"{sheet}/booking")
    assert Stocktake.objects.for_store(store.pk).get().state == "open"
    client.post(f"{sheet}/counts", {f"found-{variant.sku}": str(level.on_hand)})
    rows = client.get(reverse("console:stocktakes", args=[store.slug])).context["rows"]
    assert rows[0].accuracy == 1
    client.post(f"{sheet}/removal")
    assert Stocktake.objects.for_store(store.pk).get().state == "discarded"
    assert not StockMovement.objects.for_store(store.pk).filter(kind="counted").exists()
