"""The steps staff take with an order, each a thing of its own that is posted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tradewind.console.acting import actor, is_fragment, recorded, told, whole_number
from tradewind.console.orders.detail import order_screen
from tradewind.console.orders.listing import order_row
from tradewind.console.orders.views import DETAIL
from tradewind.console.orders.wording import REASONS
from tradewind.domains.orders import operations
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.rules import IllegalMove, NothingToShip
from tradewind.flows import take_back
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.i18n import formats

_MOST_AT_ONCE = 100
_LONGEST = {"carrier": 40, "tracking_number": 60, "tracking_url": 300}


@audience.store("orders.fulfil")
@require_POST
def prepare(request: audience.StoreRequest, store: str, order_id: str) -> HttpResponse:
    """Begin to pack."""
    return _step(
        request,
        order_id,
        "orders.prepare",
        lambda: operations.start_preparing(
            store_id=request.store.pk, order_id=order_id, actor=actor(request)
        ),
        _("It is on the packing table."),
        undo=reverse("console:order_put_back", args=[request.store.slug, order_id]),
    )


@audience.store("orders.fulfil")
@require_POST
def put_back(request: audience.StoreRequest, store: str, order_id: str) -> HttpResponse:
    """It was not meant to be packed yet: the Undo of `prepare`."""
    return _step(
        request,
        order_id,
        "orders.put_back",
        lambda: operations.put_back(
            store_id=request.store.pk, order_id=order_id, actor=actor(request)
        ),
        _("It waits among the orders to pack again."),
    )


@audience.store("orders.fulfil")
@require_POST
def ship(request: audience.StoreRequest, store: str, order_id: str) -> HttpResponse:
    """Send a parcel: POST ``pieces-<line id>`` for each line, carrier and tracking if there are."""
    return _step(
        request, order_id, "orders.ship", lambda: _ship(request, order_id), _("It is on its way.")
    )


@audience.store("orders.fulfil")
@require_POST
def deliver(request: audience.StoreRequest, store: str, order_id: str) -> HttpResponse:
    """Everything arrived."""
    return _step(
        request,
        order_id,
        "orders.deliver",
        lambda: operations.mark_delivered(
            store_id=request.store.pk, order_id=order_id, actor=actor(request)
        ),
        _("Delivered. Well done."),
    )


@audience.store("orders.fulfil")
@require_POST
def delay(request: audience.StoreRequest, store: str, order_id: str) -> HttpResponse:
    """It comes later: POST `until` (a date) and `note`, which the shopper reads."""

    def act() -> None:
        try:
            until = date.fromisoformat(request.POST.get("until", ""))
        except ValueError:
            raise InvalidInput({"until": "invalid"}) from None
        operations.announce_delay(
            store_id=request.store.pk,
            order_id=order_id,
            actor=actor(request),
            until=until,
            note=request.POST.get("note", ""),
        )

    return _step(request, order_id, "orders.delay", act, _("The customer hears of the new day."))


@audience.store("orders.cancel")
@require_POST
def cancel(request: audience.StoreRequest, store: str, order_id: str) -> HttpResponse:
    """Cancel and refund all of it: POST `reason`, a code of `REASONS`."""
    reason = request.POST.get("reason", "")

    def act() -> None:
        if reason not in REASONS:
            raise InvalidInput({"reason": "unknown"})
        take_back.cancel_order(
            store_id=request.store.pk,
            order_id=order_id,
            actor=actor(request),
            reason=Reason(reason),
        )

    return _step(
        request, order_id, "orders.cancel", act, _("Cancelled. The money is on its way back.")
    )


@audience.store("orders.fulfil")
@require_POST
def bulk(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Do one thing with several orders: POST `order` many times, and `do`: prepare or slips."""
    chosen = list(dict.fromkeys(request.POST.getlist("order")))[:_MOST_AT_ONCE]
    if chosen and request.POST.get("do") == "slips":
        slips = reverse("console:orders_slips", args=[request.store.slug])
        return HttpResponseRedirect(f"{slips}?{urlencode({'order': chosen}, doseq=True)}")
    if chosen:
        _prepare_all(request, chosen)
    else:
        messages.error(request, _("Choose at least one order first."))
    back = urlencode({"view": request.POST.get("view", "")[:20]})
    return HttpResponseRedirect(f"{reverse('console:orders', args=[request.store.slug])}?{back}")


def _prepare_all(request: audience.StoreRequest, chosen: list[str]) -> None:
    done = 0
    for order_id in chosen:
        try:
            recorded(
                request,
                action="orders.prepare",
                subject=order_id,
                act=lambda order_id=order_id: operations.start_preparing(  # type: ignore[misc]
                    store_id=request.store.pk, order_id=order_id, actor=actor(request)
                ),
            )
        except (NotFound, IllegalMove):
            # Somebody else took it meanwhile, or it never was ours: the count below says so.
            continue
        done += 1
    text = ngettext(
        "{n} order is on the packing table.", "{n} orders are on the packing table.", done
    ).format(n=formats.number(done))
    left = len(chosen) - done
    if left:
        text += " " + ngettext(
            "{n} was further already and stays as it is.",
            "{n} were further already and stay as they are.",
            left,
        ).format(n=formats.number(left))
    messages.success(request, text)


def _ship(request: audience.StoreRequest, order_id: str) -> None:
    said = {name: request.POST.get(name, "").strip() for name in _LONGEST}
    for name, most in _LONGEST.items():
        if len(said[name]) > most:
            raise InvalidInput({name: "too_long"})
    if said["tracking_url"] and not said["tracking_url"].startswith(("https://", "http://")):
        raise InvalidInput({"tracking_url": "invalid"})
    pieces: dict[str, int] = {}
    for name, value in request.POST.items():
        if name.startswith("pieces-"):
            count = whole_number(str(value) or "0")
            if count is None:
                raise NothingToShip(line=name)
            pieces[name.removeprefix("pieces-")] = count
    operations.ship(
        store_id=request.store.pk,
        order_id=order_id,
        actor=actor(request),
        pieces=pieces,
        carrier=said["carrier"],
        tracking_number=said["tracking_number"],
        tracking_url=said["tracking_url"],
    )


def _step(
    request: audience.StoreRequest,
    order_id: str,
    action: str,
    act: Callable[[], object],
    done: str,
    *,
    undo: str = "",
) -> HttpResponse:
    problem = ""
    try:
        recorded(request, action=action, subject=order_id, act=act)
    except NotFound:
        raise
    except TradewindError as error:
        problem = told(error)
    if not is_fragment(request):
        if problem:
            messages.error(request, problem)
        else:
            messages.success(request, done, extra_tags=undo)
        return HttpResponseRedirect(reverse("console:order", args=[request.store.slug, order_id]))
    context = {
        "screen": order_screen(
            request.store, order_id, permissions=request.store_access.permissions
        ),
        "row": order_row(request.store, order_id),
        "store": request.store,
        "problem": problem,
        "told": problem or done,
        "undo": "" if problem else undo,
    }
    return render(request, f"{DETAIL}#changed", context)
