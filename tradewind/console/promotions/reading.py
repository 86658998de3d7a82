"""Fields of a form read one by one; what could not be read is remembered and told together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import TypeVar

from django.http import QueryDict

from tradewind.console.acting import whole_number
from tradewind.console.promotions.desk import Desk
from tradewind.domains.promotions.rules import Tier
from tradewind.kernel.money import BadAmount
from tradewind.platform.i18n.amounts import read_amount, read_decimal
from tradewind.platform.i18n.languages import current

T = TypeVar("T")
_STEP = re.compile(r"\s*([\d.,٠-٩٫٬\s]+?)\s*[:=]\s*([\d.,٠-٩٫٬\s]+?)\s*([%٪]?)\s*")
_PART = re.compile(r"\s*(\d{1,3})\s*[x×]\s*(.+)")


class Reading:
    """Reads fields one by one and remembers which could not be read."""

    def __init__(self, posted: QueryDict, desk: Desk, *, currency: str) -> None:
        self._posted = posted
        self.desk = desk
        self.currency = currency
        self.wrong: dict[str, str] = {}

    def text(self, name: str) -> str:
        return self._posted.get(name, "").replace("\r\n", "\n").strip()

    def several(self, name: str) -> list[str]:
        return self._posted.getlist(name)

    def has(self, name: str) -> bool:
        """Whether the form had that field, empty or not."""
        return name in self._posted

    def flag(self, name: str) -> bool:
        return name in self._posted

    def number(self, name: str, *, signed: bool = False) -> int | None:
        """A whole number, None for an empty field."""
        text = self.text(name)
        found = whole_number(text, signed=signed) if text else None
        if text and found is None:
            self.wrong[name] = "invalid"
        return found

    def minor(self, name: str) -> int | None:
        """An amount in the promotion's currency, None for an empty field."""
        text = self.text(name)
        if not text:
            return None
        try:
            return read_amount(text, self.currency, current()).minor
        except BadAmount:
            self.wrong[name] = "invalid"
            return None

    def percent(self, name: str) -> int:
        """Basis points; 0 for an empty field."""
        return self._basis_points(self.text(name).strip("%٪ "), name)

    def _basis_points(self, text: str, name: str) -> int:
        found = read_decimal(text, current()) if text else None
        if text and (found is None or found > 100 or found * 100 != int(found * 100)):
            self.wrong[name] = "invalid"
            return 0
        return int(found * 100) if found else 0

    def moment(self, name: str) -> datetime | None:
        """A date and hour as the issuer's clock shows it."""
        return self._parsed(
            name, lambda text: datetime.fromisoformat(text).replace(tzinfo=self.desk.zone)
        )

    def hour(self, name: str) -> time | None:
        return self._parsed(name, time.fromisoformat)

    def _parsed(self, name: str, parse: Callable[[str], T]) -> T | None:
        text = self.text(name)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError:
            self.wrong[name] = "invalid"
            return None

    def steps(self, name: str, *, in_pieces: bool) -> tuple[Tier, ...]:
        """``50: 10 %`` or ``3 = 8.50``, one a line, the lowest first."""
        found = []
        for text in self.text(name).splitlines():
            matched = _STEP.fullmatch(text)
            if matched is None:
                self.wrong[name] = "invalid"
                continue
            at, worth, sign = matched.groups()
            starts = self._pieces(at, name) if in_pieces else self._money(at, name)
            if sign:
                found.append(Tier(starts, percent_bp=self._basis_points(worth, name)))
            else:
                found.append(Tier(starts, minor=self._money(worth, name)))
        return tuple(sorted(found, key=lambda tier: tier.at))

    def _pieces(self, text: str, name: str) -> int:
        pieces = whole_number(text)
        if pieces is None:
            self.wrong[name] = "invalid"
        return pieces or 0

    def _money(self, text: str, name: str) -> int:
        try:
            return read_amount(text, self.currency, current()).minor
        except BadAmount:
            self.wrong[name] = "invalid"
            return 0

    def parts(self, name: str) -> list[tuple[Sequence[str], int]]:
        """``2 × SKU-1, SKU-2``, one a line."""
        found: list[tuple[Sequence[str], int]] = []
        for text in self.text(name).splitlines():
            matched = _PART.fullmatch(text)
            count, names = matched.groups() if matched else ("1", text)
            found.append((listed(names), int(count)))
        return found


def listed(text: str, marks: str = ", \n\t;") -> list[str]:
    """Words parted by any of `marks`."""
    parts = re.split(f"[{re.escape(marks)}]+", text.replace("\r", "\n"))
    return [part.strip() for part in parts if part.strip()]
