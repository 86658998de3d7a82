"""Prices told in the money a reader thinks in, beside what is charged."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema

from tradewind.api.shapes import Amount
from tradewind.domains.pricing.queries import find_display, shown_currencies
from tradewind.domains.pricing.rules import Display
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform.http.json import money

HEADER = "Display-Currency"


class DisplayShape(Schema):
    """By which published rate amounts in `charged` are told in `shown`. A rate that is not
    `is_fresh` converts nothing: every `about` is null then. What is paid is always `charged`."""

    charged: str = Field(examples=["CAD"])
    shown: str = Field(examples=["KRW"])
    rate: str = Field(description="Units of `shown` for one `charged`")
    on: str = Field(description="The day it was published for")
    source: str
    is_fresh: bool


class Told(Schema):
    """With a total, about how much it is in the reader's own money."""

    display: DisplayShape | None = None
    about: Amount | None = None


def display_in(*, charged: str, shown: str) -> Display | None:
    """How amounts in `charged` are told in `shown`; None for an empty one or the same.

    Raises `InvalidInput` for one the mall has no rate to.
    """
    if not shown:
        return None
    day = clock.now().date()
    if shown not in shown_currencies(day=day):
        raise InvalidInput({"display_currency": "unknown"})
    return find_display(charged=charged, shown=shown, day=day)


def display_of(request: HttpRequest, *, charged: str) -> Display | None:
    """The same by the header `Display-Currency`; one without a rate is as good as none, for what is
    answered may be done already."""
    try:
        return display_in(charged=charged, shown=request.headers.get(HEADER, ""))
    except InvalidInput:
        return None


def display_json(display: Display | None) -> dict[str, Any] | None:
    """`display` in the shape of `DisplayShape`."""
    if display is None:
        return None
    return {
        "charged": display.charged,
        "shown": display.shown,
        "rate": f"{display.rate.normalize():f}",
        "on": display.on,
        "source": display.source,
        "is_fresh": display.is_fresh,
    }


def about_json(amount: Money | None, display: Display | None) -> dict[str, str | int] | None:
    """About how much `amount` is, None where nothing is converted."""
    told = display.about(amount) if display else None
    return None if told is None else money(told)
