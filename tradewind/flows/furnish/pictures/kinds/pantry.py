"""Things to eat and drink."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.forms import bend, leaf, oval, poly, rect, soft, star
from tradewind.flows.furnish.pictures.kinds.kind import Kind
from tradewind.flows.furnish.pictures.palette import (
    AMBER,
    BRASS,
    INK,
    LEAF,
    METAL,
    PINE,
    WOOD,
    darker,
    paler,
)
from tradewind.flows.furnish.pictures.sheet import Sheet

GLASS = "#dfe8e2"
CRUST = "#b8743c"


def tea_tin(sheet: Sheet) -> None:
    """A round tea tin with a band of leaves."""
    sheet.fold((66, 186), (74, 196), (74, 226), fill=sheet.deep, lift=1)
    sheet.fold((80, 222), (80, 412), (72, 420), fill=sheet.main, lift=3)
    sheet.cut(rect(120, 262, 160, 116), sheet.cream, 1)
    sheet.cut(oval(200, 320, 46), sheet.second, 1)
    for angle in (-90, -35, -145):
        sheet.cut(leaf(200, 348, 52, angle), sheet.cream)
    sheet.cut(rect(120, 268, 160, 4) + rect(120, 368, 160, 4), BRASS)


def coffee_bag(sheet: Sheet) -> None:
    """A folded paper bag of coffee."""
    sheet.fold((84, 168), (90, 400), (84, 420), fill=sheet.main, lift=3)
    sheet.fold((84, 150), (86, 192), fill=sheet.deep, lift=1)
    sheet.cut(rect(112, 158, 176, 7, 3), BRASS)
    sheet.cut(rect(148, 236, 104, 126, 6), sheet.cream, 1)
    with sheet.stack(turn=30, about=(200, 290)):
        sheet.cut(oval(200, 290, 23, 33), "#6d4a35")
        sheet.line(bend((200, 260), (193, 280), (207, 300), (200, 320)), sheet.cream, 4)
    sheet.cut(rect(172, 338, 56, 4, 2), sheet.ink, fade=0.5)
    for x, y in ((84, 412), (68, 402), (318, 410)):
        sheet.cut(oval(x, y, 12, 8), "#6d4a35", 1)


def honey(sheet: Sheet) -> None:
    """A jar of honey and a dipper."""
    sheet.fold(
        (76, 234), (92, 262), (96, 330), (90, 404), (80, 420), fill="#e3992e", lift=3, round_=True
    )
    sheet.cut(rect(124, 268, 14, 120, 7), "#fbe3a6", fade=0.7)
    sheet.fold((80, 196), (86, 210), (86, 236), fill=sheet.main, lift=2)
    sheet.cut(rect(146, 290, 108, 84, 6), sheet.cream, 1)
    sheet.cut(star(200, 328, 27, 23.4, 6), AMBER)
    sheet.cut(star(200, 328, 15, 13, 6), sheet.cream)
    with sheet.stack(2, turn=24, about=(310, 390)):
        sheet.cut(rect(306, 220, 9, 140, 4), WOOD)
        sheet.cut(oval(310, 372, 21, 31), darker(WOOD, 0.08))
        for y in (358, 370, 382):
            sheet.line(bend((292, y), (328, y)), darker(WOOD, 0.35), 3)


def jam(sheet: Sheet) -> None:
    """A jam jar with a cloth hat."""
    sheet.fold((70, 250), (88, 276), (88, 404), (78, 420), fill=sheet.main, lift=3)
    sheet.cut(
        soft(
            (112, 262),
            (124, 214),
            (162, 192),
            (238, 192),
            (276, 214),
            (290, 262),
            (262, 254),
            (240, 266),
            (218, 254),
            (200, 266),
            (180, 254),
            (158, 266),
            (138, 254),
        ),
        sheet.cream,
        2,
    )
    for x, y in (
        (150, 222),
        (200, 212),
        (250, 222),
        (176, 240),
        (226, 240),
        (270, 246),
        (130, 246),
    ):
        sheet.cut(oval(x, y, 6), sheet.second)
    sheet.line(bend((126, 252), (200, 258), (276, 252)), sheet.ink, 4)
    sheet.cut(rect(148, 308, 104, 74, 6), sheet.cream, 1)
    sheet.cut(oval(188, 350, 15) + oval(214, 346, 14), sheet.main)
    sheet.cut(leaf(200, 338, 30, -60), LEAF)


def oil(sheet: Sheet) -> None:
    """A slender bottle of olive oil."""
    sheet.fold((17, 96), (17, 122), fill=sheet.ink, lift=1)
    sheet.fold((14, 120), (16, 196), (52, 240), (54, 410), (46, 420), fill="#7a8b3c", lift=3)
    sheet.fold((20, 160), (20, 176), fill=BRASS)
    sheet.cut(rect(154, 274, 92, 108, 4), sheet.cream, 1)
    sheet.line(bend((176, 352), (200, 320), (224, 296)), PINE, 3)
    for x, y, angle in ((186, 340, -160), (200, 321, 10), (208, 312, -150), (218, 302, -10)):
        sheet.cut(leaf(x, y, 28, angle), LEAF)
    sheet.cut(oval(190, 318, 9, 12), sheet.main)


def bread(sheet: Sheet) -> None:
    """A scored country loaf in its paper."""
    with sheet.stack(3, turn=-16, about=(200, 320)):
        sheet.cut(
            soft(
                (66, 330),
                (92, 270),
                (160, 240),
                (244, 242),
                (312, 274),
                (334, 332),
                (300, 380),
                (200, 394),
                (98, 382),
            ),
            CRUST,
        )
        sheet.cut(
            soft((70, 340), (200, 364), (332, 340), (300, 380), (200, 394), (98, 382)),
            darker(CRUST, 0.2),
        )
        for x in (136, 188, 240):
            sheet.cut(leaf(x - 14, 352, 92, -66, 0.2), "#efd09b", 1)
    for x, y in ((110, 412), (292, 416), (320, 404)):
        sheet.line(bend((x, y), (x + 8, y - 5)), "#d6a564", 4)


def cheese(sheet: Sheet) -> None:
    """A wedge and its round."""
    sheet.fold((132, 340), (136, 356), (136, 404), (130, 420), fill=paler(AMBER, 0.6), lift=2)
    sheet.cut(oval(200, 342, 133, 30), sheet.cream, 1)
    sheet.cut(poly((120, 250), (296, 206), (310, 258), (310, 312), (120, 312)), "#f2c55f", 3)
    sheet.cut(poly((120, 250), (296, 206), (310, 258)), "#f7dc92")
    for x, y, r in ((168, 286, 11), (220, 274, 15), (268, 292, 9), (284, 264, 6)):
        sheet.cut(oval(x, y, r), "#d9a43a")


def chocolate(sheet: Sheet) -> None:
    """A bar half out of its paper."""
    with sheet.stack(3, turn=10, about=(200, 300)):
        sheet.cut(rect(132, 120, 136, 180, 6), "#57382a")
        for row in range(3):
            for column in range(3):
                sheet.cut(
                    rect(140 + column * 42, 128 + row * 46, 36, 38, 4),
                    "#6f4a37",
                    1 if not row else 0,
                )
        sheet.cut(
            poly(
                (124, 248),
                (142, 238),
                (164, 252),
                (188, 236),
                (212, 252),
                (236, 238),
                (276, 250),
                (276, 426),
                (124, 426),
            ),
            sheet.main,
            2,
        )
        sheet.cut(rect(124, 300, 152, 78), sheet.cream)
        sheet.cut(star(200, 339, 26, 12, 8), sheet.second)


def pasta(sheet: Sheet) -> None:
    """A windowed bag of pasta."""
    sheet.fold((78, 150), (70, 186), (92, 220), (92, 404), (82, 420), fill=sheet.main, lift=3)
    sheet.line(bend((130, 186), (200, 190), (270, 186)), sheet.cream, 7, 1)
    sheet.cut(
        soft((146, 300), (170, 252), (230, 252), (254, 300), (230, 356), (170, 356)), GLASS, 1
    )
    for x, y, turn in (
        (176, 290, 20),
        (204, 272, -30),
        (222, 308, 50),
        (188, 328, -10),
        (208, 300, 80),
    ):
        with sheet.stack(turn=turn, about=(x, y)):
            sheet.cut(rect(x - 19, y - 7, 38, 14, 6), "#efc56b", 1)
    sheet.cut(rect(162, 380, 76, 6, 3), sheet.cream)


def salt(sheet: Sheet) -> None:
    """A salt box with a cork."""
    sheet.fold((40, 226), (44, 254), fill=WOOD, lift=1)
    sheet.fold((58, 248), (86, 278), (86, 408), (78, 420), fill=sheet.cream, lift=3)
    sheet.cut(
        soft(
            (118, 352),
            (150, 340),
            (200, 354),
            (250, 340),
            (282, 352),
            (281, 384),
            (278, 408),
            (200, 409),
            (122, 408),
            (119, 384),
        ),
        sheet.main,
        1,
    )
    sheet.cut(
        soft(
            (119, 376),
            (150, 365),
            (200, 379),
            (250, 365),
            (281, 376),
            (280, 396),
            (277, 410),
            (200, 411),
            (123, 410),
            (120, 396),
        ),
        sheet.deep,
        1,
    )
    sheet.cut(oval(236, 308, 19), AMBER, 1)
    sheet.cut(poly((140, 348), (168, 294), (172, 348)), sheet.ink)


def sardines(sheet: Sheet) -> None:
    """An opened tin of sardines."""
    sheet.cut(rect(78, 200, 244, 160, 44), METAL, 3)
    sheet.cut(rect(90, 212, 220, 136, 36), darker(METAL, 0.22))
    for step, y in enumerate((236, 280, 324)):
        colour = (sheet.main, paler(INK, 0.35), sheet.second)[step]
        sheet.cut(
            soft((108, y), (160, y - 19), (250, y - 11), (282, y), (250, y + 11), (160, y + 19)),
            colour,
            1,
        )
        sheet.cut(poly((274, y), (300, y - 15), (300, y + 15)), colour)
        sheet.cut(oval(130, y - 3, 4), sheet.cream)
    sheet.cut(rect(78, 340, 244, 62, 22), sheet.main, 2)
    sheet.line(bend((110, 372), (290, 372)), sheet.cream, 4)


KINDS = {
    "tea_tin": Kind(tea_tin, "kitchen", (200, 310)),
    "coffee_bag": Kind(coffee_bag, "kitchen", (200, 290)),
    "honey": Kind(honey, "kitchen", (220, 300)),
    "jam": Kind(jam, "kitchen", (200, 270)),
    "oil": Kind(oil, "kitchen", (200, 310)),
    "bread": Kind(bread, "kitchen", (200, 310)),
    "cheese": Kind(cheese, "kitchen", (220, 300)),
    "chocolate": Kind(chocolate, "kitchen", (200, 260), stance="flat"),
    "pasta": Kind(pasta, "kitchen", (200, 300)),
    "salt": Kind(salt, "kitchen", (200, 320)),
    "sardines": Kind(sardines, "kitchen", (190, 290), stance="flat"),
}
