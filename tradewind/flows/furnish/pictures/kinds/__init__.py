"""Every kind of thing that can be drawn."""

from __future__ import annotations

from tradewind.flows.furnish.pictures.kinds import (
    bath,
    carry,
    desk,
    home,
    pantry,
    play,
    table,
    trail,
    wear,
)
from tradewind.flows.furnish.pictures.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    **bath.KINDS,
    **table.KINDS,
    **pantry.KINDS,
    **home.KINDS,
    **wear.KINDS,
    **carry.KINDS,
    **desk.KINDS,
    **play.KINDS,
    **trail.KINDS,
}

__all__ = ["KINDS", "Kind"]
