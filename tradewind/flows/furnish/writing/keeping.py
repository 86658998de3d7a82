"""Drawings that belong to the mall itself, as public files."""

from __future__ import annotations

from tradewind.platform.files import storages


def keep(svg: str, *, folder: str) -> str:
    """Keep a drawing and give its name; the same drawing is kept once."""
    return storages.save(svg.encode(), where="public", folder=folder, suffix=".svg")
