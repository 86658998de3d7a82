"""Soap, oils and creams."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.forms import bend, leaf, oval, rect, soft
from tradewind.flows.furnish.pictures.kinds.kind import Kind
from tradewind.flows.furnish.pictures.palette import BRASS, LEAF, METAL, WOOD, darker
from tradewind.flows.furnish.pictures.sheet import Sheet


def _sprig(sheet: Sheet, x: float, y: float, size: float, colour: str) -> None:
    """The little plant on a label."""
    sheet.line(bend((x, y + size), (x, y - size * 0.2)), colour, 2.5)
    for angle in (-40, -140, -20, -160):
        rise = 0.1 if abs(angle + 90) == 50 else 0.5
        sheet.cut(leaf(x, y + size * rise, size * 0.75, angle), colour)
    sheet.cut(leaf(x, y - size * 0.1, size * 0.7, -90), colour)


def _label(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    sheet.cut(rect(x, y, w, h, 5), sheet.cream, 1)
    mark = sheet.pick("sprig", "dot", "bars")
    cx, cy = x + w / 2, y + h * 0.4
    if mark == "sprig":
        _sprig(sheet, cx, cy, min(w, h) * 0.26, LEAF)
    elif mark == "dot":
        sheet.cut(oval(cx, cy, min(w, h) * 0.2), sheet.second)
    else:
        for step in range(3):
            sheet.cut(rect(x + w * 0.2, cy - 12 + step * 10, w * 0.6, 4, 2), sheet.second)
    sheet.cut(rect(x + w * 0.28, y + h * 0.74, w * 0.44, 4, 2), sheet.ink, fade=0.55)
    sheet.cut(rect(x + w * 0.36, y + h * 0.84, w * 0.28, 4, 2), sheet.ink, fade=0.3)


def bottle(sheet: Sheet) -> None:
    """A pump bottle."""
    sheet.line(bend((200, 150), (200, 205)), METAL, 9)
    sheet.cut(
        soft((186, 140), (204, 132), (246, 138), (258, 158), (246, 160), (236, 151), (190, 154)),
        sheet.ink,
        1,
    )
    sheet.fold((26, 196), (26, 224), fill=sheet.ink, lift=1)
    sheet.fold((30, 222), (62, 246), (72, 280), (72, 408), (62, 420), fill=sheet.main)
    _label(sheet, 152, 288, 96, 100)


def dropper(sheet: Sheet) -> None:
    """A small dropper bottle."""
    sheet.fold((12, 150), (19, 160), (19, 192), (22, 202), fill=sheet.ink, lift=1, round_=True)
    sheet.fold((27, 200), (27, 244), fill=BRASS, lift=1)
    sheet.fold((24, 242), (34, 252), (64, 272), (70, 296), (70, 410), (62, 420), fill=sheet.main)
    _label(sheet, 154, 304, 92, 88)


def jar(sheet: Sheet) -> None:
    """A low cream jar."""
    sheet.fold((92, 318), (98, 334), (98, 404), (88, 420), fill=sheet.main)
    sheet.fold(
        (96, 268), (102, 276), (102, 320), (96, 324), fill=sheet.pick(WOOD, sheet.ink), lift=2
    )
    _label(sheet, 146, 340, 108, 64)


def tube(sheet: Sheet) -> None:
    """A squeezed tube standing on its cap."""
    sheet.fold((76, 120), (76, 138), fill=sheet.deep, lift=1)
    sheet.fold((76, 136), (66, 250), (52, 378), fill=sheet.main)
    sheet.fold((54, 374), (50, 416), (44, 420), fill=sheet.cream, lift=2)
    _label(sheet, 158, 186, 84, 122)


def soap(sheet: Sheet) -> None:
    """Two bars with a paper band, one on the other."""
    with sheet.stack(2, turn=-5, about=(200, 400)):
        sheet.cut(rect(92, 352, 216, 68, 20), darker(sheet.second, 0.05))
        sheet.cut(rect(92, 392, 216, 28, 14), darker(sheet.second, 0.18))
    with sheet.stack(3, turn=7, about=(200, 320)):
        sheet.cut(rect(98, 266, 200, 78, 22), sheet.main)
        sheet.cut(rect(98, 312, 200, 32, 16), sheet.deep)
        sheet.cut(rect(156, 266, 86, 78), sheet.cream)
        sheet.cut(rect(156, 312, 86, 32), darker(sheet.cream, 0.08))
        _sprig(sheet, 199, 288, 17, LEAF)
    for x, y, r in ((116, 240, 15), (142, 220, 9), (100, 214, 6)):
        sheet.cut(oval(x, y, r), sheet.cream, 1, 0.85)


def candle(sheet: Sheet) -> None:
    """A poured candle with a flame."""
    sheet.cut(oval(200, 216, 62), "#ffd98a", fade=0.35)
    sheet.line(bend((200, 268), (200, 240)), sheet.ink, 4)
    sheet.cut(
        soft((200, 178), (214, 212), (212, 236), (200, 246), (188, 236), (186, 212)), "#f0a63c", 1
    )
    sheet.cut(soft((200, 206), (207, 226), (200, 242), (193, 226)), "#ffe6a3")
    sheet.fold((72, 262), (76, 272), (76, 300), fill=sheet.cream, lift=1)
    sheet.fold((84, 286), (84, 408), (74, 420), fill=sheet.main)
    _label(sheet, 154, 310, 92, 84)


def brush(sheet: Sheet) -> None:
    """A bath brush with a long handle."""
    with sheet.stack(2, turn=28, about=(200, 290)):
        for step in range(11):
            sheet.line(bend((134 + step * 13, 196), (130 + step * 14, 152)), sheet.cream, 8)
        sheet.cut(
            soft(
                (120, 206),
                (132, 186),
                (200, 180),
                (270, 186),
                (282, 206),
                (268, 226),
                (200, 232),
                (132, 226),
            ),
            WOOD,
            1,
        )
        sheet.cut(rect(188, 220, 24, 206, 12), WOOD)
        sheet.cut(rect(200, 230, 12, 196, 6), darker(WOOD, 0.15))
        sheet.cut(oval(200, 404, 5), sheet.palette.backdrop)


def towel(sheet: Sheet) -> None:
    """Three folded towels, the top one striped."""
    for step, colour in enumerate((sheet.second, sheet.cream, sheet.main)):
        y = 352 - step * 66
        inset = step * 5
        with sheet.stack(2):
            sheet.cut(rect(84 + inset, y, 232 - inset * 2, 68, 26), colour)
            sheet.cut(rect(84 + inset, y + 36, 232 - inset * 2, 32, 16), darker(colour, 0.1))
            sheet.line(bend((104 + inset, y + 35), (296 - inset, y + 35)), darker(colour, 0.22), 2)
    for x in (232, 250, 268):
        sheet.cut(rect(x, 222, 8, 64), sheet.cream, fade=0.85)


KINDS = {
    "bottle": Kind(bottle, "bath", (200, 320)),
    "dropper": Kind(dropper, "bath", (200, 310)),
    "jar": Kind(jar, "bath", (200, 340)),
    "tube": Kind(tube, "bath", (200, 260)),
    "soap": Kind(soap, "bath", (200, 310)),
    "candle": Kind(candle, "room", (200, 270)),
    "brush": Kind(brush, "bath", (170, 220)),
    "towel": Kind(towel, "bath", (230, 290)),
}
