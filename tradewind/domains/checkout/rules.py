"""How a checkout moves, and what stops it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from tradewind.kernel.errors import InvalidInput, TradewindError

MAX_PIECES = 99
MAX_LINES = 100
HOLD = timedelta(minutes=15)
"""How long stock is kept for somebody who is paying."""


class State(StrEnum):
    """Where a checkout stands."""

    OPEN = "open"
    HELD = "held"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    REVERSED = "reversed"


MOVES: Mapping[State, frozenset[State]] = {
    State.OPEN: frozenset({State.HELD}),
    # A decline undoes the hold and leads back to open, so that another method can be tried.
    State.HELD: frozenset({State.OPEN, State.CONFIRMED, State.EXPIRED}),
    State.CONFIRMED: frozenset({State.REVERSED}),
    State.EXPIRED: frozenset(),
    State.REVERSED: frozenset(),
}


class CheckoutClosed(TradewindError):
    """A step that this checkout is past, or not yet at."""

    code = "checkout_closed"


class DetailsMissing(InvalidInput):
    """Something needed is not filled in: `fields` names it."""

    code = "checkout_details_missing"


class QuoteHasProblems(TradewindError):
    """The cart can't be bought as it is: `problems` says why, line by line."""

    code = "checkout_problems"


class TotalChanged(TradewindError):
    """The total is no longer the one the shopper agreed to: `agreed` and `now`."""

    code = "checkout_total_changed"


class TooMany(TradewindError):
    """More pieces of one thing, or more things, than a cart holds: `most`."""

    code = "cart_too_many"


def check_move(from_state: State, to_state: State) -> None:
    """Raises `CheckoutClosed` unless `MOVES` has it."""
    if to_state not in MOVES[from_state]:
        raise CheckoutClosed(state=from_state.value)
