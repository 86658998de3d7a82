"""Names of the icon sprite, read from `icons.txt`, from which the build cuts it out of lucide."""

from __future__ import annotations

from pathlib import Path


def _read() -> dict[str, bool]:
    lines = (Path(__file__).parent / "icons.txt").read_text().splitlines()
    named = [line.split() for line in lines if line and not line.startswith("#")]
    return {words[0]: words[1:] == [">"] for words in named}


POINTS = _read()
"""Every icon's name; True where it points and therefore turns in right-to-left."""
