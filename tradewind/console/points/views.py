"""What a store funds: its own rules, what they have promised, and what spent points cost it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told
from tradewind.console.mall.points import RuleRow, category_choices, read_rate, rule_row
from tradewind.console.shell import store_shell
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.queries import Funding, funding_of, list_earn_rules
from tradewind.kernel import clock
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.audience import StoreRequest


@dataclass(frozen=True, slots=True)
class StorePointsScreen:
    """The page."""

    funding: Funding
    rules: Sequence[RuleRow]
    categories: Sequence[tuple[str, str]]
    can_change: bool


@audience.store("money.view")
@require_safe
def points(request: StoreRequest, store: str) -> HttpResponse:
    """Figures above, rules below."""
    owner = request.store
    rows = list_earn_rules(now=clock.now(), funded_by_store=owner.pk)
    screen = StorePointsScreen(
        funding=funding_of(store_id=owner.pk, currency=owner.currency),
        rules=[rule_row(row) for row in rows],
        categories=category_choices(),
        can_change="points.change" in request.store_access.permissions,
    )
    context = {"shell": store_shell(request), "store": owner, "screen": screen}
    return render(request, "console/points/points.html", context)


@audience.store("points.change")
@require_POST
def rules(request: StoreRequest, store: str) -> HttpResponse:
    """A rule the store pays for, in place of the one for the same goods."""
    try:
        operations.add_earn_rule(
            rate_bp=read_rate(request.POST.get("rate", "")),
            store_id=request.store.pk,
            category_slug=request.POST.get("category", ""),
            store_funds=True,
            actor=actor(request),
        )
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Orders from now on earn by that rule."))
    return _back(request)


@audience.store("points.change")
@require_POST
def rule_end(request: StoreRequest, store: str, rule_id: str) -> HttpResponse:
    """End one of the store's own."""
    operations.end_earn_rule(
        rule_id=rule_id, actor=actor(request), funded_by_store=request.store.pk
    )
    messages.success(request, _("The rule has ended. What was earned by it stays."))
    return _back(request)


def _back(request: StoreRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("console:points", args=[request.store.slug]))
