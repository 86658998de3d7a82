"""What happens to sellers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOpened(Event):
    """A seller joined the mall."""

    name: ClassVar[str] = "stores.store_opened"
    aggregate: ClassVar[str] = "store_id"

    store_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreChanged(Event):
    """A store's own facts changed: names of its columns."""

    name: ClassVar[str] = "stores.store_changed"
    aggregate: ClassVar[str] = "store_id"

    store_id: str
    fields: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChanged(Event):
    """Somebody's role in a store: `role` is what it is now, empty when they left."""

    name: ClassVar[str] = "stores.staff_changed"
    aggregate: ClassVar[str] = "store_id"

    store_id: str
    person_id: str
    role: str
