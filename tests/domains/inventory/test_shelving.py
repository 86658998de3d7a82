from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import TestCase

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.stores import first_location, make_location, make_store
from tests.domains.inventory.shelves import assert_sound
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory import operations
from tradewind.domains.inventory.events import StockChanged
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.inventory.queries import (
    available,
    count_low_stock,
    levels,
    low_stock,
    movements,
)
from tradewind.domains.inventory.rules import StockPromised
from tradewind.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def variant() -> Variant:
    (variant,) = variants_of(make_product())
    return variant


def shelf(variant: Variant) -> dict[str, int]:
    where = {
        "store_id": variant.store_id,
        "location_id": first_location(variant.store).pk,
    }
    return where


def on_hand(variant: Variant) -> list[int]:
    assert_sound()
    found = levels(store_id=variant.store_id, variant_ids=[variant.pk])
    return [row.on_hand for row in found]


def test_goods_come_in_any_number_by_the_same_statements(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    variants = variants_of(make_product(variants=30))
    where = shelf(variants[0])
    operations.receive(**where, pieces={variants[0].pk: 2})
    pieces = {variant.pk: 5 for variant in variants}
    # savepoint, location, ownership, levels, write, who to tell, tell, release
    with django_assert_num_queries(8):
        operations.receive(**where, pieces=pieces, reference="inv-7", note="blue", actor="per_1")
    assert available(variant_ids=list(pieces)) == pieces | {variants[0].pk: 7}
    (latest, first) = movements(store_id=where["store_id"], variant_id=variants[0].pk)
    assert (latest.kind, latest.quantity, latest.on_hand_after) == ("received", 5, 7)
    assert (latest.reference, latest.note, latest.actor) == ("inv-7", "blue", "per_1")
    assert (first.quantity, first.on_hand_after) == (2, 2)
    assert len(published(StockChanged)) == 31
    assert_sound()


def test_a_count_corrects_the_books_and_one_that_confirms_changes_nothing(variant: Variant) -> None:
    make_stock(variant=variant, on_hand=7)
    before = len(published(StockChanged))
    assert operations.count(**shelf(variant), counted={variant.pk: 7}) == []
    assert operations.count(**shelf(variant), counted={variant.pk: 4}) == [variant.pk]
    assert on_hand(variant) == [4]
    kinds = [
        (m.kind, m.quantity) for m in movements(store_id=variant.store_id, variant_id=variant.pk)
    ]
    assert kinds == [("counted", -3), ("received", 7)]
    assert [event.available for event in published(StockChanged)[before:]] == [4]


def test_a_first_count_makes_the_shelf(variant: Variant) -> None:
    assert operations.count(**shelf(variant), counted={variant.pk: 3}) == [variant.pk]
    assert on_hand(variant) == [3]


def test_promised_pieces_can_not_be_counted_lost_or_moved_away(variant: Variant) -> None:
    make_stock(variant=variant, on_hand=5)
    second = make_location(store=variant.store, position=1)
    operations.hold(holder="chk_1", wanted={variant.pk: 3}, expires_at=NOW)
    where = shelf(variant)
    damaged = StockMovement.Kind.DAMAGED
    with pytest.raises(StockPromised) as raised:
        operations.count(**where, counted={variant.pk: 2})
    with pytest.raises(StockPromised):
        operations.adjust(**where, variant_id=variant.pk, change=-3, kind=damaged)
    with pytest.raises(StockPromised):
        operations.move(
            store_id=variant.store_id,
            from_location_id=where["location_id"],
            to_location_id=second.pk,
            pieces={variant.pk: 3},
        )
    assert raised.value.details == {"variant": variant.pk, "promised": 3, "available": 2}
    assert on_hand(variant) == [5]
    operations.adjust(**where, variant_id=variant.pk, change=-2, kind=damaged, note="broken")
    assert on_hand(variant) == [3]
    assert available(variant_ids=[variant.pk]) == {variant.pk: 0}


def test_a_move_keeps_the_sum(variant: Variant) -> None:
    make_stock(variant=variant, on_hand=5)
    second = make_location(store=variant.store, position=1)
    operations.move(
        store_id=variant.store_id,
        from_location_id=first_location(variant.store).pk,
        to_location_id=second.pk,
        pieces={variant.pk: 2},
        actor="per_1",
    )
    assert on_hand(variant) == [3, 2]
    moved = movements(store_id=variant.store_id, variant_id=variant.pk, limit=2)
    assert sorted((m.quantity, m.kind, m.actor) for m in moved) == [
        (-2, "moved", "per_1"),
        (2, "moved", "per_1"),
    ]


@pytest.mark.parametrize("pieces", [0, -1])
def test_impossible_numbers_are_refused(variant: Variant, pieces: int) -> None:
    where = shelf(variant)
    kind = StockMovement.Kind.RETURNED
    with pytest.raises(InvalidInput):
        operations.receive(**where, pieces={variant.pk: pieces})
    with pytest.raises(InvalidInput):
        operations.count(**where, counted={variant.pk: -1})
    with pytest.raises(InvalidInput):
        operations.adjust(**where, variant_id=variant.pk, change=0, kind=kind)
    with pytest.raises(InvalidInput):
        operations.set_low_at(**where, variant_id=variant.pk, low_at=-1)
    assert on_hand(variant) == []


def test_no_store_touches_the_shelves_of_another(variant: Variant) -> None:
    make_stock(variant=variant, on_hand=5)
    stranger = make_store()
    theirs, ours = first_location(stranger).pk, first_location(variant.store).pk
    for store_id, location_id in (
        (stranger.pk, theirs),
        (stranger.pk, ours),
        (variant.store_id, theirs),
    ):
        with pytest.raises(NotFound):
            operations.receive(store_id=store_id, location_id=location_id, pieces={variant.pk: 1})
        with pytest.raises(NotFound):
            operations.count(store_id=store_id, location_id=location_id, counted={variant.pk: 1})
    with pytest.raises(NotFound):
        operations.set_low_at(
            store_id=stranger.pk, location_id=ours, variant_id=variant.pk, low_at=1
        )
    assert on_hand(variant) == [5]
    assert levels(store_id=stranger.pk) == low_stock(store_id=stranger.pk) == []


def test_low_shelves_are_listed_the_emptiest_first(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    product = make_product(variants=4, title="Lamp")
    few, empty, plenty, archived = variants_of(product)
    for variant, pieces in ((few, 3), (empty, 0), (plenty, 4), (archived, 0)):
        make_stock(variant=variant, on_hand=pieces)
    archived.archived_at = NOW
    archived.save()
    with django_assert_num_queries(1):
        low = low_stock(store_id=product.store_id)
    assert [(row.sku, row.available, row.is_low) for row in low] == [
        (empty.sku, 0, True),
        (few.sku, 3, True),
    ]
    assert count_low_stock(store_id=product.store_id) == 2
    where = shelf(plenty)
    operations.set_low_at(**where, variant_id=plenty.pk, low_at=4)
    assert count_low_stock(store_id=product.store_id) == 3
    assert low[1].product_title == "Lamp"


def test_available_takes_one_statement(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    with_stock, without = variants_of(make_product(variants=2))
    make_stock(variant=with_stock, on_hand=5)
    with django_assert_num_queries(1):
        found = available(variant_ids=[with_stock.pk, without.pk])
    assert found == {with_stock.pk: 5, without.pk: 0}
    with django_assert_num_queries(0):
        assert available(variant_ids=[]) == {}
