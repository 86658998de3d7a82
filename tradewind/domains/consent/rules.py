"""How long consent that nobody spoke may be relied on, whose it is, and what it allows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# CASL, S.C. 2010, c. 23, s. 10(10): two years after a purchase, six months after an inquiry.
_MONTHS = {"purchase": 24, "inquiry": 6}


def implied_until(basis: str, at: datetime) -> datetime:
    """When consent implied by `basis` (``purchase``, ``inquiry``) at that moment lapses.

    A day the month doesn't have becomes its last: 29 February + 24 months is 28 February.
    """
    years, month = divmod(at.month - 1 + _MONTHS[basis], 12)
    day = at.day
    while True:
        try:
            return at.replace(year=at.year + years, month=month + 1, day=day)
        except ValueError:
            day -= 1


def normal(email: str) -> str:
    """The address consent is kept under: one person's, however they wrote it that day."""
    return email.strip().lower()


class Refusal(StrEnum):
    """Why a commercial message may not be sent."""

    MISSING = "consent_missing"
    WITHDRAWN = "consent_withdrawn"
    LAPSED = "consent_lapsed"


@dataclass(frozen=True, slots=True)
class Ground:
    """A consent row as the gate looks at it; `id` is the row's."""

    id: int
    basis: str
    expires_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer: the basis relied on and its row, or the reason why there is none."""

    basis: str = ""
    consent_id: int | None = None
    refusal: Refusal | None = None

    @property
    def is_allowed(self) -> bool:
        return self.refusal is None


def judge(grounds: Iterable[Ground], now: datetime) -> Verdict:
    """The strongest of one person's grounds for one sender: what was said, then what lasts longest.

    Without any that stands, the last one tells why: a no is told before a lapse.
    """
    known = list(grounds)
    standing = [
        ground
        for ground in known
        if ground.withdrawn_at is None and (ground.expires_at is None or ground.expires_at > now)
    ]
    if standing:
        best = max(
            standing, key=lambda one: (one.expires_at is None, one.expires_at or now, one.id)
        )
        return Verdict(best.basis, best.id)
    if not known:
        return Verdict(refusal=Refusal.MISSING)
    is_no = any(ground.withdrawn_at is not None for ground in known)
    return Verdict(refusal=Refusal.WITHDRAWN if is_no else Refusal.LAPSED)
