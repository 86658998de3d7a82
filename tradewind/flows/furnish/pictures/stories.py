"""Large editorial pictures for the home page, each in two crops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from tradewind.flows.furnish.pictures.forms import bend, oval, poly, rect, soft
from tradewind.flows.furnish.pictures.kinds import KINDS
from tradewind.flows.furnish.pictures.palette import (
    CREAM,
    LEAF,
    MALL,
    PINE,
    WOOD,
    Palette,
    darker,
    mix,
    paler,
)
from tradewind.flows.furnish.pictures.sheet import Sheet

Crop = Literal["wide", "tall"]
_SIZES: dict[str, tuple[int, int]] = {"wide": (960, 540), "tall": (400, 500)}


def _place(sheet: Sheet, kind: str, *, x: float, y: float, scale: float, colour: str) -> None:
    with sheet.dressed(colour), sheet.stack(move=(x - 200, y - 420), scale=scale):
        KINDS[kind].draw(sheet)


def _fir(sheet: Sheet, x: float, y: float, size: float, colour: str, snow: bool = False) -> None:
    with sheet.stack(2):
        sheet.cut(rect(x - 5 * size, y - 18 * size, 10 * size, 20 * size), darker(WOOD, 0.3))
        for step in (2, 1, 0):
            half, top = (24 + step * 13) * size, y - (176 - step * 48) * size
            sheet.cut(
                poly((x, top), (x + half, top + 76 * size), (x - half, top + 76 * size)),
                darker(colour, 0.05 * step),
            )
            if snow:
                sheet.cut(
                    poly(
                        (x, top),
                        (x + half * 0.42, top + 32 * size),
                        (x, top + 24 * size),
                        (x - half * 0.42, top + 32 * size),
                    ),
                    CREAM,
                )


def _trail(sheet: Sheet) -> None:
    """Camp by a lake at first light."""
    w, h = sheet.width, sheet.height
    right = w - 200
    sheet.cut(rect(0, 0, w, h), "#f6dfbd")
    sheet.cut(oval(right - 30, h * 0.36, h * 0.25), "#f9eccb", 1)
    sheet.cut(oval(right - 30, h * 0.36, h * 0.16), "#f0a653", 2)
    for y, colour, step in ((0.36, "#a9c0bd", 0.26), (0.46, "#7fa3a4", 0.19)):
        points = [(-40.0, h * 0.8)]
        for at in range(9):
            across = at / 7 - 0.06 + sheet.sway(0, 0.035)
            depth = step * sheet.sway(0.85, 0.15) if at % 2 else sheet.sway(0.02, 0.06)
            points.append((w * across, h * (y + depth)))
        sheet.cut(poly(*points, (w + 60, h * 0.8)), colour, 2)
    sheet.cut(rect(-10, h * 0.68, w + 20, h * 0.2), "#5e979b", 2)
    for step in range(7):
        x = right - 120 + sheet.sway(60, 70)
        sheet.line(f"M{x:.0f} {h * 0.705 + step * 9:.0f}h{sheet.sway(50, 20):.0f}", "#f4d9ab", 4)
    sheet.cut(
        soft(
            (-60, h + 30),
            (-60, h * 0.78),
            (w * 0.3, h * 0.83),
            (w * 0.62, h * 0.78),
            (w + 50, h * 0.8),
            (w + 60, h + 30),
        ),
        LEAF,
        2,
    )
    for x, size in ((w - 28, 1.5), (w - 96, 1.05), (26, 1.2), (84, 0.84)):
        _fir(sheet, x, h * 0.85, size * h / 540, PINE)
    _place(sheet, "tent", x=right - 70, y=h * 0.9, scale=0.62, colour="#e8674c")
    sheet.cut(
        soft(
            (-60, h + 40),
            (-60, h * 0.92),
            (w * 0.4, h * 0.94),
            (w * 0.8, h * 0.9),
            (w + 60, h * 0.95),
            (w + 60, h + 40),
        ),
        darker(LEAF, 0.22),
        3,
    )
    _place(sheet, "backpack", x=right + 74, y=h * 0.965, scale=0.36, colour="#e9a93c")
    _place(sheet, "lantern", x=right - 182, y=h * 0.975, scale=0.27, colour="#2f6f73")


def _table(sheet: Sheet) -> None:
    """A long table under pendant lamps."""
    w, h = sheet.width, sheet.height
    centre = w - 210
    sheet.cut(rect(0, 0, w, h), "#efd9b4")
    sheet.cut(rect(-10, -10, w * 0.34, h + 20), "#e9cfa4", 1)
    x = centre - 150
    sheet.cut(rect(x, 40, 300, h * 0.5, 8), CREAM, 2)
    sheet.cut(rect(x + 14, 54, 272, h * 0.5 - 28), "#bfdcdf")
    sheet.cut(oval(x + 210, 110, 32), "#f6d27e", 1)
    bottom = h * 0.5 + 26
    sheet.cut(f"M{x + 14} {bottom}V{h * 0.36}q60 -44 130 -8t142 -14V{bottom}z", "#7d9f83")
    sheet.cut(rect(x + 14, h * 0.42, 272, bottom - h * 0.42), "#3f86a8")
    sheet.cut(poly((x + 60, h * 0.41), (x + 86, h * 0.41), (x + 72, h * 0.33)), CREAM)
    sheet.line(f"M{x + 40} {h * 0.46}h40m90 8h60", "#8fc0cf", 4)
    sheet.cut(rect(x + 92, 44, 9, h * 0.49) + rect(x + 199, 44, 9, h * 0.49), CREAM, 1)
    sheet.cut(rect(-10, h * 0.74, w + 20, h), WOOD, 3)
    sheet.cut(rect(-10, h * 0.74, w + 20, 9), paler(WOOD, 0.4))
    sheet.cut(
        poly(
            (centre - 120, h * 0.74),
            (centre + 90, h * 0.74),
            (centre + 140, h + 10),
            (centre - 170, h + 10),
        ),
        CREAM,
        1,
    )
    foot = h * 0.84
    with sheet.dressed("#e8674c"), sheet.stack(move=(centre - 200, -60), scale=0.6, about=(200, 0)):
        KINDS["pendant"].draw(sheet)
    _place(sheet, "pitcher", x=centre + 118, y=foot - 20, scale=0.46, colour="#2f6aa3")
    _place(sheet, "oil", x=centre - 96, y=foot - 20, scale=0.46, colour="#e07a45")
    _place(sheet, "vase", x=centre - 150, y=foot - 12, scale=0.44, colour="#5f7a3c")
    _place(sheet, "pot", x=centre + 4, y=foot - 4, scale=0.44, colour="#e07a45")
    _place(sheet, "bread", x=centre - 104, y=foot + 34, scale=0.38, colour="#b8743c")
    _place(sheet, "bowl", x=centre + 104, y=foot + 44, scale=0.34, colour="#e8b93f")
    _place(sheet, "jam", x=centre + 14, y=foot + 58, scale=0.24, colour="#b6404c")


def _winter(sheet: Sheet) -> None:
    """A lit window in the snow, gifts on the sill."""
    w, h = sheet.width, sheet.height
    centre = w - 205
    sheet.cut(rect(0, 0, w, h), "#2d4459")
    for _ in range(46):
        sheet.cut(
            oval(sheet.sway(w / 2, w / 2), sheet.sway(h * 0.36, h * 0.36), sheet.sway(2.6, 1.4)),
            CREAM,
            fade=0.85,
        )
    sheet.cut(
        soft(
            (-60, h),
            (-60, h * 0.62),
            (w * 0.2, h * 0.52),
            (w * 0.5, h * 0.64),
            (w * 0.8, h * 0.5),
            (w + 60, h * 0.6),
            (w + 60, h),
        ),
        "#4d6a80",
        2,
    )
    for x, size in ((40, 1.25), (124, 0.9), (w - 20, 1.1)):
        _fir(sheet, x, h * 0.78, size * h / 540, "#31564f", snow=True)
    sheet.cut(rect(centre - 176, h * 0.1, 352, h * 0.72, 10), "#7d5a3f", 3)
    sheet.cut(rect(centre - 160, h * 0.13, 320, h * 0.66), "#f7d28a")
    sheet.cut(oval(centre, h * 0.54, 138, h * 0.24), "#fbe4b0", fade=0.8)
    sheet.cut(rect(centre - 160, h * 0.3, 320, 9), "#7d5a3f", 1)
    for side in (-1, 1):
        x = centre + side * 160
        sheet.cut(
            soft(
                (x, h * 0.12),
                (x - side * 88, h * 0.12),
                (x - side * 70, h * 0.3),
                (x - side * 36, h * 0.5),
                (x, h * 0.56),
            ),
            "#e8674c",
            2,
        )
    sill = h * 0.79
    _place(sheet, "bear", x=centre + 86, y=sill, scale=0.42, colour="#b9825a")
    _place(sheet, "candle", x=centre - 8, y=sill, scale=0.36, colour="#3f8f95")
    _place(sheet, "vase", x=centre - 98, y=sill, scale=0.5, colour="#b6563f")
    sheet.cut(rect(centre - 200, sill - 3, 400, 24, 8), CREAM, 2)
    sheet.cut(
        soft(
            (-60, h + 40),
            (-60, h * 0.86),
            (w * 0.24, h * 0.82),
            (w * 0.55, h * 0.9),
            (w * 0.8, h * 0.85),
            (w + 60, h * 0.9),
            (w + 60, h + 40),
        ),
        CREAM,
        3,
    )
    sheet.cut(
        soft(
            (-60, h + 50),
            (-60, h * 0.95),
            (w * 0.4, h * 0.93),
            (w * 0.7, h * 0.97),
            (w + 60, h * 0.94),
            (w + 60, h + 50),
        ),
        mix(CREAM, "#9fb6c4", 0.3),
        1,
    )
    sheet.line(bend((0, h * 0.97), (w * 0.3, h * 0.96)), CREAM, 3)


STORIES: dict[str, Callable[[Sheet], None]] = {"trail": _trail, "table": _table, "winter": _winter}


def draw_story(*, story: str, crop: Crop, palette: Palette = MALL) -> str:
    """A home page story: `wide` is 16:9 with its left 45 % calm for words, `tall` is 4:5.

    Under 24 kB. It holds no text, so a right-to-left page may mirror it. `KeyError` when nobody
    drew `story` (see `STORIES`).
    """
    width, height = _SIZES[crop]
    sheet = Sheet(palette, seed=7, main=palette.hues[0], width=width, height=height)
    STORIES[story](sheet)
    return sheet.svg()
