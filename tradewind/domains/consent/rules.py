"""How long consent that nobody spoke may be relied on, and whose it is. Pure."""

from __future__ import annotations

from datetime import datetime

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
