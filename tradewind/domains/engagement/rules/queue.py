"""Who of those waiting is told next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

WAITS = timedelta(days=180)
"""How long somebody waits at most."""
CONFIRMS_WITHIN = timedelta(days=3)
HEAD_START = timedelta(hours=24)
"""How long those told have before the next are told of the same pieces."""
MOST_PIECES = 9


def served(queue: Sequence[int], *, pieces: int, spoken_for: int) -> int:
    """How many of the queue's heads are told: as the pieces go round, in order, nobody overtaken.

    `queue` holds how many each wants, `spoken_for` what was told to others whose time still runs.
    """
    left = pieces - spoken_for
    for place, wanted in enumerate(queue):
        if wanted > left:
            # The head is told of the last pieces even if they are fewer than it wants.
            return place + (1 if place == 0 and left > 0 else 0)
        left -= wanted
    return len(queue)
