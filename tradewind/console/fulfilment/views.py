"""The pick list and the packing table."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.console.acting import whole_number
from tradewind.console.fulfilment.screen import fulfilment_screen, pack_screen
from tradewind.console.shell import store_shell
from tradewind.domains.inventory.queries import find_by_codes
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.queries import get_order
from tradewind.platform.http import audience


@audience.store("orders.fulfil")
@require_safe
def fulfilment(request: audience.StoreRequest, store: str) -> HttpResponse:
    """What waits: at risk, by shelf, by order."""
    context = {"shell": store_shell(request), "store": request.store}
    screen = fulfilment_screen(request.store)
    return render(request, "console/fulfilment/list.html", {**context, "screen": screen})


@audience.store("orders.fulfil")
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: audience.StoreRequest, store: str, order_id: str) -> HttpResponse:
    """One order on the table; POST `code` (SKU or GTIN) for a piece that was scanned, with
    ``packed-<line>`` for what is in the parcel already."""
    order = get_order(store_id=request.store.pk, order_id=order_id)
    packed: dict[str, int] = {}
    problem = ""
    if request.method == "POST":
        packed = {
            name.removeprefix("packed-"): whole_number(str(value)) or 0
            for name, value in request.POST.items()
            if name.startswith("packed-")
        }
        if code := request.POST.get("code", "").strip()[:64]:
            problem = _scan(order, packed, code)
    screen = pack_screen(request.store, order, packed, problem=problem)
    context = {"shell": store_shell(request), "store": request.store, "screen": screen}
    return render(request, "console/fulfilment/pack.html", context, status=422 if problem else 200)


def _scan(order: Order, packed: dict[str, int], code: str) -> str:
    """Put the piece into the parcel, or say why it does not belong there."""
    variant_id = find_by_codes(store_id=order.store_id, codes=[code]).get(code)
    lines = [
        line for line in order.lines.all() if line.sku == code or line.variant_id == variant_id
    ]
    if not lines:
        return _("{code} is not in this order. Put it back.").format(code=code)
    for line in lines:
        if packed.get(line.public_id, 0) < line.unsent:
            packed[line.public_id] = packed.get(line.public_id, 0) + 1
            return ""
    return _("All of {title} is in the parcel already.").format(title=lines[0].title)
