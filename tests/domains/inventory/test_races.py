"""Real rivals on real connections."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import transaction

from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.inventory.shelves import assert_sound
from tests.parallel import in_parallel
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.models import Reservation
from tradewind.domains.inventory.operations import (
    allocate,
    count,
    hold,
    receive,
    release,
    release_expired,
)
from tradewind.domains.inventory.queries import available
from tradewind.domains.inventory.rules import ReservationGone, StockPromised, StockShort

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
RIVALS = 16


def stocked(variants: int, on_hand: int) -> list[Variant]:
    made = variants_of(make_product(variants=variants))
    for variant in made:
        make_stock(variant=variant, on_hand=on_hand)
    return made


def left(variant: Variant) -> int:
    return available(variant_ids=[variant.pk])[variant.pk]


def test_two_hundred_want_twenty_pieces_and_twenty_get_one() -> None:
    (variant,) = stocked(1, 20)
    wishes = iter(range(200))
    lock = threading.Lock()

    def shop() -> list[bool]:
        outcomes = []
        while True:
            with lock:
                number = next(wishes, None)
            if number is None:
                return outcomes
            try:
                hold(holder=f"chk_{number}", wanted={variant.pk: 1}, expires_at=NOW)
                outcomes.append(True)
            except StockShort:
                outcomes.append(False)

    outcomes = [got for told in in_parallel([shop] * RIVALS) for got in told]
    assert (outcomes.count(True), outcomes.count(False)) == (20, 180)
    assert left(variant) == 0
    assert_sound()


def test_carts_that_cross_do_not_wait_for_each_other_forever() -> None:
    variants = [variant.pk for variant in stocked(6, 1000)]

    def shop(number: int) -> None:
        turned = variants[number % 6 :] + variants[: number % 6]
        wanted = dict.fromkeys(reversed(turned) if number % 2 else turned, 1)
        for round_ in range(6):
            with transaction.atomic():
                hold(holder=f"chk_{number}", wanted=wanted, expires_at=NOW)
                if round_ % 2:
                    release(holder=f"chk_{number}")

    in_parallel([partial(shop, number) for number in range(RIVALS)])
    assert Reservation.objects.across_stores("test").count() == 0
    assert_sound()


def test_one_holder_at_once_holds_once() -> None:
    first, second = stocked(2, 50)
    wishes = [{first.pk: 3}, {first.pk: 3, second.pk: 2}, {second.pk: 5}]

    def shop(wanted: dict[int, int]) -> None:
        hold(holder="chk_1", wanted=wanted, expires_at=NOW)

    in_parallel([partial(shop, wishes[number % 3]) for number in range(12)])
    kept = Reservation.objects.across_stores("test").values_list("variant_id", "quantity")
    assert dict(kept) in wishes
    assert_sound()


def test_what_expires_while_it_is_paid_is_either_sold_or_free() -> None:
    variants = stocked(3, 40)
    wanted = {variant.pk: 2 for variant in variants}
    store_id = variants[0].store_id
    for number in range(12):
        hold(holder=f"chk_{number}", wanted=wanted, expires_at=NOW)

    def pay(number: int) -> bool:
        try:
            with transaction.atomic():
                allocate(holder=f"chk_{number}", orders={store_id: f"ord_{number}"})
        except ReservationGone:
            return False
        return True

    def sweep() -> bool:
        release_expired(now=NOW)
        return False

    rivals: list[Callable[[], bool]] = [partial(pay, number) for number in range(12)]
    rivals[4:4] = [sweep, sweep]
    sold = in_parallel(rivals).count(True)
    release_expired(now=NOW)
    assert [left(variant) for variant in variants] == [40 - 2 * sold] * 3
    rows = Reservation.objects.across_stores("test")
    assert set(rows.values_list("state", flat=True)) <= {"allocated"}
    assert rows.count() == 3 * sold
    assert_sound()


def test_staff_and_a_crowd_at_one_shelf() -> None:
    first, second = stocked(2, 30)
    store_id = first.store_id
    location_id = first.levels.get().location_id
    pieces = {first.pk: 1, second.pk: 1}

    def shop(number: int) -> None:
        for step in range(5):
            wanted = dict.fromkeys([first.pk, second.pk][:: 1 if number % 2 else -1], 1)
            hold(holder=f"chk_{number}_{step}", wanted=wanted, expires_at=NOW)

    def stack() -> None:
        for _ in range(5):
            receive(store_id=store_id, location_id=location_id, pieces=pieces)

    def take_stock() -> None:
        for _ in range(5):
            try:
                count(store_id=store_id, location_id=location_id, counted={first.pk: 60})
            except StockPromised:
                raise AssertionError("60 are more than anybody was promised") from None

    in_parallel([*(partial(shop, number) for number in range(5)), stack, stack, take_stock])
    assert left(second) == 30 + 10 - 25
    assert_sound()
