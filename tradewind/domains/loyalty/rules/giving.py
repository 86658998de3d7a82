"""How the purchase of a gift card moves, and what may be asked of one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_AHEAD = timedelta(days=365)
"""No card is delivered later than that after it was bought."""

CHANGE_OF_MIND = timedelta(days=14)
"""How long who bought one may give it back while its code was never shown: the days of withdrawal
of Directive 2011/83/EU, art. 9, granted everywhere."""

LONGEST: Mapping[str, int] = {"recipient": 120, "email": 254, "sender": 120, "message": 300}
DESIGNS = ("plain", "birthday", "thanks", "love")


class GiftState(StrEnum):
    """Where the purchase of a gift card stands."""

    STARTED = "started"
    PAID = "paid"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class GiftWords:
    """What goes with a card: to whom, from whom, what it says and how it looks.

    `deliver_at` None: as soon as it is paid.
    """

    recipient: str
    email: str
    sender: str = ""
    message: str = ""
    design: str = DESIGNS[0]
    deliver_at: datetime | None = None


def faults_of(words: GiftWords, now: datetime) -> dict[str, str]:
    """What is wrong with it, as a code by field; whether the address is one is for who sends."""
    wrong = {}
    for name, most in LONGEST.items():
        value = getattr(words, name)
        if len(value) > most:
            wrong[name] = "too_long"
        elif "\x00" in value:
            wrong[name] = "invalid"
    for name in ("recipient", "email"):
        if not getattr(words, name).strip():
            wrong[name] = "required"
    if words.design not in DESIGNS:
        wrong["design"] = "unknown"
    if words.deliver_at is not None and words.deliver_at > now + MOST_AHEAD:
        wrong["deliver_on"] = "too_large"
    return wrong
