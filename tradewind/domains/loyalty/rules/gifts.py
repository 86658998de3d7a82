"""Codes of gift cards, and how soon the law lets a bought one expire. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.loyalty.rules.errors import GiftExpiryTooSoon

CODE_LENGTH = 16
"""Letters of Crockford's base 32: 80 random bits, beyond guessing however fast."""

NEVER = 0


@dataclass(frozen=True, slots=True)
class ExpiryLaw:
    """The least `months` a bought card must last, `NEVER` where it may not expire, and the `source`."""

    months: int
    source: str


# Cards given away for nothing are outside all of these. A mall elsewhere asks its own counsel:
# what is not listed is not regulated here, which is no promise that it isn't there.
EXPIRY_LAW: Mapping[tuple[str, str], ExpiryLaw] = {
    ("CA", "ON"): ExpiryLaw(NEVER, "O. Reg. 17/05, s. 25.2"),
    ("CA", "QC"): ExpiryLaw(NEVER, "Consumer Protection Act, CQLR c. P-40.1, s. 187.3"),
    ("CA", "BC"): ExpiryLaw(NEVER, "Prepaid Purchase Cards Regulation, B.C. Reg. 292/2008"),
    ("US", ""): ExpiryLaw(60, "Regulation E, 12 CFR 1005.20(e)"),
    ("IE", ""): ExpiryLaw(60, "Consumer Protection (Gift Vouchers) Act 2019"),
    ("AU", ""): ExpiryLaw(36, "Competition and Consumer Act 2010, s. 99B"),
}


def normalised(code: str) -> str:
    """The code as it is digested: no spaces or dashes, and letters nobody can tell apart made one."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return letters.translate(str.maketrans("OIL", "011"))


def shown(code: str) -> str:
    """The code in groups of four, as people read and type it."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def law_of(country: str, region: str) -> ExpiryLaw | None:
    """The law on expiry at a place, the region's own before the country's."""
    return EXPIRY_LAW.get((country, region)) or EXPIRY_LAW.get((country, ""))


def check_expiry(
    *, country: str, region: str, issued_at: datetime, expires_at: datetime | None
) -> None:
    """Raises `GiftExpiryTooSoon` for a bought card that would expire before the law lets it."""
    law = law_of(country, region)
    if law is None or expires_at is None:
        return
    if law.months == NEVER or expires_at < months_after(issued_at, law.months):
        place = f"{country}-{region}" if region else country
        raise GiftExpiryTooSoon(place=place, months=law.months, source=law.source)


def months_after(moment: datetime, months: int) -> datetime:
    """The same day so many months later, or the last of a month that lacks it."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
