"""Stock: every change by hand, and taking it back."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import HTMX, member
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.stores import first_location, make_location, make_store
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.models import StockLevel, StockMovement
from tradewind.domains.stores.models import Store
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db


def at(name: str, store: Store, *arguments: str) -> str:
    return reverse(f"console:{name}", args=[store.slug, *arguments])


def shelved(*, on_hand: int = 10) -> tuple[Store, Variant, Client]:
    variant = variants_of(make_product(store=make_store()))[0]
    make_stock(variant=variant, on_hand=on_hand)
    _person, client = member(variant.store, "operator")
    return variant.store, variant, client


def on_hand(variant: Variant, location_id: int | None = None) -> int:
    levels = StockLevel.objects.for_store(variant.store_id).filter(variant=variant)
    if location_id is not None:
        levels = levels.filter(location_id=location_id)
    return sum(level.on_hand for level in levels)


def test_the_emptiest_shelf_comes_first_and_pages_go_on(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr("tradewind.console.stock.screen._PAGE", 2)
    store = make_store()
    lamps = variants_of(make_product(store=store, variants=3, title="Lamp"))
    for variant, pieces in zip(lamps, (9, 2, 2), strict=True):
        make_stock(variant=variant, on_hand=pieces)
    _person, client = member(store)
    client.get(at("stock", store))
    with django_assert_num_queries(8):
        screen = client.get(at("stock", store)).context["screen"]
    assert [row.level.sku for row in screen.rows] == [lamps[1].sku, lamps[2].sku]
    more = client.get(screen.more_url, headers=HTMX).content.decode()
    assert lamps[0].sku in more
    assert lamps[1].sku not in more
    low = client.get(f"{at('stock', store)}?view=low").context["screen"]
    assert [row.level.available for row in low.rows] == [2, 2]
    found = client.get(f"{at('stock', store)}?q={lamps[0].sku}").context["screen"]
    assert [row.level.sku for row in found.rows] == [lamps[0].sku]


@pytest.mark.parametrize(
    ("what", "said", "left"),
    [
        ("receipt", {"pieces": "5"}, 15),
        ("count", {"pieces": "7"}, 7),
        ("adjustment", {"pieces": "4", "kind": "damaged"}, 6),
        ("adjustment", {"pieces": "4", "kind": "returned"}, 14),
    ],
)
def test_a_change_is_written_down_and_can_be_taken_back_once(
    what: str, said: dict[str, str], left: int
) -> None:
    store, variant, client = shelved()
    said = {**said, "location": first_location(store).public_id, "note": "by hand"}
    answer = client.post(at("stock_change", store, variant.public_id, what), said, headers=HTMX)
    assert on_hand(variant) == left
    newest = StockMovement.objects.for_store(store.pk).order_by("-pk").first()
    assert newest is not None
    assert (newest.note, newest.on_hand_after) == ("by hand", left)
    entry = list_by_subject(subject=variant.public_id, store_id=store.pk).items[0]
    assert entry.action == f"stock.{what}"

    undo = re.search(r'action="([^"]+/stock/undo/[^"]+)"', answer.content.decode())
    assert undo is not None
    client.post(undo.group(1))
    assert on_hand(variant) == 10
    again = client.post(undo.group(1), follow=True)
    assert on_hand(variant) == 10
    assert "taken back already" in str(list(again.context["messages"])[-1])


def test_pieces_move_between_locations() -> None:
    store, variant, client = shelved()
    here, there = first_location(store), make_location(store=store, position=1)
    said = {"pieces": "3", "location": here.public_id, "to": there.public_id}
    client.post(at("stock_change", store, variant.public_id, "transfer"), said)
    assert (on_hand(variant, here.pk), on_hand(variant, there.pk)) == (7, 3)


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("receipt", {"pieces": "0"}),
        ("receipt", {"pieces": "-2"}),
        ("receipt", {"pieces": "many"}),
        ("receipt", {"pieces": "3", "location": "loc_00000000000000000000000000"}),
        ("receipt", {"pieces": "3", "note": "x" * 201}),
        ("count", {"pieces": "-1"}),
        ("adjustment", {"pieces": "11", "kind": "damaged"}),
        ("adjustment", {"pieces": "1", "kind": "shipped"}),
        ("adjustment", {"pieces": "-1", "kind": "damaged"}),
        ("transfer", {"pieces": "1"}),
    ],
)
def test_what_can_not_be_changes_nothing(what: str, said: dict[str, str]) -> None:
    store, variant, client = shelved()
    said = {"location": first_location(store).public_id, **said}
    client.post(at("stock_change", store, variant.public_id, what), said)
    assert on_hand(variant) == 10
    assert StockMovement.objects.for_store(store.pk).count() == 1
    assert list_by_subject(subject=variant.public_id).items == []


def test_a_warning_can_be_set() -> None:
    store, variant, client = shelved()
    said = {"location": first_location(store).public_id, "pieces": "12"}
    client.post(at("stock_change", store, variant.public_id, "alert"), said)
    assert StockLevel.objects.for_store(store.pk).get(variant=variant).low_at == 12


def test_an_undo_of_another_store_is_refused() -> None:
    store, variant, client = shelved()
    said = {"location": first_location(store).public_id, "pieces": "5"}
    answer = client.post(
        at("stock_change", store, variant.public_id, "receipt"), said, headers=HTMX
    )
    token = re.search(r"/stock/undo/([^\"]+)\"", answer.content.decode())
    assert token is not None
    other, _variant, stranger = shelved()
    stranger.post(at("stock_undo", other, token.group(1)))
    assert on_hand(variant) == 15


def test_a_delivery_is_written_down_whole_or_not_at_all() -> None:
    store, variant, client = shelved()
    other = variants_of(make_product(store=store))[0]
    said = {
        "location": first_location(store).public_id,
        "code": [variant.sku, "no such thing", ""],
        "pieces": ["2", "3", ""],
    }
    refused = client.post(at("stock_receive", store), said)
    assert refused.status_code == 422
    assert [row.problem for row in refused.context["rows"][:3]] == [
        "",
        "No article of yours has this code.",
        "",
    ]
    assert on_hand(variant) == 10
    said |= {"code": [variant.sku, other.sku, variant.sku], "pieces": ["2", "3", "1"]}
    assert client.post(at("stock_receive", store), said).status_code == 302
    assert (on_hand(variant), on_hand(other)) == (13, 3)


def test_every_move_by_place_and_reason() -> None:
    store, variant, client = shelved()
    there = make_location(store=store, position=1)
    here = first_location(store)
    said = {"location": here.public_id, "to": there.public_id, "pieces": "4"}
    client.post(at("stock_change", store, variant.public_id, "transfer"), said)
    page = client.get(at("stock_moves", store))
    assert [row.change for row in page.context["screen"].rows] == ["+4", "-4", "+10"]
    query = f"?kind=moved&location={there.public_id}&variant={variant.public_id}"
    narrowed = client.get(at("stock_moves", store) + query)
    assert [row.change for row in narrowed.context["screen"].rows] == ["+4"]
    part = client.get(at("stock_moves", store) + query, headers=HTMX).content
    assert b"+4" in part
    assert b"-4" not in part
    assert b"<html" not in part
    nothing = client.get(at("stock_moves", store) + "?kind=damaged")
    assert b"Nothing moved like that" in nothing.content
