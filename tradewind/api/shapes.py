"""Shapes several routers answer with."""

from __future__ import annotations

from ninja import Field, Schema

from tradewind.kernel.money import Money
from tradewind.platform.http.json import money


class Amount(Schema):
    """An amount of money: `amount` in major units, `minor` in whole minor units."""

    amount: str = Field(examples=["12.50"])
    minor: int = Field(examples=[1250])
    currency: str = Field(examples=["CAD"])


class Problem(Schema):
    """RFC 9457, with a stable `code`."""

    type: str
    title: str
    status: int
    code: str


def amount_or_none(value: Money | None) -> dict[str, str | int] | None:
    """`value` as JSON, None as None."""
    return None if value is None else money(value)
