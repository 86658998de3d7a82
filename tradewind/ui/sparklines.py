"""The small line beside a figure, drawn on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 100
HEIGHT = 30


@dataclass(frozen=True, slots=True)
class Sparkline:
    """SVG path data in a box of `WIDTH` by `HEIGHT`, y downwards; `dot` is where the line ends.

    Text, not numbers: a template would write these with the reader's decimal comma.
    """

    line: str
    area: str
    dot: str


def sparkline(values: Sequence[float]) -> Sparkline | None:
    """The line through `values`, oldest first; None below two values, which make no line."""
    if len(values) < 2:
        return None
    low, high = min(values), max(values)
    spread = (high - low) or 1
    step = WIDTH / (len(values) - 1)
    points = [
        (round(index * step, 2), round(HEIGHT - 2 - (value - low) / spread * (HEIGHT - 4), 2))
        for index, value in enumerate(values)
    ]
    line = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
    return Sparkline(
        line, f"{line} L{WIDTH} {HEIGHT} L0 {HEIGHT} Z", "M{:g} {:g}h0".format(*points[-1])
    )
