"""The sheet a picture is cut and layered on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from zlib import crc32

from tradewind.flows.furnish.pictures import forms
from tradewind.flows.furnish.pictures.forms import Point, number
from tradewind.flows.furnish.pictures.palette import CREAM, Palette, darker, distance, paler

# Three heights above the sheet below; a shadow's offset, blur and strength grow together.
_SHADOWS = {1: (1.5, 1.6, 0.24), 2: (4, 4.5, 0.24), 3: (8, 9, 0.26)}


class Sheet:
    """Collects cut pieces from back to front.

    A thing is drawn around x = 200 and stands on y = 420 of a 400 × 500 view box. Its colours come
    from here, so that a thing never knows whose it is: `main` and its `deep` and `pale` tones,
    `second`, `third`, `ink`. Variety comes from `pick` and `sway` alone, which follow the seed.
    """

    def __init__(
        self, palette: Palette, *, seed: int, main: str, width: int = 400, height: int = 500
    ) -> None:
        self.palette = palette
        self._seed = seed
        self._chance = Random(seed + crc32(main.encode()))
        self.width, self.height = width, height
        others = [hue for hue in palette.hues if hue != main]
        self.main, self.deep, self.pale = main, darker(main), paler(main, 0.62)
        self.second, self.third, self.ink = others[0], others[1], others[-1]
        self.cream = CREAM
        self._pieces: list[str] = []
        self._prefix = f"t{crc32(repr((palette, seed, main, width, height)).encode()):x}"

    def cut(self, outline: str, fill: str, lift: int = 0, fade: float = 1) -> None:
        """Lay one piece of paper; `lift` 0…3 is how high it floats above the last."""
        seen = f' fill-opacity="{fade:g}"' if fade < 1 else ""
        self._pieces.append(f'<path d="{outline}" fill="{fill}"{seen}{self._filter(lift)}/>')

    def line(self, outline: str, colour: str, width: float, lift: int = 0) -> None:
        """Lay a strip or thread along `outline`."""
        self._pieces.append(
            f'<path d="{outline}" fill="none" stroke="{colour}" stroke-width="{number(width)}"'
            f"{self._filter(lift)}/>"
        )

    def fold(
        self, *profile: Point, fill: str, lift: int = 2, cx: float = 200, round_: bool = False
    ) -> None:
        """A symmetric piece creased down its middle: the side away from the light is darker."""
        with self.stack(lift):
            self.cut(forms.turned(*profile, cx=cx, round_=round_), fill)
            self.cut(forms.half_turned(*profile, cx=cx, round_=round_), darker(fill, 0.1))

    @contextmanager
    def stack(
        self,
        lift: int = 0,
        *,
        move: Point = (0, 0),
        scale: float = 1,
        turn: float = 0,
        about: Point = (200, 420),
    ) -> Iterator[None]:
        """Pieces laid inside share one shadow and are moved, scaled and turned as one."""
        steps = []
        if move != (0, 0):
            steps.append(f"translate({number(move[0])} {number(move[1])})")
        if turn:
            steps.append(f"rotate({number(turn)} {number(about[0])} {number(about[1])})")
        if scale != 1:
            away = (about[0] * (1 - scale), about[1] * (1 - scale))
            steps.append(f"translate({number(away[0])} {number(away[1])})scale({scale:.3g})")
        moved = f' transform="{"".join(steps)}"' if steps else ""
        self._pieces.append(f"<g{moved}{self._filter(lift)}>")
        yield
        self._pieces.append("</g>")

    @contextmanager
    def dressed(self, main: str) -> Iterator[None]:
        """Draw with another main colour for a while."""
        kept = self.main, self.deep, self.pale
        self.main, self.deep, self.pale = main, darker(main), paler(main, 0.62)
        yield
        self.main, self.deep, self.pale = kept

    def stands_out(self, wall: str) -> float:
        """How clearly the main colour shows, 0…1, before `wall` and before its paler tone."""
        return min(distance(wall, self.main), distance(paler(wall), self.main))

    def pick(self, *choices: str) -> str:
        """One of `choices`; neighbouring seeds get different ones."""
        return choices[self._seed % len(choices)]

    def sway(self, middle: float, by: float) -> float:
        """A length near `middle`, at most `by` away."""
        return middle + self._chance.uniform(-by, by)

    def write(self, text: str, *, x: float, y: float, size: float, fill: str, weight: int) -> None:
        """Text, for the fallback tile only. `text` is plain and is escaped here."""
        safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        self._pieces.append(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}" '
            f'font-weight="{weight}" text-anchor="middle" '
            f'font-family="Inter,Vazirmatn,system-ui,sans-serif">{safe}</text>'
        )

    def svg(self) -> str:
        """The finished picture: one root with its shadows, its pieces, and nothing from outside."""
        body = "".join(self._pieces)
        used = [lift for lift in _SHADOWS if f"#{self._prefix}{lift})" in body]
        shadows = "".join(self._shadow(lift) for lift in used)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'fill-rule="evenodd" stroke-linecap="round" stroke-linejoin="round">'
            f"<defs>{shadows}</defs>{body}</svg>"
        )

    def _shadow(self, lift: int) -> str:
        drop, blur, strength = _SHADOWS[lift]
        return (
            f'<filter id="{self._prefix}{lift}" x="-20%" y="-20%" width="140%" height="150%">'
            f'<feDropShadow dx="{drop * 0.4:g}" dy="{drop:g}" stdDeviation="{blur:g}" '
            f'flood-color="#3a2412" flood-opacity="{strength:g}"/></filter>'
        )

    def _filter(self, lift: int) -> str:
        return f' filter="url(#{self._prefix}{lift})"' if lift else ""
