"""How a request for a price goes on, and what stops it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import Money, total

MOST_LINES = 100
MOST_PIECES = 100_000
MOST_MINOR = 10**13
LONGEST_MESSAGE = 2_000


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    ORDERED = "ordered"
    DECLINED = "declined"
    EXPIRED = "expired"


MOVES: Mapping[State, frozenset[State]] = {
    State.ASKED: frozenset({State.ANSWERED, State.DECLINED}),
    # Answered again is a new version of the offer.
    State.ANSWERED: frozenset({State.ANSWERED, State.ACCEPTED, State.DECLINED, State.EXPIRED}),
    State.ACCEPTED: frozenset({State.ORDERED, State.EXPIRED, State.DECLINED}),
    # A bank that was slow: it was held in time, so the price stands.
    State.EXPIRED: frozenset({State.ORDERED}),
    State.DECLINED: frozenset(),
    State.ORDERED: frozenset(),
}


class QuotationClosed(TradewindError):
    """A step that this request is past, or not yet at: `state`."""

    code = "quotation_closed"


class QuotationTaken(TradewindError):
    """The offer was accepted before: it is bought once only."""

    code = "quotation_taken"


class QuotationExpired(TradewindError):
    """The offer was valid until `until`."""

    code = "quotation_expired"


class QuotationChanged(TradewindError):
    """The seller made another offer than the one accepted: `version` is the newest."""

    code = "quotation_changed"


class QuotationShort(TradewindError):
    """Of `title` only `available` of `wanted` pieces are left."""

    code = "quotation_short"


@dataclass(frozen=True, slots=True)
class OfferedLine:
    """So many pieces of a variant (row id) at so much each."""

    variant_id: int
    quantity: int
    unit: Money

    @property
    def amount(self) -> Money:
        return self.unit * self.quantity


@dataclass(frozen=True, slots=True)
class Terms:
    """An offer as checkout needs it. `delivery` is None where the store's own fees hold; `kept` are
    the pieces set aside for it, by variant; `refusal` says why it can't be bought any more.
    """

    quotation_id: str
    version: int
    lines: Sequence[OfferedLine]
    delivery: Money | None
    currency: str
    valid_until: datetime
    kept: Mapping[int, int]
    refusal: str

    @property
    def goods(self) -> Money:
        """What the lines cost together, as prices are shown in that store."""
        return total((line.amount for line in self.lines), self.currency)


def check_move(from_state: State, to_state: State) -> None:
    """Raises `QuotationClosed` unless `MOVES` has it."""
    if to_state not in MOVES[from_state]:
        raise QuotationClosed(state=from_state.value)
