"""Any order of what can happen to stock keeps its promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.stores import first_location, make_location
from tests.domains.inventory.shelves import assert_sound
from tradewind.domains.inventory import operations
from tradewind.domains.inventory.queries import available, levels
from tradewind.domains.inventory.rules import ReservationGone, StockPromised, StockShort

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOLDERS = st.integers(0, 3)
PLACES = st.integers(0, 2)
WANTED = st.dictionaries(PLACES, st.integers(1, 6), min_size=1)
AFTER = st.integers(0, 10).map(lambda minutes: NOW + timedelta(minutes=minutes))


class Stock(RuleBasedStateMachine):
    """A model with plain numbers beside the real thing: they must agree after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.stores: dict[int, tuple[int, list[int]]] = {}
        for product in (make_product(variants=2), make_product()):
            store = product.store
            places = [first_location(store).pk, make_location(store=store, position=1).pk]
            self.stores |= {variant.pk: (store.pk, places) for variant in variants_of(product)}
        self.variants = list(self.stores)
        self.free = dict.fromkeys(self.variants, 0)
        self.held: dict[int, tuple[dict[int, int], datetime]] = {}
        self.sold: dict[tuple[int, int], dict[int, int]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    @rule(place=PLACES, second=st.booleans(), pieces=st.integers(1, 8))
    def receive(self, place: int, second: bool, pieces: int) -> None:
        variant = self.variants[place]
        store_id, locations = self.stores[variant]
        operations.receive(
            store_id=store_id, location_id=locations[second], pieces={variant: pieces}
        )
        self.free[variant] += pieces

    @rule(holder=HOLDERS, wanted=WANTED, expires_at=AFTER)
    def hold(self, holder: int, wanted: dict[int, int], expires_at: datetime) -> None:
        pieces = {self.variants[place]: count for place, count in wanted.items()}
        before = self.held.get(holder, ({}, NOW))[0]
        enough = all(
            self.free[variant] + before.get(variant, 0) >= count
            for variant, count in pieces.items()
        )
        try:
            operations.hold(holder=f"chk_{holder}", wanted=pieces, expires_at=expires_at)
        except StockShort:
            assert not enough
            return
        assert enough
        self._give_back(before)
        for variant, count in pieces.items():
            self.free[variant] -= count
        self.held[holder] = (pieces, expires_at)

    @rule(holder=HOLDERS)
    def release(self, holder: int) -> None:
        operations.release(holder=f"chk_{holder}")
        self._give_back(self.held.pop(holder, ({}, NOW))[0])

    @rule(now=AFTER)
    def release_expired(self, now: datetime) -> None:
        due = [holder for holder, (_, expires_at) in self.held.items() if expires_at <= now]
        assert operations.release_expired(now=now) == len(due)
        for holder in due:
            self._give_back(self.held.pop(holder)[0])

    @rule(holder=HOLDERS)
    def allocate(self, holder: int) -> None:
        pieces, _ = self.held.get(holder, ({}, NOW))
        stores = {self.stores[variant][0] for variant in pieces}
        if not pieces or any((holder, store) in self.sold for store in stores):
            return
        operations.allocate(
            holder=f"chk_{holder}", orders={store: f"ord_{holder}_{store}" for store in stores}
        )
        del self.held[holder]
        for variant, count in pieces.items():
            self.sold.setdefault((holder, self.stores[variant][0]), {})[variant] = count

    @rule(order=st.integers(0, 7), place=PLACES, pieces=st.integers(1, 6))
    def ship(self, order: int, place: int, pieces: int) -> None:
        if not self.sold:
            return
        key = sorted(self.sold)[order % len(self.sold)]
        variant = self.variants[place]
        owned = self.sold[key].get(variant, 0)
        try:
            operations.ship(
                holder=f"ord_{key[0]}_{key[1]}",
                pieces={variant: pieces},
                reference="shp",
                actor="",
            )
        except ReservationGone:
            assert owned < pieces
            return
        assert owned >= pieces
        self.sold[key][variant] = owned - pieces
        if not any(self.sold[key].values()):
            del self.sold[key]

    @rule(order=st.integers(0, 7))
    def deallocate(self, order: int) -> None:
        if not self.sold:
            return
        key = sorted(self.sold)[order % len(self.sold)]
        operations.deallocate(holder=f"ord_{key[0]}_{key[1]}")
        self._give_back(self.sold.pop(key))

    @rule(place=PLACES, pieces=st.integers(1, 5), back=st.booleans())
    def move(self, place: int, pieces: int, back: bool) -> None:
        variant = self.variants[place]
        store_id, locations = self.stores[variant]
        source, target = reversed(locations) if back else locations
        try:
            operations.move(
                store_id=store_id,
                from_location_id=source,
                to_location_id=target,
                pieces={variant: pieces},
            )
        except StockPromised:
            on_shelves = levels(store_id=store_id, variant_ids=[variant])
            assert all(row.available < pieces for row in on_shelves if row.location_id == source)

    @invariant()
    def agrees(self) -> None:
        assert_sound()
        assert available(variant_ids=self.variants) == self.free

    def _give_back(self, pieces: dict[int, int]) -> None:
        for variant, count in pieces.items():
            self.free[variant] += count


@pytest.mark.django_db
def test_stock_keeps_its_promises() -> None:
    run_state_machine_as_test(
        Stock,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
