"""The rooms in which a thing is shown in use. Each leaves the middle of the table free."""

from __future__ import annotations

from collections.abc import Callable

from tradewind.flows.furnish.pictures.forms import arch, bend, leaf, oval, poly, rect, soft
from tradewind.flows.furnish.pictures.kinds import KINDS
from tradewind.flows.furnish.pictures.palette import (
    CREAM,
    LEAF,
    METAL,
    PINE,
    WOOD,
    darker,
    mix,
    paler,
)
from tradewind.flows.furnish.pictures.sheet import Sheet

FLOOR = 410


def _beside(
    sheet: Sheet, kind: str, *, x: float, scale: float, colour: str, y: float = FLOOR
) -> None:
    """Another thing standing in the room with its foot at (x, y)."""
    with sheet.dressed(colour), sheet.stack(move=(x - 200, y - 420), scale=scale):
        KINDS[kind].draw(sheet)


def _window(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    sheet.cut(rect(x - 10, y - 10, w + 20, h + 20, 6), CREAM, 2)
    sheet.cut(rect(x, y, w, h), "#cfe2e3")
    sheet.cut(oval(x + w * 0.7, y + h * 0.3, w * 0.16), "#f7dfa0")
    sheet.cut(
        soft(
            (x, y + h),
            (x, y + h * 0.75),
            (x + w * 0.4, y + h * 0.6),
            (x + w, y + h * 0.72),
            (x + w, y + h),
        ),
        "#a9c3a4",
    )
    sheet.cut(rect(x + w / 2 - 4, y, 8, h) + rect(x, y + h / 2 - 4, w, 8), CREAM, 1)


def _ground(sheet: Sheet, colour: str, y: float = FLOOR - 22) -> None:
    sheet.cut(rect(-10, y, 420, 520 - y), colour, 2)
    sheet.cut(rect(-10, y, 420, 7), paler(colour, 0.35))


def bath(sheet: Sheet, wall: str) -> None:
    """A tiled bathroom ledge with a mirror and towels."""
    for row in range(4):
        sheet.cut(rect(-10, 250 + row * 36, 420, 33), paler(wall, 0.28))
    sheet.cut(arch(214, 48, 150, 200), WOOD, 2)
    sheet.cut(arch(226, 60, 126, 176), "#d5e3e0")
    sheet.cut(poly((246, 206), (306, 84), (326, 96), (264, 216)), "#eef4f1", fade=0.8)
    sheet.cut(rect(30, 118, 128, 8, 4), METAL, 1)
    sheet.cut(rect(50, 122, 88, 128, 6), sheet.second, 2)
    sheet.cut(rect(50, 214, 88, 10) + rect(50, 228, 88, 5), CREAM)
    _ground(sheet, paler(sheet.palette.ground, 0.3))
    _beside(sheet, "plant", x=338, scale=0.5, colour=sheet.third)
    _beside(sheet, "jar", x=66, scale=0.4, colour=sheet.second)


def kitchen(sheet: Sheet, wall: str) -> None:
    """A worktop under a rail and a window."""
    for row in range(5):
        for column in range(6):
            sheet.cut(
                rect(-30 + column * 76 + row % 2 * 38, 206 + row * 38, 72, 34, 3), paler(wall, 0.4)
            )
    _window(sheet, 214, 40, 150, 140)
    sheet.cut(rect(26, 70, 158, 7, 3), darker(WOOD, 0.3), 1)
    for x, drop, colour in ((54, 78, sheet.second), (102, 62, WOOD), (150, 84, sheet.third)):
        sheet.line(f"M{x} 74v20", METAL, 4)
        sheet.cut(rect(x - 4, 92, 8, drop, 4) + oval(x, 96 + drop, 16, 20), colour, 1)
    _ground(sheet, WOOD)
    _beside(sheet, "pitcher", x=334, scale=0.5, colour=sheet.second)
    _beside(sheet, "bowl", x=70, scale=0.4, colour=sheet.third)


def room(sheet: Sheet, wall: str) -> None:
    """A living room: window, picture, rug."""
    sheet.cut(rect(-10, 268, 420, 120), paler(wall, 0.3), 1)
    _window(sheet, 36, 56, 124, 170)
    sheet.cut(rect(226, 84, 126, 96, 4), WOOD, 2)
    sheet.cut(rect(236, 94, 106, 76), CREAM)
    sheet.cut(oval(288, 128, 22), sheet.second)
    sheet.cut(poly((236, 170), (276, 126), (300, 150), (318, 134), (342, 170)), sheet.third)
    _ground(sheet, darker(sheet.palette.ground, 0.05), 372)
    sheet.cut(oval(200, 440, 172, 42), mix(sheet.second, CREAM, 0.55), 1)
    sheet.cut(oval(200, 440, 144, 32), mix(sheet.second, CREAM, 0.75))
    _beside(sheet, "plant", x=348, scale=0.72, colour=sheet.third, y=408)


def outdoors(sheet: Sheet, wall: str) -> None:
    """A clearing by a lake."""
    sheet.cut(oval(286, 104, 42), "#f8dd96", 1)
    sheet.cut(
        poly((-60, 330), (90, 120), (170, 226), (250, 150), (450, 330)),
        mix(wall, "#5d7f92", 0.45),
        2,
    )
    sheet.cut(poly((90, 120), (122, 163), (98, 174), (76, 160), (62, 160)), CREAM)
    sheet.cut(rect(-10, 306, 420, 70), "#9fc3c4", 1)
    for y, x in ((326, 120), (344, 236), (334, 300)):
        sheet.line(f"M{x} {y}h46", "#d6e6e3", 4)
    for x, y, size in ((26, 372, 1.2), (74, 366, 0.86), (346, 368, 1.1), (388, 378, 1.36)):
        with sheet.stack(2):
            for step in range(3):
                half, top = (26 + step * 12) * size, y - (170 - step * 50) * size
                sheet.cut(
                    poly((x, top), (x + half, top + 74 * size), (x - half, top + 74 * size)),
                    mix(PINE, LEAF, 0.3 * (2 - step) / 2),
                )
            sheet.cut(rect(x - 5, y - 16, 10, 26), darker(WOOD, 0.3))
    sheet.cut(soft((-20, 520), (-20, 374), (120, 360), (260, 374), (420, 358), (420, 520)), LEAF, 2)
    sheet.cut(
        soft((-20, 530), (-20, 440), (140, 452), (280, 440), (420, 456), (420, 530)),
        darker(LEAF, 0.18),
        2,
    )


def wardrobe(sheet: Sheet, wall: str) -> None:
    """A rail and a bench by the door."""
    sheet.cut(rect(-10, 268, 420, 130), paler(wall, 0.3), 1)
    for x in range(10, 400, 44):
        sheet.cut(rect(x, 268, 3, 130), darker(wall, 0.06))
    sheet.cut(rect(20, 92, 360, 10, 5), WOOD, 1)
    for x, colour in ((62, sheet.second), (338, sheet.third)):
        sheet.line(f"M{x} 100v22", METAL, 4)
        sheet.cut(
            poly(
                (x - 18, 122),
                (x + 18, 122),
                (x + 38, 146),
                (x + 32, 268),
                (x - 32, 268),
                (x - 38, 146),
            ),
            colour,
            2,
        )
        sheet.cut(poly((x - 9, 122), (x + 9, 122), (x, 142)), darker(colour, 0.3))
    _ground(sheet, sheet.palette.ground, 396)
    _beside(sheet, "plant", x=352, scale=0.42, colour=sheet.second, y=424)
    _beside(sheet, "basket", x=54, scale=0.4, colour=sheet.second, y=424)


def desk(sheet: Sheet, wall: str) -> None:
    """A desk with a lamp and a pinned print."""
    sheet.cut(rect(-10, -10, 186, 420), paler(wall, 0.25), 1)
    sheet.cut(rect(44, 74, 108, 136, 4), CREAM, 2)
    sheet.cut(oval(98, 128, 34), sheet.second)
    sheet.cut(rect(58, 178, 80, 7, 3) + rect(58, 192, 52, 5, 2), sheet.ink, fade=0.5)
    sheet.cut(rect(196, 100, 176, 11, 4), WOOD, 2)
    for x, h, colour in (
        (214, 54, sheet.second),
        (234, 64, sheet.third),
        (252, 48, sheet.ink),
        (270, 58, paler(sheet.second, 0.4)),
    ):
        sheet.cut(rect(x, 100 - h, 15, h, 2), colour, 1)
    sheet.cut(leaf(340, 90, 44, -120) + leaf(340, 90, 44, -60), LEAF, 1)
    sheet.cut(rect(326, 76, 28, 25, 4), sheet.third, 1)
    _ground(sheet, WOOD)
    _beside(sheet, "lamp", x=344, scale=0.6, colour=sheet.second)
    _beside(sheet, "cup", x=58, scale=0.32, colour=sheet.third)


def nursery(sheet: Sheet, wall: str) -> None:
    """A play room with bunting and hills on the wall."""
    sheet.cut(
        soft((-20, 420), (-20, 300), (90, 250), (200, 300), (310, 244), (420, 296), (420, 420)),
        paler(wall, 0.4),
        1,
    )
    sheet.line(bend((-10, 60), (100, 104), (200, 112), (300, 104), (410, 60)), CREAM, 4)
    for step, (x, y) in enumerate(
        ((40, 82), (104, 104), (168, 111), (232, 111), (296, 104), (360, 82))
    ):
        colour = (sheet.main, sheet.second, sheet.third)[step % 3]
        sheet.cut(poly((x - 22, y), (x + 22, y), (x, y + 46)), colour, 1)
    with sheet.stack(1):
        sheet.cut(rect(56, 190, 74, 24, 12), CREAM)
        sheet.cut(oval(86, 193, 19), CREAM)
    _ground(sheet, sheet.palette.ground, 380)
    sheet.cut(oval(200, 440, 160, 36), mix(sheet.third, CREAM, 0.6), 1)
    _beside(sheet, "blocks", x=346, scale=0.42, colour=sheet.second, y=412)
    _beside(sheet, "ball", x=58, scale=0.3, colour=sheet.third, y=418)


SETTINGS: dict[str, Callable[[Sheet, str], None]] = {
    "bath": bath,
    "kitchen": kitchen,
    "room": room,
    "outdoors": outdoors,
    "wardrobe": wardrobe,
    "desk": desk,
    "nursery": nursery,
}
