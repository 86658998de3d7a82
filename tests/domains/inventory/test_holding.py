from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import TestCase

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.stores import first_location, make_location
from tests.domains.inventory.shelves import assert_sound
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory import jobs
from tradewind.domains.inventory.events import StockChanged
from tradewind.domains.inventory.models import Reservation, StockLevel, StockMovement
from tradewind.domains.inventory.operations import (
    allocate,
    deallocate,
    extend,
    hold,
    release,
    release_expired,
    ship,
)
from tradewind.domains.inventory.queries import available
from tradewind.domains.inventory.rules import ReservationGone, StockShort
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=20)


@pytest.fixture
def variant() -> Variant:
    (variant,) = variants_of(make_product())
    return variant


def reserved() -> list[tuple[str, str, int, datetime | None]]:
    assert_sound()
    rows = Reservation.objects.across_stores("test").order_by("holder", "level_id")
    return [(row.holder, row.state, row.quantity, row.expires_at) for row in rows]


def free(variant: Variant) -> int:
    return available(variant_ids=[variant.pk])[variant.pk]


def test_holding_takes_three_statements(
    variant: Variant, django_assert_num_queries: TestCase.assertNumQueries
) -> None:
    make_stock(variant=variant, on_hand=100)
    with django_assert_num_queries(3):
        hold(holder="chk_1", wanted={variant.pk: 4}, expires_at=LATER)
    assert reserved() == [("chk_1", "held", 4, LATER)]
    assert free(variant) == 96


def test_holding_many_lines_takes_as_many_statements(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    variants = variants_of(make_product(variants=12))
    for variant in variants:
        make_stock(variant=variant, on_hand=100)
    with django_assert_num_queries(3):
        hold(holder="chk_1", wanted={v.pk: 2 for v in variants}, expires_at=LATER)
    assert len(reserved()) == 12


def test_holding_again_is_a_no_op(
    variant: Variant, django_assert_num_queries: TestCase.assertNumQueries
) -> None:
    make_stock(variant=variant, on_hand=5)
    hold(holder="chk_1", wanted={variant.pk: 4}, expires_at=LATER)
    told = published(StockChanged)
    with django_assert_num_queries(2):
        hold(holder="chk_1", wanted={variant.pk: 4}, expires_at=LATER)
    hold(holder="chk_1", wanted={variant.pk: 4}, expires_at=LATER + timedelta(minutes=1))
    assert reserved() == [("chk_1", "held", 4, LATER + timedelta(minutes=1))]
    assert published(StockChanged) == told


def test_holding_something_else_replaces_what_was_held() -> None:
    first, second, third = variants_of(make_product(variants=3))
    for variant in (first, second, third):
        make_stock(variant=variant, on_hand=5)
    hold(holder="chk_1", wanted={first.pk: 5, second.pk: 2}, expires_at=LATER)
    hold(holder="chk_1", wanted={second.pk: 5, third.pk: 1}, expires_at=LATER)
    assert [free(v) for v in (first, second, third)] == [5, 0, 4]
    assert [row[2] for row in reserved()] == [5, 1]


def test_all_or_nothing_and_what_is_short_is_told() -> None:
    plenty, few, none = variants_of(make_product(variants=3))
    make_stock(variant=plenty, on_hand=9)
    make_stock(variant=few, on_hand=2)
    hold(holder="chk_1", wanted={plenty.pk: 1}, expires_at=LATER)
    before = published(StockChanged)
    with transaction.atomic():
        with pytest.raises(StockShort) as raised:
            hold(
                holder="chk_1",
                wanted={plenty.pk: 4, few.pk: 3, none.pk: 1},
                expires_at=LATER,
            )
        assert free(plenty) == 8  # the transaction around it is still usable
    assert raised.value.lines == [
        {"variant": few.public_id, "wanted": 3, "available": 2},
        {"variant": none.public_id, "wanted": 1, "available": 0},
    ]
    assert reserved() == [("chk_1", "held", 1, LATER)]
    assert published(StockChanged) == before


def test_locations_give_in_the_order_of_picking_and_closed_ones_nothing(variant: Variant) -> None:
    store = variant.store
    first = first_location(store)
    second = make_location(store=store, position=1)
    closed = make_location(store=store, position=2)
    shelves = [
        make_stock(variant=variant, on_hand=3, location=place) for place in (second, first, closed)
    ]
    closed.archived_at = NOW
    closed.save()
    assert free(variant) == 6
    hold(holder="chk_1", wanted={variant.pk: 4}, expires_at=LATER)
    kept = Reservation.objects.for_store(store.pk).values_list("level_id", "quantity")
    assert dict(kept) == {shelves[1].pk: 3, shelves[0].pk: 1}
    with pytest.raises(StockShort) as raised:
        hold(holder="chk_2", wanted={variant.pk: 3}, expires_at=LATER)
    assert raised.value.lines == [{"variant": variant.public_id, "wanted": 3, "available": 2}]


def test_a_crowd_at_a_full_shelf_is_not_told_but_the_last_pieces_are(variant: Variant) -> None:
    make_stock(variant=variant, on_hand=6, low_at=2)
    before = len(published(StockChanged))
    for number in range(6):
        hold(holder=f"chk_{number}", wanted={variant.pk: 1}, expires_at=LATER)
    told = published(StockChanged)[before:]
    assert [event.available for event in told] == [2, 1, 0]
    assert {(e.variant_id, e.product_id, e.store_id) for e in told} == {
        (variant.public_id, variant.product.public_id, variant.store.public_id)
    }
    release(holder="chk_0")
    release(holder="chk_0")
    assert [event.available for event in published(StockChanged)[before + 3 :]] == [1]


def test_release_gives_back_what_is_held_and_not_what_is_sold(variant: Variant) -> None:
    make_stock(variant=variant, on_hand=9)
    for holder in ("chk_1", "chk_2"):
        hold(holder=holder, wanted={variant.pk: 3}, expires_at=LATER)
    allocate(holder="chk_2", orders={variant.store_id: "ord_2"})
    for holder in ("chk_1", "chk_2", "ord_2"):
        release(holder=holder)
    assert reserved() == [("ord_2", "allocated", 3, None)]
    assert free(variant) == 6


def test_expired_holds_are_let_go_and_others_not(variant: Variant) -> None:
    make_stock(variant=variant, on_hand=9)
    second = timedelta(seconds=1)
    for holder, expires_at in (("a", NOW - second), ("b", NOW), ("c", NOW + second)):
        hold(holder=holder, wanted={variant.pk: 2}, expires_at=expires_at)
    hold(holder="sold", wanted={variant.pk: 1}, expires_at=NOW)
    allocate(holder="sold", orders={variant.store_id: "ord_1"})
    assert release_expired(now=NOW) == 2
    assert release_expired(now=NOW) == 0
    assert [row[0] for row in reserved()] == ["c", "ord_1"]
    with clock.frozen_at(NOW + second):
        jobs.release_expired_holds()
    assert [row[0] for row in reserved()] == ["ord_1"]
    assert free(variant) == 8


def test_a_hold_can_be_extended_while_it_is_there(variant: Variant) -> None:
    make_stock(variant=variant)
    hold(holder="chk_1", wanted={variant.pk: 1}, expires_at=NOW)
    extend(holder="chk_1", expires_at=LATER)
    assert release_expired(now=NOW) == 0
    assert reserved() == [("chk_1", "held", 1, LATER)]
    with pytest.raises(ReservationGone):
        extend(holder="chk_2", expires_at=LATER)


def test_each_store_gets_the_pieces_of_its_order(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    (one,), (other,) = variants_of(make_product()), variants_of(make_product())
    for variant in (one, other):
        make_stock(variant=variant)
    hold(holder="chk_1", wanted={one.pk: 1, other.pk: 2}, expires_at=NOW)
    orders = {one.store_id: "ord_1", other.store_id: "ord_2"}
    with django_assert_num_queries(1):
        allocate(holder="chk_1", orders=orders)
    allocate(holder="chk_1", orders=orders)
    assert reserved() == [("ord_1", "allocated", 1, None), ("ord_2", "allocated", 2, None)]


def test_what_was_let_go_can_not_be_sold(variant: Variant) -> None:
    make_stock(variant=variant)
    (foreign,) = variants_of(make_product())
    hold(holder="chk_1", wanted={variant.pk: 1}, expires_at=NOW)
    with pytest.raises(ReservationGone), transaction.atomic():
        allocate(holder="chk_1", orders={variant.store_id: "ord_1", foreign.store_id: "ord_2"})
    assert reserved() == [("chk_1", "held", 1, NOW)]
    release_expired(now=NOW)
    with pytest.raises(ReservationGone), transaction.atomic():
        allocate(holder="chk_1", orders={variant.store_id: "ord_1"})


def test_shipping_takes_sold_pieces_off_the_shelf(variant: Variant) -> None:
    second = make_location(store=variant.store, position=1)
    make_stock(variant=variant, on_hand=3)
    make_stock(variant=variant, on_hand=3, location=second)
    hold(holder="chk_1", wanted={variant.pk: 5}, expires_at=NOW)
    allocate(holder="chk_1", orders={variant.store_id: "ord_1"})
    told = published(StockChanged)
    with clock.frozen_at(NOW):
        ship(holder="ord_1", pieces={variant.pk: 4}, reference="shp_1", actor="per_1")
    assert [row[2] for row in reserved()] == [1]
    assert free(variant) == 1
    shipped = StockMovement.objects.for_store(variant.store_id).filter(kind="shipped")
    assert list(
        shipped.order_by("id").values_list(
            "quantity", "on_hand_after", "reference", "actor", "moved_at"
        )
    ) == [(-3, 0, "shp_1", "per_1", NOW), (-1, 2, "shp_1", "per_1", NOW)]
    assert published(StockChanged) == told
    with pytest.raises(ReservationGone):
        ship(holder="ord_1", pieces={variant.pk: 2}, reference="shp_2", actor="")
    assert [row[2] for row in reserved()] == [1]
    ship(holder="ord_1", pieces={variant.pk: 1}, reference="shp_2", actor="")
    assert reserved() == []
    assert free(variant) == 1


def test_a_cancelled_order_gives_back_what_was_not_sent(variant: Variant) -> None:
    make_stock(variant=variant, on_hand=3)
    hold(holder="chk_1", wanted={variant.pk: 3}, expires_at=NOW)
    allocate(holder="chk_1", orders={variant.store_id: "ord_1"})
    ship(holder="ord_1", pieces={variant.pk: 1}, reference="shp_1", actor="")
    for _ in range(2):
        deallocate(holder="ord_1")
    assert reserved() == []
    assert free(variant) == 2
    assert published(StockChanged)[-1].available == 2
    level = StockLevel.objects.for_store(variant.store_id).get()
    assert (level.on_hand, level.reserved) == (2, 0)
