"""The wall behind a thing: one shape per seller, so that a shelf looks like a collection."""

from __future__ import annotations

from collections.abc import Callable

from tradewind.flows.furnish.pictures.forms import arch, oval, poly, rect, ring, soft
from tradewind.flows.furnish.pictures.palette import darker, paler
from tradewind.flows.furnish.pictures.sheet import Sheet


def _sun(sheet: Sheet, wall: str) -> None:
    sheet.cut(oval(sheet.sway(200, 30), 236, 158), paler(wall, 0.45), 2)


def _arch(sheet: Sheet, wall: str) -> None:
    x = sheet.sway(200, 16)
    sheet.cut(arch(x - 152, 62, 304, 380), darker(wall, 0.06), 2)
    sheet.cut(arch(x - 126, 92, 252, 350), paler(wall, 0.5), 1)


def _peaks(sheet: Sheet, wall: str) -> None:
    x = sheet.sway(0, 26)
    sheet.cut(oval(104 + x, 100, 38), paler(wall, 0.7), 1)
    sheet.cut(
        poly((-60 + x, 420), (110 + x, 150), (190 + x, 262), (286 + x, 128), (470 + x, 420)),
        darker(wall, 0.08),
        2,
    )
    sheet.cut(
        poly(
            (286 + x, 128),
            (318 + x, 179),
            (297 + x, 192),
            (282 + x, 178),
            (264 + x, 190),
            (250 + x, 178),
        ),
        paler(wall, 0.8),
    )
    sheet.cut(
        soft((-90, 440), (-40, 330), (90, 320), (210, 372), (330, 318), (460, 350), (480, 460)),
        darker(wall, 0.16),
        2,
    )


def _shelf(sheet: Sheet, wall: str) -> None:
    y = sheet.sway(230, 18)
    sheet.cut(rect(36, 40, 150, 402), darker(wall, 0.05), 1)
    sheet.cut(oval(228, y, 136), paler(wall, 0.55), 2)


def _clouds(sheet: Sheet, wall: str) -> None:
    x = sheet.sway(0, 24)
    sheet.cut(oval(200 + x, 430, 236), paler(wall, 0.25), 1)
    sheet.cut(oval(200 + x, 430, 196), paler(wall, 0.5), 1)
    sheet.cut(oval(200 + x, 430, 156), paler(wall, 0.75), 1)
    for cx, cy, size in ((70 - x, 110, 1.0), (330 - x, 80, 0.8)):
        with sheet.stack(2):
            sheet.cut(rect(cx - 50 * size, cy, 100 * size, 32 * size, 16 * size), paler(wall, 0.8))
            sheet.cut(oval(cx - 12 * size, cy + 4, 25 * size), paler(wall, 0.8))


def _tiles(sheet: Sheet, wall: str) -> None:
    for row in range(5):
        for column in range(5):
            if (row + column) % 2 == 0:
                sheet.cut(
                    rect(4 + column * 80, 8 + row * 84, 72, 76, 5), paler(wall, 0.35), fade=0.9
                )
    sheet.cut(oval(sheet.sway(200, 12), 262, 152), paler(wall, 0.6), 2)


def _rings(sheet: Sheet, wall: str) -> None:
    x = sheet.sway(200, 20)
    for reach, share in ((214, 0.18), (164, 0.36), (114, 0.56)):
        sheet.cut(oval(x, 258, reach), paler(wall, share), 1)


def quiet(sheet: Sheet, wall: str) -> None:
    """The wall of a close-up: one big slanted sheet."""
    tilt = sheet.sway(0, 40)
    sheet.cut(poly((0, 170 + tilt), (400, 90 - tilt), (400, 500), (0, 500)), paler(wall, 0.3), 2)
    sheet.cut(ring(350, 60, 120, 84), paler(wall, 0.22))


MOTIFS: dict[str, Callable[[Sheet, str], None]] = {
    "sun": _sun,
    "arch": _arch,
    "peaks": _peaks,
    "shelf": _shelf,
    "clouds": _clouds,
    "tiles": _tiles,
    "rings": _rings,
}
