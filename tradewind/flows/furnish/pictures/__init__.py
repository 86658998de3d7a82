"""Paper-cut illustrations as small, deterministic SVG documents."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.emblems import (
    MARKS,
    draw_category,
    draw_mark,
    draw_section,
    draw_tile,
)
from tradewind.flows.furnish.pictures.kinds import KINDS
from tradewind.flows.furnish.pictures.motifs import MOTIFS
from tradewind.flows.furnish.pictures.palette import MALL, Palette
from tradewind.flows.furnish.pictures.products import SCENES, UnknownKind, draw
from tradewind.flows.furnish.pictures.stories import STORIES, draw_story

__all__ = [
    "KINDS",
    "MALL",
    "MARKS",
    "MOTIFS",
    "SCENES",
    "STORIES",
    "Palette",
    "UnknownKind",
    "draw",
    "draw_category",
    "draw_mark",
    "draw_section",
    "draw_story",
    "draw_tile",
]
