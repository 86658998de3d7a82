"""A share of the mall and its first day, as a form tells them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from tradewind.kernel.errors import InvalidInput


def posted_share(form: QueryDict, *, may_be_empty: bool = False) -> tuple[int | None, date]:
    """`percent` in hundredths of a percent, the smallest share there is (None when it may be empty
    and is), and `starts_on`. Raises `InvalidInput`."""
    wrong = {}
    text = form.get("percent", "").strip().replace(",", ".").removesuffix("%").strip()
    is_none = may_be_empty and not text
    try:
        percent = Decimal(0) if is_none else Decimal(text)
    except InvalidOperation:
        percent = Decimal(-1)
    if not (percent.is_finite() and 0 <= percent <= 100 and percent * 100 == int(percent * 100)):
        wrong["percent"] = "invalid"
    try:
        starts_on = date.fromisoformat(form.get("starts_on", ""))
    except ValueError:
        wrong["starts_on"] = "invalid"
    if wrong:
        raise InvalidInput(wrong)
    return None if is_none else int(percent * 100), starts_on
