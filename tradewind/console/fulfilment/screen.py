"""What waits to be picked and packed: by shelf, by order, by what is about to be late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.inventory.queries import picks
from tradewind.domains.orders.models import STAGE_NAMES, Order
from tradewind.domains.orders.queries import (
    PACK_WITHIN,
    Packing,
    Promises,
    orders_to_pack,
    packing_times,
    promises_kept,
    risk_of,
)
from tradewind.domains.orders.rules import Stage
from tradewind.domains.shipping.queries import list_carriers
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import today_in
from tradewind.kernel import clock
from tradewind.platform.i18n import formats

_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)
_HOURS_FROM = 180
"""Minutes from which hours read better."""


@dataclass(frozen=True, slots=True)
class ToPick:
    """Pieces of one article to take from one shelf, and for which orders."""

    title: str
    choices: str
    sku: str
    pieces: int
    orders: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A location and what to take there."""

    name: str
    goods: Sequence[ToPick]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order that waits; `risk` is late, soon, slow or empty."""

    number: str
    name: str
    url: str
    stage: str
    pieces: int
    placed_at: datetime
    until: date
    risk: str


@dataclass(frozen=True, slots=True)
class FulfilmentScreen:
    """The whole page: figures, what is at risk, the pick list, the orders."""

    packing: Packing
    promises: Promises
    median: str
    off_by: str
    target_minutes: int
    at_risk: Sequence[Waiting]
    shelves: Sequence[Shelf]
    orders: Sequence[Waiting]


@dataclass(frozen=True, slots=True)
class PackLine:
    """A line while it is packed: `packed` of `left` pieces are in the parcel."""

    id: str
    title: str
    choices: str
    sku: str
    shelf: str
    left: int
    packed: int


@dataclass(frozen=True, slots=True)
class PackScreen:
    """One order on the packing table."""

    number: str
    name: str
    delivery: str
    note: str
    lines: Sequence[PackLine]
    packed: int
    left: int
    carriers: Sequence[tuple[str, str]]
    problem: str
    url: str
    ship_url: str
    slip_url: str
    can_ship: bool

    @property
    def is_whole(self) -> bool:
        return self.packed == self.left


def fulfilment_screen(store: Store) -> FulfilmentScreen:
    """The page; a constant number of statements, however many orders wait."""
    now = clock.now()
    orders = orders_to_pack(store_id=store.pk)
    rows = [_waiting(store, order, now) for order in orders]
    promises = promises_kept(store_id=store.pk, time_zone=store.time_zone, since=now - _MONTH)
    packing = packing_times(store_id=store.pk, since=now - _WEEK)
    return FulfilmentScreen(
        packing=packing,
        promises=promises,
        median=_span(packing.median) if packing.median is not None else "",
        off_by=_off_by(promises.average_days),
        target_minutes=int(PACK_WITHIN.total_seconds() // 60),
        at_risk=[row for row in rows if row.risk],
        shelves=_shelves(store, orders),
        orders=rows,
    )


def pack_screen(
    store: Store, order: Order, packed: dict[str, int], *, problem: str = ""
) -> PackScreen:
    """The packing table with what was scanned so far."""
    shelves = {
        pick.variant_id: pick.location
        for pick in picks(store_id=store.pk, holders=[order.public_id])
    }
    lines = [
        PackLine(
            id=line.public_id,
            title=line.title,
            choices=" · ".join(line.choices),
            sku=line.sku,
            shelf=shelves.get(line.variant_id, ""),
            left=line.unsent,
            packed=min(packed.get(line.public_id, 0), line.unsent),
        )
        for line in order.lines.all()
        if line.unsent
    ]
    return PackScreen(
        number=order.number,
        name=order.purchase.name,
        delivery=order.delivery,
        note=order.note,
        lines=lines,
        packed=sum(line.packed for line in lines),
        left=sum(line.left for line in lines),
        carriers=[("", _("Choose …"))]
        + [(name, name) for name in list_carriers(store_id=store.pk)],
        problem=problem,
        url=reverse("console:fulfilment_pack", args=[store.slug, order.public_id]),
        ship_url=reverse("console:order_ship", args=[store.slug, order.public_id]),
        slip_url=f"{reverse('console:orders_slips', args=[store.slug])}?order={order.public_id}",
        can_ship=bool(lines) and order.stage != Stage.CANCELLED,
    )


def _span(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    if minutes < _HOURS_FROM:
        return _("{n} min").format(n=formats.number(minutes))
    return _("{n} h").format(n=formats.number(round(minutes / 60)))


def _off_by(days: Decimal | None) -> str:
    if days is None:
        return ""
    shown = formats.number(round(abs(days), 1))
    text = _("on average {n} days late") if days > 0 else _("on average {n} days early")
    return text.format(n=shown)


def _waiting(store: Store, order: Order, now: datetime) -> Waiting:
    return Waiting(
        number=order.number,
        name=order.purchase.name,
        url=reverse("console:fulfilment_pack", args=[store.slug, order.public_id]),
        stage=str(STAGE_NAMES[Stage(order.stage)]),
        pieces=sum(line.unsent for line in order.lines.all()),
        placed_at=order.placed_at,
        until=order.expected_until,
        risk=risk_of(order, today=today_in(store), now=now),
    )


def _shelves(store: Store, orders: Sequence[Order]) -> list[Shelf]:
    by_id = {order.public_id: order for order in orders}
    words = {line.variant_id: line for order in orders for line in order.lines.all()}
    found: dict[str, dict[int, tuple[int, list[str]]]] = {}
    for pick in picks(store_id=store.pk, holders=list(by_id)):
        goods = found.setdefault(pick.location, {})
        pieces, numbers = goods.get(pick.variant_id, (0, []))
        goods[pick.variant_id] = (
            pieces + pick.quantity,
            [*numbers, by_id[pick.holder].number],
        )
    return [
        Shelf(
            name,
            [
                ToPick(
                    words[variant_id].title,
                    " · ".join(words[variant_id].choices),
                    words[variant_id].sku,
                    pieces,
                    numbers,
                )
                for variant_id, (pieces, numbers) in goods.items()
                if variant_id in words
            ],
        )
        for name, goods in found.items()
    ]
