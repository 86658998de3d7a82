"""How a person wants pages to look: theme, text size, contrast, motion, links, spacing. A cookie holds it.

Pages are written with it, so nothing flashes and no script is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import parse_qsl, urlencode

COOKIE = "look"
COOKIE_SECONDS = 400 * 24 * 3600  # the longest a browser keeps one

CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("auto", "light", "dark"),
    "text": ("100", "112", "125", "150", "200"),
    "contrast": ("auto", "normal", "more"),
    "motion": ("auto", "normal", "less"),
    "links": ("auto", "underlined"),
    "spacing": ("auto", "wide"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Each value is one of `CHOICES`; ``auto`` leaves it to the device, or to the design."""

    theme: str = "auto"
    text: str = "100"
    contrast: str = "auto"
    motion: str = "auto"
    links: str = "auto"
    spacing: str = "auto"

    def attributes(self) -> dict[str, str]:
        """What ``<html>`` carries: only choices that differ from the default."""
        return {
            f"data-{field.name}": getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }

    def cookie(self) -> str:
        """The cookie's value, as `read` takes it."""
        return urlencode({field.name: getattr(self, field.name) for field in fields(self)})


def read(cookies: Mapping[str, str]) -> Look:
    """The look a browser sent; anything unknown counts as not chosen."""
    return told(cookies.get(COOKIE, ""))


def told(text: str) -> Look:
    """The look that `Look.cookie` wrote, from wherever it was kept."""
    return chosen(dict(parse_qsl(text[:200])))


def chosen(values: Mapping[str, str]) -> Look:
    """The look made of the valid ones among `values`."""
    return Look(**{name: values[name] for name in CHOICES if values.get(name) in CHOICES[name]})
