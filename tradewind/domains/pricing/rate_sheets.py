"""Rates as they come in: from the day's file, by the clock or by hand, with their history."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
from django.conf import settings
from django.db import transaction

from tradewind.domains.pricing.models import ExchangeRate, RateImport, RateTerms
from tradewind.domains.pricing.operations import record_rates
from tradewind.domains.pricing.queries import forget_rates, rates_on
from tradewind.domains.pricing.rules import STALE_AFTER, DayRate
from tradewind.domains.pricing.sheets import EURO, MOST_BYTES, SheetUnreadable, read_sheets
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform import audit

_SECONDS = 20
_LISTED = 30
MOST_MARKUP_BP = 1000


@dataclass(frozen=True, slots=True)
class RateStatus:
    """Where the mall's rates stand. `missing` are its currencies the newest sheet does not have."""

    newest: date | None
    is_stale: bool
    markup_bp: int
    rates: list[tuple[str, Decimal]]
    missing: list[str]
    source: str


def import_sheet(*, content: bytes, source: str, actor: str) -> RateImport:
    """Keep the rates of a file; the same day again replaces what was there.

    Raises `SheetUnreadable`, written down in the history like a success.
    """
    now = clock.now()
    try:
        sheets = read_sheets(content, today=now.date())
    except SheetUnreadable as error:
        _write_down(source, actor, failure=str(error.details["reason"]))
        raise
    rows = [
        DayRate(base=EURO, quote=currency, on=sheet.day, rate=rate)
        for sheet in sheets
        for currency, rate in sheet.rates.items()
    ]
    with transaction.atomic():
        record_rates(rows=rows, source="ECB")
        return _write_down(source, actor, day=sheets[0].day, rates=len(rows))


def fetch_sheet() -> RateImport | None:
    """Read the file the settings name; None where they name none.

    The file is fetched before any transaction. What fails is written down, and the rates stay.
    """
    source = settings.RATES_FROM
    if not source:
        return None
    try:
        content = _content(source)
    except (OSError, httpx.HTTPError, httpx.InvalidURL):
        return _write_down(source, "", failure="unreachable")
    try:
        return import_sheet(content=content, source=source, actor="")
    except SheetUnreadable:
        return RateImport.objects.first()


def set_markup(*, markup_bp: int, actor: str) -> None:
    """Ask that much more, in 1/100 %, when a price is told in another currency.

    Raises `InvalidInput` outside of 0 to 10 %.
    """
    if not 0 <= markup_bp <= MOST_MARKUP_BP:
        raise InvalidInput({"markup": "too_large" if markup_bp > 0 else "too_small"})
    with transaction.atomic():
        RateTerms.objects.update_or_create(pk=1, defaults={"markup_bp": markup_bp})
        audit.record(
            actor=actor,
            action="rates.markup",
            subject="mall",
            store_id=None,
            changes={"markup_bp": [None, markup_bp]},
        )
    forget_rates()


def rate_status() -> RateStatus:
    """How fresh the rates are, and what they say."""
    today = clock.now().date()
    newest = (
        ExchangeRate.objects.filter(base=EURO, on__lte=today)
        .order_by("-on")
        .values_list("on", flat=True)
        .first()
    )
    of_day = ExchangeRate.objects.filter(base=EURO, on=newest or today)
    sheet = dict(of_day.values_list("quote", "rate"))
    return RateStatus(
        newest=newest,
        is_stale=newest is not None and today - newest > STALE_AFTER,
        markup_bp=rates_on(day=today).markup_bp,
        rates=sorted(sheet.items()),
        missing=[unit for unit in settings.CURRENCIES if unit != EURO and unit not in sheet],
        source=settings.RATES_FROM,
    )


def list_imports() -> list[RateImport]:
    """The last thirty, newest first."""
    return list(RateImport.objects.all()[:_LISTED])


def _content(source: str) -> bytes:
    if not source.startswith(("https://", "http://")):
        with Path(source).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    until, body = time.monotonic() + _SECONDS, b""
    with httpx.stream("GET", source, timeout=_SECONDS, follow_redirects=True) as response:
        response.raise_for_status()
        for part in response.iter_bytes():
            body += part
            # One that drips never runs into a timeout of a single read.
            if len(body) > MOST_BYTES or time.monotonic() > until:
                break
    return body


def _write_down(
    source: str, actor: str, *, day: date | None = None, rates: int = 0, failure: str = ""
) -> RateImport:
    return RateImport.objects.create(
        source=source[:200], day=day, rates=rates, failure=failure, actor=actor, at=clock.now()
    )
