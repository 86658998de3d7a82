"""How a payment moves. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a payment stands."""

    STARTED = "started"
    PENDING = "pending"
    AUTHORISED = "authorised"
    CAPTURED = "captured"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    REVERSED = "reversed"


# Providers repeat themselves and overtake themselves. A message that would lead backwards is no
# error: it is old news, and `moves` says so. A success beats an earlier "declined", "cancelled"
# or "expired": money that moved is a fact, whatever was told before.
MOVES: Mapping[State, frozenset[State]] = {
    State.STARTED: frozenset(State) - {State.STARTED, State.REVERSED},
    State.PENDING: frozenset(State) - {State.STARTED, State.PENDING, State.REVERSED},
    State.AUTHORISED: frozenset({State.CAPTURED, State.CANCELLED, State.EXPIRED, State.DECLINED}),
    State.CAPTURED: frozenset({State.REVERSED}),
    State.DECLINED: frozenset({State.CAPTURED}),
    State.CANCELLED: frozenset({State.CAPTURED}),
    State.EXPIRED: frozenset({State.CAPTURED}),
    State.REVERSED: frozenset(),
}

OPEN = frozenset({State.STARTED, State.PENDING, State.AUTHORISED})
"""States from which a payment may still succeed without anything odd having happened."""

LOST = frozenset({State.DECLINED, State.CANCELLED, State.EXPIRED, State.REVERSED})
"""States in which no money is there for what was to be paid."""


def moves(from_state: State, to_state: State) -> tuple[State, ...]:
    """The states that news of `to_state` leads through; none for old news.

    What was taken back had been paid: a reversal that overtakes the news of its capture tells both.
    """
    if to_state in MOVES[from_state]:
        return (to_state,)
    if to_state is State.REVERSED and from_state is not State.REVERSED:
        return (State.CAPTURED, State.REVERSED)
    return ()
