"""Colour arithmetic: OKLCH to sRGB and back, and the contrast WCAG asks for."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from tradewind.kernel.errors import TradewindError


class BadColour(TradewindError):
    """A text that is no colour we read: ``#rgb``, ``#rrggbb`` or ``oklch(L% C H)``."""

    code = "bad_colour"


@dataclass(frozen=True, slots=True)
class Rgb:
    """Linear-light sRGB, each 0 to 1; colours outside the screen's range are clipped."""

    red: float
    green: float
    blue: float

    @property
    def luminance(self) -> float:
        """Relative luminance (WCAG 2.1)."""
        return 0.2126 * self.red + 0.7152 * self.green + 0.0722 * self.blue


@dataclass(frozen=True, slots=True)
class Oklch:
    """Lightness 0 to 1, chroma from 0, hue in degrees (CSS Color 4, after Ottosson 2020)."""

    lightness: float
    chroma: float
    hue: float

    def css(self) -> str:
        return f"oklch({self.lightness * 100:.2f}% {self.chroma:.4f} {self.hue:.1f})"

    def rgb(self) -> Rgb:
        angle = math.radians(self.hue)
        a, b = self.chroma * math.cos(angle), self.chroma * math.sin(angle)
        long = (self.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
        medium = (self.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
        short = (self.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
        return Rgb(
            _clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
            _clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
            _clip(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
        )


def read(text: str) -> Oklch:
    """The colour written in CSS. Raises `BadColour` for anything but the notations above."""
    written = text.strip().lower()
    match = re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", written)
    if match:
        lightness, chroma, hue = (float(part) for part in match.groups())
        return Oklch(lightness / 100, chroma, hue)
    if re.fullmatch(r"#[0-9a-f]{3}", written):
        written = "#" + "".join(digit * 2 for digit in written[1:])
    if not re.fullmatch(r"#[0-9a-f]{6}", written):
        raise BadColour(text=text)
    return _of_rgb(Rgb(*(_linear(int(written[at : at + 2], 16) / 255) for at in (1, 3, 5))))


def contrast(one: Oklch, other: Oklch) -> float:
    """1 to 21 (WCAG 2.1). Text needs 4.5, large text and edges of controls need 3."""
    darker, lighter = sorted((one.rgb().luminance, other.rgb().luminance))
    return (lighter + 0.05) / (darker + 0.05)


def _of_rgb(colour: Rgb) -> Oklch:
    red, green, blue = colour.red, colour.green, colour.blue
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return Oklch(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))
