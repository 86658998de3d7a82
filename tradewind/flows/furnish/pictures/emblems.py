"""Small pictures that stand for something: store marks, sections, categories, missing pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zlib import crc32

from tradewind.flows.furnish.pictures.forms import arch, bend, leaf, oval, poly, rect, ring, soft
from tradewind.flows.furnish.pictures.kinds import KINDS
from tradewind.flows.furnish.pictures.palette import (
    AMBER,
    BRASS,
    CLAY,
    CREAM,
    INK,
    LEAF,
    MALL,
    SAND,
    TIDE,
    Palette,
    darker,
    mix,
    paler,
)
from tradewind.flows.furnish.pictures.sheet import Sheet


def _leaf_mark(sheet: Sheet) -> None:
    """A sprig under an arch."""
    sheet.cut(arch(58, 40, 84, 120), sheet.pale, 1)
    sheet.line(bend((100, 152), (100, 84)), sheet.deep, 5)
    for y, reach in ((134, 40), (112, 34)):
        sheet.cut(leaf(100, y, reach, -38) + leaf(100, y, reach, -142), sheet.main, 1)
    sheet.cut(leaf(100, 96, 42, -90), sheet.second, 1)


def _peak_mark(sheet: Sheet) -> None:
    """A peak over two waves."""
    sheet.cut(oval(134, 66, 15), sheet.third, 1)
    sheet.cut(poly((100, 46), (158, 128), (42, 128)), sheet.main, 1)
    sheet.cut(poly((100, 46), (118, 72), (106, 80), (96, 70), (84, 76), (82, 72)), CREAM)
    for y, colour in ((126, sheet.second), (142, sheet.ink)):
        sheet.cut(f"M40 {y}q15 -14 30 0t30 0t30 0t30 0v14h-120z", colour, 1)


def _vase_mark(sheet: Sheet) -> None:
    """A vase on a wheel."""
    sheet.cut(rect(56, 142, 88, 11, 5), sheet.second, 1)
    sheet.fold(
        (14, 46),
        (11, 60),
        (36, 88),
        (40, 112),
        (24, 144),
        fill=sheet.main,
        lift=1,
        cx=100,
        round_=True,
    )
    sheet.cut(rect(63, 100, 74, 6, 3), CREAM)


def _bird_mark(sheet: Sheet) -> None:
    """A puffin in profile."""
    sheet.cut(
        soft((96, 48), (128, 62), (136, 104), (118, 150), (82, 156), (56, 140), (62, 92), (72, 58)),
        sheet.ink,
        1,
    )
    sheet.cut(soft((104, 88), (128, 104), (116, 142), (88, 146), (86, 112)), CREAM)
    sheet.cut(oval(104, 72, 19, 17), CREAM)
    sheet.cut(poly((118, 62), (154, 78), (120, 88)), sheet.main, 1)
    sheet.cut(poly((130, 67), (137, 70), (134, 84), (128, 86)), sheet.third)
    sheet.cut(oval(104, 70, 4), sheet.ink)


def _fish_mark(sheet: Sheet) -> None:
    """A fish under the sun."""
    sheet.cut(oval(100, 80, 30), sheet.third, 1)
    sheet.cut(
        soft((36, 116), (70, 92), (110, 92), (142, 116), (110, 140), (70, 140)), sheet.main, 1
    )
    sheet.cut(poly((136, 116), (164, 94), (164, 138)), sheet.second, 1)
    sheet.cut(oval(62, 110, 5), CREAM)
    sheet.line(bend((84, 100), (90, 116), (84, 132)), CREAM, 4)


def _wave_mark(sheet: Sheet) -> None:
    """Rings going out from a point."""
    for reach, colour in ((62, sheet.main), (40, sheet.second)):
        sheet.cut(ring(100, 100, reach, reach - 12), colour, 1)
    sheet.cut(oval(100, 100, 15), sheet.third, 1)


MARKS: dict[str, Callable[[Sheet], None]] = {
    "leaf": _leaf_mark,
    "peak": _peak_mark,
    "vase": _vase_mark,
    "bird": _bird_mark,
    "fish": _fish_mark,
    "wave": _wave_mark,
}


def draw_mark(*, mark: str, palette: Palette) -> str:
    """A store's logo, 200 × 200 on a disc. `KeyError` when `mark` is not in `MARKS`."""
    sheet = Sheet(palette, seed=1, main=palette.hues[0], width=200, height=200)
    sheet.cut(oval(100, 100, 98), paler(palette.backdrop, 0.3))
    MARKS[mark](sheet)
    return sheet.svg()


def draw_section(*, kinds: Sequence[str], palette: Palette = MALL) -> str:
    """A section's picture, 640 × 480: three things from `kinds` on one table, the first largest."""
    sheet = Sheet(palette, seed=3, main=palette.hues[0], width=640, height=480)
    sheet.cut(rect(0, 0, 640, 480), palette.backdrop)
    sheet.cut(oval(320, 250, 200), paler(palette.backdrop, 0.55), 2)
    sheet.cut(rect(-10, 380, 660, 120), palette.ground, 2)
    sheet.cut(rect(-10, 380, 660, 7), paler(palette.ground, 0.4))
    places = ((180, 0.66, 410), (470, 0.66, 410), (322, 0.92, 424))
    order = (kinds[1], kinds[2], kinds[0])
    for (x, scale, foot), kind, colour in zip(places, order, palette.hues[2::-1], strict=True):
        sheet.cut(oval(x, foot + 2, 100 * scale, 9), darker(palette.ground, 0.3), fade=0.35)
        with sheet.dressed(colour), sheet.stack(move=(x - 200, foot - 420), scale=scale):
            KINDS[kind].draw(sheet)
    return sheet.svg()


def draw_category(*, kind: str, palette: Palette = MALL) -> str:
    """A category's tile, 200 × 200: one thing on a disc of paper."""
    colour = palette.hues[crc32(kind.encode()) % 3]
    sheet = Sheet(palette, seed=5, main=colour, width=200, height=200)
    sheet.cut(rect(0, 0, 200, 200), palette.backdrop)
    sheet.cut(oval(100, 102, 80), paler(palette.backdrop, 0.6), 1)
    with sheet.stack(move=(-100, -175), scale=0.42, about=(200, 275)):
        KINDS[kind].draw(sheet)
    return sheet.svg()


_TINTS = (
    SAND,
    mix(SAND, TIDE, 0.22),
    mix(SAND, AMBER, 0.28),
    mix(SAND, LEAF, 0.26),
    mix(SAND, CLAY, 0.4),
    mix(SAND, INK, 0.16),
)


def draw_tile(*, brand: str, category: str) -> str:
    """The calm 4:5 tile of a product without a picture: brand and category, nothing invented.

    The tint follows the brand, so that one brand's products stand together. Names longer than the
    tile are set smaller and cut with an ellipsis; an empty name leaves its line out.
    """
    tint = _TINTS[crc32(brand.casefold().encode()) % len(_TINTS)]
    sheet = Sheet(MALL, seed=crc32(brand.encode()), main=INK)
    sheet.cut(rect(0, 0, 400, 500), tint)
    sheet.cut(
        soft((-30, 520), (-30, 400), (110, 372), (230, 410), (430, 360), (430, 520)),
        darker(tint, 0.06),
        1,
    )
    sheet.cut(
        soft((-30, 530), (-30, 452), (130, 436), (290, 458), (430, 430), (430, 530)),
        darker(tint, 0.11),
        1,
    )
    sheet.cut(rect(176, 186, 48, 4, 2), BRASS)
    _set(sheet, brand, y=258, size=38, fill=INK, weight=600)
    _set(sheet, category, y=296, size=18, fill=darker(mix(tint, INK, 0.66), 0.1), weight=400)
    return sheet.svg()


def _set(sheet: Sheet, text: str, *, y: float, size: float, fill: str, weight: int) -> None:
    text = " ".join(text.split())
    if not text:
        return
    longest = 34
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    fitting = min(size, 340 / (0.58 * len(text)))
    sheet.write(text, x=200, y=y, size=fitting, fill=fill, weight=weight)
