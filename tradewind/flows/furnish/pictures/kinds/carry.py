"""What is carried and worn on the wrist: bags, watches, jewellery."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.forms import bend, oval, poly, rect, ring, soft
from tradewind.flows.furnish.pictures.kinds.kind import Kind
from tradewind.flows.furnish.pictures.palette import BARK, BRASS, WOOD, darker, paler
from tradewind.flows.furnish.pictures.sheet import Sheet


def bag(sheet: Sheet) -> None:
    """A tote with leather handles."""
    for half, colour in ((64, darker(WOOD, 0.25)), (56, WOOD)):
        sheet.line(
            bend(
                (200 - half, 270),
                (200 - half * 0.8, 160),
                (200, 126),
                (200 + half * 0.8, 160),
                (200 + half, 270),
            ),
            colour,
            11,
            1,
        )
    sheet.fold((110, 246), (118, 404), (108, 420), fill=sheet.main, lift=3)
    sheet.cut(rect(84, 364, 232, 56, 8), sheet.deep, 1)
    sheet.cut(soft((150, 330), (160, 282), (200, 268), (240, 282), (250, 330)), sheet.second, 1)
    sheet.cut(oval(200, 300, 20), sheet.cream)
    for x in (144, 256):
        sheet.cut(rect(x - 9, 254, 18, 30, 4), darker(WOOD, 0.1), 1)


def backpack(sheet: Sheet) -> None:
    """A roll-top rucksack."""
    sheet.line(bend((168, 150), (176, 112), (224, 112), (232, 150)), BARK, 10, 1)
    for x in (88, 312):
        sheet.cut(rect(x - 22, 296, 44, 98, 18), sheet.deep, 2)
    sheet.fold((82, 178), (98, 240), (104, 396), (90, 420), fill=sheet.main, lift=3)
    sheet.cut(rect(104, 146, 192, 54, 24), sheet.deep, 2)
    for x in (150, 250):
        sheet.cut(rect(x - 8, 168, 16, 92, 5), WOOD, 1)
        sheet.cut(rect(x - 12, 236, 24, 18, 4), BRASS, 1)
    sheet.cut(rect(128, 296, 144, 100, 18), sheet.deep, 2)
    sheet.cut(rect(128, 296, 144, 30, 14), sheet.second, 1)


def watch(sheet: Sheet) -> None:
    """A wrist watch."""
    sheet.fold((34, 88), (46, 196), fill=WOOD, lift=2)
    sheet.fold((46, 366), (34, 476), fill=WOOD, lift=2)
    for y in (410, 432, 454):
        sheet.cut(oval(200, y, 4), darker(WOOD, 0.4))
    sheet.cut(rect(282, 268, 20, 26, 5), BRASS, 1)
    sheet.cut(oval(200, 281, 94), BRASS, 3)
    sheet.cut(oval(200, 281, 80), sheet.main, 1)
    for hour in range(12):
        with sheet.stack(turn=hour * 30, about=(200, 281)):
            sheet.cut(rect(197.5, 208, 5, 14 if hour % 3 == 0 else 8, 2), sheet.cream)
    sheet.line(bend((200, 281), (166, 256)), sheet.cream, 7, 1)
    sheet.line(bend((200, 281), (240, 236)), sheet.cream, 5, 1)
    sheet.cut(oval(200, 281, 7), sheet.second)


def jewel(sheet: Sheet) -> None:
    """A ring on a velvet pad."""
    sheet.cut(rect(92, 330, 216, 90, 20), sheet.main, 3)
    sheet.cut(rect(92, 330, 216, 36, 16), sheet.deep, 1)
    sheet.cut(ring(200, 266, 86, 70), BRASS, 2)
    sheet.cut(poly((164, 160), (182, 136), (218, 136), (236, 160), (200, 204)), sheet.second, 2)
    sheet.cut(poly((182, 136), (218, 136), (200, 160)), paler(sheet.second, 0.6))
    sheet.cut(poly((164, 160), (200, 160), (200, 204)), paler(sheet.second, 0.3))
    sheet.cut(rect(112, 344, 176, 12, 6), darker(sheet.main, 0.4))


KINDS = {
    "bag": Kind(bag, "wardrobe", (200, 290)),
    "backpack": Kind(backpack, "outdoors", (210, 250)),
    "watch": Kind(watch, "desk", (210, 280), stance="flat"),
    "ring": Kind(jewel, "wardrobe", (200, 210)),
}
