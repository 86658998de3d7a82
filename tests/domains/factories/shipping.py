"""Ways to deliver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.domains.factories.numbers import fresh_number
from tradewind.domains.shipping import operations
from tradewind.domains.shipping.models import Method, Zone
from tradewind.domains.shipping.operations import Terms
from tradewind.domains.stores.models import Store
from tradewind.kernel.money import Money


def make_zone(*, store: Store, places: Sequence[str] = ("*",), name: str = "") -> Zone:
    """Places the store delivers to; everywhere unless told otherwise."""
    return operations.create_zone(
        store_id=store.pk, name=name or f"Zone {fresh_number()}", places=places
    )


def make_method(
    *,
    store: Store,
    zone: Zone | None = None,
    name: str = "Post",
    price: str = "10.00",
    currency: str = "",
    per_kg: str | None = None,
    free_from: str | None = None,
    min_days: int = 2,
    max_days: int = 4,
    **terms: Any,
) -> Method:
    """A method in the store's currency, in a zone of its own (everywhere) unless given one."""
    unit = currency or store.currency
    return operations.create_method(
        store_id=store.pk,
        zone_id=(zone or make_zone(store=store)).pk,
        terms=Terms(
            name=name,
            price=Money.of(price, unit),
            per_kg=None if per_kg is None else Money.of(per_kg, unit),
            free_from=None if free_from is None else Money.of(free_from, unit),
            min_days=min_days,
            max_days=max_days,
            **terms,
        ),
    )
