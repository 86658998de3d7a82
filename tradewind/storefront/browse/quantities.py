"""What several pieces cost each, as the product page lists it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradewind.domains.pricing.rules import ShownPrice
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class StepRow:
    """From `pieces` on each costs `each`, which saves `saved` on each."""

    pieces: int
    each: Money
    saved: Money


def step_rows(price: ShownPrice) -> Sequence[StepRow]:
    """The rows of the table, a single piece first; none where more pieces cost no less each."""
    if not price.steps:
        return ()
    return (
        StepRow(1, price.amount, Money.zero(price.amount.currency)),
        *(StepRow(step.pieces, step.amount, price.amount - step.amount) for step in price.steps),
    )
