"""Helping one person with their points: what they have, and a gesture with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told, whole_number
from tradewind.console.shell import mall_shell
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.queries import (
    Balances,
    StatementRow,
    WalletRow,
    balances_of,
    find_wallets,
    get_wallet_row,
    statement_of,
)
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import POINTS
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of


@dataclass(frozen=True, slots=True)
class WalletScreen:
    """One wallet with its last movements of points."""

    row: WalletRow
    balances: Balances
    movements: Sequence[StatementRow]
    key: str
    can_change: bool


@audience.mall("money.view")
@require_safe
def wallets(request: HttpRequest) -> HttpResponse:
    """Find somebody by a whole address or number."""
    text = request.GET.get("q", "")
    found = find_wallets(text=text)
    if len(found) == 1:
        return HttpResponseRedirect(_url(found[0].wallet.public_id))
    context = {"shell": mall_shell(request), "q": text, "rows": found}
    return render(request, "console/mall/wallets.html", context)


@audience.mall("money.view")
@require_safe
def wallet(request: HttpRequest, wallet_id: str) -> HttpResponse:
    """What one has, and how it moved."""
    row = get_wallet_row(wallet_id=wallet_id)
    screen = WalletScreen(
        row=row,
        balances=balances_of(wallet=row.wallet, currency=settings.CURRENCIES[0], now=clock.now()),
        movements=statement_of(wallet=row.wallet, unit=POINTS).items,
        key=ids.new_token(),
        can_change="points.change" in actor_of(request).mall_permissions,
    )
    context = {"shell": mall_shell(request), "screen": screen}
    return render(request, "console/mall/wallet.html", context)


@audience.mall("points.change")
@require_POST
def adjustment(request: HttpRequest, wallet_id: str) -> HttpResponse:
    """Give or take points, and say why."""
    row = get_wallet_row(wallet_id=wallet_id)
    try:
        points = whole_number(request.POST.get("points", ""), signed=True)
        if points is None:
            raise InvalidInput({"points": "invalid"})
        operations.adjust(
            wallet_id=row.wallet.pk,
            points=points,
            reason=request.POST.get("reason", ""),
            key=f"console:{actor(request)}:{request.POST.get('key', '')[:30]}",
            actor=actor(request),
        )
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Done, and noted with your name and reason."))
    return HttpResponseRedirect(_url(wallet_id))


def _url(wallet_id: str) -> str:
    return reverse("console:mall_wallet", args=[wallet_id])
