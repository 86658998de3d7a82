"""A day's deliveries by the hours shoppers chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.console.shell import store_shell
from tradewind.domains.orders.models import STAGE_NAMES, Order
from tradewind.domains.orders.queries.hours import deliveries_on
from tradewind.domains.orders.rules import Stage
from tradewind.domains.stores.queries import today_in
from tradewind.platform.http import audience

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One of the orders that come."""

    url: str
    number: str
    name: str
    stage: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Some hours: `orders` that come in them, `held` places of checkouts that are being paid."""

    method: str
    starts: str
    ends: str
    capacity: int
    taken: int
    held: int
    orders: Sequence[OrderRow]


@dataclass(frozen=True, slots=True)
class DayScreen:
    """The page."""

    day: date
    rows: Sequence[HoursRow]
    before_url: str
    after_url: str
    here: str


@audience.store("orders.fulfil")
@require_safe
def delivery_day(request: audience.StoreRequest, store: str) -> HttpResponse:
    """GET `day` (ISO; the store's today): who gets what between when and when."""
    here = reverse("console:delivery_day", args=[store])
    day = _asked(request.GET.get("day", "")) or today_in(request.store)
    rows = [
        HoursRow(
            method=found.method,
            starts=found.starts.isoformat("minutes"),
            ends=found.ends.isoformat("minutes"),
            capacity=found.capacity,
            taken=len(found.orders) + found.held,
            held=found.held,
            orders=[_row(order, store) for order in found.orders],
        )
        for found in deliveries_on(store_id=request.store.pk, day=day)
    ]
    screen = DayScreen(
        day=day,
        rows=rows,
        before_url=f"{here}?day={day - _DAY}",
        after_url=f"{here}?day={day + _DAY}",
        here=here,
    )
    context = {"shell": store_shell(request), "store": request.store, "screen": screen}
    return render(request, "console/fulfilment/day.html", context)


def _asked(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # The days beside it must be days too.
    return day if date.min < day < date.max else None


def _row(order: Order, store: str) -> OrderRow:
    return OrderRow(
        url=reverse("console:order", args=[store, order.public_id]),
        number=order.number,
        name=order.purchase.name,
        stage=str(STAGE_NAMES[Stage(order.stage)]),
        is_late=order.delayed_until is not None,
    )
