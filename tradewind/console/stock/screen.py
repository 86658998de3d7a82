"""What the stock's screens show: the list of shelves, and one article with its moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.inventory.queries import (
    GoodsStock,
    LevelRow,
    ShelfFilter,
    count_low_stock,
    goods_stock,
    list_shelves,
)
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import list_locations, list_staff
from tradewind.ui.shell import Link

_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; anything it can't mean falls away."""

    only_low: bool
    location: str
    text: str
    cursor: str

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        return cls(
            only_low=query.get("view") == "low",
            location=query.get("location", "")[:40],
            text=query.get("q", "").replace("\x00", "").strip()[:100],
            cursor=query.get("cursor", ""),
        )

    def query(self, **changed: str) -> str:
        """The address's query for this list with some of it changed."""
        view = "low" if self.only_low else ""
        said = {"view": view, "location": self.location, "q": self.text, **changed}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A line of the list."""

    url: str
    level: LevelRow
    choices: str


@dataclass(frozen=True, slots=True)
class StockScreen:
    """The list; `more_url` is empty at its end."""

    url: str
    views: Sequence[Link]
    view: str
    text: str
    location: str
    locations: Sequence[tuple[str, str]]
    rows: Sequence[ShelfRow]
    more_url: str
    is_narrowed: bool


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A line of an article's history."""

    what: str
    change: str
    on_hand_after: int
    location: str
    note: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GoodsScreen:
    """One article. `locations` are the places to choose from, the first one first."""

    url: str
    goods: GoodsStock
    choices: str
    locations: Sequence[tuple[str, str]]
    moves: Sequence[MoveRow]
    on_hand: int
    available: int
    reasons: Sequence[tuple[str, str]]
    can_change: bool


def stock_screen(store: Store, wanted: Wanted) -> StockScreen:
    """Shelves as the address asks. Raises `InvalidInput`, `NotFound` for what it can't name."""
    url = reverse("console:stock", args=[store.slug])
    places = list_locations(store_id=store.pk)
    known = {str(place.public_id) for place in places}
    location = wanted.location if wanted.location in known else ""
    page = list_shelves(
        store_id=store.pk,
        narrow=ShelfFilter(only_low=wanted.only_low, location=location, text=wanted.text),
        cursor=wanted.cursor,
        limit=_PAGE,
    )
    low = count_low_stock(store_id=store.pk)
    more = wanted.query(cursor=page.next_cursor) if page.next_cursor else ""
    return StockScreen(
        url=url,
        views=(
            Link(
                _("All shelves"), f"{url}?{wanted.query(view='')}", is_current=not wanted.only_low
            ),
            Link(
                _("Running low"),
                f"{url}?{wanted.query(view='low')}",
                count=low,
                is_current=wanted.only_low,
            ),
        ),
        view="low" if wanted.only_low else "",
        text=wanted.text,
        location=location,
        locations=[("", _("All locations")), *((str(p.public_id), p.name) for p in places)],
        rows=[_row(store, level) for level in page.items],
        more_url=f"{url}?{more}" if more else "",
        is_narrowed=bool(wanted.text or location),
    )


def goods_screen(store: Store, variant_id: str, *, can_change: bool) -> GoodsScreen:
    """One article with its moves. Raises `NotFound`."""
    goods = goods_stock(store_id=store.pk, variant_id=variant_id)
    names = {
        member.person.public_id: str(member.person) for member in list_staff(store_id=store.pk)
    }
    return GoodsScreen(
        url=reverse("console:stock_goods", args=[store.slug, goods.public_id]),
        goods=goods,
        choices=" · ".join(goods.choices),
        locations=[(place.public_id, place.name) for place in goods.places],
        moves=[
            MoveRow(
                what=str(StockMovement.Kind(move.kind).label),
                change=f"{move.quantity:+d}",
                on_hand_after=move.on_hand_after,
                location=move.location,
                note=move.note,
                who=names.get(move.actor, ""),
                at=move.moved_at,
            )
            for move in goods.moves
        ],
        on_hand=sum(place.on_hand for place in goods.places),
        available=sum(place.available for place in goods.places),
        reasons=[
            (StockMovement.Kind.DAMAGED.value, _("Damaged or lost")),
            (StockMovement.Kind.RETURNED.value, _("Came back from a customer")),
        ],
        can_change=can_change,
    )


def _row(store: Store, level: LevelRow) -> ShelfRow:
    url = reverse("console:stock_goods", args=[store.slug, level.variant_public_id])
    return ShelfRow(url=url, level=level, choices=" · ".join(level.choices))
