"""Points and deposit: what is there, what is coming, what goes soon, and every movement."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tradewind.domains.loyalty.models import Wallet
from tradewind.domains.loyalty.queries import (
    Balances,
    StatementRow,
    balances_of,
    find_wallet_of_person,
    statement_of,
)
from tradewind.kernel import clock, ids
from tradewind.kernel.money import POINTS
from tradewind.platform.http import audience
from tradewind.storefront.account.frame import account_page, person_id_of
from tradewind.storefront.shopper import shopper_of

HERE = "storefront:account_points"


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A line of the statement; `url` leads to the purchase behind it, empty where none is."""

    words: str
    row: StatementRow
    url: str
    came: bool


@dataclass(frozen=True, slots=True)
class PointsScreen:
    """The page. `unit` is whose statement is shown: ``PTS`` or a currency."""

    balances: Balances
    unit: str
    units: Sequence[tuple[str, str]]
    only: str
    filters: Sequence[tuple[str, str]]
    since: str
    until: str
    rows: Sequence[MovementRow]
    next_url: str
    csv_url: str
    is_filtered: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    unit: str
    only: str
    since: datetime | None
    until: datetime | None


@audience.person
@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """The balances above, the statement below."""
    wallet = find_wallet_of_person(person_id=person_id_of(request))
    screen = points_screen(request, wallet, csv_url=reverse("storefront:account_points_csv"))
    return account_page(
        request, "points.html", HERE, {"screen": screen, "withdrawal_key": ids.new_token()}
    )


def points_screen(request: HttpRequest, wallet: Wallet | None, *, csv_url: str) -> PointsScreen:
    """What the address asks of a wallet; `csv_url` gives all of it, empty offers none."""
    currency = shopper_of(request).currency
    balances = balances_of(wallet=wallet, currency=currency, now=clock.now())
    asked = _asked(request)
    page = statement_of(
        wallet=wallet,
        unit=asked.unit,
        only=asked.only,
        since=asked.since,
        until=asked.until,
        cursor=request.GET.get("cursor", ""),
    )
    query = request.GET.copy()
    query.pop("cursor", None)
    if csv_url:
        csv_url = f"{csv_url}?{query.urlencode()}"
    if page.next_cursor:
        query["cursor"] = page.next_cursor
    return PointsScreen(
        balances=balances,
        unit=asked.unit,
        units=_units(balances),
        only=asked.only,
        filters=_filters(),
        since=request.GET.get("since", "") if asked.since else "",
        until=request.GET.get("until", "") if asked.until else "",
        rows=[_row(row) for row in page.items],
        next_url=f"?{query.urlencode()}" if page.next_cursor else "",
        csv_url=csv_url,
        is_filtered=bool(asked.only or asked.since or asked.until),
    )


@audience.person
@require_safe
def points_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole statement as asked for, to keep or to reckon with: amounts in major units, UTC."""
    person_id, asked = person_id_of(request), _asked(request)
    response = StreamingHttpResponse(
        _lines(person_id, asked), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="statement-{asked.unit}.csv"'
    return response


class _Echo:
    """A file whose lines come straight back."""

    def write(self, line: str) -> str:
        return line


def _lines(person_id: int, asked: _Asked) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(["at", "kind", "text", "amount", "unit", "reference"])
    wallet, cursor = find_wallet_of_person(person_id=person_id), ""
    while True:
        page = statement_of(
            wallet=wallet,
            unit=asked.unit,
            only=asked.only,
            since=asked.since,
            until=asked.until,
            cursor=cursor,
            limit=500,
        )
        for row in page.items:
            at = row.at.astimezone(UTC).isoformat(timespec="seconds")
            amount = row.amount
            yield writer.writerow(
                [at, row.kind, row.words, str(amount.amount), amount.currency, row.reference]
            )
        if page.next_cursor is None:
            return
        cursor = page.next_cursor


def _asked(request: HttpRequest) -> _Asked:
    """What the reader wants to see; what can't be understood is as if it was not said."""
    unit, only = request.GET.get("unit", POINTS), request.GET.get("only", "")
    until = _day(request.GET.get("until", ""))
    return _Asked(
        unit=unit if unit == POINTS or unit in settings.CURRENCIES else POINTS,
        only=only if only in dict(_filters()) else "",
        since=_day(request.GET.get("since", "")),
        until=until + timedelta(days=1) if until else None,
    )


def _day(text: str) -> datetime | None:
    """The beginning of a day, the reader's own."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    if day is None:
        return None
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _units(balances: Balances) -> list[tuple[str, str]]:
    deposits = [found.balance.currency for found in balances.deposits]
    return [(POINTS, _("Points"))] + [
        (unit, _("Deposit in {currency}").format(currency=unit)) for unit in deposits
    ]


def _filters() -> list[tuple[str, str]]:
    return [
        ("", _("Everything")),
        ("earned", _("What came")),
        ("spent", _("What was spent")),
        ("returned", _("What went back")),
        ("expired", _("What expired")),
    ]


def _row(row: StatementRow) -> MovementRow:
    return MovementRow(
        words=row.words,
        row=row,
        url=reverse("storefront:purchase", args=[row.token]) if row.token else "",
        came=row.amount.minor > 0,
    )
