"""Every seller of the mall and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.console.pages import url_or_nothing
from tradewind.console.shell import mall_shell
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import list_all_stores
from tradewind.platform.http import audience

_KINDS = {Store.Status.APPLIED: "accent", Store.Status.OPEN: "success"}


@dataclass(frozen=True, slots=True)
class SellerRow:
    """A line of the list; `commission` is a fraction."""

    store: Store
    url: str
    status: str
    kind: str
    commission: Decimal


@audience.mall("mall.view")
@require_safe
def sellers(request: HttpRequest) -> HttpResponse:
    """The list, by name; applications first."""
    context = {"shell": mall_shell(request), "rows": _rows(list_all_stores())}
    return render(request, "console/mall/sellers.html", context)


def _rows(stores: Sequence[Store]) -> list[SellerRow]:
    rows = [
        SellerRow(
            store=store,
            url=url_or_nothing("storefront:store", store.slug),
            status=str(Store.Status(store.status).label),
            kind=_KINDS.get(Store.Status(store.status), ""),
            commission=Decimal(store.commission_bp) / 10_000,
        )
        for store in stores
    ]
    return sorted(rows, key=lambda row: row.store.status != Store.Status.APPLIED)
