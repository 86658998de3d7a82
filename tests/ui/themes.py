"""The token sheets, read as a browser would for one theme."""

from __future__ import annotations

import re
from pathlib import Path

from tradewind.ui import colour
from tradewind.ui.colour import Oklch

CSS = Path(colour.__file__).parent / "css"


def ramps() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): ([^;]+);", (CSS / "ramps.css").read_text()))


def blocks() -> dict[str, dict[str, str]]:
    """The declarations of tokens.css by selector."""
    text = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text(), flags=re.S)
    found = re.findall(r"([^{};]+)\{([^{}]*)\}", text)
    return {
        selector.strip(): dict(re.findall(r"--([\w-]+): ([^;]+);", body))
        for selector, body in found
    }


def theme(
    *, dark: bool, more_contrast: bool, brand: dict[str, str] | None = None
) -> dict[str, str]:
    values = {**blocks()[":root"], **(brand or {})}
    if more_contrast:
        values |= blocks()['[data-contrast="more"]']
    return {name: _side(value, dark) for name, value in values.items()}


def resolve(values: dict[str, str], name: str) -> Oklch:
    value = values[name]
    while match := re.fullmatch(r"var\(--([\w-]+)\)", value):
        value = ramps()[match.group(1)]
    return colour.read(value)


def _side(value: str, dark: bool) -> str:
    match = re.fullmatch(r"light-dark\((.+?\)|#\w+), (.+)\)", value)
    return match.group(2 if dark else 1) if match else value
