"""What an entry must be before it may be posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import Money

GUARDED = frozenset({"deposit", "gift", "mileage"})
"""Kinds of account a person spends from: they keep a balance that never falls below zero."""


class Unbalanced(TradewindError):
    """The amounts of an entry do not sum to zero in `unit`."""

    code = "entry_unbalanced"


class BalanceShort(TradewindError):
    """An account a person spends from holds less than was to be taken."""

    code = "balance_short"


class EntryKeyTaken(TradewindError):
    """The key belongs to an entry about something else."""

    code = "entry_key_taken"


class AlreadyReversed(TradewindError):
    """The entry was undone before, under another key."""

    code = "entry_already_reversed"


@dataclass(frozen=True, slots=True)
class AccountKey:
    """An account by what it is: it comes to be with its first posting.

    `unit` is a currency or ``PTS``; `name` tells accounts of one kind apart (provider, tax, fund),
    or says whose it is where no person is: the public id of a wallet or a gift card.
    """

    kind: str
    unit: str
    store_id: int | None = None
    person_id: int | None = None
    name: str = ""

    def __post_init__(self) -> None:
        # A member of a text enumeration hashes as its text, but prints as itself in SQL and logs.
        object.__setattr__(self, "kind", str.__str__(self.kind))

    @property
    def is_guarded(self) -> bool:
        return self.kind in GUARDED


@dataclass(frozen=True, slots=True)
class Line:
    """An amount on an account: debit positive, credit negative."""

    account: AccountKey
    amount: Money


def check(lines: Sequence[Line]) -> None:
    """Raises `Unbalanced` unless `lines` sum to zero in each unit, in the units of their accounts."""
    sums: dict[str, int] = {}
    for line in lines:
        unit = line.amount.currency
        if unit != line.account.unit:
            raise Unbalanced(unit=line.account.unit)
        sums[unit] = sums.get(unit, 0) + line.amount.minor
    if not lines:
        raise Unbalanced(unit="")
    for unit, minor in sums.items():
        if minor:
            raise Unbalanced(unit=unit)


def spendings(lines: Sequence[Line]) -> dict[AccountKey, int]:
    """How the guarded balances move, in minor units.

    What a person may spend is a debt of the mall to them, so a credit raises it.
    """
    moved: dict[AccountKey, int] = {}
    for line in lines:
        if line.account.is_guarded:
            moved[line.account] = moved.get(line.account, 0) - line.amount.minor
    return moved
