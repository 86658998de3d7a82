"""Opening a store, and what it says about itself."""

from __future__ import annotations

import pytest

from tests.domains.events import published
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import first_location, make_location, make_store
from tradewind.domains.stores import operations, queries
from tradewind.domains.stores.errors import LastLocation, NameTaken, SlugTaken
from tradewind.domains.stores.events import StoreChanged, StoreOpened
from tradewind.domains.stores.models import Location, Store
from tradewind.domains.stores.operations import StoreFacts
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.audit.queries import list_by_store

pytestmark = pytest.mark.django_db


def open_kiln(**changes: object) -> Store:
    given = {
        "slug": "kiln-and-linen",
        "name": "Kiln & Linen",
        "country": "CA",
        "region": "ON",
        "currency": "CAD",
        "owner_id": None,
    }
    return operations.open_store(**{**given, **changes})  # type: ignore[arg-type]


def test_a_store_opens_with_an_owner_and_a_place_to_ship_from() -> None:
    owner = make_person()

    store = open_kiln(owner_id=owner.pk, location="Workshop")

    assert queries.get_open_store(slug="kiln-and-linen") == store
    assert [(m.person, m.role) for m in queries.list_staff(store_id=store.pk)] == [(owner, "owner")]
    assert [place.name for place in queries.list_locations(store_id=store.pk)] == ["Workshop"]
    assert published(StoreOpened) == [StoreOpened(store_id=store.public_id)]


def test_an_address_is_one_store_s() -> None:
    open_kiln()
    with pytest.raises(SlugTaken):
        open_kiln(name="Another")
    assert Store.objects.count() == 1
    assert len(published(StoreOpened)) == 1


def test_each_fault_is_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        open_kiln(slug="Kiln!", name=" ", country="ZZ", currency="XXX")
    assert refused.value.fields == {
        "slug": "invalid",
        "name": "required",
        "country": "unknown",
        "currency": "unknown",
    }
    assert not Store.objects.exists()


def test_changing_tells_which_fields_and_saying_it_again_tells_nothing() -> None:
    store = make_store(name="Kiln")
    facts = StoreFacts(name="Kiln", tagline="Clay and cloth")

    operations.change_store(store_id=store.pk, facts=facts, actor="per_1")
    operations.change_store(store_id=store.pk, facts=facts, actor="per_1")

    assert published(StoreChanged) == [StoreChanged(store_id=store.public_id, fields=["tagline"])]
    [entry] = list_by_store(store_id=store.pk).items
    assert (entry.actor, entry.action) == ("per_1", "stores.change")


def test_a_store_can_t_say_what_is_not() -> None:
    store = make_store()
    facts = StoreFacts(email="nobody", language="xx", time_zone="Mars/Base", tagline="x" * 141)
    with pytest.raises(InvalidInput) as refused:
        operations.change_store(store_id=store.pk, facts=facts, actor="per_1")
    assert refused.value.fields == {
        "email": "invalid",
        "language": "unknown",
        "time_zone": "unknown",
        "tagline": "too_long",
    }


class TestPlaces:
    def test_a_store_always_ships_from_somewhere(self) -> None:
        store = make_store()
        first = first_location(store)
        with pytest.raises(LastLocation):
            operations.archive_location(
                store_id=store.pk, location_id=first.public_id, actor="per_1"
            )
        second = make_location(store=store, position=1)
        for _ in range(2):
            operations.archive_location(
                store_id=store.pk, location_id=first.public_id, actor="per_1"
            )
        assert queries.list_locations(store_id=store.pk) == [second]
        assert Location.objects.for_store(store.pk).count() == 2

    def test_names_are_told_apart(self) -> None:
        store = make_store()
        operations.add_location(store_id=store.pk, name="Attic", country="CA", actor="per_1")
        with pytest.raises(NameTaken):
            operations.add_location(store_id=store.pk, name=" Attic", country="CA", actor="per_1")
        operations.add_location(store_id=make_store().pk, name="Attic", country="CA", actor="per_1")

    def test_another_store_s_place_is_not_found(self) -> None:
        location = first_location(make_store())
        with pytest.raises(NotFound):
            operations.change_location(
                store_id=make_store().pk,
                location_id=location.public_id,
                name="Mine",
                actor="per_1",
            )

    def test_a_market_s_life(self) -> None:
        store = make_store()
        sell = {"store_id": store.pk, "country": "FR", "actor": "per_1"}
        operations.add_market(**sell, currency="EUR", language="fr")
        with pytest.raises(NameTaken):
            operations.add_market(**sell, currency="EUR", language="fr")
        operations.change_market(**sell, currency="CAD", language="en")
        assert [(m.country, m.currency) for m in queries.list_markets(store_id=store.pk)] == [
            ("FR", "CAD")
        ]
        operations.remove_market(**sell)
        assert queries.list_markets(store_id=store.pk) == []
        with pytest.raises(NotFound):
            operations.remove_market(**sell)
        with pytest.raises(InvalidInput) as refused:
            operations.add_market(
                store_id=store.pk, country="EU", currency="XXX", language="xx", actor="per_1"
            )
        assert set(refused.value.fields) == {"country", "currency", "language"}
