"""Clothes and shoes."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.forms import bend, oval, poly, rect, soft, turned
from tradewind.flows.furnish.pictures.kinds.kind import Kind
from tradewind.flows.furnish.pictures.palette import BARK, BRASS, CLAY, METAL, WOOD, darker
from tradewind.flows.furnish.pictures.sheet import Sheet


def _hanger(sheet: Sheet, y: float) -> None:
    sheet.line(
        bend((200, y + 30), (200, y + 4), (214, y - 6), (204, y - 20), (188, y - 12)), METAL, 5
    )
    sheet.line(f"M140 {y + 56}L200 {y + 24}L260 {y + 56}", WOOD, 10, 1)


def dress(sheet: Sheet) -> None:
    """A summer dress on its hanger."""
    _hanger(sheet, 96)
    sheet.fold(
        (50, 138), (58, 172), (64, 210), (46, 260), (74, 330), (108, 432), fill=sheet.main, lift=3
    )
    sheet.cut(poly((172, 134), (228, 134), (200, 178)), sheet.palette.backdrop)
    sheet.cut(rect(152, 252, 96, 16, 6), sheet.second, 1)
    for x, lean in ((172, -20), (200, 0), (228, 20)):
        sheet.line(bend((x, 274), (x + lean * 0.6, 350), (x + lean * 1.5, 424)), sheet.deep, 3)


def coat(sheet: Sheet) -> None:
    """A rain coat with a hood and toggles."""
    _hanger(sheet, 84)
    for side in (-1, 1):
        with sheet.stack(2, turn=side * 11, about=(200 + side * 70, 190)):
            sheet.cut(rect(200 + side * 96 - 25, 184, 50, 196, 22), sheet.deep)
    sheet.cut(soft((142, 190), (146, 122), (200, 94), (254, 122), (258, 190)), sheet.deep, 1)
    sheet.cut(
        soft((164, 184), (168, 138), (200, 118), (232, 138), (236, 184)), darker(sheet.main, 0.45)
    )
    sheet.fold((44, 170), (94, 196), (92, 300), (104, 424), fill=sheet.main, lift=3)
    sheet.line(bend((200, 176), (200, 422)), darker(sheet.main, 0.3), 3)
    for y in (216, 262, 308):
        sheet.cut(rect(184, y, 32, 8, 4), BRASS, 1)
    for x in (122, 224):
        sheet.cut(rect(x, 344, 54, 46, 6), sheet.deep, 1)
        sheet.cut(rect(x, 344, 54, 12, 4), sheet.pale, 1)


def shirt(sheet: Sheet) -> None:
    """A buttoned shirt."""
    _hanger(sheet, 102)
    for side in (-1, 1):
        with sheet.stack(2, turn=side * -22, about=(200 + side * 80, 190)):
            sheet.cut(rect(200 + side * 100 - 29, 176, 58, 132, 10), sheet.deep)
    sheet.fold((56, 152), (104, 182), (96, 240), (98, 410), fill=sheet.main, lift=3)
    sheet.cut(poly((150, 150), (200, 196), (186, 214), (140, 166)), sheet.pale, 1)
    sheet.cut(poly((250, 150), (200, 196), (214, 214), (260, 166)), sheet.pale, 1)
    sheet.line(bend((200, 200), (200, 408)), darker(sheet.main, 0.25), 2)
    for y in (232, 276, 320, 364):
        sheet.cut(oval(200, y, 5), sheet.cream, 1)
    sheet.cut(rect(226, 246, 44, 48, 5), sheet.deep, 1)


def sweater(sheet: Sheet) -> None:
    """A knitted jumper with a yoke."""
    _hanger(sheet, 108)
    for side in (-1, 1):
        with sheet.stack(2, turn=side * -14, about=(200 + side * 80, 200)):
            sheet.cut(rect(200 + side * 104 - 29, 186, 58, 196, 16), sheet.deep)
            sheet.cut(rect(200 + side * 104 - 29, 354, 58, 28, 8), sheet.second)
    sheet.fold((48, 158), (106, 188), (98, 260), (100, 410), fill=sheet.main, lift=3)
    sheet.cut(rect(100, 384, 200, 28, 8), sheet.second, 1)
    sheet.cut(turned((50, 156), (40, 176), (0, 186)), darker(sheet.main, 0.4))
    for row, (y, half, colour) in enumerate(
        ((206, 78, sheet.cream), (232, 88, sheet.second), (258, 88, sheet.cream))
    ):
        count = 7
        for step in range(count):
            x = 200 - half + 2 * half * step / (count - 1)
            size = 10 if row % 2 else 8
            sheet.cut(poly((x, y - size), (x + size, y), (x, y + size), (x - size, y)), colour)


def scarf(sheet: Sheet) -> None:
    """A scarf looped once."""
    for x, turn in ((166, 6), (226, -7)):
        with sheet.stack(2, turn=turn, about=(200, 200)):
            sheet.cut(rect(x - 34, 196, 72, 200, 8), sheet.main if x < 200 else sheet.deep)
            for y in (316, 344, 372):
                sheet.cut(rect(x - 34, y, 72, 13), sheet.second if y != 344 else sheet.cream)
            for step in range(6):
                sheet.line(
                    bend((x - 28 + step * 12, 396), (x - 29 + step * 12.4, 424)), sheet.main, 6
                )
    sheet.cut(
        soft(
            (104, 190),
            (124, 130),
            (200, 110),
            (276, 130),
            (296, 190),
            (270, 240),
            (200, 256),
            (130, 240),
        ),
        sheet.main,
        3,
    )
    sheet.cut(
        soft((142, 182), (160, 152), (200, 144), (240, 152), (258, 182), (200, 208)),
        darker(sheet.main, 0.35),
        1,
    )


def hat(sheet: Sheet) -> None:
    """A knitted hat with a bobble."""
    sheet.cut(oval(200, 176, 42), sheet.cream, 2)
    sheet.fold((24, 196), (84, 222), (112, 292), (116, 360), fill=sheet.main, lift=2, round_=True)
    for x in (-72, -36, 36, 72):
        sheet.line(bend((200 + x * 0.5, 216), (200 + x, 340)), sheet.deep, 4)
    sheet.line(bend((200, 206), (200, 340)), sheet.deep, 4)
    sheet.cut(rect(76, 332, 248, 74, 24), sheet.second, 3)
    for step in range(12):
        sheet.line(bend((96 + step * 19, 346), (96 + step * 19, 392)), darker(sheet.second, 0.2), 4)


def sunhat(sheet: Sheet) -> None:
    """A straw hat with a ribbon."""
    sheet.cut(oval(200, 348, 164, 56), CLAY, 3)
    sheet.cut(oval(200, 340, 130, 38), darker(CLAY, 0.16))
    sheet.fold((44, 216), (82, 240), (94, 300), (98, 346), fill=CLAY, lift=2, round_=True)
    sheet.cut(
        soft((105, 308), (200, 326), (295, 308), (299, 344), (200, 366), (101, 344)), sheet.main, 1
    )
    sheet.cut(poly((280, 326), (330, 356), (318, 386), (274, 350)), sheet.deep, 1)


def mitten(sheet: Sheet) -> None:
    """A pair of mittens."""
    for side, turn in ((-1, -10), (1, 10)):
        with sheet.stack(3, turn=turn, about=(200, 420)):
            x = 200 + side * 66
            sheet.cut(
                soft(
                    (x - 50, 356),
                    (x - 52, 240),
                    (x - 30, 176),
                    (x, 162),
                    (x + 30, 176),
                    (x + 52, 240),
                    (x + 50, 356),
                ),
                sheet.main if side < 0 else sheet.deep,
            )
            sheet.cut(
                soft(
                    (x - side * 44, 336),
                    (x - side * 84, 290),
                    (x - side * 84, 246),
                    (x - side * 62, 246),
                    (x - side * 36, 286),
                ),
                sheet.main if side < 0 else sheet.deep,
            )
            sheet.cut(rect(x - 50, 350, 100, 66, 12), sheet.second)
            sheet.cut(poly((x, 214), (x + 24, 250), (x, 286), (x - 24, 250)), sheet.cream)


def sock(sheet: Sheet) -> None:
    """Two socks, heel to heel."""
    for move, colour in ((-42, sheet.deep), (34, sheet.main)):
        with sheet.stack(3, move=(move, 0), turn=-6):
            sheet.cut(
                soft(
                    (150, 150),
                    (228, 150),
                    (226, 300),
                    (244, 340),
                    (300, 372),
                    (300, 412),
                    (250, 422),
                    (176, 398),
                    (150, 340),
                ),
                colour,
            )
            sheet.cut(rect(146, 140, 86, 46, 10), sheet.second)
            sheet.cut(rect(152, 214, 73, 12) + rect(152, 238, 73, 12), sheet.cream)
            sheet.cut(soft((262, 354), (300, 368), (304, 410), (256, 420)), sheet.second)


def shoe(sheet: Sheet) -> None:
    """A trainer from the side."""
    sheet.cut(
        soft(
            (58, 398),
            (64, 286),
            (104, 262),
            (132, 292),
            (190, 296),
            (258, 344),
            (330, 360),
            (344, 398),
        ),
        sheet.main,
        3,
    )
    sheet.cut(soft((64, 392), (66, 300), (104, 286), (126, 330), (120, 392)), sheet.deep, 1)
    sheet.cut(soft((270, 352), (330, 362), (342, 396), (262, 396)), sheet.second, 1)
    for x, y in ((150, 300), (176, 306), (202, 320), (226, 336)):
        sheet.line(bend((x, y), (x + 26, y - 14)), sheet.cream, 7, 1)
    sheet.cut(soft((130, 372), (176, 342), (232, 372), (176, 384)), sheet.cream)
    sheet.cut(rect(50, 386, 302, 34, 17), sheet.cream, 2)
    sheet.cut(rect(50, 406, 302, 14, 7), darker(sheet.cream, 0.2))


def boot(sheet: Sheet) -> None:
    """A hiking boot."""
    sheet.cut(
        soft(
            (84, 396),
            (92, 196),
            (120, 178),
            (196, 180),
            (212, 280),
            (262, 318),
            (326, 346),
            (338, 396),
        ),
        sheet.main,
        3,
    )
    sheet.cut(rect(88, 170, 116, 34, 16), sheet.cream, 2)
    sheet.cut(soft((270, 330), (326, 350), (338, 396), (256, 396)), sheet.deep, 1)
    sheet.cut(soft((88, 320), (140, 316), (150, 396), (84, 396)), sheet.deep, 1)
    for y in (222, 250, 278):
        sheet.line(f"M168 {y}L218 {y + 16}", sheet.second, 7, 1)
        sheet.cut(oval(166, y, 6), BRASS)
    sheet.line("M190 306L250 330", sheet.second, 7, 1)
    sheet.cut(rect(74, 386, 276, 34, 9), BARK, 2)
    for x in range(86, 340, 32):
        sheet.cut(rect(x, 410, 18, 14, 3), BARK)


KINDS = {
    "dress": Kind(dress, "wardrobe", (200, 230), stance="rail"),
    "coat": Kind(coat, "wardrobe", (200, 250), stance="rail"),
    "shirt": Kind(shirt, "wardrobe", (210, 230), stance="rail"),
    "sweater": Kind(sweater, "wardrobe", (200, 230), stance="rail"),
    "scarf": Kind(scarf, "wardrobe", (200, 220), stance="rail"),
    "hat": Kind(hat, "wardrobe", (210, 320)),
    "sunhat": Kind(sunhat, "wardrobe", (220, 320)),
    "mitten": Kind(mitten, "wardrobe", (180, 270)),
    "sock": Kind(sock, "wardrobe", (220, 250)),
    "shoe": Kind(shoe, "wardrobe", (180, 340)),
    "boot": Kind(boot, "outdoors", (180, 290)),
}
