"""A product's gallery: the front, a close look, and the thing in use."""

from __future__ import annotations

from zlib import crc32

from tradewind.flows.furnish.pictures.forms import oval, rect
from tradewind.flows.furnish.pictures.kinds import KINDS, Kind
from tradewind.flows.furnish.pictures.motifs import MOTIFS, quiet
from tradewind.flows.furnish.pictures.palette import Palette, darker, mix, paler
from tradewind.flows.furnish.pictures.settings import SETTINGS
from tradewind.flows.furnish.pictures.sheet import Sheet
from tradewind.kernel.errors import TradewindError

SCENES = 3
"""0 front, 1 detail, 2 in use."""

_DROWNS = 0.09


class UnknownKind(TradewindError):
    """Nobody has drawn a thing of that kind."""

    code = "unknown_picture_kind"


def draw(
    *, kind: str, palette: Palette, seed: int, variant_colour: str | None = None, scene: int = 0
) -> str:
    """One 4:5 picture (400 × 500 units) as an SVG document under 12 kB.

    The same arguments give the same bytes. `variant_colour` (`#rrggbb`) is the colour of the thing
    itself; without it a hue of the palette is chosen by `seed`. `scene` is 0…`SCENES` - 1.
    Raises `UnknownKind`.
    """
    if kind not in KINDS:
        raise UnknownKind(kind=kind)
    thing = KINDS[kind]
    main = variant_colour or palette.hues[(crc32(kind.encode()) + seed) % 3]
    sheet = Sheet(palette, seed=seed, main=main)
    (_front, _detail, _in_use)[scene](sheet, thing)
    return sheet.svg()


def _wall(sheet: Sheet, wanted: str) -> str:
    """`wanted`, coloured until the thing no longer drowns in it or in its paler tone."""
    tint = sheet.palette.hues[1]
    shades = (wanted, *(mix(wanted, tint, share) for share in (0.3, 0.42, 0.54, 0.66)))
    clear = (wall for wall in shades if sheet.stands_out(wall) > _DROWNS)
    return next(clear, shades[-1])


def _fill(sheet: Sheet, colour: str) -> None:
    sheet.cut(rect(0, 0, sheet.width, sheet.height), colour)


def _front(sheet: Sheet, thing: Kind) -> None:
    wall = _wall(sheet, sheet.palette.backdrop)
    _fill(sheet, wall)
    MOTIFS[sheet.palette.motif](sheet, wall)
    if thing.stance == "stands":
        ground = sheet.palette.ground
        sheet.cut(rect(-10, 398, 420, 120), ground, 2)
        sheet.cut(rect(-10, 398, 420, 6), paler(ground, 0.4))
        sheet.cut(oval(200, 432, 118, 9), darker(ground, 0.3), fade=0.35)
    with sheet.stack(
        move=(0, 12) if thing.stance == "stands" else (0, -22), scale=0.94, about=(200, 420)
    ):
        thing.draw(sheet)


def _detail(sheet: Sheet, thing: Kind) -> None:
    wall = _wall(sheet, mix(sheet.palette.backdrop, sheet.second, 0.3))
    _fill(sheet, wall)
    quiet(sheet, wall)
    x, y = thing.focus
    with (
        sheet.stack(move=(200 - x, 255 - y)),
        sheet.stack(scale=1.62, turn=sheet.sway(0, 7), about=(x, y)),
    ):
        thing.draw(sheet)


def _in_use(sheet: Sheet, thing: Kind) -> None:
    wall = _wall(sheet, mix(sheet.palette.backdrop, sheet.palette.ground, 0.35))
    _fill(sheet, wall)
    SETTINGS[thing.setting](sheet, wall)
    move = (0.0, 18.0)
    match thing.stance:
        case "stands":
            sheet.cut(oval(200, 440, 98, 9), "#3a2412", fade=0.16)
        case "rail":
            move = (0.0, -100.0)
        case "ceiling":
            move = (0.0, -144.0)
        case "flat":
            move = (0.0, -2.0)
            if thing.setting != "outdoors":
                sheet.cut(rect(82, 176, 236, 254, 16), paler(wall, 0.62), 3)
    scale = 0.72 if thing.stance == "stands" else 0.66
    with sheet.stack(move=move, scale=scale, about=(200, 420)):
        thing.draw(sheet)
