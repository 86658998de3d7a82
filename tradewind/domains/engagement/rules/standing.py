"""Whether words of a shopper stand where all can read them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tradewind.kernel.errors import TradewindError

FLAGS_TO_HOLD = 3
"""How many people must report something before it is held until the mall looks at it."""


class Standing(StrEnum):
    """Where it is shown."""

    SHOWN = "shown"
    HELD = "held"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


MOVES: Mapping[Standing, frozenset[Standing]] = {
    Standing.SHOWN: frozenset({Standing.HELD, Standing.HIDDEN, Standing.WITHDRAWN}),
    Standing.HELD: frozenset({Standing.SHOWN, Standing.HIDDEN, Standing.WITHDRAWN}),
    Standing.HIDDEN: frozenset({Standing.SHOWN, Standing.WITHDRAWN}),
    Standing.WITHDRAWN: frozenset(),
}


class IllegalStanding(TradewindError):
    """It can't be moved from where it stands to what was asked."""

    code = "standing_illegal_move"


class NothingToAppeal(TradewindError):
    """The mall decided nothing about it that this side could object to, or an appeal waits."""

    code = "appeal_nothing"


def check_move(old: Standing, new: Standing) -> None:
    """Raises `IllegalStanding`."""
    if new not in MOVES[old]:
        raise IllegalStanding(old=old.value, new=new.value)


def may_appeal(*, by: str, standing: Standing, was_decided: bool) -> bool:
    """The author objects to being hidden or held, the seller to being kept once the mall decided."""
    if by == "author":
        return standing in (Standing.HIDDEN, Standing.HELD)
    return standing is Standing.SHOWN and was_decided


def reversed_standing(standing: Standing) -> Standing:
    """What an appeal that is granted leads to."""
    return Standing.HIDDEN if standing is Standing.SHOWN else Standing.SHOWN
