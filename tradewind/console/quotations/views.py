"""A store's requests for a price: the list, one of them, the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.console.acting import actor, field_errors, told, whole_number
from tradewind.console.quotations.screen import Typed, request_screen
from tradewind.console.shell import store_shell
from tradewind.domains.quotations import operations, queries
from tradewind.domains.quotations.models import Quotation, Side
from tradewind.domains.quotations.operations import Answered
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.http import audience
from tradewind.platform.i18n.amounts import read_amount
from tradewind.platform.i18n.languages import current
from tradewind.ui.shell import Link

LIST = "console/quotations/list.html"
ONE = "console/quotations/one.html"


@audience.store("quotations.answer")
@require_safe
def listing(request: audience.StoreRequest, store: str) -> HttpResponse:
    """GET `view`: waiting, or all."""
    view = "all" if request.GET.get("view") == "all" else "waiting"
    store_id, url = request.store.pk, reverse("console:quotations", args=[store])
    page = queries.list_of_store(
        store_id=store_id,
        view="" if view == "all" else view,
        cursor=request.GET.get("after", ""),
    )
    waiting = queries.count_waiting(store_id=store_id)
    context = {
        "shell": store_shell(request),
        "store": request.store,
        "views": [
            Link(_("Waiting"), url, count=waiting, is_current=view == "waiting"),
            Link(_("All"), f"{url}?view=all", is_current=view == "all"),
        ],
        "rows": [
            (
                reverse("console:quotation", args=[store, row.public_id]),
                row.name,
                ", ".join(
                    f"{line.quantity} × {line.variant.product.text('title', current())}"
                    for line in row.wanted.all()
                ),
                row.get_state_display(),
                row.asked_at,
            )
            for row in page.items
        ],
        "next": f"{url}?view={view}&after={page.next_cursor}" if page.next_cursor else "",
    }
    return render(request, LIST, context)


@audience.store("quotations.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: audience.StoreRequest, store: str, quotation_id: str) -> HttpResponse:
    """One request; POST ``quantity-<variant>``, ``unit-<variant>``, `delivery`, `valid_until`,
    `note`, `keeps_stock` to answer it.
    """
    row = queries.get_of_store(store_id=request.store.pk, quotation_id=quotation_id)
    if request.method != "POST":
        return _page(request, row, None)
    typed = {name: str(value).strip() for name, value in request.POST.items()}
    try:
        operations.answer(
            store_id=request.store.pk,
            quotation_id=quotation_id,
            said=_answered(request, row),
            actor=actor(request),
        )
    except InvalidInput as error:
        return _page(request, row, Typed(typed, errors=field_errors(error)))
    except NotFound:
        raise
    except TradewindError as error:
        return _page(request, row, Typed(typed, problem=told(error)))
    messages.success(request, _("Offered. The shopper hears of it now."))
    return _back(request, quotation_id)


@audience.store("quotations.answer")
@require_POST
def say(request: audience.StoreRequest, store: str, quotation_id: str) -> HttpResponse:
    """POST `text` to the shopper."""
    return _done(
        request,
        quotation_id,
        lambda: operations.say(
            text=request.POST.get("text", ""),
            by=Side.SELLER,
            quotation_id=quotation_id,
            store_id=request.store.pk,
        ),
        _("Sent."),
    )


@audience.store("quotations.answer")
@require_POST
def refuse(request: audience.StoreRequest, store: str, quotation_id: str) -> HttpResponse:
    """Offer nothing, or nothing more."""
    return _done(
        request,
        quotation_id,
        lambda: operations.decline(
            by=Side.SELLER, quotation_id=quotation_id, store_id=request.store.pk
        ),
        _("Closed. The shopper hears of it now."),
    )


def _answered(request: audience.StoreRequest, row: Quotation) -> Answered:
    wrong: dict[str, str] = {}
    lines: dict[str, tuple[int, Money]] = {}
    for line in row.wanted.all():
        name = line.variant.public_id
        text = request.POST.get(f"quantity-{name}", "").strip()
        quantity = whole_number(text) if text else 0
        if quantity is None:
            wrong["quantity"] = "invalid"
        unit = _amount(request, f"unit-{name}", row.currency, wrong, told_as="unit")
        if quantity and unit is None:
            wrong.setdefault("unit", "required")
        elif quantity and unit is not None:
            lines[name] = (quantity, unit)
    delivery = _amount(request, "delivery", row.currency, wrong)
    valid_until = _moment(request)
    if valid_until is None:
        wrong["valid_until"] = "required"
    if wrong or valid_until is None:
        raise InvalidInput(wrong)
    return Answered(
        lines=lines,
        delivery=delivery,
        valid_until=valid_until,
        note=request.POST.get("note", ""),
        keeps_stock="keeps_stock" in request.POST,
    )


def _amount(
    request: audience.StoreRequest,
    name: str,
    currency: str,
    wrong: dict[str, str],
    *,
    told_as: str = "",
) -> Money | None:
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    try:
        return read_amount(text, currency, current())
    except BadAmount:
        wrong[told_as or name] = "bad_amount"
        return None


def _moment(request: audience.StoreRequest) -> datetime | None:
    try:
        read = datetime.fromisoformat(request.POST.get("valid_until", "").strip())
    except ValueError:
        return None
    return read.replace(tzinfo=read.tzinfo or ZoneInfo(request.store.time_zone))


def _done(
    request: audience.StoreRequest, quotation_id: str, act: Callable[[], object], said: str
) -> HttpResponse:
    try:
        act()
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, said)
    return _back(request, quotation_id)


def _back(request: audience.StoreRequest, quotation_id: str) -> HttpResponse:
    url = reverse("console:quotation", args=[request.store.slug, quotation_id])
    return HttpResponseRedirect(url)


def _page(request: audience.StoreRequest, row: Quotation, form: Typed | None) -> HttpResponse:
    context = {
        "shell": store_shell(request),
        "store": request.store,
        "screen": request_screen(request.store, row, form),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, ONE, context, status=status)
