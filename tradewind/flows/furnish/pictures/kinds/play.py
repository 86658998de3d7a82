"""Toys and books."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.forms import bend, leaf, oval, poly, rect, soft, star
from tradewind.flows.furnish.pictures.kinds.kind import Kind
from tradewind.flows.furnish.pictures.palette import BARK, BRASS, CLAY, WOOD, darker, paler
from tradewind.flows.furnish.pictures.sheet import Sheet


def bear(sheet: Sheet) -> None:
    """A sitting bear with a scarf."""
    for x in (136, 264):
        sheet.cut(oval(x, 158, 31), sheet.main, 1)
        sheet.cut(oval(x, 160, 16), sheet.pale)
    for x, turn in ((112, 24), (288, -24)):
        with sheet.stack(2, turn=turn, about=(x, 300)):
            sheet.cut(oval(x, 316, 27, 54), sheet.deep)
    sheet.cut(oval(200, 338, 88, 84), sheet.main, 2)
    sheet.cut(oval(200, 350, 54, 52), sheet.pale)
    for x in (136, 264):
        sheet.cut(oval(x, 394, 38, 29), sheet.deep, 2)
        sheet.cut(oval(x, 396, 18, 14), sheet.pale)
    sheet.cut(oval(200, 210, 88, 76), sheet.main, 3)
    sheet.cut(rect(134, 268, 132, 28, 14), sheet.second, 2)
    sheet.cut(rect(228, 280, 28, 66, 8), sheet.second, 1)
    sheet.cut(oval(200, 236, 39, 30), sheet.cream, 1)
    sheet.cut(oval(200, 226, 14, 10), BARK)
    sheet.line(bend((186, 246), (200, 252), (214, 246)), BARK, 4)
    for x in (164, 236):
        sheet.cut(oval(x, 200, 8), BARK)


def rabbit(sheet: Sheet) -> None:
    """A long-eared rabbit."""
    for x, turn in ((168, -10), (232, 12)):
        with sheet.stack(2, turn=turn, about=(x, 190)):
            sheet.cut(oval(x, 130, 24, 72), sheet.main)
            sheet.cut(oval(x, 136, 11, 50), sheet.second)
    sheet.fold((40, 268), (84, 330), (92, 396), (64, 420), fill=sheet.third, lift=2, round_=True)
    for x in (144, 256):
        sheet.cut(oval(x, 408, 36, 18), sheet.main, 1)
    sheet.cut(oval(200, 232, 80, 68), sheet.main, 3)
    for x in (168, 232):
        sheet.cut(oval(x, 224, 7), BARK)
    for x in (144, 256):
        sheet.cut(oval(x, 250, 14, 9), sheet.second, fade=0.7)
    sheet.cut(poly((192, 242), (208, 242), (200, 252)), BARK)
    for y in (314, 344):
        sheet.cut(oval(200, y, 6), sheet.cream, 1)


def car(sheet: Sheet) -> None:
    """A wooden car."""
    sheet.cut(
        soft((116, 320), (138, 244), (170, 226), (236, 226), (268, 248), (296, 320)), sheet.main, 1
    )
    sheet.cut(soft((140, 316), (154, 264), (172, 250), (196, 250), (196, 316)), sheet.cream)
    sheet.cut(soft((210, 316), (210, 250), (234, 250), (252, 266), (270, 316)), sheet.cream)
    sheet.cut(rect(54, 308, 292, 78, 34), sheet.main, 3)
    sheet.cut(rect(54, 346, 292, 40, 20), sheet.deep)
    sheet.cut(oval(334, 336, 10, 13), sheet.third, 1)
    for x in (122, 280):
        sheet.cut(oval(x, 382, 38), WOOD, 2)
        sheet.cut(oval(x, 382, 22), paler(WOOD, 0.5))
        sheet.cut(oval(x, 382, 8), sheet.second)


def train(sheet: Sheet) -> None:
    """A small engine."""
    for x, y, r in ((272, 170, 13), (298, 144, 19), (334, 122, 25)):
        sheet.cut(oval(x, y, r), sheet.cream, 1)
    sheet.fold((13, 200), (20, 216), (13, 250), (13, 280), fill=sheet.ink, lift=1, cx=258)
    sheet.cut(rect(154, 264, 170, 96, 44), sheet.main, 2)
    sheet.cut(rect(76, 206, 104, 158, 12), sheet.second, 3)
    sheet.cut(rect(66, 194, 124, 24, 12), sheet.ink, 1)
    sheet.cut(rect(98, 234, 60, 54, 10), sheet.cream, 1)
    sheet.cut(rect(66, 350, 268, 28, 10), sheet.ink, 1)
    for x, r in ((118, 40), (214, 28), (290, 28)):
        sheet.cut(oval(x, 420 - r, r), sheet.third, 2)
        sheet.cut(oval(x, 420 - r, r * 0.4), sheet.cream)
    sheet.cut(rect(212, 264, 13, 96), BRASS)


def blocks(sheet: Sheet) -> None:
    """A tower of wooden blocks."""
    sheet.cut(rect(92, 336, 84, 84, 8), sheet.main, 2)
    sheet.cut(oval(134, 378, 22), sheet.cream)
    sheet.cut(rect(184, 336, 124, 84, 8) + "M210 420a36 36 0 0 1 72 0z", sheet.second, 2)
    sheet.cut(rect(118, 254, 84, 80, 8), sheet.third, 2)
    sheet.cut(star(160, 296, 26, 11, 5), sheet.cream)
    sheet.cut(rect(212, 296, 80, 38, 8), sheet.ink, 2)
    sheet.cut(poly((170, 252), (282, 252), (226, 176)), sheet.main, 2)
    sheet.cut(poly((226, 252), (282, 252), (226, 176)), sheet.deep)
    sheet.cut(rect(218, 254, 72, 40, 8), WOOD, 2)
    sheet.cut(oval(226, 158, 18), sheet.third, 1)


def ball(sheet: Sheet) -> None:
    """A striped ball."""
    sheet.cut(oval(200, 300, 120), sheet.main, 3)
    sheet.cut("M200 180C120 220 120 380 200 420C170 380 170 220 200 180z", sheet.cream, 1)
    sheet.cut("M200 180C230 220 230 380 200 420C280 380 280 220 200 180z", sheet.second, 1)
    sheet.cut("M200 180C300 200 340 330 262 402C300 340 290 240 200 180z", sheet.cream, 1)
    sheet.cut(oval(200, 188, 22, 11), sheet.third, 1)


def book(sheet: Sheet) -> None:
    """A picture book, standing, with another behind."""
    with sheet.stack(2, turn=9, about=(270, 420)):
        sheet.cut(rect(158, 190, 164, 226, 8), sheet.second)
        sheet.cut(rect(158, 190, 20, 226, 6), darker(sheet.second, 0.2))
    with sheet.stack(3, turn=-4, about=(170, 420)):
        sheet.cut(rect(92, 156, 190, 264, 8), sheet.cream)
        sheet.cut(rect(84, 152, 190, 264, 8), sheet.main)
        sheet.cut(rect(84, 152, 22, 264, 6), sheet.deep)
        cover = sheet.pick("boat", "moon", "hills", "fish")
        if cover == "boat":
            sheet.cut(oval(190, 256, 58), sheet.third)
            sheet.cut("M132 256q30 -30 58 0t58 0a58 58 0 0 1 -116 0z", sheet.ink)
            sheet.cut(poly((190, 206), (190, 252), (222, 252)), sheet.cream)
        elif cover == "moon":
            sheet.cut(rect(130, 192, 120, 130, 8), sheet.ink)
            sheet.cut(oval(182, 252, 38), sheet.third)
            sheet.cut(oval(198, 242, 32), sheet.ink)
            sheet.cut(star(218, 286, 14, 6, 5) + star(148, 214, 9, 4, 5), sheet.cream)
        elif cover == "hills":
            sheet.cut(rect(130, 192, 120, 130, 8), sheet.cream)
            sheet.cut(oval(216, 226, 18), sheet.third)
            sheet.cut(
                poly((130, 322), (172, 240), (204, 286), (222, 262), (250, 322)), sheet.second
            )
        else:
            sheet.cut(oval(190, 258, 62), sheet.cream)
            sheet.cut(leaf(150, 258, 72, 0, 0.42), sheet.second)
            sheet.cut(poly((214, 258), (238, 240), (238, 276)), sheet.third)
            sheet.cut(oval(168, 253, 4), sheet.ink)
        sheet.cut(rect(132, 346, 116, 10, 5) + rect(152, 368, 76, 7, 3), sheet.cream)


def puzzle(sheet: Sheet) -> None:
    """Four interlocking pieces."""
    for x, y, colour in (
        (196, 296, sheet.ink),
        (96, 296, sheet.third),
        (196, 196, sheet.second),
        (96, 196, sheet.main),
    ):
        apart = (12, -10) if (x, y) == (196, 196) else (0, 0)
        with sheet.stack(2, move=apart, turn=7 if apart != (0, 0) else 0, about=(246, 246)):
            sheet.cut(rect(x, y, 98, 98, 10), colour)
            if x < 150:
                sheet.cut(oval(x + 106, y + 49, 18), colour)
            if y < 250:
                sheet.cut(oval(x + 49, y + 106, 18), colour)
    sheet.cut(star(145, 248, 22, 10, 5), sheet.cream)
    sheet.cut(oval(146, 346, 16), sheet.cream)
    sheet.cut(leaf(232, 366, 46, -50), sheet.cream)


def boat(sheet: Sheet) -> None:
    """A sailing boat on its block of sea."""
    sheet.cut(rect(194, 140, 11, 220, 5), WOOD, 1)
    sheet.cut(poly((210, 150), (304, 324), (210, 324)), sheet.cream, 2)
    sheet.cut(poly((188, 184), (188, 324), (110, 324)), sheet.second, 2)
    sheet.cut(poly((205, 140), (246, 154), (205, 168)), sheet.third, 1)
    sheet.cut("M92 340h222c-8 46 -40 68 -76 68h-72c-36 0 -66 -22 -74 -68z", sheet.main, 3)
    sheet.cut(rect(100, 352, 206, 11), sheet.cream)
    sheet.cut("M56 404q24 -20 48 0t48 0t48 0t48 0t48 0t48 0v26h-288z", paler(sheet.ink, 0.25), 2)


def kite(sheet: Sheet) -> None:
    """A kite with a tail of bows."""
    sheet.line(bend((190, 340), (150, 400), (220, 440), (180, 490)), sheet.ink, 3)
    with sheet.stack(3, turn=14, about=(200, 240)):
        sheet.cut(poly((200, 90), (290, 210), (200, 350), (110, 210)), sheet.main)
        sheet.cut(poly((200, 90), (290, 210), (200, 210)), sheet.second)
        sheet.cut(poly((110, 210), (200, 210), (200, 350)), sheet.third)
    for x, y in ((163, 386), (196, 428)):
        sheet.cut(leaf(x, y, 32, 10) + leaf(x, y, 32, 190), sheet.second, 1)


def drum(sheet: Sheet) -> None:
    """A tin drum with sticks."""
    for turn in (-32, 32):
        with sheet.stack(2, turn=turn, about=(200, 260)):
            sheet.cut(rect(195, 118, 10, 144, 5), WOOD)
            sheet.cut(oval(200, 116, 14), WOOD)
    sheet.fold((108, 270), (108, 404), (100, 420), fill=sheet.main, lift=3)
    for step in range(6):
        x = 100 + step * 33.3
        sheet.line(f"M{x:.0f} 290L{x + 16.6:.0f} 400L{x + 33.3:.0f} 290", sheet.cream, 4)
    sheet.cut(rect(88, 396, 224, 22, 8) + rect(88, 276, 224, 18, 8), sheet.third, 1)
    sheet.cut(oval(200, 270, 112, 30), sheet.second, 1)
    sheet.cut(oval(200, 268, 98, 23), sheet.cream)


def rattle(sheet: Sheet) -> None:
    """A wooden rattle of rings and beads."""
    sheet.cut(rect(190, 270, 20, 150, 10), CLAY, 2)
    sheet.cut(oval(200, 226, 76), sheet.main, 3)
    sheet.cut(oval(200, 226, 46), sheet.palette.backdrop, 1)
    for x, y, colour in (
        (200, 164, sheet.second),
        (262, 226, sheet.third),
        (138, 226, sheet.second),
        (200, 288, sheet.third),
    ):
        sheet.cut(oval(x, y, 24), colour, 2)
    for y, colour in ((330, sheet.second), (362, sheet.third)):
        sheet.cut(oval(200, y, 22, 14), colour, 1)
    sheet.cut(star(200, 226, 25, 11, 5), BRASS, 1)


KINDS = {
    "bear": Kind(bear, "nursery", (200, 230)),
    "rabbit": Kind(rabbit, "nursery", (200, 230)),
    "car": Kind(car, "nursery", (220, 320)),
    "train": Kind(train, "nursery", (200, 300)),
    "blocks": Kind(blocks, "nursery", (190, 300)),
    "ball": Kind(ball, "nursery", (220, 280)),
    "book": Kind(book, "nursery", (190, 270)),
    "puzzle": Kind(puzzle, "nursery", (200, 290), stance="flat"),
    "boat": Kind(boat, "nursery", (210, 310)),
    "kite": Kind(kite, "nursery", (200, 230), stance="flat"),
    "drum": Kind(drum, "nursery", (200, 310)),
    "rattle": Kind(rattle, "nursery", (200, 230)),
}
