"""A drawing as the photo somebody took of the thing at home: pixels, a little crooked and warm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from math import cos, hypot, radians, sin

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from tradewind.flows.furnish.pictures.outlines import Outline, outline

WIDTH, HEIGHT = 480, 600
"""Pixels of a photo, in the proportion of the drawings."""

_UNITS = 400  # that the view box of a drawing is wide
_FINE = 2  # drawn so many times larger, so that edges come out smooth
_CROOKED = 0.05  # cut off at each side, which is what turning uncovers at most
_SHADE = (58, 36, 18)
_TAG = re.compile(r"<(/?)(path|g|filter|feDropShadow)\b([^>]*?)/?>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_MOVE = re.compile(r"(translate|rotate|scale)\(([^)]*)\)")

Matrix = tuple[float, float, float, float, float, float]
"""``x' = a·x + c·y + e`` and ``y' = b·x + d·y + f``."""

_Shadow = tuple[float, float, float]


def photograph(svg: str, *, turn: float = 0, light: float = 1) -> bytes:
    """The drawing `svg` as a JPEG of `WIDTH` × `HEIGHT` pixels.

    `turn` are degrees the hand was off, at most 3; `light` is 1 for a bright day and less for
    an evening. Takes what `Sheet` writes and nothing else of SVG.
    """
    scale = WIDTH * _FINE / _UNITS
    whole = _draw(svg, (scale, 0, 0, scale, 0, 0), (WIDTH * _FINE, HEIGHT * _FINE))
    turned = whole.convert("RGB").rotate(turn, Image.Resampling.BICUBIC)
    across, down = round(turned.width * _CROOKED), round(turned.height * _CROOKED)
    cut = turned.crop((across, down, turned.width - across, turned.height - down))
    lit = ImageEnhance.Brightness(cut.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))
    buffer = BytesIO()
    lit.enhance(light).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def _draw(svg: str, matrix: Matrix, size: tuple[int, int]) -> Image.Image:
    """Every piece onto its group's layer; a group that floats is laid down with its shadow."""
    layers = [Image.new("RGBA", size)]
    moves, shadows = [matrix], dict(_shadows(svg))
    floats: list[_Shadow | None] = [None]
    for end, name, written in _TAG.findall(svg):
        told = dict(_ATTRIBUTE.findall(written))
        if name == "g" and end:
            moves.pop()
            if shadow := floats.pop():
                piece = layers.pop()
                _lay(layers[-1], piece, shadow, matrix[0])
        elif name == "g":
            moves.append(_moved(moves[-1], told.get("transform", "")))
            floats.append(shadows.get(told.get("filter", "")))
            if floats[-1]:
                layers.append(Image.new("RGBA", size))
        elif name == "path":
            _cut(layers[-1], told, moves[-1], shadows.get(told.get("filter", "")), matrix[0])
    return layers[0]


def _shadows(svg: str) -> Iterator[tuple[str, _Shadow]]:
    """By the reference pieces name it with: how far down, how soft, how strong."""
    name = ""
    for end, tag, written in _TAG.findall(svg):
        told = dict(_ATTRIBUTE.findall(written))
        if tag == "filter" and not end:
            name = told["id"]
        elif tag == "feDropShadow":
            strength = float(told["flood-opacity"])
            yield f"url(#{name})", (float(told["dy"]), float(told["stdDeviation"]), strength)


def _cut(
    layer: Image.Image, told: dict[str, str], matrix: Matrix, shadow: _Shadow | None, scale: float
) -> None:
    lines = [[_at(matrix, point) for point in line] for line in outline(told["d"])]
    mask = Image.new("L", layer.size)
    if told["fill"] == "none":
        colour, width = told["stroke"], float(told["stroke-width"]) * hypot(matrix[0], matrix[1])
        _trace(ImageDraw.Draw(mask), lines, max(1, round(width)))
    else:
        colour = told["fill"]
        mask = _filled(mask, lines)
    fade = float(told.get("fill-opacity", 1))
    if fade < 1:
        mask = mask.point([round(each * fade) for each in range(256)])
    box = mask.getbbox()
    if box is None:
        return
    if shadow is not None:
        _cast(layer, mask, shadow, scale)
    layer.paste(Image.new("RGBA", (box[2] - box[0], box[3] - box[1]), colour), box, mask.crop(box))


def _filled(mask: Image.Image, lines: list[Outline]) -> Image.Image:
    """Inside by the even-odd rule: what two outlines cover both is a hole."""
    for at, line in enumerate(line for line in lines if len(line) > 2):
        if at == 0:
            ImageDraw.Draw(mask).polygon(line, fill=255)
            continue
        other = Image.new("L", mask.size)
        ImageDraw.Draw(other).polygon(line, fill=255)
        mask = ImageChops.difference(mask, other)
    return mask


def _trace(pen: ImageDraw.ImageDraw, lines: list[Outline], width: int) -> None:
    for line in lines:
        pen.line(line, fill=255, width=width, joint="curve")
        for x, y in (line[0], line[-1]):
            half = width / 2
            pen.ellipse((x - half, y - half, x + half, y + half), fill=255)


def _lay(below: Image.Image, piece: Image.Image, shadow: _Shadow, scale: float) -> None:
    _cast(below, piece.getchannel("A"), shadow, scale)
    below.alpha_composite(piece)


def _cast(layer: Image.Image, mask: Image.Image, shadow: _Shadow, scale: float) -> None:
    """Blurred at a quarter of the size, which nobody sees and is quick."""
    down, blur, strength = shadow
    small = mask.reduce(4).filter(ImageFilter.GaussianBlur(blur * scale / 4))
    soft = small.resize(mask.size, Image.Resampling.BILINEAR)
    soft = ImageChops.offset(soft, round(down * 0.4 * scale), round(down * scale))
    soft = soft.point([round(each * strength) for each in range(256)])
    if box := soft.getbbox():
        size = (box[2] - box[0], box[3] - box[1])
        shade = Image.new("RGBA", size, (*_SHADE, 0))
        shade.putalpha(soft.crop(box))
        layer.alpha_composite(shade, box[:2])


def _moved(matrix: Matrix, steps: str) -> Matrix:
    for name, written in _MOVE.findall(steps):
        values = [float(each) for each in written.split()]
        if name == "translate":
            matrix = _times(matrix, (1, 0, 0, 1, values[0], values[1]))
        elif name == "scale":
            matrix = _times(matrix, (values[0], 0, 0, values[0], 0, 0))
        else:
            turn, x, y = radians(values[0]), values[1], values[2]
            matrix = _times(matrix, (1, 0, 0, 1, x, y))
            matrix = _times(matrix, (cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0))
            matrix = _times(matrix, (1, 0, 0, 1, -x, -y))
    return matrix


def _times(one: Matrix, two: Matrix) -> Matrix:
    (a, b, c, d, e, f), (g, h, i, j, k, m) = one, two
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def _at(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    (a, b, c, d, e, f), (x, y) = matrix, point
    return a * x + c * y + e, b * x + d * y + f
