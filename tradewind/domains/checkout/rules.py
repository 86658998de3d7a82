"""How a checkout moves, and what stops it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money, total

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


class TendersDoNotAdd(TradewindError):
    """The ways to pay do not make the `total`: `missing` is still open, or too much if negative."""

    code = "checkout_tenders_do_not_add"


class LinkGone(TradewindError):
    """A link to a cart that was opened already, is too old, or never was."""

    code = "cart_link_gone"


class TooMany(TradewindError):
    """More pieces of one thing, or more things, than a cart holds: `most`."""

    code = "cart_too_many"


def slot_field(store: str) -> str:
    """Under which name a checkout's deliveries hold the hours chosen at a store (public id)."""
    return f"{store}:slot"


def check_move(from_state: State, to_state: State) -> None:
    """Raises `CheckoutClosed` unless `MOVES` has it."""
    if to_state not in MOVES[from_state]:
        raise CheckoutClosed(state=from_state.value)


def apportion(amount: Money, left: Sequence[Money]) -> list[Money]:
    """Spread a refund over tenders in proportion to what is `left` of each.

    No tender gives back more than is left of it: a share rounded up is one that was not whole.
    Raises ValueError for more than all that is left.
    """
    whole = total(left, amount.currency)
    if amount > whole:
        raise ValueError("more than was paid")
    if not amount:
        return [amount for _ in left]
    return amount.allocate([part.minor for part in left])
