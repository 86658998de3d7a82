"""The mall's mark, a sail before the wind: one drawing for pages, tabs and home screens.

``python -m tradewind.ui.mark FOLDER`` writes the icons of the installable app.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

VIEW_BOX = 48
CORAL = "#ff6f4e"
INK = "#0f1b2a"
PAPER = "#faf6ee"

_CURVE_STEPS = 24
# Drawn larger, then shrunk: Pillow's polygons have hard edges.
_OVERSAMPLING = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """One closed shape; `path` uses absolute M, C, L and Z only."""

    name: str
    path: str


SHAPES = (
    Shape("sail", "M22.5 4 C34 11 41.5 22 42 35 L22.5 35 Z"),
    Shape("jib", "M19 12.5 C12.5 18.5 7.5 26.5 6 35 L19 35 Z"),
    Shape(
        "sea",
        "M4 39.5 C10.5 37 17 37.5 24 40 C31 42.5 37.5 42.5 44 40 L44 43.2"
        " C37.5 45.7 31 45.7 24 43.2 C17 40.7 10.5 40.2 4 42.7 Z",
    ),
)


def svg(*, sail: str = CORAL, hull: str = INK, background: str = "") -> str:
    """The mark as an SVG document; `background` fills the square when given."""
    square = f'<rect width="48" height="48" rx="10" fill="{background}"/>' if background else ""
    drawn = "".join(
        f'<path fill="{sail if shape.name == "sail" else hull}" d="{shape.path}"/>'
        for shape in SHAPES
    )
    inner = f'<g transform="translate(7 6.5) scale(.71)">{drawn}</g>' if background else drawn
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">{square}{inner}</svg>'


def png(*, pixels: int, inset: float) -> Image.Image:
    """The mark on paper, `pixels` square; `inset` is the free margin as a share of the side."""
    side = pixels * _OVERSAMPLING
    image = Image.new("RGB", (side, side), PAPER)
    draw = ImageDraw.Draw(image)
    scale = side * (1 - 2 * inset) / VIEW_BOX
    for shape in SHAPES:
        points = [(x * scale + side * inset, y * scale + side * inset) for x, y in outline(shape)]
        draw.polygon(points, fill=CORAL if shape.name == "sail" else INK)
    return image.resize((pixels, pixels), Image.Resampling.LANCZOS)


def outline(shape: Shape) -> list[tuple[float, float]]:
    """The shape as a polygon in view box units, its cubic curves cut into short lines."""
    points: list[tuple[float, float]] = []
    for command, body in re.findall(r"([MCLZ])([^MCLZ]*)", shape.path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", body)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if command == "C":
            start, (first, second, end) = points[-1], pairs
            points += [
                _on_curve(start, first, second, end, step / _CURVE_STEPS)
                for step in range(1, _CURVE_STEPS + 1)
            ]
        else:
            points += pairs
    return points


def write_icons(folder: Path) -> None:
    """Every size that manifests, tabs and Apple's home screen ask for."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mark.svg").write_text(svg(background=PAPER))
    for name, pixels, inset in (
        ("icon-192", 192, 0.14),
        ("icon-512", 512, 0.14),
        # A mask may cut away everything outside the middle four fifths.
        ("icon-maskable-512", 512, 0.24),
        ("apple-touch-icon", 180, 0.16),
    ):
        png(pixels=pixels, inset=inset).save(folder / f"{name}.png", optimize=True)


Point = tuple[float, float]


def _on_curve(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    u = 1 - t
    a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
    return (
        a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0],
        a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1],
    )


if __name__ == "__main__":
    write_icons(Path(sys.argv[1]))
