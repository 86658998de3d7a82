"""A delivery from a supplier: many articles by SKU or bar code, written down at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tradewind.console.acting import actor, recorded, told, whole_number
from tradewind.console.shell import store_shell
from tradewind.domains.inventory import operations
from tradewind.domains.inventory.queries import find_by_codes
from tradewind.domains.stores.queries import list_locations
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.i18n import formats

_ROWS = 8


@dataclass(frozen=True, slots=True)
class GoodsIn:
    """A row of the form as it was typed, with what is wrong with it."""

    code: str = ""
    pieces: str = ""
    problem: str = ""


@audience.store("stock.change")
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The form; POST `location`, `reference`, and a `code` and `pieces` for each row."""
    rows: Sequence[GoodsIn] = [GoodsIn()] * _ROWS
    problem = ""
    if request.method == "POST":
        rows = _typed(request.POST)
        try:
            rows, done = _received(request, rows)
        except TradewindError as error:
            problem = told(error)
        else:
            if done:
                text = ngettext("{n} piece came in.", "{n} pieces came in.", done)
                messages.success(request, text.format(n=formats.number(done)))
                return HttpResponseRedirect(reverse("console:stock", args=[request.store.slug]))
            problem = _("Nothing was written down yet: some rows need another look.")
    context = {
        "shell": store_shell(request),
        "store": request.store,
        "rows": rows,
        "problem": problem,
        "location": request.POST.get("location", ""),
        "reference": request.POST.get("reference", ""),
        "locations": [
            (str(place.public_id), place.name)
            for place in list_locations(store_id=request.store.pk)
        ],
    }
    return render(request, "console/stock/receive.html", context, status=422 if problem else 200)


def _typed(post: QueryDict) -> list[GoodsIn]:
    pairs = zip(post.getlist("code"), post.getlist("pieces"), strict=False)
    typed = [GoodsIn(code.strip()[:64], pieces.strip()[:8]) for code, pieces in pairs]
    return [*typed[:200], *[GoodsIn()] * (_ROWS - len(typed))]


def _received(
    request: audience.StoreRequest, rows: Sequence[GoodsIn]
) -> tuple[Sequence[GoodsIn], int]:
    """The rows with their problems and no pieces, or how many pieces were written down."""
    filled = [row for row in rows if row.code or row.pieces]
    known = find_by_codes(store_id=request.store.pk, codes=[row.code for row in filled])
    checked = [_checked(row, known) for row in rows]
    if not filled or any(row.problem for row in checked):
        return checked, 0
    pieces: dict[int, int] = {}
    for row in filled:
        variant_id = known[row.code]
        pieces[variant_id] = pieces.get(variant_id, 0) + int(row.pieces)
    places = {str(place.public_id): place for place in list_locations(store_id=request.store.pk)}
    place = places.get(request.POST.get("location", ""))
    if place is None:
        raise InvalidInput({"location": "unknown"})
    recorded(
        request,
        action="stock.receipt",
        subject=str(place.public_id),
        act=lambda: operations.receive(
            store_id=request.store.pk,
            location_id=place.pk,
            pieces=pieces,
            reference=request.POST.get("reference", "").strip()[:40],
            actor=actor(request),
        ),
        changes={"pieces": [0, sum(pieces.values())], "articles": [0, len(pieces)]},
    )
    return checked, sum(pieces.values())


def _checked(row: GoodsIn, known: dict[str, int]) -> GoodsIn:
    if not (row.code or row.pieces):
        return row
    if row.code not in known:
        return GoodsIn(row.code, row.pieces, _("No article of yours has this code."))
    if not whole_number(row.pieces):
        return GoodsIn(row.code, row.pieces, _("How many came?"))
    return row
