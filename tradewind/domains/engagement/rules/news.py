"""What is new about a favourite, compared with what its keeper knows. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What the keeper knows: the lowest price so far (None: none), and whether it was there."""

    minor: int | None
    is_out: bool
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """How it is now, in the keeper's currency."""

    minor: int | None
    pieces: int
    is_gone: bool


@dataclass(frozen=True, slots=True)
class News:
    """What to tell, and what the keeper knows afterwards."""

    kinds: tuple[str, ...]
    known: Known


def news(known: Known, now: Seen) -> News:
    """A lower price than ever, back in stock, or no longer sold; never twice the same."""
    told = []
    if now.is_gone:
        # What can't be bought has neither a price nor a stock to speak of.
        return News(() if known.is_gone else ("gone",), Known(known.minor, known.is_out, True))
    minor = known.minor
    if now.minor is not None and (minor is None or now.minor < minor):
        if minor is not None:
            told.append("cheaper")
        minor = now.minor
    if known.is_out and now.pieces > 0:
        told.append("back")
    return News(tuple(told), Known(minor, now.pieces <= 0, False))
