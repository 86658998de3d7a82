"""Transfers: the bank's file is read, and what it does not match by itself is matched by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor, told
from tradewind.console.shell import mall_shell
from tradewind.domains.payments.operations import match_row, put_row_aside, read_bank_file
from tradewind.domains.payments.queries import list_awaited_transfers, list_rows_to_match
from tradewind.domains.payments.setups import find_setup
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of

_LARGEST_FILE = 10_000_000  # bytes


@audience.mall("money.view")
@require_http_methods(["GET", "HEAD", "POST"])
def transfers(request: HttpRequest) -> HttpResponse:
    """What is to match and what is awaited; POST `file` to read a bank's CSV or OFX."""
    problem = _read(request) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        return _back()
    context = {
        "shell": mall_shell(request),
        "rows": list_rows_to_match(),
        "awaited": list_awaited_transfers(),
        "problem": problem,
        "can_match": "money.pay" in actor_of(request).mall_permissions,
    }
    return render(request, "console/mall/transfers.html", context, status=422 if problem else 200)


@audience.mall("money.pay")
@require_POST
def match(request: HttpRequest, row_id: str) -> HttpResponse:
    """POST `reference`: the transfer this money is for."""
    reference = request.POST.get("reference", "").strip().upper()
    try:
        payment = match_row(row_id=row_id, reference=reference, actor=actor(request))
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        is_whole = payment.state == "captured"
        messages.success(
            request,
            _("Matched. The order is paid.") if is_whole else _("Matched. Some is still to come."),
        )
    return _back()


@audience.mall("money.pay")
@require_POST
def aside(request: HttpRequest, row_id: str) -> HttpResponse:
    """This money is for no order."""
    put_row_aside(row_id=row_id, actor=actor(request))
    messages.success(request, _("Put aside."))
    return _back()


def _read(request: HttpRequest) -> str:
    given = request.FILES.get("file")
    setup = find_setup("bank")
    try:
        if given is None:
            raise InvalidInput({"file": "required"})
        if (given.size or 0) > _LARGEST_FILE:
            raise InvalidInput({"file": "too_large"})
        currency = dict(setup.credentials).get("currency", "") if setup else ""
        read = read_bank_file(content=given.read(), currency=currency, actor=actor(request))
    except TradewindError as error:
        return told(error)
    messages.success(
        request,
        _("{rows} rows of money that came in: {new} new, {matched} matched.").format(
            rows=read.rows, new=read.new, matched=read.matched
        ),
    )
    return ""


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("console:mall_transfers"))
