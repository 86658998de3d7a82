"""The history of a wallet: its postings with words and what stood behind them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.ledger.queries import statement
from tradewind.domains.loyalty.booking import purse
from tradewind.domains.loyalty.models import Wallet
from tradewind.domains.loyalty.wording import ENTRY_NAMES
from tradewind.domains.orders.models import Order, Purchase
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

FILTERS = {
    "earned": (
        "mileage_earned",
        "mileage_awarded",
        "mileage_goodwill",
        "topped_up",
        "wallet_merged",
    ),
    "spent": ("mileage_held", "deposit_held", "withdrawn"),
    "returned": (
        *("mileage_released", "mileage_returned", "deposit_released", "deposit_returned"),
        *("mileage_taken_back", "withdrawal_refused"),
    ),
    "expired": ("mileage_expired",),
}
"""What a reader may narrow a statement to, and the kinds of entries that means."""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement: `amount` above zero came, below zero went. `token` opens the purchase behind
    it, empty where none is.
    """

    id: int
    kind: str
    words: str
    amount: Money
    at: datetime
    reference: str
    token: str


def statement_of(
    *,
    wallet: Wallet | None,
    unit: str,
    only: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str = "",
    limit: int = 30,
) -> Page[StatementRow]:
    """The movements of points (``PTS``) or of a deposit, newest first. Raises `InvalidInput` for a
    filter or cursor of nobody's.
    """
    if only and only not in FILTERS:
        raise InvalidInput({"only": "unknown"})
    if wallet is None:
        return Page([])
    before = None
    if cursor:
        (before,) = decode_cursor(cursor, 1)
        if not isinstance(before, int):
            raise InvalidInput({"cursor": "invalid"})
    lines = statement(
        account=purse(wallet, unit),
        before_id=before,
        limit=limit + 1,
        kinds=FILTERS.get(only, ()),
        since=since,
        until=until,
    )
    shown = lines[:limit]
    tokens = _tokens({line.reference for line in shown})
    rows = [
        StatementRow(
            id=line.posting_id,
            kind=line.kind,
            words=str(ENTRY_NAMES.get(line.kind, line.kind)),
            amount=-line.amount,
            at=line.posted_at,
            reference=line.reference,
            token=tokens.get(line.reference, ""),
        )
        for line in shown
    ]
    return Page(rows, encode_cursor(shown[-1].posting_id) if len(lines) > limit else None)


def _tokens(references: Collection[str]) -> dict[str, str]:
    orders = [reference for reference in references if reference.startswith("ord_")]
    checkouts = [reference for reference in references if reference.startswith("chk_")]
    found: dict[str, str] = {}
    if orders:
        rows = Order.objects.across_stores("a statement leads to the person's own purchases")
        found |= dict(rows.filter(public_id__in=orders).values_list("public_id", "purchase__token"))
    if checkouts:
        found |= dict(
            Purchase.objects.filter(checkout__in=checkouts).values_list("checkout", "token")
        )
    return found
