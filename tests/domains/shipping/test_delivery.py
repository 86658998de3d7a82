from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import TestCase

from tests.domains.factories.pricing import make_rates
from tests.domains.factories.shipping import make_method, make_zone
from tests.domains.factories.stores import make_store
from tradewind.domains.pricing.queries import forget_rates, rates_on
from tradewind.domains.pricing.rules import RateMissing
from tradewind.domains.shipping import operations
from tradewind.domains.shipping.operations import Terms
from tradewind.domains.shipping.queries import Parcel, get_method, list_zones, options
from tradewind.domains.shipping.rules import DeliveryOption, PlaceTaken
from tradewind.domains.stores.models import Store
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
VANCOUVER, TORONTO, PARIS = Place("CA", "BC"), Place("CA", "ON"), Place("FR")
TERMS = Terms(name="Post", price=Money(1000, "CAD"), min_days=1, max_days=2)


@pytest.fixture(autouse=True)
def _fresh_rates() -> None:
    forget_rates()


def ways(
    store: Store, place: Place, *, goods: str = "50.00", weight_g: int = 500, currency: str = "CAD"
) -> list[DeliveryOption]:
    parcel = Parcel(store_id=store.pk, goods=Money.of(goods, currency), weight_g=weight_g)
    return options(parcels=[parcel], place=place, currency=currency, now=NOW)[store.pk]


def names(found: list[DeliveryOption]) -> list[str]:
    return [option.name for option in found]


def test_the_most_specific_zone_wins_and_alone() -> None:
    store = make_store()
    for places, name in ((["CA-BC"], "island"), (["CA", "US"], "land"), (["*"], "world")):
        make_method(store=store, zone=make_zone(store=store, places=places), name=name)
    assert names(ways(store, VANCOUVER)) == ["island"]
    assert names(ways(store, TORONTO)) == ["land"]
    assert names(ways(store, PARIS)) == ["world"]


def test_every_store_of_a_cart_by_one_statement(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    near, far, nowhere = make_store(), make_store(time_zone="Asia/Seoul"), make_store()
    method = make_method(store=near, carrier="Canada Post", translations={"fr": {"name": "Poste"}})
    make_method(store=far, name="Slow", price="3.00", handling_days=3, min_days=5, max_days=10)
    make_method(store=far, name="Fast", price="25.00", min_days=1, max_days=1, zone=_zone(far))
    make_method(store=nowhere, zone=make_zone(store=nowhere, places=["FR"]))
    parcels = [
        Parcel(store_id=store.pk, goods=Money(5000, "CAD"), weight_g=500)
        for store in (near, far, nowhere)
    ]
    with django_assert_num_queries(1):
        found = options(parcels=parcels, place=TORONTO, currency="CAD", now=NOW)
    assert found[near.pk] == [
        DeliveryOption(
            method_id=method.public_id,
            name="Post",
            translations={"fr": {"name": "Poste"}},
            carrier="Canada Post",
            price=Money(1000, "CAD"),
            arrives_from=date(2026, 11, 25),
            arrives_until=date(2026, 11, 27),
        )
    ]
    assert names(found[far.pk]) == ["Slow", "Fast"]
    # 21:00 on Friday in Seoul counts as Monday.
    assert found[far.pk][1].arrives_from == date(2026, 11, 25)
    assert found[nowhere.pk] == []
    with django_assert_num_queries(0):
        assert options(parcels=[], place=TORONTO, currency="CAD", now=NOW) == {}


def test_prices_and_limits_are_told_in_the_carts_currency(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    make_rates(base="CAD", EUR="0.625")
    rates_on(day=NOW.date())
    store = make_store()
    make_method(store=store, price="10.00", per_kg="2.00", free_from="100.00")
    with django_assert_num_queries(1):
        (heavy,) = ways(store, PARIS, goods="62.49", weight_g=2500, currency="EUR")
    (free,) = ways(store, PARIS, goods="62.50", weight_g=2500, currency="EUR")
    assert (heavy.price, free.price) == (Money(875, "EUR"), Money(0, "EUR"))
    with pytest.raises(RateMissing):
        ways(store, PARIS, currency="USD")


def test_an_archived_method_is_not_offered() -> None:
    store = make_store()
    zone = make_zone(store=store)
    kept = make_method(store=store, zone=zone, name="Kept")
    gone = make_method(store=store, zone=zone, name="Gone")
    for _ in range(2):
        operations.archive_method(store_id=store.pk, method_id=gone.public_id)
    assert names(ways(store, TORONTO)) == [kept.name]
    assert [len(zone.methods.all()) for zone in list_zones(store_id=store.pk)] == [2]


def test_a_changed_method_is_offered_by_its_new_terms() -> None:
    store = make_store()
    method = make_method(store=store, per_kg="1.00")
    terms = replace(TERMS, price=Money(700, "CAD"), free_from=Money(100_000, "CAD"))
    operations.change_method(store_id=store.pk, method_id=method.public_id, terms=terms)
    assert [option.price for option in ways(store, TORONTO, weight_g=9000)] == [Money(700, "CAD")]
    changed = get_method(store_id=store.pk, public_id=method.public_id)
    assert (changed.public_id, changed.max_days) == (method.public_id, 2)


def test_a_place_belongs_to_one_zone_of_a_store() -> None:
    store, other = make_store(), make_store()
    make_zone(store=store, places=["CA", "US"], name="America")
    with pytest.raises(PlaceTaken) as raised:
        make_zone(store=store, places=["FR", "US"])
    assert raised.value.details == {"place": "US", "zone": "America"}
    with pytest.raises(InvalidInput):
        make_zone(store=store, places=["MX"], name="America")
    make_zone(store=other, places=["CA", "US"], name="America")
    assert [zone.name for zone in list_zones(store_id=store.pk)] == ["America"]


def test_a_changed_zone_is_delivered_to_at_once() -> None:
    store = make_store()
    zone = make_zone(store=store, name="West", places=["CA-BC"])
    make_zone(store=store, name="France", places=["FR"])
    make_method(store=store, zone=zone)
    assert ways(store, VANCOUVER)
    assert ways(store, TORONTO) == []
    operations.change_zone(store_id=store.pk, zone_id=zone.pk, name="Ontario", places=["CA-ON"])
    assert ways(store, VANCOUVER) == []
    assert ways(store, TORONTO)
    operations.change_zone(store_id=store.pk, zone_id=zone.pk, name="Ontario", places=["CA-ON"])
    with pytest.raises(PlaceTaken):
        operations.change_zone(store_id=store.pk, zone_id=zone.pk, name="Ontario", places=["FR"])
    for name, places in (("France", ["CA"]), (" ", ["CA"]), ("Ontario", [])):
        with pytest.raises(InvalidInput):
            operations.change_zone(store_id=store.pk, zone_id=zone.pk, name=name, places=places)
    with pytest.raises(NotFound):
        operations.change_zone(
            store_id=make_store().pk, zone_id=zone.pk, name="Theirs", places=["CA"]
        )
    zone.refresh_from_db()
    assert (zone.name, zone.places) == ("Ontario", ["CA-ON"])


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (replace(TERMS, price=Money(-1, "CAD")), "price"),
        (replace(TERMS, per_kg=Money(1, "USD")), "per_kg"),
        (replace(TERMS, free_from=Money(-1, "CAD")), "free_from"),
        (replace(TERMS, min_days=3), "max_days"),
        (replace(TERMS, handling_days=-1), "max_days"),
        (replace(TERMS, name=" "), "name"),
    ],
)
def test_impossible_terms_are_refused(terms: Terms, field: str) -> None:
    store = make_store()
    with pytest.raises(InvalidInput) as raised:
        operations.create_method(store_id=store.pk, zone_id=_zone(store).pk, terms=terms)
    assert list(raised.value.fields) == [field]


def test_no_store_changes_the_delivery_of_another() -> None:
    method = make_method(store=make_store())
    stranger = make_store()
    with pytest.raises(NotFound):
        operations.create_method(store_id=stranger.pk, zone_id=method.zone_id, terms=TERMS)
    with pytest.raises(NotFound):
        operations.change_method(store_id=stranger.pk, method_id=method.public_id, terms=TERMS)
    with pytest.raises(NotFound):
        operations.archive_method(store_id=stranger.pk, method_id=method.public_id)
    kept = get_method(store_id=method.store_id, public_id=method.public_id)
    assert (kept.archived_at, kept.min_days) == (None, 2)


def _zone(store: Store) -> object:
    found = list_zones(store_id=store.pk)
    return found[0] if found else make_zone(store=store)
