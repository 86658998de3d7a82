"""How a claim moves, who may ask for what, and what comes with it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tradewind.domains.orders.rules import Stage
from tradewind.kernel.errors import TradewindError


class ClaimKind(StrEnum):
    """What is asked for."""

    CANCEL = "cancel"
    RETURN = "return"
    EXCHANGE = "exchange"


class Reason(StrEnum):
    """Why. `SELLERS_FAULT` names those the seller answers for."""

    CHANGED_MIND = "changed_mind"
    DOES_NOT_FIT = "does_not_fit"
    DAMAGED = "damaged"
    FAULTY = "faulty"
    WRONG_ITEM = "wrong_item"
    NOT_AS_DESCRIBED = "not_as_described"
    PARTS_MISSING = "parts_missing"
    TOO_LATE = "too_late"
    BOUGHT_TWICE = "bought_twice"
    OUT_OF_STOCK = "out_of_stock"
    CUSTOMER_ASKED = "customer_asked"
    ADDRESS_PROBLEM = "address_problem"
    SUSPECTED_FRAUD = "suspected_fraud"
    PAYMENT_REVERSED = "payment_reversed"
    REFUSED_AT_DOOR = "refused_at_door"
    OTHER = "other"


class Condition(StrEnum):
    """How a piece came back."""

    SELLABLE = "sellable"
    DAMAGED = "damaged"


class ClaimState(StrEnum):
    """Where a claim stands."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SENT_BACK = "sent_back"
    RECEIVED = "received"
    REJECTED = "rejected"
    REPLACING = "replacing"
    SETTLED = "settled"


SELLERS_FAULT = frozenset(
    {
        Reason.DAMAGED,
        Reason.FAULTY,
        Reason.WRONG_ITEM,
        Reason.NOT_AS_DESCRIBED,
        Reason.PARTS_MISSING,
        Reason.TOO_LATE,
        Reason.OUT_OF_STOCK,
    }
)

SELLERS_REASONS = (
    Reason.OUT_OF_STOCK,
    Reason.CUSTOMER_ASKED,
    Reason.ADDRESS_PROBLEM,
    Reason.SUSPECTED_FRAUD,
    Reason.OTHER,
)
"""Why staff cancel an order."""

_NO_SHOPPERS = frozenset(SELLERS_REASONS) - {Reason.OTHER} | {
    Reason.PAYMENT_REVERSED,
    Reason.REFUSED_AT_DOOR,
}

REASONS: Mapping[ClaimKind, Sequence[Reason]] = {
    ClaimKind.CANCEL: (
        Reason.CHANGED_MIND,
        Reason.BOUGHT_TWICE,
        Reason.TOO_LATE,
        Reason.OTHER,
    ),
    ClaimKind.RETURN: tuple(reason for reason in Reason if reason not in _NO_SHOPPERS),
    ClaimKind.EXCHANGE: tuple(
        reason
        for reason in Reason
        if reason not in _NO_SHOPPERS | {Reason.CHANGED_MIND, Reason.TOO_LATE, Reason.BOUGHT_TWICE}
    ),
}

MOVES: Mapping[ClaimState, frozenset[ClaimState]] = {
    # Settled at once: a cancellation nobody packs yet, or goods the seller does not want back.
    ClaimState.REQUESTED: frozenset(
        {
            ClaimState.APPROVED,
            ClaimState.REFUSED,
            ClaimState.WITHDRAWN,
            ClaimState.REPLACING,
            ClaimState.SETTLED,
        }
    ),
    ClaimState.APPROVED: frozenset(
        {ClaimState.SENT_BACK, ClaimState.RECEIVED, ClaimState.WITHDRAWN}
    ),
    ClaimState.SENT_BACK: frozenset({ClaimState.RECEIVED}),
    ClaimState.RECEIVED: frozenset({ClaimState.REJECTED, ClaimState.REPLACING, ClaimState.SETTLED}),
    ClaimState.REPLACING: frozenset({ClaimState.SETTLED}),
    ClaimState.REFUSED: frozenset(),
    ClaimState.WITHDRAWN: frozenset(),
    ClaimState.REJECTED: frozenset(),
    ClaimState.SETTLED: frozenset(),
}

RUNNING = frozenset(state for state, after in MOVES.items() if after)
"""States in which the pieces of a claim are taken: nothing else can be asked about them."""

SEND_BACK_WITHIN = timedelta(days=14)


class IllegalClaimMove(TradewindError):
    """A claim can't go from the state it is in to the one asked for."""

    code = "claim_illegal_move"


class NotClaimable(TradewindError):
    """These pieces can't be cancelled, returned or exchanged: `why` is one of `Refusal`."""

    code = "claim_not_possible"


class EstimateChanged(TradewindError):
    """The refund is no longer what the shopper was shown: `agreed` and `now`."""

    code = "claim_estimate_changed"


class Refusal(StrEnum):
    """Why some pieces can't be claimed, each with its own way on."""

    ALREADY_SENT = "already_sent"
    NOT_SENT_YET = "not_sent_yet"
    NOT_DELIVERED_YET = "not_delivered_yet"
    WINDOW_OVER = "window_over"
    NONE_LEFT = "none_left"
    IS_CANCELLED = "is_cancelled"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one order line, by where they are."""

    quantity: int
    cancelled: int
    shipped: int
    returned: int
    claimed: int
    """In a running claim, whichever kind."""

    @property
    def refunded(self) -> int:
        return self.cancelled + self.returned

    @property
    def unsent(self) -> int:
        return self.quantity - self.cancelled - self.shipped


@dataclass(frozen=True, slots=True)
class Window:
    """How long a store takes goods back, in days from `since`; None while not delivered."""

    since: datetime | None
    days: int

    def is_over(self, now: datetime) -> bool:
        return self.since is not None and now > self.since + timedelta(days=self.days)


def check_move(from_state: ClaimState, to_state: ClaimState) -> None:
    """Raises `IllegalClaimMove` unless `MOVES` has it."""
    if to_state not in MOVES[from_state]:
        raise IllegalClaimMove(from_state=from_state.value, to_state=to_state.value)


def claimable(
    kind: ClaimKind,
    pieces: Pieces,
    *,
    stage: Stage,
    window: Window,
    claimed_unsent: int,
    now: datetime,
) -> tuple[int, Refusal | None]:
    """How many pieces of a line can be claimed, and why none can.

    `claimed_unsent` counts the claimed pieces that wait to be cancelled.
    """
    if kind is ClaimKind.CANCEL:
        left = pieces.unsent - claimed_unsent
        if left > 0:
            return left, None
        return 0, Refusal.ALREADY_SENT if pieces.shipped else Refusal.NONE_LEFT
    if stage is Stage.CANCELLED:
        return 0, Refusal.IS_CANCELLED
    if not pieces.shipped:
        return 0, Refusal.NOT_SENT_YET
    if window.since is None:
        return 0, Refusal.NOT_DELIVERED_YET
    left = pieces.shipped - pieces.returned - (pieces.claimed - claimed_unsent)
    if left <= 0:
        return 0, Refusal.NONE_LEFT
    if window.is_over(now):
        return 0, Refusal.WINDOW_OVER
    return left, None


def settles_at_once(kind: ClaimKind, stage: Stage) -> bool:
    """A cancellation needs nobody's word while nobody has begun to pack."""
    return kind is ClaimKind.CANCEL and stage is Stage.PAID


def shipping_goes_back(
    *, kind: ClaimKind, reason: Reason, nothing_stays: bool, anything_sent: bool, generous: bool
) -> bool:
    """Whether the delivery fee is part of the refund.

    It is when nothing was sent and nothing will be, or when everything comes back and either the
    seller answers for it or the store's policy says so. What was refused at the door was not paid.
    """
    if not nothing_stays:
        return False
    if kind is ClaimKind.CANCEL:
        return not anything_sent
    return reason in SELLERS_FAULT or reason is Reason.REFUSED_AT_DOOR or generous


def label_is_charged(kind: ClaimKind, reason: Reason) -> bool:
    """The shopper pays for sending back what the seller does not answer for."""
    return kind is ClaimKind.RETURN and reason not in SELLERS_FAULT | {Reason.REFUSED_AT_DOOR}
