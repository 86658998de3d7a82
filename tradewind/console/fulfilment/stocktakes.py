"""Stocktakes: start one, count, agree to the differences."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor, recorded, whole_number
from tradewind.console.settings.forms import done
from tradewind.console.shell import store_shell
from tradewind.domains.inventory import operations
from tradewind.domains.inventory.models import Stocktake
from tradewind.domains.inventory.queries import find_by_codes, get_stocktake, list_stocktakes
from tradewind.domains.stores.queries import list_locations
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience


@audience.store("stock.view")
@require_http_methods(["GET", "HEAD"])
def stocktakes(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Every stocktake, with how right the books were."""
    context = {
        "shell": store_shell(request),
        "store": request.store,
        "rows": list_stocktakes(store_id=request.store.pk),
        "states": dict(Stocktake.State.choices),
        "locations": [
            (row.public_id, row.name) for row in list_locations(store_id=request.store.pk)
        ],
    }
    return render(request, "console/fulfilment/stocktakes.html", context)


@audience.store("stock.change")
@require_POST
def start(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Begin, or go on where one is open: POST `location`."""
    made = operations.start_stocktake(
        store_id=request.store.pk,
        location_id=request.POST.get("location", ""),
        actor=actor(request),
    )
    return HttpResponseRedirect(_at(request, made.public_id))


@audience.store("stock.view")
@require_http_methods(["GET", "HEAD"])
def stocktake(request: audience.StoreRequest, store: str, stocktake_id: str) -> HttpResponse:
    """The sheet."""
    found, lines = get_stocktake(store_id=request.store.pk, stocktake_id=stocktake_id)
    counted = [line for line in lines if line.counted is not None]
    context = {
        "shell": store_shell(request),
        "store": request.store,
        "sheet": found,
        "lines": lines,
        "counted": len(counted),
        "off": [line for line in counted if line.counted != line.expected],
        "is_open": found.state == Stocktake.State.OPEN,
        "may_count": "stock.change" in request.store_access.permissions,
        "may_book": "orders.cancel" in request.store_access.permissions,
    }
    return render(request, "console/fulfilment/stocktake.html", context)


@audience.store("stock.change")
@require_POST
def counts(request: audience.StoreRequest, store: str, stocktake_id: str) -> HttpResponse:
    """What was found: POST ``found-<variant>`` (SKU), or `code` and `found` after a scan."""
    return done(
        request,
        _at(request, stocktake_id),
        lambda: _write(request, stocktake_id),
        _("Written down."),
    )


@audience.store("orders.cancel")
@require_POST
def booking(request: audience.StoreRequest, store: str, stocktake_id: str) -> HttpResponse:
    """Agree: the differences are booked."""
    return done(
        request,
        _at(request, stocktake_id),
        lambda: recorded(
            request,
            action="stock.stocktake",
            subject=stocktake_id,
            act=lambda: operations.book_stocktake(
                store_id=request.store.pk, stocktake_id=stocktake_id, actor=actor(request)
            ),
        ),
        _("Booked. The shelves now say what was counted."),
    )


@audience.store("stock.change")
@require_POST
def removal(request: audience.StoreRequest, store: str, stocktake_id: str) -> HttpResponse:
    """Book nothing of it."""
    return done(
        request,
        reverse("console:stocktakes", args=[request.store.slug]),
        lambda: operations.discard_stocktake(
            store_id=request.store.pk, stocktake_id=stocktake_id, actor=actor(request)
        ),
        _("Discarded. Nothing was booked."),
    )


def _write(request: audience.StoreRequest, stocktake_id: str) -> None:
    said = {
        name.removeprefix("found-"): str(value)
        for name, value in request.POST.items()
        if name.startswith("found-") and str(value).strip()
    }
    if code := request.POST.get("code", "").strip()[:64]:
        said[code] = request.POST.get("found", "")
    numbers = {key: whole_number(value) for key, value in said.items()}
    known = find_by_codes(store_id=request.store.pk, codes=list(numbers))
    _found, lines = get_stocktake(store_id=request.store.pk, stocktake_id=stocktake_id)
    by_sku = {line.variant.sku: line.variant_id for line in lines}
    counted: dict[int, int] = {}
    for key, number in numbers.items():
        variant_id = by_sku.get(key) or known.get(key)
        if number is None or variant_id is None:
            raise InvalidInput({"found": "invalid"})
        counted[variant_id] = number
    if not counted:
        raise InvalidInput({"found": "required"})
    operations.write_counts(store_id=request.store.pk, stocktake_id=stocktake_id, counted=counted)


def _at(request: audience.StoreRequest, stocktake_id: str) -> str:
    return reverse("console:stocktake", args=[request.store.slug, stocktake_id])
