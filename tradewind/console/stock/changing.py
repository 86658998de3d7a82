"""What staff do on the shelves: goods in, counts, losses, moves, alerts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tradewind.console.acting import actor, is_fragment, recorded, told, whole_number
from tradewind.console.stock.screen import goods_screen
from tradewind.console.stock.undoing import Change, take_back, undo_url
from tradewind.console.stock.views import GOODS
from tradewind.domains.inventory import operations
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.inventory.queries import GoodsStock, Place, goods_stock
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform.http import audience

_LONGEST_NOTE = 200
Kind = StockMovement.Kind


@audience.store("stock.change")
@require_POST
def change(request: audience.StoreRequest, store: str, variant_id: str, what: str) -> HttpResponse:
    """One change of an article: POST `location`, `pieces` and, where it fits, `to`, `kind`, `note`."""
    goods = goods_stock(store_id=request.store.pk, variant_id=variant_id)
    problem, undo = "", ""
    try:
        undo = undo_url(request.store, _done(request, goods, what))
    except TradewindError as error:
        problem = told(error)
    said = problem or _("Saved.")
    if not is_fragment(request):
        (messages.error if problem else messages.success)(request, said)
        return HttpResponseRedirect(
            reverse("console:stock_goods", args=[request.store.slug, goods.public_id])
        )
    screen = goods_screen(request.store, variant_id, can_change=True)
    context = {
        "screen": screen,
        "store": request.store,
        "problem": problem,
        "told": said,
        "undo": undo,
    }
    return render(request, f"{GOODS}#changed", context)


@audience.store("stock.change")
@require_POST
def undo(request: audience.StoreRequest, store: str, token: str) -> HttpResponse:
    """Take a change back."""
    try:
        recorded(
            request,
            action="stock.undo",
            subject=request.store.public_id,
            act=lambda: take_back(request.store, token, actor=actor(request)),
        )
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Taken back."))
    return HttpResponseRedirect(reverse("console:stock", args=[request.store.slug]))


def _done(request: audience.StoreRequest, goods: GoodsStock, what: str) -> list[Change]:
    place = _place(goods, request.POST.get("location", ""), "location")
    pieces = whole_number(request.POST.get("pieces", ""), signed=True)
    if pieces is None:
        raise InvalidInput({"pieces": "invalid"})
    note = request.POST.get("note", "").strip()
    if len(note) > _LONGEST_NOTE:
        raise InvalidInput({"note": "too_long"})
    steps: Mapping[str, Callable[[], Sequence[Change]]] = {
        "receipt": lambda: _receive(request, goods, place, pieces, note),
        "count": lambda: _count(request, goods, place, pieces, note),
        "adjustment": lambda: _adjust(request, goods, place, pieces, note),
        "transfer": lambda: _move(request, goods, place, pieces, note),
        "alert": lambda: _alert(request, goods, place, pieces),
    }
    if what not in steps:
        raise NotFound(what=what)
    changes: list[Change] = []
    recorded(
        request,
        action=f"stock.{what}",
        subject=goods.public_id,
        act=lambda: changes.extend(steps[what]()),
        changes={"on_hand": [place.on_hand, pieces], "location": [None, place.public_id]},
    )
    return changes


def _receive(
    request: audience.StoreRequest, goods: GoodsStock, place: Place, pieces: int, note: str
) -> list[Change]:
    operations.receive(
        store_id=request.store.pk,
        location_id=place.location_id,
        pieces={goods.variant_id: pieces},
        note=note,
        actor=actor(request),
    )
    return [Change(goods.variant_id, place.location_id, pieces, Kind.RECEIVED)]


def _count(
    request: audience.StoreRequest, goods: GoodsStock, place: Place, pieces: int, note: str
) -> list[Change]:
    operations.count(
        store_id=request.store.pk,
        location_id=place.location_id,
        counted={goods.variant_id: pieces},
        note=note,
        actor=actor(request),
    )
    # A sale between reading and counting moves only what is promised, not what lies there.
    difference = pieces - place.on_hand
    change = Change(goods.variant_id, place.location_id, difference, Kind.COUNTED)
    return [change] if difference else []


def _adjust(
    request: audience.StoreRequest, goods: GoodsStock, place: Place, pieces: int, note: str
) -> list[Change]:
    kind = request.POST.get("kind", "")
    if kind not in (Kind.DAMAGED, Kind.RETURNED):
        raise InvalidInput({"kind": "unknown"})
    if pieces < 1:
        raise InvalidInput({"pieces": "too_small"})
    signed = -pieces if kind == Kind.DAMAGED else pieces
    operations.adjust(
        store_id=request.store.pk,
        location_id=place.location_id,
        variant_id=goods.variant_id,
        change=signed,
        kind=Kind(kind),
        note=note,
        actor=actor(request),
    )
    return [Change(goods.variant_id, place.location_id, signed, Kind(kind))]


def _move(
    request: audience.StoreRequest, goods: GoodsStock, place: Place, pieces: int, note: str
) -> list[Change]:
    to = _place(goods, request.POST.get("to", ""), "to")
    operations.move(
        store_id=request.store.pk,
        from_location_id=place.location_id,
        to_location_id=to.location_id,
        pieces={goods.variant_id: pieces},
        note=note,
        actor=actor(request),
    )
    return [
        Change(goods.variant_id, to.location_id, pieces, Kind.MOVED),
        Change(goods.variant_id, place.location_id, -pieces, Kind.MOVED),
    ]


def _alert(
    request: audience.StoreRequest, goods: GoodsStock, place: Place, pieces: int
) -> list[Change]:
    operations.set_low_at(
        store_id=request.store.pk,
        location_id=place.location_id,
        variant_id=goods.variant_id,
        low_at=pieces,
    )
    return []


def _place(goods: GoodsStock, public_id: str, field: str) -> Place:
    for place in goods.places:
        if place.public_id == public_id:
            return place
    raise InvalidInput({field: "unknown"})
