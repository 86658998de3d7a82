"""What stands on a table and hangs in a kitchen."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.forms import bend, leaf, oval, poly, rect, ring, soft
from tradewind.flows.furnish.pictures.kinds.kind import Kind
from tradewind.flows.furnish.pictures.palette import (
    BRASS,
    CLAY,
    INK,
    LEAF,
    METAL,
    NIGHT,
    PINE,
    STEEL,
    WOOD,
    darker,
    paler,
)
from tradewind.flows.furnish.pictures.sheet import Sheet


def _steam(sheet: Sheet, x: float, y: float) -> None:
    for step in (-22, 0, 22):
        sheet.line(
            bend((x + step, y), (x + step - 8, y - 20), (x + step + 6, y - 40), (x + step, y - 60)),
            sheet.cream,
            5,
        )


def cup(sheet: Sheet) -> None:
    """A mug glazed half way down."""
    _steam(sheet, 190, 250)
    sheet.line(bend((262, 312), (312, 306), (322, 344), (300, 376), (256, 380)), sheet.deep, 18, 1)
    sheet.fold((84, 276), (82, 380), (70, 412), (58, 420), fill=sheet.main, cx=186)
    sheet.cut(
        soft(
            (102, 276),
            (270, 276),
            (270, 326),
            (240, 338),
            (216, 318),
            (186, 342),
            (152, 322),
            (124, 336),
            (103, 322),
        ),
        sheet.cream,
        1,
    )
    sheet.cut(oval(186, 278, 84, 15), sheet.cream, 1)
    sheet.cut(oval(186, 280, 74, 10), "#6d4a35")


def teapot(sheet: Sheet) -> None:
    """A round teapot with a bail of cane."""
    sheet.line(bend((120, 300), (130, 200), (200, 164), (270, 200), (280, 300)), WOOD, 11, 1)
    sheet.cut(
        soft((276, 330), (318, 312), (336, 270), (354, 268), (346, 318), (310, 374), (270, 380)),
        sheet.deep,
        2,
    )
    sheet.fold(
        (58, 270),
        (104, 304),
        (116, 346),
        (98, 396),
        (62, 420),
        fill=sheet.main,
        lift=2,
        round_=True,
    )
    sheet.fold((34, 252), (60, 268), (60, 280), fill=sheet.pale, lift=1)
    sheet.cut(oval(200, 244, 13), sheet.second, 1)
    sheet.cut(rect(96, 344, 208, 7, 3), sheet.cream, fade=0.7)


def plate(sheet: Sheet) -> None:
    """A plate seen from above, its rim painted."""
    cy = 280
    sheet.cut(oval(200, cy, 148), sheet.main, 3)
    sheet.cut(oval(200, cy, 138), sheet.cream, 1)
    for turn in range(12):
        with sheet.stack(turn=turn * 30, about=(200, cy)):
            sheet.cut(leaf(200, cy - 104, 28, -90 + 24), sheet.main)
    sheet.cut(oval(200, cy, 92), darker(sheet.cream, 0.04), 1)
    sheet.cut(oval(200, cy, 84), sheet.cream)


def bowl(sheet: Sheet) -> None:
    """Nested bowls."""
    sheet.fold((128, 296), (122, 340), (92, 390), (54, 420), fill=sheet.main, lift=3, round_=True)
    sheet.cut(oval(200, 296, 128, 26), sheet.pale, 1)
    sheet.cut(oval(200, 299, 112, 19), sheet.deep)
    sheet.cut(
        soft(
            (72, 300),
            (328, 300),
            (326, 326),
            (282, 338),
            (240, 322),
            (206, 344),
            (160, 324),
            (118, 338),
            (76, 324),
        ),
        sheet.cream,
        1,
        0.9,
    )
    sheet.cut(oval(200, 296, 128, 26), sheet.pale)
    sheet.cut(oval(200, 299, 114, 20), darker(sheet.main, 0.28))
    for x, y in ((164, 296), (228, 296), (144, 302)):
        sheet.cut(oval(x, y, 15, 9), sheet.second, 1)
    for x, y in ((196, 304), (250, 301)):
        sheet.cut(oval(x, y, 15, 9), sheet.third, 1)


def vase(sheet: Sheet) -> None:
    """A vase with three branches."""
    for tip, colour in ((-52, sheet.second), (0, LEAF), (50, sheet.third)):
        sheet.line(bend((200, 262), (200 + tip * 0.4, 190), (200 + tip, 118)), PINE, 4)
        for step in range(3):
            x, y = 200 + tip * (0.5 + step * 0.22), 176 - step * 28
            sheet.cut(leaf(x, y, 40, -25 + step * 5), colour, 1)
            sheet.cut(leaf(x, y, 40, -155 - step * 5), colour, 1)
        sheet.cut(leaf(200 + tip, 124, 42, -90), colour, 1)
    sheet.fold(
        (30, 240),
        (24, 268),
        (56, 310),
        (76, 356),
        (60, 404),
        (46, 420),
        fill=sheet.main,
        round_=True,
    )
    sheet.cut(rect(132, 344, 136, 6, 3), sheet.cream, fade=0.6)
    sheet.cut(rect(132, 358, 136, 6, 3), sheet.cream, fade=0.6)


def pitcher(sheet: Sheet) -> None:
    """A jug with a pulled spout."""
    sheet.line(bend((262, 236), (326, 230), (330, 310), (264, 348)), sheet.deep, 17, 1)
    sheet.fold(
        (58, 196),
        (54, 242),
        (74, 310),
        (82, 358),
        (66, 404),
        (54, 420),
        fill=sheet.main,
        cx=196,
        round_=True,
    )
    sheet.cut(poly((118, 184), (176, 190), (148, 236)), sheet.main, 1)
    sheet.cut(oval(196, 197, 58, 11), darker(sheet.main, 0.3))
    sheet.cut(
        soft((118, 330), (196, 318), (276, 332), (276, 364), (196, 350), (118, 364)), sheet.cream, 1
    )


def knife(sheet: Sheet) -> None:
    """A cook's knife, point up."""
    with sheet.stack(3, turn=24, about=(200, 290)):
        sheet.cut(poly((182, 306), (182, 118), (196, 92), (234, 190), (240, 306)), METAL)
        sheet.cut(poly((218, 306), (214, 140), (234, 190), (240, 306)), paler(METAL, 0.6))
        sheet.cut(rect(178, 302, 64, 14, 4), STEEL)
        sheet.cut(
            soft(
                (184, 314), (226, 314), (222, 360), (228, 432), (214, 450), (190, 444), (186, 380)
            ),
            sheet.main,
        )
        sheet.cut(
            soft((206, 314), (226, 314), (222, 360), (228, 432), (214, 450), (208, 380)), sheet.deep
        )
        for y in (336, 376, 416):
            sheet.cut(oval(205, y, 5), BRASS)


def pan(sheet: Sheet) -> None:
    """A frying pan from above."""
    with sheet.stack(3, turn=-38, about=(180, 270)):
        sheet.cut(rect(290, 257, 128, 26, 13), WOOD)
        sheet.cut(rect(290, 270, 128, 13, 6), darker(WOOD, 0.16))
        sheet.cut(oval(400, 270, 5), sheet.palette.backdrop)
    sheet.cut(oval(180, 280, 122), NIGHT, 3)
    sheet.cut(oval(180, 280, 106), "#3b434d", 1)
    sheet.cut(
        soft((128, 270), (160, 226), (212, 236), (238, 276), (218, 326), (164, 332)), sheet.cream, 1
    )
    sheet.cut(oval(184, 280, 27), "#f0b13f", 1)
    sheet.cut(leaf(214, 306, 34, 30), LEAF, 1)


def pot(sheet: Sheet) -> None:
    """An enamelled casserole."""
    for x in (66, 302):
        sheet.cut(ring(x + 16, 330, 24, 13), sheet.deep, 1)
    sheet.fold((118, 296), (118, 396), (96, 420), fill=sheet.main, lift=3)
    sheet.fold((40, 246), (110, 266), (126, 288), (126, 300), fill=sheet.main, lift=2, round_=True)
    sheet.cut(rect(74, 294, 252, 9, 4), sheet.deep, 1)
    sheet.cut(oval(200, 238, 16), BRASS, 1)
    sheet.cut(rect(82, 372, 236, 5, 2), sheet.pale, fade=0.6)


def board(sheet: Sheet) -> None:
    """A bread board with a loaf's end."""
    with sheet.stack(3, turn=-9, about=(200, 300)):
        sheet.cut(rect(112, 186, 176, 234, 22) + rect(182, 116, 36, 90, 16), WOOD)
        sheet.cut(oval(200, 138, 8), sheet.palette.backdrop)
        for x in (140, 176, 214, 252):
            sheet.line(bend((x, 212), (x + 5, 300), (x - 3, 402)), darker(WOOD, 0.12), 3)
    sheet.cut(
        soft((156, 398), (150, 330), (190, 300), (246, 306), (268, 344), (258, 398)), "#a9683a", 2
    )
    sheet.cut(
        soft((168, 390), (164, 336), (196, 314), (240, 320), (256, 348), (248, 390)), "#f0d6a6", 1
    )


def mill(sheet: Sheet) -> None:
    """A pepper mill."""
    sheet.cut(oval(200, 142, 15), BRASS, 1)
    sheet.fold((22, 152), (46, 180), (38, 212), (24, 224), fill=sheet.main, lift=1, round_=True)
    sheet.fold((30, 224), (30, 236), fill=BRASS, lift=1)
    sheet.fold(
        (40, 234),
        (44, 258),
        (30, 306),
        (36, 350),
        (54, 396),
        (56, 420),
        fill=sheet.main,
        round_=True,
    )
    for x, y in ((106, 412), (126, 404), (290, 414), (272, 406), (84, 418)):
        sheet.cut(oval(x, y, 6), INK, 1)


def apron(sheet: Sheet) -> None:
    """An apron on its nail."""
    sheet.line(bend((158, 188), (168, 120), (200, 96), (232, 120), (242, 188)), CLAY, 9)
    sheet.fold((46, 180), (54, 246), (104, 280), (110, 420), fill=sheet.main, lift=3)
    sheet.cut(rect(146, 316, 108, 66, 8), sheet.deep, 1)
    sheet.line(bend((200, 320), (200, 380)), sheet.main, 3)
    sheet.line(bend((96, 284), (64, 320), (70, 372)), CLAY, 7, 1)
    sheet.line(bend((304, 284), (334, 326), (326, 380)), CLAY, 7, 1)
    for x in (156, 244):
        sheet.cut(oval(x, 196, 5), BRASS)


KINDS = {
    "cup": Kind(cup, "kitchen", (190, 310)),
    "teapot": Kind(teapot, "kitchen", (210, 310)),
    "plate": Kind(plate, "kitchen", (250, 220), stance="flat"),
    "bowl": Kind(bowl, "kitchen", (200, 330)),
    "vase": Kind(vase, "room", (200, 250)),
    "pitcher": Kind(pitcher, "kitchen", (190, 270)),
    "knife": Kind(knife, "kitchen", (200, 300), stance="flat"),
    "pan": Kind(pan, "kitchen", (190, 280), stance="flat"),
    "pot": Kind(pot, "kitchen", (200, 300)),
    "board": Kind(board, "kitchen", (210, 340)),
    "mill": Kind(mill, "kitchen", (200, 230)),
    "apron": Kind(apron, "kitchen", (200, 320), stance="flat"),
}
