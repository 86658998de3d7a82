"""The seller's statement: a page, and the same as a table for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from io import StringIO
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tradewind.console.acting import told
from tradewind.console.shell import store_shell
from tradewind.console.statement.period import Period
from tradewind.domains.ledger.models import Payout
from tradewind.domains.ledger.statements import (
    Statement,
    StatementRow,
    list_payouts,
    store_statements,
)
from tradewind.domains.orders.queries.commissions import ShareSum, commission_by_share
from tradewind.domains.orders.queries.numbers import NumberedOrder, orders_behind
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform.http import audience

PAGE = "console/statement/statement.html"
_SHOWN = 200
_COLUMNS = ("at", "what", "number", "currency", "gross", "tax", "commission", "earned", "paid")
_NAMES: Mapping[str, Promise | str] = {
    "sale": _("Sale"),
    "cancellation": _("Cancellation"),
    "takeback": _("Taken back"),
    "payout": _("Paid to you"),
    "payout_back": _("Payment that came back"),
}
_OTHER = _("Correction")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A line; `url` leads to its order and is empty for what has none."""

    what: str
    number: str
    url: str
    row: StatementRow


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """One currency's part; `shares` are what was sold at each share of the mall (a fraction);
    `left_out` more rows stand only in the table."""

    statement: Statement
    shares: Sequence[tuple[Decimal, ShareSum]]
    rows: Sequence[ShownRow]
    left_out: int


@dataclass(frozen=True, slots=True)
class StatementScreen:
    """The page."""

    period: Period
    before_url: str
    table_url: str
    problem: str
    statements: Sequence[ShownStatement]
    payouts: Sequence[Payout]


@audience.store("money.view")
@require_safe
def statement(request: audience.StoreRequest, store: str) -> HttpResponse:
    """GET `from` and `until`, days of the store's own time: this month when left out."""
    owner, now, problem = request.store, clock.now(), ""
    try:
        period = Period.asked(request.GET, zone=owner.time_zone, now=now)
    except InvalidInput as error:
        problem = told(error)
        period = Period.asked({}, zone=owner.time_zone, now=now)
    url = reverse("console:statement", args=[owner.slug])
    found = store_statements(store_id=owner.pk, start=period.start, end=period.end)
    shares = commission_by_share(store_id=owner.pk, start=period.start, end=period.end)
    screen = StatementScreen(
        period=period,
        before_url=f"{url}?{_query(period.month_before)}",
        table_url=f"{reverse('console:statement_table', args=[owner.slug])}?{_query(period)}",
        problem=problem,
        statements=[_shown(owner, each, shares.get(each.currency, ())) for each in found],
        payouts=list_payouts(store_id=owner.pk),
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    context = {"shell": store_shell(request), "store": owner, "screen": screen}
    return render(request, PAGE, context, status=status)


@audience.store("money.view")
@require_safe
def table(request: audience.StoreRequest, store: str) -> HttpResponseBase:
    """The same days as CSV, every row. Raises `InvalidInput`."""
    owner = request.store
    period = Period.asked(request.GET, zone=owner.time_zone, now=clock.now())
    found = store_statements(store_id=owner.pk, start=period.start, end=period.end)
    numbers = _numbers(owner, [row for each in found for row in each.rows])
    name = f"{owner.slug}-{period.first}-{period.last}.csv"
    return StreamingHttpResponse(
        _lines(found, numbers),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(found: Sequence[Statement], numbers: Mapping[str, NumberedOrder]) -> Iterator[str]:
    # The mark at the front tells spreadsheets that this is UTF-8.
    yield "\ufeff" + _line(_COLUMNS)
    for each in found:
        yield _line(["", "opening", "", each.currency, "", "", "", _said(each.opening), ""])
        for row in each.rows:
            amounts = (row.gross, row.tax, row.commission, row.earned, row.paid)
            known = numbers.get(row.reference)
            number = known.number if known else row.reference
            facts = [row.at.isoformat(), row.kind, number, each.currency]
            yield _line([*facts, *(_said(amount) for amount in amounts)])
        yield _line(["", "closing", "", each.currency, "", "", "", _said(each.closing), ""])


def _line(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _said(amount: Money) -> str:
    return str(amount.amount)


def _shown(store: Store, found: Statement, shares: Sequence[ShareSum]) -> ShownStatement:
    rows = list(reversed(found.rows))[:_SHOWN]
    numbers = _numbers(store, rows)
    return ShownStatement(
        statement=found,
        shares=[(Decimal(share.commission_bp) / 10_000, share) for share in shares],
        rows=[_row(store, row, numbers.get(row.reference)) for row in rows],
        left_out=len(found.rows) - len(rows),
    )


def _row(store: Store, row: StatementRow, order: NumberedOrder | None) -> ShownRow:
    url = reverse("console:order", args=[store.slug, order.order_id]) if order else ""
    what = str(_NAMES.get(row.kind, _OTHER))
    return ShownRow(what=what, number=order.number if order else "", url=url, row=row)


def _numbers(store: Store, rows: Collection[StatementRow]) -> dict[str, NumberedOrder]:
    return orders_behind(store_id=store.pk, references={row.reference for row in rows})


def _query(period: Period) -> str:
    return urlencode({"from": period.first.isoformat(), "until": period.last.isoformat()})
