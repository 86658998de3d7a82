"""Which quantity price a line has reached, and what the next one takes."""

from __future__ import annotations

from collections.abc import Sequence

from tradewind.domains.checkout.facts import LineFacts
from tradewind.domains.checkout.rules import MAX_PIECES
from tradewind.platform.http.sentences import sentence


def quantity_sentences(facts: LineFacts) -> Sequence[str]:
    """At most two; the next step is told only where enough pieces are there for it."""
    if facts.price is None:
        return ()
    said = []
    reached = facts.price.step(facts.quantity)
    if reached is not None:
        saved = (facts.price.amount - reached.amount) * facts.quantity
        said.append(
            sentence(
                "line_step_reached",
                {"pieces": reached.pieces, "each": reached.amount, "saved": saved},
            )
        )
    ahead = facts.price.next_step(facts.quantity)
    if ahead is not None and ahead.pieces <= min(facts.available, MAX_PIECES):
        missing = ahead.pieces - facts.quantity
        said.append(sentence("line_step_ahead", {"missing": missing, "each": ahead.amount}))
    return said
