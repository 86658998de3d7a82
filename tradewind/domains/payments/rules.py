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
    PROMISED = "promised"
    RECOVERED = "recovered"


# Providers repeat themselves and overtake themselves. A message that would lead backwards is no
# error: it is old news, and `moves` says so. A success beats an earlier "declined", "cancelled"
# or "expired": money that moved is a fact, whatever was told before.
MOVES: Mapping[State, frozenset[State]] = {
    State.STARTED: frozenset(State) - {State.STARTED, State.REVERSED, State.RECOVERED},
    State.PENDING: frozenset(State)
    - {State.STARTED, State.PENDING, State.REVERSED, State.RECOVERED, State.PROMISED},
    State.AUTHORISED: frozenset({State.CAPTURED, State.CANCELLED, State.EXPIRED, State.DECLINED}),
    State.CAPTURED: frozenset({State.REVERSED}),
    State.DECLINED: frozenset({State.CAPTURED}),
    State.CANCELLED: frozenset({State.CAPTURED}),
    State.EXPIRED: frozenset({State.CAPTURED}),
    # Old news of the capture must not undo a reversal; only a dispute that was won does.
    State.REVERSED: frozenset({State.RECOVERED}),
    State.RECOVERED: frozenset(),
    # Cash at the door: the sale stands on a promise until a courier hands the money over.
    State.PROMISED: frozenset({State.CAPTURED, State.CANCELLED}),
}

OPEN = frozenset({State.STARTED, State.PENDING, State.AUTHORISED})
"""States from which a payment may still succeed without anything odd having happened."""

PAID = frozenset({State.CAPTURED, State.RECOVERED})
"""States in which the money is the mall's to keep or to send back."""

SETTLES = frozenset({State.CAPTURED, State.PROMISED})
"""States on which what was to be paid for may go ahead."""

LOST = frozenset({State.DECLINED, State.CANCELLED, State.EXPIRED, State.REVERSED})
"""States in which no money is there for what was to be paid."""


def moves(from_state: State, to_state: State) -> tuple[State, ...]:
    """The states that news of `to_state` leads through; none for old news.

    What was taken back had been paid: a reversal that overtakes the news of its capture tells both.
    """
    if to_state in MOVES[from_state]:
        return (to_state,)
    if to_state is State.REVERSED and from_state not in {State.REVERSED, State.RECOVERED}:
        return (State.CAPTURED, State.REVERSED)
    return ()


def contradicts(state: State, told: State) -> bool:
    """Whether news that leads nowhere is more than old: it denies what is a fact for us."""
    if state in {State.CAPTURED, State.RECOVERED, State.PROMISED}:
        return told in {State.DECLINED, State.CANCELLED, State.EXPIRED} or (
            state is State.RECOVERED and told is State.REVERSED
        )
    return False
