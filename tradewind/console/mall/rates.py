"""Rates: what currencies are worth, how fresh that is, and what the mall adds."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor, field_errors, told
from tradewind.console.shell import mall_shell
from tradewind.domains.pricing.rate_sheets import (
    import_sheet,
    list_imports,
    rate_status,
    set_markup,
)
from tradewind.domains.pricing.sheets import MOST_BYTES
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of


@audience.mall("money.view")
@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    """Today's rates and the history; POST `file` to read a sheet."""
    may_change = "money.pay" in actor_of(request).mall_permissions
    problem = _read(request) if request.method == "POST" and may_change else ""
    if request.method == "POST" and not problem:
        return _back()
    context = {
        "shell": mall_shell(request),
        "status": rate_status(),
        "markup": Decimal(rate_status().markup_bp) / 100,
        "imports": list_imports(),
        "problem": problem,
        "can_change": may_change,
    }
    return render(request, "console/mall/rates.html", context, status=422 if problem else 200)


@audience.mall("money.pay")
@require_POST
def markup(request: HttpRequest) -> HttpResponse:
    """POST `markup`, per cent."""
    try:
        percent = Decimal(request.POST.get("markup", "").strip().replace(",", ".")[:8])
        if not percent.is_finite() or percent != percent.quantize(Decimal("0.01")):
            raise InvalidOperation
        set_markup(markup_bp=int(percent * 100), actor=actor(request))
    except InvalidOperation:
        messages.error(request, field_errors(InvalidInput({"markup": "invalid"}))["markup"])
    except InvalidInput as error:
        messages.error(request, field_errors(error)["markup"])
    else:
        messages.success(request, _("Saved. Prices follow within a minute."))
    return _back()


def _read(request: HttpRequest) -> str:
    given = request.FILES.get("file")
    try:
        if given is None:
            raise InvalidInput({"file": "required"})
        if (given.size or 0) > MOST_BYTES:
            raise InvalidInput({"file": "too_large"})
        found = import_sheet(
            content=given.read(), source=given.name or "file", actor=actor(request)
        )
    except TradewindError as error:
        return told(error)
    messages.success(request, _("{count} rates were read.").format(count=found.rates))
    return ""


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("console:mall_rates"))
