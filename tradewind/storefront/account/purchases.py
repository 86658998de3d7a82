"""What a member bought, with where each part of it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.domains.orders.models import STAGE_NAMES, Order, Purchase
from tradewind.domains.orders.queries import list_purchases
from tradewind.domains.orders.rules import Stage
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.storefront.account.frame import account_page, person_id_of, person_of

_BADGES = {Stage.SHIPPED: "success", Stage.CANCELLED: "danger"}


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One seller's part; `kind` is that of its badge."""

    seller: str
    stage: str
    kind: str


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """One purchase in the list."""

    url: str
    number: str
    placed_at: datetime
    total: Money
    orders: Sequence[OrderRow]


@audience.person
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """A member's purchases, newest first. Two statements whatever they hold."""
    page = list_purchases(
        person_id=person_id_of(request), cursor=request.GET.get("cursor", ""), limit=20
    )
    context: dict[str, object] = {
        "name": str(person_of(request)),
        "purchases": [_row(purchase) for purchase in page.items],
        "next_cursor": page.next_cursor or "",
    }
    return account_page(request, "purchases.html", "storefront:account", context)


def _row(purchase: Purchase) -> PurchaseRow:
    return PurchaseRow(
        url=reverse("storefront:purchase", args=[purchase.token]),
        number=purchase.number,
        placed_at=purchase.placed_at,
        total=purchase.total,
        orders=[_order(order) for order in purchase.orders.all()],
    )


def _order(order: Order) -> OrderRow:
    stage = Stage(order.stage)
    return OrderRow(order.store.name, str(STAGE_NAMES[stage]), _BADGES.get(stage, ""))
