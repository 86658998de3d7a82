"""For whom, and up to how much, the mall trusts that the money will be there at the door. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money

_LIMIT = re.compile(r"^\s*(?:([A-Z]{3})\s*([0-9.]+)|([0-9.]+)\s*([A-Z]{3}))\s*$")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a shopper: purchases paid at the door before, and refused there."""

    kept: int
    refused: int


def limits_of(text: str) -> Mapping[str, Money]:
    """``CAD 300, KRW 300000`` as amounts by currency. Raises `InvalidInput`."""
    limits = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        found = _LIMIT.match(part.upper())
        if found is None:
            raise InvalidInput({"limit": "unreadable"})
        unit, amount = (found[1], found[2]) if found[1] else (found[4], found[3])
        try:
            limits[unit] = Money.of(amount, unit)
        except BadAmount:
            raise InvalidInput({"limit": "unreadable"}) from None
    return limits


def refusal(
    *,
    amount: Money,
    standing: Standing,
    most: Mapping[str, Money],
    first_most: Mapping[str, Money],
) -> str:
    """Why this promise is not accepted, as a decline code; empty when it is."""
    limit = most.get(amount.currency)
    if limit is None or amount > limit:
        return "cash_limit"
    if standing.refused:
        return "cash_refused_before"
    first = first_most.get(amount.currency)
    if not standing.kept and first is not None and amount > first:
        return "cash_first_limit"
    return ""
