"""Furniture, textiles and light."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.forms import arch, bend, leaf, oval, poly, rect, soft, turned
from tradewind.flows.furnish.pictures.kinds.kind import Kind
from tradewind.flows.furnish.pictures.palette import (
    BARK,
    BRASS,
    CLAY,
    LEAF,
    PINE,
    WOOD,
    darker,
    paler,
)
from tradewind.flows.furnish.pictures.sheet import Sheet


def lamp(sheet: Sheet) -> None:
    """A table lamp, lit."""
    sheet.cut(turned((70, 230), (150, 420)), "#ffe3a1", fade=0.35)
    sheet.fold(
        (10, 226),
        (10, 300),
        (40, 340),
        (48, 376),
        (36, 408),
        (58, 420),
        fill=sheet.second,
        round_=True,
    )
    sheet.fold((54, 128), (108, 254), fill=sheet.main, lift=3)
    sheet.fold((104, 244), (108, 256), fill=sheet.deep)
    sheet.cut(oval(200, 122, 7), BRASS, 1)


def pendant(sheet: Sheet) -> None:
    """A hanging lamp."""
    sheet.line(bend((200, 0), (200, 180)), sheet.ink, 4)
    sheet.cut(turned((90, 316), (170, 500)), "#ffe3a1", fade=0.35)
    sheet.cut(oval(200, 318, 34), "#ffedc2", 1)
    sheet.fold(
        (14, 172),
        (18, 196),
        (76, 232),
        (118, 290),
        (122, 318),
        fill=sheet.main,
        lift=3,
        round_=True,
    )
    sheet.cut(rect(78, 312, 244, 9, 4), sheet.deep, 1)
    sheet.cut(rect(186, 160, 28, 24, 6), BRASS, 1)


def chair(sheet: Sheet) -> None:
    """A lounge chair on turned legs."""
    for x, lean in ((118, -14), (282, 14)):
        sheet.line(bend((x, 360), (x + lean, 418)), BARK, 11, 1)
    sheet.cut(
        soft((116, 330), (104, 190), (142, 150), (200, 142), (258, 150), (296, 190), (284, 330)),
        sheet.main,
        2,
    )
    sheet.line(bend((200, 148), (200, 310)), sheet.deep, 3)
    sheet.cut(rect(100, 308, 200, 58, 22), sheet.main, 2)
    sheet.cut(rect(100, 340, 200, 26, 13), sheet.deep)
    for x in (72, 286):
        sheet.cut(rect(x, 258, 42, 112, 20), sheet.deep, 2)
    with sheet.stack(2, turn=-14, about=(200, 280)):
        sheet.cut(rect(158, 238, 82, 76, 16), sheet.second)
        sheet.cut(rect(158, 268, 82, 14), sheet.cream)


def stool(sheet: Sheet) -> None:
    """A three-legged milking stool."""
    for top, foot in ((150, 106), (250, 294), (200, 200)):
        sheet.line(bend((top, 270), (foot, 414)), WOOD if top != 200 else darker(WOOD, 0.2), 14, 1)
    sheet.line(bend((130, 350), (270, 350)), darker(WOOD, 0.15), 8)
    sheet.cut(oval(200, 272, 112, 28), sheet.deep, 2)
    sheet.cut(oval(200, 260, 112, 28), sheet.main, 1)
    sheet.cut(oval(200, 258, 78, 17), sheet.pale, fade=0.6)


def table(sheet: Sheet) -> None:
    """A side table with a bowl of fruit."""
    for x, lean in ((108, -16), (292, 16)):
        sheet.line(bend((x, 290), (x + lean, 416)), darker(sheet.main, 0.12), 13, 1)
    sheet.cut(rect(62, 272, 276, 24, 12), sheet.main, 3)
    sheet.cut(rect(90, 294, 220, 26, 4), sheet.deep, 1)
    sheet.cut(oval(200, 307, 6), BRASS)
    for x, colour in ((176, sheet.second), (204, sheet.third), (228, LEAF)):
        sheet.cut(oval(x, 228, 17), colour, 1)
    sheet.fold((58, 236), (44, 262), (26, 273), fill=sheet.cream, lift=1, round_=True)


def cushion(sheet: Sheet) -> None:
    """A square cushion with a woven pattern."""
    with sheet.stack(3, turn=-8, about=(200, 300)):
        sheet.cut(
            soft(
                (76, 182),
                (200, 194),
                (324, 182),
                (312, 300),
                (324, 418),
                (200, 406),
                (76, 418),
                (88, 300),
            ),
            sheet.main,
        )
    with sheet.stack(turn=-8, about=(200, 300)):
        pattern = sheet.pick("stripes", "diamonds", "suns")
        if pattern == "stripes":
            for x in (120, 146, 172, 220, 246, 272):
                sheet.line(bend((x, 202), (x, 300), (x, 396)), sheet.cream, 7)
        elif pattern == "diamonds":
            for x, y in ((200, 300), (140, 240), (260, 240), (140, 360), (260, 360)):
                sheet.cut(poly((x, y - 42), (x + 32, y), (x, y + 42), (x - 32, y)), sheet.cream)
                sheet.cut(poly((x, y - 20), (x + 15, y), (x, y + 20), (x - 15, y)), sheet.second)
        else:
            sheet.cut(oval(200, 300, 66), sheet.second)
            sheet.cut(oval(200, 300, 40), sheet.cream)
            sheet.cut(rect(110, 300, 180, 76, 10), sheet.deep)


def blanket(sheet: Sheet) -> None:
    """A folded throw with a fringe."""
    for step in range(15):
        sheet.line(bend((98 + step * 14.6, 380), (97 + step * 14.8, 416)), sheet.cream, 5)
    sheet.cut(rect(84, 296, 232, 92, 24), sheet.deep, 2)
    sheet.cut(rect(84, 238, 232, 92, 26), sheet.main, 2)
    sheet.cut(
        soft(
            (88, 252),
            (110, 190),
            (200, 182),
            (292, 190),
            (312, 252),
            (300, 284),
            (200, 274),
            (98, 284),
        ),
        paler(sheet.main, 0.2),
        2,
    )
    for x in (132, 152, 248, 268):
        sheet.cut(rect(x, 244, 9, 140), sheet.cream, fade=0.75)
    sheet.cut(rect(86, 350, 228, 9), sheet.second, fade=0.9)


def rug(sheet: Sheet) -> None:
    """A rug half unrolled."""
    sheet.cut(poly((96, 150), (304, 150), (332, 404), (68, 404)), sheet.main, 3)
    sheet.cut(poly((112, 166), (288, 166), (312, 388), (88, 388)), sheet.cream, 1)
    sheet.cut(poly((118, 174), (282, 174), (304, 380), (96, 380)), sheet.second)
    for row, (y, half) in enumerate(((214, 26), (274, 30), (338, 34))):
        for side in (-1, 0, 1):
            x = 200 + side * half * 1.9
            colour = sheet.cream if (row + side) % 2 else sheet.third
            sheet.cut(
                poly((x, y - half), (x + half * 0.8, y), (x, y + half), (x - half * 0.8, y)), colour
            )
    for step in range(18):
        sheet.line(bend((72 + step * 15, 406), (71 + step * 15.2, 424)), sheet.cream, 4)
    sheet.cut(rect(88, 128, 224, 40, 20), sheet.deep, 2)


def basket(sheet: Sheet) -> None:
    """A woven basket with a cloth inside."""
    sheet.cut(soft((110, 276), (140, 232), (186, 250), (230, 226), (290, 276)), sheet.main, 1)
    sheet.line(bend((130, 290), (140, 190), (200, 158), (260, 190), (270, 290)), WOOD, 12, 1)
    sheet.fold((104, 270), (112, 300), (96, 396), (84, 420), fill=CLAY, lift=3)
    for row, y in enumerate((296, 324, 352, 380)):
        for step in range(7):
            sheet.cut(rect(104 + step * 29 - row % 2 * 12, y, 20, 17, 6), darker(CLAY, 0.16))
    sheet.cut(rect(90, 264, 220, 20, 10), WOOD, 1)


def plant(sheet: Sheet) -> None:
    """A leafy plant in a pot."""
    for angle, length, colour in (
        (-90, 190, PINE),
        (-118, 170, LEAF),
        (-62, 172, LEAF),
        (-146, 140, PINE),
        (-34, 142, PINE),
        (-104, 124, paler(LEAF, 0.25)),
        (-74, 120, LEAF),
    ):
        sheet.cut(leaf(200, 326, length, angle, 0.26), colour, 1)
    sheet.fold((78, 306), (74, 334), (58, 420), fill=sheet.main, lift=3)
    sheet.fold((86, 300), (84, 328), fill=sheet.deep, lift=1)


def mirror(sheet: Sheet) -> None:
    """An arched mirror."""
    sheet.cut(arch(104, 110, 192, 310), sheet.main, 3)
    sheet.cut(arch(120, 126, 160, 278), "#cfdedd", 1)
    sheet.cut(poly((134, 330), (226, 150), (252, 172), (150, 380)), "#e9f1ee", fade=0.8)
    sheet.cut(rect(88, 408, 224, 14, 6), sheet.deep, 2)


def clock(sheet: Sheet) -> None:
    """A wall clock at ten past ten."""
    sheet.cut(oval(200, 280, 132), sheet.main, 3)
    sheet.cut(oval(200, 280, 110), sheet.cream, 1)
    for hour in range(12):
        with sheet.stack(turn=hour * 30, about=(200, 280)):
            sheet.cut(rect(197, 180, 6, 18 if hour % 3 == 0 else 9, 3), sheet.ink)
    sheet.line(bend((200, 280), (150, 250)), sheet.ink, 10, 1)
    sheet.line(bend((200, 280), (252, 218)), sheet.second, 7, 1)
    sheet.cut(oval(200, 280, 11), sheet.second, 1)


KINDS = {
    "lamp": Kind(lamp, "room", (200, 230)),
    "pendant": Kind(pendant, "room", (200, 270), stance="ceiling"),
    "chair": Kind(chair, "room", (210, 280)),
    "stool": Kind(stool, "room", (200, 290)),
    "table": Kind(table, "room", (200, 270)),
    "cushion": Kind(cushion, "room", (230, 280)),
    "blanket": Kind(blanket, "room", (230, 300)),
    "rug": Kind(rug, "room", (200, 330), stance="flat"),
    "basket": Kind(basket, "room", (200, 310)),
    "plant": Kind(plant, "room", (200, 290)),
    "mirror": Kind(mirror, "room", (200, 230)),
    "clock": Kind(clock, "room", (220, 260), stance="flat"),
}
