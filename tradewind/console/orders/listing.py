"""The list of a store's orders: its saved views, its filters, its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tradewind.console.orders.wording import STAGE_KINDS
from tradewind.domains.orders.models import STAGE_NAMES, Order
from tradewind.domains.orders.queries import OrderFilter, count_to_do, get_order, list_orders
from tradewind.domains.orders.rules import TO_DO, Stage
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import today_in
from tradewind.domains.visits.models import Channel
from tradewind.kernel.money import Money
from tradewind.ui.shell import Link

_VIEWS: Mapping[str, tuple[Promise | str, Sequence[Stage]]] = {
    "todo": (_("To do"), TO_DO),
    "paid": (_("To pack"), (Stage.PAID,)),
    "preparing": (_("Being packed"), (Stage.PREPARING,)),
    "partly_shipped": (_("Partly sent"), (Stage.PARTLY_SHIPPED,)),
    "shipped": (_("On their way"), (Stage.SHIPPED,)),
    "delivered": (pgettext_lazy("orders", "Delivered"), (Stage.DELIVERED,)),
    "cancelled": (pgettext_lazy("orders", "Cancelled"), (Stage.CANCELLED,)),
    "all": (_("All"), ()),
}
_PAGE = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; anything it can't mean falls back to the first view."""

    view: str
    text: str
    channel: str
    cursor: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        view, channel = query.get("view", ""), query.get("channel", "")
        return cls(
            view=view if view in _VIEWS else "todo",
            text=query.get("q", "").replace("\x00", "").strip()[:100],
            channel=channel if channel in Channel.values else "",
            cursor=query.get("cursor", ""),
        )

    def query(self, **changed: str) -> str:
        """The address's query for this list with some of it changed."""
        said = {"view": self.view, "q": self.text, "channel": self.channel, **changed}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A line of the list."""

    id: str
    url: str
    row_url: str
    number: str
    name: str
    channel: str
    pieces: int
    total: Money
    stage: str
    stage_kind: str
    placed_at: datetime
    promised_until: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class OrdersScreen:
    """The list. `more_url` is empty at its end; `is_narrowed` when a filter may hide rows."""

    url: str
    views: Sequence[Link]
    view: str
    text: str
    channel: str
    channels: Sequence[tuple[str, str]]
    rows: Sequence[OrderRow]
    more_url: str
    is_narrowed: bool
    all_url: str


def orders_screen(store: Store, wanted: Wanted) -> OrdersScreen:
    """Orders as the address asks. Raises `InvalidInput` for a cursor nobody gave out."""
    url = reverse("console:orders", args=[store.slug])
    stages = _VIEWS[wanted.view][1]
    narrow = OrderFilter(stages=stages, text=wanted.text, channel=wanted.channel)
    page = list_orders(store_id=store.pk, narrow=narrow, cursor=wanted.cursor, limit=_PAGE)
    today = today_in(store)
    more = wanted.query(cursor=page.next_cursor) if page.next_cursor else ""
    return OrdersScreen(
        url=url,
        views=_views(store, url, wanted),
        view=wanted.view,
        text=wanted.text,
        channel=wanted.channel,
        channels=[("", str(_("All channels"))), *_channels()],
        rows=[_row(order, store, today) for order in page.items],
        more_url=f"{url}?{more}" if more else "",
        is_narrowed=bool(wanted.text or wanted.channel),
        all_url=f"{url}?{urlencode({'view': 'all', 'q': wanted.text} if wanted.text else {'view': 'all'})}",
    )


def order_row(store: Store, order_id: str) -> OrderRow:
    """One row as it stands now. Raises `NotFound`."""
    order = get_order(store_id=store.pk, order_id=order_id)
    order.pieces = sum(line.quantity for line in order.lines.all())  # type: ignore[attr-defined]
    return _row(order, store, today_in(store))


def orders_of_customer(store: Store, customer_id: int, *, limit: int) -> list[OrderRow]:
    """The latest orders of the customer with that row id, at whatever stage. One statement."""
    narrow = OrderFilter(customer_id=customer_id)
    page = list_orders(store_id=store.pk, narrow=narrow, limit=limit)
    today = today_in(store)
    return [_row(order, store, today) for order in page.items]


def is_late(order: Order, today: date) -> bool:
    """Whether something of it still lies here after the day it was promised for."""
    return order.stage in TO_DO and order.promised_until < today


def _views(store: Store, url: str, wanted: Wanted) -> list[Link]:
    waiting = count_to_do(store_id=store.pk)
    return [
        Link(
            label=str(label),
            url=f"{url}?{wanted.query(view=name)}",
            count=sum(waiting.get(stage, 0) for stage in stages),
            is_current=name == wanted.view,
        )
        for name, (label, stages) in _VIEWS.items()
    ]


def _channels() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Channel.choices]


def _row(order: Order, store: Store, today: date) -> OrderRow:
    stage = Stage(order.stage)
    return OrderRow(
        id=order.public_id,
        url=reverse("console:order", args=[store.slug, order.public_id]),
        row_url=reverse("console:order_row", args=[store.slug, order.public_id]),
        number=order.number,
        name=order.purchase.name,
        channel=str(Channel(order.purchase.channel).label),
        pieces=order.pieces,  # type: ignore[attr-defined]
        total=order.total,
        stage=str(STAGE_NAMES[stage]),
        stage_kind=STAGE_KINDS.get(stage, ""),
        placed_at=order.placed_at,
        promised_until=order.promised_until if stage in TO_DO else None,
        is_late=is_late(order, today),
    )
