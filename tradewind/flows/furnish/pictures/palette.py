"""The papers a seller's pictures are cut from, and the arithmetic of their tones."""

from __future__ import annotations

from dataclasses import dataclass

# The same families as the page tokens (sand, ink, coral, tide, amber), as sRGB because a picture
# is also opened by mail programs and image viewers that do not know OKLCH.
CREAM = "#fbf5e9"
SAND = "#efe3cd"
CLAY = "#d9b48f"
WOOD = "#c0905f"
BARK = "#7d5a3f"
INK = "#22344a"
CORAL = "#e8674c"
TIDE = "#3f8f95"
AMBER = "#e9a93c"
LEAF = "#6f9370"
PINE = "#3d6456"
METAL = "#bcc3c8"
STEEL = "#8d979f"
BRASS = "#d2a24c"
NIGHT = "#2a3038"


@dataclass(frozen=True, slots=True)
class Palette:
    """Five papers and the shape behind every product of one seller.

    Colours are `#rrggbb`. `backdrop` and `ground` are the wall and the table, `hues` what the
    things are made of, first the house colour. `motif` names a shape in `scenes.MOTIFS`.
    """

    backdrop: str
    ground: str
    hues: tuple[str, str, str, str]
    motif: str


MALL = Palette(backdrop="#f3e7d2", ground="#e2cba9", hues=(CORAL, TIDE, AMBER, INK), motif="sun")


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` (0…1) of `other` stirred in."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, by: float = 0.2) -> str:
    """The same paper in shadow: towards ink rather than black, which would look dirty."""
    return mix(colour, "#1b2433", by)


def paler(colour: str, by: float = 0.5) -> str:
    """The same paper in light."""
    return mix(colour, CREAM, by)


def brightness(colour: str) -> float:
    """Perceived lightness, 0…1, by the Rec. 601 weights."""
    red, green, blue = _channels(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def distance(one: str, other: str) -> float:
    """How far two papers stand apart, 0…1; under .12 a thing drowns in its background."""
    pairs = list(zip(_channels(one), _channels(other), strict=True))
    weights = (0.299, 0.587, 0.114)
    return float(
        sum(w * (a - b) ** 2 for w, (a, b) in zip(weights, pairs, strict=True)) ** 0.5 / 255
    )
