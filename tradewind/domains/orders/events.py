"""What happens to purchases and orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.kernel.money import Money
from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchasePlaced(Event):
    """A checkout was paid in full and turned into orders."""

    name: ClassVar[str] = "orders.purchase_placed"
    aggregate: ClassVar[str] = "purchase_id"

    purchase_id: str
    order_ids: list[str]
    total: Money
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(Event):
    """A store got an order."""

    name: ClassVar[str] = "orders.order_placed"
    aggregate: ClassVar[str] = "order_id"

    order_id: str
    purchase_id: str
    store_id: str
    total: Money
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStageChanged(Event):
    """An order moved on. `change` numbers the steps of one order, from 1."""

    name: ClassVar[str] = "orders.stage_changed"
    aggregate: ClassVar[str] = "order_id"

    order_id: str
    purchase_id: str
    store_id: str
    from_stage: str
    to_stage: str
    reason: str
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentSent(Event):
    """A parcel left a store."""

    name: ClassVar[str] = "orders.shipment_sent"
    aggregate: ClassVar[str] = "order_id"

    order_id: str
    purchase_id: str
    store_id: str
    shipment_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMoved(Event):
    """A cancellation, return or exchange was asked for (`from_state` empty) or went on."""

    name: ClassVar[str] = "orders.claim_moved"
    aggregate: ClassVar[str] = "order_id"

    claim_id: str
    order_id: str
    purchase_id: str
    store_id: str
    kind: str
    from_state: str
    to_state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesTakenBack(Event):
    """Pieces of an order were cancelled or came back, and their money goes back.

    `pieces` maps an order line's public id to how many; `goods` is what they were worth, with tax,
    `goods_left` what of the order's goods is then still sold, and `refund` what is refunded.
    """

    name: ClassVar[str] = "orders.pieces_taken_back"
    aggregate: ClassVar[str] = "order_id"

    claim_id: str
    order_id: str
    purchase_id: str
    store_id: str
    kind: str
    reason: str
    pieces: dict[str, int]
    goods: Money
    goods_left: Money
    refund: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDelayed(Event):
    """A store said that an order arrives later than promised: by `until`, an ISO date."""

    name: ClassVar[str] = "orders.delayed"
    aggregate: ClassVar[str] = "order_id"

    order_id: str
    purchase_id: str
    store_id: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursMoved(Event):
    """A shopper chose other delivery hours: `day` is an ISO date, `starts` and `ends` are ``10:00``
    on the store's clock.
    """

    name: ClassVar[str] = "orders.hours_moved"
    aggregate: ClassVar[str] = "order_id"

    order_id: str
    purchase_id: str
    store_id: str
    day: str
    starts: str
    ends: str
