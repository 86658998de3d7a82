"""Electronics."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.forms import bend, oval, poly, rect, ring, soft
from tradewind.flows.furnish.pictures.kinds.kind import Kind
from tradewind.flows.furnish.pictures.palette import BRASS, METAL, NIGHT, STEEL, darker, paler
from tradewind.flows.furnish.pictures.sheet import Sheet


def _landscape(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    """A wallpaper: sky, sun and two hills inside a screen."""
    sheet.cut(rect(x, y, w, h, 6), sheet.pale)
    sheet.cut(oval(x + w * 0.68, y + h * 0.34, min(w, h) * 0.16), sheet.third)
    sheet.cut(
        f"M{x} {y + h * 0.62}q{w * 0.3} {-h * 0.24} {w * 0.62} 0"
        f"t{w * 0.38} {-h * 0.06}v{h * 0.44}h{-w}z",
        sheet.second,
    )
    sheet.cut(
        f"M{x} {y + h * 0.84}q{w * 0.4} {-h * 0.2} {w} {-h * 0.06}v{h * 0.22}h{-w}z", sheet.deep
    )


def phone(sheet: Sheet) -> None:
    """A phone, back and front."""
    with sheet.stack(2, turn=-9, about=(160, 300)):
        sheet.cut(rect(92, 134, 136, 280, 26), sheet.main)
        sheet.cut(rect(108, 150, 50, 84, 18), sheet.deep)
        for y in (172, 208):
            sheet.cut(oval(133, y, 14), NIGHT)
            sheet.cut(oval(133, y, 6), STEEL)
    with sheet.stack(3, turn=6, about=(250, 300)):
        sheet.cut(rect(184, 126, 144, 294, 28), NIGHT)
        _landscape(sheet, 194, 138, 124, 270)
        sheet.cut(rect(236, 146, 40, 9, 4), NIGHT)


def laptop(sheet: Sheet) -> None:
    """An open laptop."""
    sheet.cut(rect(78, 186, 244, 178, 14), NIGHT, 2)
    _landscape(sheet, 90, 198, 220, 152)
    sheet.cut(poly((78, 364), (322, 364), (366, 408), (34, 408)), sheet.main, 2)
    sheet.cut(poly((98, 372), (302, 372), (318, 388), (82, 388)), sheet.deep)
    sheet.cut(rect(168, 392, 64, 11, 4), sheet.pale)
    sheet.cut(rect(34, 406, 332, 14, 7), darker(sheet.main, 0.3), 1)


def tablet(sheet: Sheet) -> None:
    """A tablet with its pen."""
    with sheet.stack(3, turn=-5, about=(190, 300)):
        sheet.cut(rect(84, 138, 214, 282, 20), NIGHT)
        _landscape(sheet, 98, 152, 186, 254)
    with sheet.stack(2, turn=12, about=(320, 300)):
        sheet.cut(rect(312, 170, 15, 200, 7), sheet.cream)
        sheet.cut(poly((312, 366), (327, 366), (319.5, 392)), sheet.main)


def headphones(sheet: Sheet) -> None:
    """Over-ear headphones."""
    sheet.line(
        bend((104, 320), (100, 210), (142, 144), (200, 126), (258, 144), (300, 210), (296, 320)),
        sheet.deep,
        24,
        2,
    )
    sheet.line(bend((132, 160), (164, 138), (200, 131), (236, 138), (268, 160)), sheet.second, 15)
    for side in (-1, 1):
        x = 200 + side * 100
        sheet.cut(rect(x - 26 - side * 14, 286, 52, 122, 26), NIGHT, 1)
        sheet.cut(rect(x - 24 + side * 16, 278, 48, 138, 24), sheet.main, 2)
        sheet.cut(rect(x - 4 + side * 24, 312, 9, 70, 4), sheet.pale)


def earbuds(sheet: Sheet) -> None:
    """Earbuds above their open case."""
    for side in (-1, 1):
        x = 200 + side * 54
        with sheet.stack(2, turn=side * -16, about=(x, 200)):
            sheet.cut(rect(x + side * 8 - 9, 156, 18, 112, 9), sheet.cream)
            sheet.cut(
                soft(
                    (x - side * 34, 158),
                    (x - side * 6, 142),
                    (x + side * 22, 158),
                    (x + side * 18, 190),
                    (x - side * 8, 198),
                ),
                sheet.cream,
            )
            sheet.cut(rect(x - side * 34 - 10, 156, 18, 30, 8), STEEL)
            sheet.cut(rect(x + side * 8 - 3, 236, 6, 18, 3), sheet.second)
    sheet.cut(rect(96, 258, 208, 70, 34), sheet.deep, 1)
    sheet.cut(rect(92, 310, 216, 110, 44), sheet.main, 3)
    sheet.cut(rect(92, 316, 216, 8, 4), darker(sheet.main, 0.35))
    sheet.cut(oval(200, 362, 6), sheet.second)


def camera(sheet: Sheet) -> None:
    """A camera with a big lens."""
    sheet.cut(rect(150, 196, 100, 62, 16), sheet.deep, 1)
    sheet.cut(rect(84, 212, 46, 26, 8), METAL, 1)
    sheet.cut(rect(62, 230, 276, 184, 26), sheet.main, 3)
    sheet.cut(rect(62, 268, 276, 102), NIGHT, 0, 0.88)
    sheet.cut(oval(200, 322, 84), METAL, 2)
    sheet.cut(oval(200, 322, 72), NIGHT, 1)
    sheet.cut(oval(200, 322, 52), "#3e5a6b", 1)
    sheet.cut(oval(200, 322, 30), "#23323d")
    sheet.cut(oval(180, 302, 12), "#d7e6ea", fade=0.85)
    sheet.cut(oval(304, 250, 9), sheet.second, 1)
    sheet.cut(rect(84, 242, 42, 16, 5), sheet.cream, 1)


def speaker(sheet: Sheet) -> None:
    """A wireless speaker with a handle."""
    sheet.line(bend((150, 200), (156, 146), (244, 146), (250, 200)), sheet.ink, 12, 1)
    sheet.cut(rect(96, 190, 208, 230, 40), sheet.main, 3)
    sheet.cut(rect(112, 206, 176, 198, 28), sheet.deep, 1)
    sheet.cut(oval(200, 336, 58), NIGHT, 1)
    sheet.cut(oval(200, 336, 40), STEEL)
    sheet.cut(oval(200, 336, 20), sheet.second, 1)
    sheet.cut(oval(200, 244, 26), NIGHT, 1)
    sheet.cut(oval(200, 244, 11), sheet.third, 1)


def keyboard(sheet: Sheet) -> None:
    """A compact mechanical keyboard."""
    with sheet.stack(3, turn=-14, about=(200, 300)):
        sheet.cut(rect(44, 218, 312, 152, 18), sheet.main)
        sheet.cut(rect(44, 340, 312, 30, 14), sheet.deep)
        for row in range(4):
            for column in range(10):
                special = (row, column) in ((0, 0), (2, 9), (1, 9))
                colour = sheet.second if special else sheet.cream
                if row == 3 and 2 < column < 7:
                    continue
                sheet.cut(rect(56 + column * 29, 230 + row * 28, 25, 23, 5), colour)
        sheet.cut(rect(143, 314, 112, 23, 5), sheet.third)


def monitor(sheet: Sheet) -> None:
    """A desk monitor."""
    sheet.fold((22, 350), (28, 400), (70, 410), (72, 420), fill=METAL, lift=1)
    sheet.cut(rect(52, 166, 296, 196, 16), NIGHT, 3)
    _landscape(sheet, 64, 178, 272, 172)


def mouse(sheet: Sheet) -> None:
    """A mouse from above."""
    sheet.line(bend((200, 206), (196, 150), (240, 120), (230, 60)), sheet.ink, 5)
    sheet.cut(
        soft(
            (200, 190),
            (268, 214),
            (286, 310),
            (262, 396),
            (200, 420),
            (138, 396),
            (114, 310),
            (132, 214),
        ),
        sheet.main,
        3,
    )
    sheet.line(bend((124, 282), (200, 298), (276, 282)), sheet.deep, 4)
    sheet.line(bend((200, 192), (200, 294)), sheet.deep, 4)
    sheet.cut(rect(189, 220, 22, 48, 11), sheet.second, 1)


def charger(sheet: Sheet) -> None:
    """A charger with a braided cable."""
    sheet.line(
        bend((206, 300), (280, 320), (330, 380), (270, 420), (180, 400), (110, 430)),
        sheet.second,
        11,
        1,
    )
    sheet.cut(rect(176, 122, 13, 44, 4) + rect(214, 122, 13, 44, 4), METAL, 1)
    sheet.cut(rect(128, 158, 146, 150, 30), sheet.main, 3)
    sheet.cut(rect(201, 158, 73, 150, 28), sheet.deep)
    sheet.cut(
        poly((208, 194), (178, 240), (199, 240), (190, 276), (224, 226), (203, 226)), sheet.cream
    )
    sheet.cut(rect(86, 414, 44, 26, 7), NIGHT, 1)


def battery(sheet: Sheet) -> None:
    """A power bank."""
    with sheet.stack(3, turn=10, about=(200, 300)):
        sheet.cut(rect(128, 150, 144, 264, 28), sheet.main)
        sheet.cut(rect(200, 150, 72, 264, 28), sheet.deep)
        sheet.cut(rect(150, 172, 100, 46, 14), NIGHT)
        for step in range(4):
            sheet.cut(rect(162 + step * 20, 186, 13, 18, 4), sheet.third if step < 3 else STEEL)
        sheet.cut(oval(200, 336, 26), sheet.pale, 1)


def smartwatch(sheet: Sheet) -> None:
    """A smart watch with rings on its face."""
    sheet.fold((46, 84), (56, 190), fill=sheet.main, lift=2)
    sheet.fold((56, 372), (46, 478), fill=sheet.main, lift=2)
    sheet.cut(rect(288, 250, 16, 44, 7), METAL, 1)
    sheet.cut(rect(112, 184, 176, 196, 48), NIGHT, 3)
    for reach, colour in ((62, sheet.second), (44, sheet.third), (26, sheet.cream)):
        sheet.cut(ring(200, 282, reach, reach - 11), colour)


def lens(sheet: Sheet) -> None:
    """A camera lens, standing."""
    sheet.fold((84, 186), (84, 246), fill=NIGHT, lift=2)
    sheet.fold((74, 244), (74, 388), (66, 420), fill=sheet.main, lift=2)
    for y in range(296, 352, 11):
        sheet.cut(rect(126, y, 148, 5, 2), sheet.deep)
    sheet.cut(rect(126, 264, 148, 8), sheet.second)
    sheet.cut(oval(200, 188, 84, 24), STEEL, 1)
    sheet.cut(oval(200, 189, 68, 17), "#3e5a6b")
    sheet.cut(oval(178, 184, 20, 5), paler("#3e5a6b", 0.7))
    sheet.cut(rect(112, 228, 176, 6), BRASS)


KINDS = {
    "phone": Kind(phone, "desk", (210, 230)),
    "laptop": Kind(laptop, "desk", (200, 290)),
    "tablet": Kind(tablet, "desk", (220, 280)),
    "headphones": Kind(headphones, "desk", (250, 300)),
    "earbuds": Kind(earbuds, "desk", (200, 280)),
    "camera": Kind(camera, "desk", (200, 310)),
    "speaker": Kind(speaker, "desk", (200, 300)),
    "keyboard": Kind(keyboard, "desk", (220, 290), stance="flat"),
    "monitor": Kind(monitor, "desk", (200, 270)),
    "mouse": Kind(mouse, "desk", (200, 270), stance="flat"),
    "charger": Kind(charger, "desk", (200, 240), stance="flat"),
    "battery": Kind(battery, "desk", (200, 240), stance="flat"),
    "smartwatch": Kind(smartwatch, "desk", (200, 280), stance="flat"),
    "lens": Kind(lens, "desk", (200, 250)),
}
