"""Tables of sizes and shades, and which size fits a body. Pure; lengths are whole millimetres."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from tradewind.kernel.errors import TradewindError

MEASURES = ("chest", "waist", "hips", "inseam", "height", "foot", "head", "hand")
UNDERTONES = ("cool", "neutral", "warm")
UNITS: Mapping[str, Decimal] = {"cm": Decimal(10), "in": Decimal("25.4")}
MOST_ROWS = 60
FAR_OFF = 40
"""Millimetres by which a size may miss a measure before no size is said to fit."""

_LONGEST_LABEL = 40
_LEAST_MM, _MOST_MM = 50, 2_500
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_TOO_TIGHT = 2  # what is too tight can't be worn, what is too wide can


class GuideTaken(TradewindError):
    """The store has a guide of this kind for the same things already."""

    code = "guide_taken"


class GuideUnreadable(TradewindError):
    """A line of the table, counted from 1, is not of its form."""

    code = "guide_unreadable"


@dataclass(frozen=True, slots=True)
class SizeRow:
    """A size and the body it is for: measure → least and most."""

    label: str
    ranges: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ShadeRow:
    """A shade; `undertone` is one of `UNDERTONES` or empty."""

    label: str
    colour: str
    undertone: str


@dataclass(frozen=True, slots=True)
class Reason:
    """How one measure of a body meets a size: `off` is 0 within it, above 0 where the size is too
    tight by that much, below 0 where it is too wide."""

    measure: str
    body: int
    least: int
    most: int
    off: int


@dataclass(frozen=True, slots=True)
class Fit:
    """The size that fits best, and why. `fits` is False where even that one is far off."""

    label: str
    reasons: tuple[Reason, ...]
    fits: bool

    @property
    def is_exact(self) -> bool:
        return not any(reason.off for reason in self.reasons)


def find_size(rows: Sequence[SizeRow], body: Mapping[str, int]) -> Fit | None:
    """The size whose ranges a body misses least, tightness counting twice; of two as good, the
    later (larger) one. None where no measure of the body is in the table."""
    best: tuple[int, SizeRow] | None = None
    for row in rows:
        reasons = _reasons(row, body)
        if not reasons:
            continue
        missed = sum(one.off * _TOO_TIGHT if one.off > 0 else -one.off for one in reasons)
        if best is None or missed <= best[0]:
            best = (missed, row)
    if best is None:
        return None
    reasons = _reasons(best[1], body)
    return Fit(best[1].label, reasons, all(abs(one.off) <= FAR_OFF for one in reasons))


def read_sizes(text: str, unit: str) -> list[dict[str, Any]]:
    """A table as it is pasted from a spreadsheet: a heading of measures, then a line a size.

    ``size, chest, waist`` / ``M, 92-97, 78-83``, parted by tabs, semicolons or commas, in `unit`.
    Raises `GuideUnreadable`.
    """
    lines = _lines(text)
    heading = [cell.casefold() for cell in lines[0][1]]
    measures = heading[1:]
    if not measures or len(set(measures)) < len(measures) or not set(measures) <= set(MEASURES):
        raise GuideUnreadable(line=1)
    rows = []
    for number, cells in lines[1:]:
        if len(cells) > len(heading):
            raise GuideUnreadable(line=number)
        ranges = {
            measure: _range(cell, unit, number)
            for measure, cell in zip(measures, cells[1:], strict=False)
            if cell
        }
        if not ranges:
            raise GuideUnreadable(line=number)
        rows.append({"label": _label(cells[0], number), "ranges": ranges})
    return _checked(rows)


def read_shades(text: str) -> list[dict[str, Any]]:
    """A line a shade: ``Rose 02, #c98a7a, cool``; the undertone may be left out.

    Raises `GuideUnreadable`.
    """
    rows = []
    for number, cells in _lines(text):
        label, colour, undertone = (*cells, "", "")[:3]
        if (
            len(cells) > 3
            or not _COLOUR.fullmatch(colour.casefold())
            or undertone.casefold() not in ("", *UNDERTONES)
        ):
            raise GuideUnreadable(line=number)
        rows.append(
            {
                "label": _label(label, number),
                "colour": colour.casefold(),
                "undertone": undertone.casefold(),
            }
        )
    return _checked(rows)


def size_rows(rows: Sequence[Mapping[str, Any]]) -> tuple[SizeRow, ...]:
    """What `read_sizes` made, as `find_size` takes it."""
    return tuple(
        SizeRow(row["label"], {name: (low, high) for name, (low, high) in row["ranges"].items()})
        for row in rows
    )


def shade_rows(rows: Sequence[Mapping[str, Any]]) -> tuple[ShadeRow, ...]:
    """What `read_shades` made."""
    return tuple(ShadeRow(row["label"], row["colour"], row["undertone"]) for row in rows)


def measures_of(rows: Sequence[SizeRow]) -> tuple[str, ...]:
    """The measures a table speaks of, in the order of `MEASURES`."""
    told = {name for row in rows for name in row.ranges}
    return tuple(name for name in MEASURES if name in told)


def read_length(text: str, unit: str) -> int | None:
    """``94``, ``94.5`` or ``94,5`` in cm or in → millimetres; None for what is no length of a body."""
    if not re.fullmatch(r"\d{1,3}([.,]\d{1,2})?", text.strip()):
        return None
    try:
        length = int((Decimal(text.strip().replace(",", ".")) * UNITS[unit]).to_integral_value())
    except (InvalidOperation, KeyError):
        return None
    return length if _LEAST_MM <= length <= _MOST_MM else None


def _reasons(row: SizeRow, body: Mapping[str, int]) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            measure=name,
            body=body[name],
            least=row.ranges[name][0],
            most=row.ranges[name][1],
            off=max(body[name] - row.ranges[name][1], 0)
            or min(body[name] - row.ranges[name][0], 0),
        )
        for name in MEASURES
        if name in body and name in row.ranges
    )


def _lines(text: str) -> list[tuple[int, list[str]]]:
    mark = next((mark for mark in ("\t", ";") if mark in text), ",")
    found = [
        (number, [cell.strip() for cell in line.rstrip(mark).split(mark)])
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]
    if not found or len(found) > MOST_ROWS:
        raise GuideUnreadable(line=len(found))
    return found


def _range(cell: str, unit: str, number: int) -> tuple[int, int]:
    ends = [read_length(part, unit) for part in re.split(r"[-–]", cell)]
    low, high = ends[0], ends[-1]
    if len(ends) > 2 or low is None or high is None or low > high:
        raise GuideUnreadable(line=number)
    return low, high


def _label(cell: str, number: int) -> str:
    if not cell or len(cell) > _LONGEST_LABEL or not cell.isprintable():
        raise GuideUnreadable(line=number)
    return cell


def _checked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    labels = [row["label"] for row in rows]
    if not rows or len(set(labels)) < len(labels):
        raise GuideUnreadable(line=len(rows))
    return rows


def table_of(kind: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The table as it can be read again, lengths in cm."""
    if kind != "size":
        return "\n".join(
            ", ".join(filter(None, (row["label"], row["colour"], row["undertone"]))) for row in rows
        )
    names = measures_of(size_rows(rows))
    lines = [["size", *names]]
    for row in size_rows(rows):
        lines.append([row.label, *(_told(row.ranges.get(name)) for name in names)])
    return "\n".join("; ".join(line) for line in lines)


def _told(ends: tuple[int, int] | None) -> str:
    if ends is None:
        return ""
    low, high = (f"{(Decimal(end) / UNITS['cm']).normalize():f}" for end in ends)
    return low if low == high else f"{low}-{high}"
