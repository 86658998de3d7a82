"""A shelf runs low, and those who fill it hear of it once."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.domains.events import enveloped, published
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.identity import make_person
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.stores import first_location, make_staff, make_store
from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.inventory.events import StockChanged
from tradewind.domains.inventory.letters import LETTERS
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.inventory.operations import adjust, receive
from tradewind.domains.inventory.queries import list_movements
from tradewind.domains.inventory.queries.alerts import low_shelves_of
from tradewind.domains.inventory.subscribers import tell_of_low_stock
from tradewind.domains.notices.models import Notice
from tradewind.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db


def lose(variant: Variant, pieces: int) -> None:
    adjust(
        store_id=variant.store_id,
        location_id=first_location(variant.store).pk,
        variant_id=variant.pk,
        change=-pieces,
        kind=StockMovement.Kind.DAMAGED,
    )


def deliver() -> None:
    tell_of_low_stock([enveloped(event) for event in published(StockChanged)])


def test_each_time_it_runs_low_is_told_once() -> None:
    store = make_store()
    owner, packer = make_person(), make_person()
    make_staff(store=store, person=owner)
    make_staff(store=store, person=packer, role="operator")
    (variant,) = variants_of(make_product(store=store, title="Mug"))
    shelf = make_stock(variant=variant, on_hand=10, low_at=3)
    deliver()
    assert Notice.objects.count() == 0

    lose(variant, 7)
    deliver()
    lose(variant, 1)
    deliver()
    told = Notice.objects.order_by("person_id", "channel").values_list("person_id", "channel")
    assert list(told) == [(owner.pk, "email"), (owner.pk, "site"), (packer.pk, "site")]
    assert set(Notice.objects.values_list("store_id", flat=True)) == {store.pk}

    receive(store_id=store.pk, location_id=shelf.location_id, pieces={variant.pk: 20})
    deliver()
    lose(variant, 20)
    deliver()
    assert Notice.objects.count() == 6


def test_what_was_never_filled_or_is_not_sold_says_nothing() -> None:
    store = make_store()
    make_staff(store=store, person=make_person())
    (scarce,) = variants_of(make_product(store=store))
    (draft,) = variants_of(make_product(store=store, status=Product.Status.DRAFT))
    make_stock(variant=scarce, on_hand=2)
    make_stock(variant=draft, on_hand=10)
    lose(draft, 9)
    deliver()
    assert low_shelves_of(variant_ids=[scarce.public_id, draft.public_id]) == []
    assert Notice.objects.count() == 0


def test_the_letter_says_what_and_where() -> None:
    (variant,) = variants_of(make_product(title="Mug"))
    shelf = make_stock(variant=variant, on_hand=2)
    (letter,) = LETTERS
    with translation.override("en"):
        told = letter.gather({"level": shelf.pk})
        subject = str(letter.subject).format_map(told)
    assert subject == f"Mug runs low: 2 left at {shelf.location.name}"
    assert told["link"].endswith(f"/stock/{variant.public_id}")


def test_the_history_is_narrowed_and_paged() -> None:
    store = make_store()
    one, other = variants_of(make_product(store=store, variants=2))
    make_stock(variant=one, on_hand=10)
    make_stock(variant=other, on_hand=5)
    make_stock(variant=variants_of(make_product())[0], on_hand=5)
    for pieces in (1, 2, 3):
        lose(one, pieces)
    first = list_movements(store_id=store.pk, variant_id=one.public_id, limit=2)
    rest = list_movements(
        store_id=store.pk, variant_id=one.public_id, limit=2, cursor=first.next_cursor or ""
    )
    assert [row.quantity for row in (*first.items, *rest.items)] == [-3, -2, -1, 10]
    assert [row.on_hand_after for row in first.items] == [4, 7]
    assert len(list_movements(store_id=store.pk).items) == 5
    damaged = list_movements(store_id=store.pk, kind="damaged")
    assert {row.variant_id for row in damaged.items} == {one.public_id}
    elsewhere = first_location(make_store()).public_id
    assert list_movements(store_id=store.pk, location_id=elsewhere).items == []
    with pytest.raises(InvalidInput):
        list_movements(store_id=store.pk, kind="stolen")
