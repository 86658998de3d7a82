"""Every move of a store's stock, by article, place and reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tradewind.console.acting import is_fragment
from tradewind.console.shell import store_shell
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.inventory.queries import MovedGoods, list_movements
from tradewind.domains.stores.queries import list_locations, list_staff
from tradewind.platform.http import audience

PAGE = "console/stock/moves.html"


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A line: where its article is looked at, what happened, who did it."""

    url: str
    goods: MovedGoods
    choices: str
    what: str
    change: str
    who: str


@dataclass(frozen=True, slots=True)
class MovesScreen:
    """The history. `of` names the article it is narrowed to; `more_url` is empty at its end."""

    url: str
    variant: str
    of: str
    location: str
    locations: Sequence[tuple[str, str]]
    kind: str
    kinds: Sequence[tuple[str, str]]
    rows: Sequence[MovedRow]
    more_url: str
    is_first: bool
    is_narrowed: bool


@audience.store("stock.view")
@require_safe
def moves(request: audience.StoreRequest, store: str) -> HttpResponse:
    """GET `variant`, `location`, `kind`; with htmx the list alone, or only its next rows."""
    screen = _screen(request)
    context = {"screen": screen, "store": request.store}
    if is_fragment(request):
        return render(request, f"{PAGE}#{'list' if screen.is_first else 'more'}", context)
    return render(request, PAGE, {"shell": store_shell(request), **context})


def _screen(request: audience.StoreRequest) -> MovesScreen:
    store, query = request.store, request.GET
    places = [(place.public_id, place.name) for place in list_locations(store_id=store.pk)]
    location = query.get("location", "")
    location = location if location in dict(places) else ""
    kind = query.get("kind", "")
    kind = kind if kind in StockMovement.Kind.values else ""
    variant = query.get("variant", "")[:40]
    cursor = query.get("cursor", "")
    page = list_movements(
        store_id=store.pk, variant_id=variant, location_id=location, kind=kind, cursor=cursor
    )
    names = {
        member.person.public_id: str(member.person) for member in list_staff(store_id=store.pk)
    }
    rows = [_row(store.slug, goods, names) for goods in page.items]
    url = reverse("console:stock_moves", args=[store.slug])
    said = {"variant": variant, "location": location, "kind": kind, "cursor": page.next_cursor}
    more = urlencode({name: value for name, value in said.items() if value})
    return MovesScreen(
        url=url,
        variant=variant,
        of=rows[0].goods.title if variant and rows else "",
        location=location,
        locations=[("", _("All locations")), *places],
        kind=kind,
        kinds=[
            ("", _("Every reason")),
            *((value, str(label)) for value, label in StockMovement.Kind.choices),
        ],
        rows=rows,
        more_url=f"{url}?{more}" if page.next_cursor else "",
        is_first=not cursor,
        is_narrowed=bool(variant or location or kind),
    )


def _row(store: str, goods: MovedGoods, names: dict[str, str]) -> MovedRow:
    return MovedRow(
        url=reverse("console:stock_goods", args=[store, goods.variant_id]),
        goods=goods,
        choices=" · ".join(goods.choices),
        what=str(StockMovement.Kind(goods.kind).label),
        change=f"{goods.quantity:+d}",
        who=names.get(goods.actor, ""),
    )
