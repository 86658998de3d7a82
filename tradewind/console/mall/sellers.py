"""Every seller of the mall: letting them sell, stopping them for a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told
from tradewind.console.pages import url_or_nothing
from tradewind.console.second_factor import second_factor_url
from tradewind.console.shell import mall_shell
from tradewind.domains.stores import operations
from tradewind.domains.stores.errors import IllegalStanding
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import get_store_by_id, list_all_stores
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of

_KINDS = {Store.Status.APPLIED: "accent", Store.Status.PAUSED: "warning"}


@dataclass(frozen=True, slots=True)
class SellerRow:
    """A line of the list; `commission` is a fraction. `url` is empty while shoppers see no page."""

    store: Store
    url: str
    status: str
    kind: str
    commission: Decimal
    is_applied: bool
    is_open: bool
    is_paused: bool


@audience.mall("mall.view")
@require_safe
def sellers(request: HttpRequest) -> HttpResponse:
    """The list, by name; applications first."""
    context = {
        "shell": mall_shell(request),
        "rows": _rows(list_all_stores()),
        "can_approve": "stores.approve" in actor_of(request).mall_permissions,
        "second_factor_url": second_factor_url(request),
    }
    return render(request, "console/mall/sellers.html", context)


@audience.mall("stores.approve")
@require_POST
def approval(request: HttpRequest, store_id: str) -> HttpResponse:
    """Let a store that applied sell."""
    return _act(request, store_id, operations.approve, _("{store} is open."))


@audience.mall("stores.approve")
@require_POST
def pause(request: HttpRequest, store_id: str) -> HttpResponse:
    """Stop a store from selling for a while."""
    return _act(
        request,
        store_id,
        operations.pause,
        _("{store} is paused. Shoppers no longer find what it sells."),
        undo=reverse("console:mall_seller_reopening", args=[store_id]),
    )


@audience.mall("stores.approve")
@require_POST
def reopening(request: HttpRequest, store_id: str) -> HttpResponse:
    """Let a paused store go on."""
    return _act(request, store_id, operations.reopen, _("{store} is open again."))


def _act(
    request: HttpRequest, store_id: str, act: Callable[..., Store], said: str, *, undo: str = ""
) -> HttpResponse:
    store = get_store_by_id(public_id=store_id)
    try:
        act(store_id=store.pk, actor=actor(request))
    except IllegalStanding as error:
        messages.error(request, told(error))
    else:
        messages.success(request, said.format(store=store.name), extra_tags=undo)
    return HttpResponseRedirect(reverse("console:mall_sellers"))


def _rows(stores: Sequence[Store]) -> list[SellerRow]:
    rows = [_row(store, Store.Status(store.status)) for store in stores]
    return sorted(rows, key=lambda row: not row.is_applied)


def _row(store: Store, status: Store.Status) -> SellerRow:
    is_open = status is Store.Status.OPEN
    return SellerRow(
        store=store,
        url=url_or_nothing("storefront:store", store.slug) if is_open else "",
        status=str(status.label),
        kind=_KINDS.get(status, ""),
        commission=Decimal(store.commission_bp) / 10_000,
        is_applied=status is Store.Status.APPLIED,
        is_open=is_open,
        is_paused=status is Store.Status.PAUSED,
    )
