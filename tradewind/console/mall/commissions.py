"""What the mall takes of one seller's sales, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor
from tradewind.console.mall.shares import posted_share
from tradewind.console.settings.forms import Typed, done, saved
from tradewind.console.shell import mall_shell
from tradewind.domains.stores.applicants import commission_terms
from tradewind.domains.stores.models import CommissionTerm, Store
from tradewind.domains.stores.operations.commissions import drop_commission, set_commission
from tradewind.domains.stores.queries import get_store_by_id
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of


@dataclass(frozen=True, slots=True)
class TermRow:
    """A share: a fraction, its first day, and whether that is still to come."""

    term: CommissionTerm
    share: Decimal
    is_to_come: bool


@dataclass(frozen=True, slots=True)
class CommissionScreen:
    """A store, what holds now, and all that was said."""

    store: Store
    share: Decimal
    rows: Sequence[TermRow]
    form: Typed
    today: str
    may_change: bool


@audience.mall("money.view")
@require_http_methods(["GET", "HEAD"])
def commission(request: HttpRequest, store_id: str) -> HttpResponse:
    """The store's shares and the form for the next one."""
    return _page(request, get_store_by_id(public_id=store_id), Typed())


@audience.mall("stores.approve")
@require_POST
def change(request: HttpRequest, store_id: str) -> HttpResponse:
    """POST `percent` and `starts_on`."""
    store = get_store_by_id(public_id=store_id)
    outcome = saved(
        request,
        reverse("console:mall_seller_commission", args=[store_id]),
        lambda: _set(request, store),
        _("Saved. Orders keep the share of their own day."),
    )
    return _page(request, store, outcome) if isinstance(outcome, Typed) else outcome


@audience.mall("stores.approve")
@require_POST
def removal(request: HttpRequest, store_id: str, term_id: str) -> HttpResponse:
    """Take back a share that has not begun."""
    store = get_store_by_id(public_id=store_id)
    return done(
        request,
        reverse("console:mall_seller_commission", args=[store_id]),
        lambda: drop_commission(store_id=store.pk, term_id=term_id, actor=actor(request)),
        _("Taken back."),
    )


def _set(request: HttpRequest, store: Store) -> None:
    commission_bp, starts_on = posted_share(request.POST)
    set_commission(
        store_id=store.pk,
        commission_bp=commission_bp or 0,
        starts_on=starts_on,
        actor=actor(request),
    )


def _page(request: HttpRequest, store: Store, form: Typed) -> HttpResponse:
    today = clock.now().date()
    screen = CommissionScreen(
        store=store,
        share=Decimal(store.commission_bp) / 10_000,
        rows=[
            TermRow(term, Decimal(term.commission_bp) / 10_000, term.starts_on > today)
            for term in commission_terms(store_id=store.pk)
        ],
        form=form,
        today=today.isoformat(),
        may_change="stores.approve" in actor_of(request).mall_permissions,
    )
    context = {"shell": mall_shell(request), "screen": screen}
    status = 422 if form.errors or form.problem else 200
    return render(request, "console/mall/commission.html", context, status=status)
