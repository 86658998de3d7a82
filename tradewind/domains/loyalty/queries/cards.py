"""Gift cards as the office sees them: never their codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.ledger.queries import spendables
from tradewind.domains.loyalty.booking import card_account
from tradewind.domains.loyalty.models import GiftCard
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card with what is left on it."""

    public_id: str
    last_four: str
    amount: Money
    balance: Money
    origin: str
    note: str
    issued_at: datetime
    expires_at: datetime | None
    is_bought: bool
    is_blocked: bool
    is_expired: bool


def card_row(card: GiftCard, *, now: datetime) -> CardRow:
    """One card."""
    return _row(card, spendables(accounts=[card_account(card)])[card_account(card)], now)


def list_cards(
    *, now: datetime, last_four: str = "", cursor: str = "", limit: int = 50
) -> Page[CardRow]:
    """Cards, the latest first. Three statements. Raises `InvalidInput` for a bad cursor."""
    rows = GiftCard.objects.order_by("-pk")
    if last_four:
        rows = rows.filter(last_four=last_four.strip().upper()[-4:])
    if cursor:
        (before,) = decode_cursor(cursor, 1)
        if not isinstance(before, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=before)
    found = list(rows[: limit + 1])
    shown = found[:limit]
    kept = spendables(accounts=[card_account(card) for card in shown])
    items = [_row(card, kept[card_account(card)], now) for card in shown]
    return Page(items, encode_cursor(shown[-1].pk) if len(found) > limit else None)


def _row(card: GiftCard, balance: Money, now: datetime) -> CardRow:
    return CardRow(
        public_id=card.public_id,
        last_four=card.last_four,
        amount=card.amount,
        balance=balance,
        origin=str(GiftCard.Origin(card.origin).label),
        note=card.note,
        issued_at=card.issued_at,
        expires_at=card.expires_at,
        is_bought=card.origin == GiftCard.Origin.BOUGHT,
        is_blocked=card.blocked_at is not None,
        is_expired=card.expires_at is not None and card.expires_at <= now,
    )
