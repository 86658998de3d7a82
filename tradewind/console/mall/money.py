"""The mall's books, and what its payment providers say they paid out."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.console.acting import actor, told
from tradewind.console.pages import url_or_nothing
from tradewind.console.shell import mall_shell
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import AccountSum, account_sums, trial_balance
from tradewind.domains.payments.models import Settlement
from tradewind.domains.payments.operations import import_settlement
from tradewind.domains.payments.queries import (
    get_settlement,
    list_differences,
    list_settlements,
)
from tradewind.domains.payments.wording import PROVIDERS
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform import audit
from tradewind.platform.http import audience
from tradewind.platform.i18n import formats

_LARGEST_FILE = 10_000_000
"""Bytes of a settlement file."""
_SANDBOX = "sandbox"
_SENDS_FILES = (_SANDBOX, "stripe")


@audience.mall("money.view")
@require_safe
def books(request: HttpRequest) -> HttpResponse:
    """The trial balance: for each currency the sum of every kind of account, together zero."""
    by_unit: dict[str, list[tuple[str, Money]]] = {}
    for row in account_sums():
        by_unit.setdefault(row.unit, []).append((_kind(row), Money(row.minor, row.unit)))
    context = {
        "shell": mall_shell(request),
        "units": [
            (unit, by_unit.get(unit, []), Money(minor, unit), minor == 0)
            for unit, minor in trial_balance().items()
        ],
    }
    return render(request, "console/mall/books.html", context)


@audience.mall("money.view")
@require_http_methods(["GET", "HEAD", "POST"])
def settlements(request: HttpRequest) -> HttpResponse:
    """Files that were read; POST `file` to read one more."""
    problem = ""
    if request.method == "POST":
        try:
            settlement = _read(request)
        except TradewindError as error:
            problem = told(error)
        else:
            messages.success(
                request,
                _("Every line matches.")
                if not settlement.unmatched
                else _("Read. Some lines differ: look below."),
            )
            url = reverse("console:mall_settlement", args=[settlement.public_id])
            return HttpResponseRedirect(url)
    day = formats.today().isoformat()
    context = {
        "shell": mall_shell(request),
        "settlements": [_row(found) for found in list_settlements()],
        "problem": problem,
        "providers": [(name, str(PROVIDERS.get(name, name))) for name in _SENDS_FILES],
        "files": [
            (currency, url)
            for currency in settings.CURRENCIES
            if (url := url_or_nothing("sandbox:settlement", currency, day))
        ],
    }
    status = 422 if problem else 200
    return render(request, "console/mall/settlements.html", context, status=status)


@audience.mall("money.view")
@require_safe
def settlement(request: HttpRequest, settlement_id: str) -> HttpResponse:
    """One file: its sums, and the lines that differ."""
    found = get_settlement(settlement_id=settlement_id)
    differences = [
        (line, Money(line.gross_minor, found.currency))
        for line in list_differences(settlement_id=settlement_id)
    ]
    context = {"shell": mall_shell(request), "row": _row(found), "differences": differences}
    return render(request, "console/mall/settlement.html", context)


def _read(request: HttpRequest) -> Settlement:
    given = request.FILES.get("file")
    if given is None:
        raise InvalidInput({"file": "required"})
    if (given.size or 0) > _LARGEST_FILE:
        raise InvalidInput({"file": "too_large"})
    with transaction.atomic():
        provider = request.POST.get("provider") or _SANDBOX
        read = import_settlement(provider=provider, content=given.read())
        audit.record(
            actor=actor(request),
            action="payments.import_settlement",
            subject=read.public_id,
            store_id=None,
        )
    return read


def _row(found: Settlement) -> dict[str, object]:
    return {
        "url": reverse("console:mall_settlement", args=[found.public_id]),
        "reference": found.reference,
        "provider": found.provider,
        "settled_on": found.settled_on,
        "gross": Money(found.gross_minor, found.currency),
        "fees": Money(found.fees_minor, found.currency),
        "paid": Money(found.paid_minor, found.currency),
        "unmatched": found.unmatched,
    }


def _kind(row: AccountSum) -> str:
    return str(Account.Kind(row.kind).label)
