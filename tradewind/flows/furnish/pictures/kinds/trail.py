"""Gear for outdoors."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.forms import bend, oval, poly, rect, ring, soft
from tradewind.flows.furnish.pictures.kinds.kind import Kind
from tradewind.flows.furnish.pictures.palette import BARK, BRASS, METAL, NIGHT, STEEL, WOOD, darker
from tradewind.flows.furnish.pictures.sheet import Sheet


def tent(sheet: Sheet) -> None:
    """A two-person tent, door open."""
    for x in (40, 360):
        sheet.line(bend((200, 190), (x, 416)), sheet.ink, 3)
    sheet.cut(poly((200, 176), (356, 416), (44, 416)), sheet.main, 3)
    sheet.cut(poly((200, 176), (356, 416), (200, 416)), sheet.deep)
    sheet.cut(poly((200, 226), (264, 416), (136, 416)), darker(sheet.main, 0.55), 0)
    sheet.cut(poly((200, 226), (136, 416), (118, 416), (160, 330)), sheet.second, 1)
    sheet.cut(poly((200, 226), (264, 416), (284, 416), (240, 330)), sheet.second, 1)
    sheet.line(bend((200, 150), (200, 180)), WOOD, 7, 1)
    sheet.cut(poly((203, 146), (240, 158), (203, 170)), sheet.third, 1)


def bicycle(sheet: Sheet) -> None:
    """A city bicycle with a basket."""
    for x in (106, 294):
        sheet.cut(ring(x, 348, 72, 62), NIGHT, 2)
        for turn in range(0, 180, 45):
            with sheet.stack(turn=turn, about=(x, 348)):
                sheet.line(f"M{x - 62} 348h124", STEEL, 1.6)
        sheet.cut(oval(x, 348, 8), METAL)
    with sheet.stack(2):
        sheet.line(
            "M106 348L164 238L264 238L196 348zM164 238L196 348M294 348L258 200", sheet.main, 10
        )
    sheet.line("M258 200q8 -18 36 -14", NIGHT, 9, 1)
    sheet.line("M164 238L156 206", METAL, 7)
    sheet.cut(soft((126, 204), (154, 194), (190, 200), (180, 210), (140, 212)), BARK, 1)
    sheet.cut(poly((276, 206), (346, 206), (334, 262), (288, 262)), WOOD, 2)
    for y in (220, 238):
        sheet.line(f"M282 {y}H340", darker(WOOD, 0.25), 4)
    sheet.cut(oval(196, 348, 19), sheet.second, 1)
    sheet.line("M196 348l22 26h16", NIGHT, 6)


def mat(sheet: Sheet) -> None:
    """A rolled mat with a strap."""
    sheet.cut(poly((150, 360), (336, 360), (372, 420), (120, 420)), sheet.pale, 1)
    with sheet.stack(3):
        sheet.cut(rect(84, 198, 224, 176, 60), sheet.main)
        sheet.cut(rect(84, 290, 224, 84, 42), sheet.deep)
    sheet.cut(oval(126, 288, 62, 88), sheet.pale, 1)
    for reach in (1, 0.68, 0.36):
        sheet.line(oval(126, 288, 54 * reach, 78 * reach), sheet.main, 8)
    sheet.cut(rect(228, 198, 26, 176, 8), sheet.second, 1)
    sheet.cut(rect(222, 268, 38, 24, 6), BRASS, 1)


def sleeping_bag(sheet: Sheet) -> None:
    """A mummy sleeping bag."""
    sheet.fold(
        (64, 110), (98, 160), (92, 250), (62, 400), (40, 422), fill=sheet.main, lift=3, round_=True
    )
    sheet.cut(
        soft((146, 160), (156, 118), (200, 102), (244, 118), (254, 160), (200, 188)),
        sheet.second,
        1,
    )
    sheet.cut(
        soft((164, 156), (172, 134), (200, 126), (228, 134), (236, 156), (200, 170)), sheet.cream, 1
    )
    for y, half in ((220, 92), (268, 84), (316, 74), (364, 62)):
        sheet.line(bend((204 - half, y), (200, y + 13), (196 + half, y)), sheet.deep, 4)
    sheet.line(bend((200, 192), (200, 416)), BRASS, 4)


def lantern(sheet: Sheet) -> None:
    """A camp lantern."""
    sheet.line(bend((140, 226), (148, 130), (200, 108), (252, 130), (260, 226)), STEEL, 8, 1)
    sheet.cut(oval(200, 296, 120), "#ffe3a1", fade=0.35)
    sheet.fold((30, 182), (70, 212), (74, 232), fill=sheet.main, lift=2)
    sheet.fold((62, 230), (70, 290), (62, 358), fill="#ffe9b8", lift=1, round_=True)
    sheet.cut(soft((200, 254), (220, 296), (200, 336), (180, 296)), "#f0a63c")
    for x in (146, 254):
        sheet.cut(rect(x - 4, 228, 8, 134, 4), STEEL, 1)
    sheet.fold((74, 354), (84, 372), (88, 412), (80, 420), fill=sheet.main, lift=2)
    sheet.cut(oval(200, 392, 11), BRASS, 1)


def flask(sheet: Sheet) -> None:
    """An insulated bottle."""
    sheet.line(bend((176, 142), (180, 108), (220, 108), (224, 142)), sheet.ink, 10, 1)
    sheet.fold((34, 138), (38, 146), (38, 186), fill=sheet.ink, lift=1)
    sheet.fold((36, 184), (58, 214), (62, 240), (62, 408), (54, 420), fill=sheet.main, lift=3)
    sheet.cut(poly((150, 372), (184, 300), (206, 340), (220, 318), (250, 372)), sheet.cream)
    sheet.cut(rect(138, 372, 124, 9), sheet.second)


def compass(sheet: Sheet) -> None:
    """A pocket compass."""
    sheet.cut(ring(200, 134, 24, 14), BRASS, 1)
    sheet.cut(rect(188, 150, 24, 26, 6), BRASS)
    sheet.cut(oval(200, 290, 126), BRASS, 3)
    sheet.cut(oval(200, 290, 104), sheet.cream, 1)
    for turn in range(0, 360, 45):
        with sheet.stack(turn=turn, about=(200, 290)):
            sheet.cut(rect(197, 194, 6, 20 if turn % 90 == 0 else 10, 3), sheet.ink)
    with sheet.stack(2, turn=32, about=(200, 290)):
        sheet.cut(poly((200, 206), (222, 290), (178, 290)), sheet.main)
        sheet.cut(poly((200, 374), (222, 290), (178, 290)), sheet.second)
    sheet.cut(oval(200, 290, 10), BRASS, 1)


def rope(sheet: Sheet) -> None:
    """A coil of rope with a carabiner."""
    for reach in (100, 82, 64):
        sheet.line(
            oval(196, 290, reach, reach * 1.18), sheet.main if reach != 82 else sheet.deep, 16, 1
        )
    sheet.cut(rect(172, 156, 48, 96, 14), sheet.second, 2)
    for y in (176, 196, 216):
        sheet.line(f"M176 {y}h40", darker(sheet.second, 0.22), 4)
    sheet.line(rect(252, 330, 62, 100, 28), METAL, 12, 2)
    sheet.line("M314 356v46", sheet.third, 12)


def hammock(sheet: Sheet) -> None:
    """A hammock between two ropes."""
    for x, side in ((30, 1), (370, -1)):
        for y in (226, 244, 262):
            sheet.line(f"M{x} 170L{x + side * 54} {y}", BARK, 3)
        sheet.cut(rect(x - 17, 90, 34, 332, 10), WOOD, 2)
    sheet.cut(
        soft(
            (82, 218),
            (140, 300),
            (200, 322),
            (260, 300),
            (318, 218),
            (318, 270),
            (262, 362),
            (200, 384),
            (138, 362),
            (82, 270),
        ),
        sheet.main,
        3,
    )
    sheet.line(bend((84, 244), (140, 330), (200, 352), (260, 330), (316, 244)), sheet.second, 12)
    sheet.line(bend((90, 270), (140, 350), (200, 372), (260, 350), (310, 270)), sheet.cream, 6)


def paddle(sheet: Sheet) -> None:
    """Two canoe paddles crossed."""
    for turn, colour in ((-24, sheet.second), (24, sheet.main)):
        with sheet.stack(3, turn=turn, about=(200, 270)):
            sheet.cut(rect(193, 96, 14, 250, 7), WOOD)
            sheet.cut(rect(178, 84, 44, 22, 10), darker(WOOD, 0.12))
            sheet.cut(
                soft(
                    (186, 306),
                    (214, 306),
                    (240, 370),
                    (230, 440),
                    (200, 456),
                    (170, 440),
                    (160, 370),
                ),
                WOOD,
            )
            sheet.cut(soft((163, 384), (237, 384), (230, 440), (200, 456), (170, 440)), colour)
            sheet.cut(rect(164, 368, 72, 8), sheet.cream)


def stove(sheet: Sheet) -> None:
    """A kettle on a camp stove."""
    sheet.line(bend((130, 232), (144, 160), (200, 142), (256, 160), (270, 232)), STEEL, 9, 1)
    sheet.cut(poly((272, 276), (334, 222), (348, 236), (280, 322)), sheet.deep, 1)
    sheet.fold((56, 222), (94, 250), (100, 300), (84, 336), fill=sheet.main, lift=3, round_=True)
    sheet.cut(oval(200, 216, 14), sheet.second, 1)
    for x in (170, 190, 210, 230):
        sheet.cut(soft((x, 336), (x + 8, 356), (x, 368), (x - 8, 356)), "#f0a63c")
    sheet.cut(rect(112, 334, 176, 8, 4), NIGHT, 1)
    sheet.cut(rect(148, 364, 104, 18, 6), STEEL, 1)
    sheet.fold((40, 380), (52, 394), (52, 412), (44, 420), fill=sheet.third, lift=2)


KINDS = {
    "tent": Kind(tent, "outdoors", (200, 320)),
    "bicycle": Kind(bicycle, "outdoors", (220, 290)),
    "mat": Kind(mat, "outdoors", (200, 300)),
    "sleeping_bag": Kind(sleeping_bag, "outdoors", (200, 220), stance="flat"),
    "lantern": Kind(lantern, "outdoors", (200, 280)),
    "flask": Kind(flask, "outdoors", (200, 300)),
    "compass": Kind(compass, "outdoors", (220, 270), stance="flat"),
    "rope": Kind(rope, "outdoors", (210, 280), stance="flat"),
    "hammock": Kind(hammock, "outdoors", (200, 310)),
    "paddle": Kind(paddle, "outdoors", (200, 330), stance="flat"),
    "stove": Kind(stove, "outdoors", (200, 290)),
}
