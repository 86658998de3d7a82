"""Points and gift cards whose time is up leave the books, each once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tradewind.domains.ledger.operations import post
from tradewind.domains.ledger.queries import spendable
from tradewind.domains.loyalty.booking import card_account, funding, moved, purse
from tradewind.domains.loyalty.models import GiftCard, Lot, Take, Wallet
from tradewind.domains.loyalty.operations.locking import locked_wallet
from tradewind.domains.loyalty.operations.lots import Fact, book
from tradewind.kernel.money import POINTS, Money

_BATCH = 500


def expire_due(*, now: datetime) -> int:
    """Expire what is due in every wallet and on every card; returns how many of either moved.

    Each wallet and each card is a transaction of its own, so a stop in between loses nothing.
    """
    due = Lot.objects.filter(remaining__gt=0, expires_at__lte=now)
    wallets = list(
        due.order_by("wallet_id").values_list("wallet_id", flat=True).distinct()[:_BATCH]
    )
    moved_on = 0
    for wallet_id in wallets:
        with transaction.atomic():
            moved_on += expire_points(locked_wallet(wallet_id), now)
    cards = GiftCard.objects.filter(expires_at__lte=now, expired_at=None).order_by("pk")
    for card_id in list(cards.values_list("pk", flat=True)[:_BATCH]):
        moved_on += _expire_card(card_id, now)
    return moved_on


def expire_points(wallet: Wallet, now: datetime) -> bool:
    """Expire what is due in a locked wallet; whether there was any. Every operation that spends
    does this first, so the books and the lots agree even before the clock's own round.
    """
    due = list(
        Lot.objects.filter(wallet=wallet, remaining__gt=0, expires_at__lte=now)
        .select_for_update(no_key=True)
        .order_by("pk")
    )
    for lot in due:
        gone = Money(lot.remaining, POINTS)
        lot.remaining = 0
        lot.save(update_fields=["remaining"])
        Take.objects.create(lot=lot, reason=Take.Reason.EXPIRY, amount=gone.minor)
        book(
            wallet,
            Fact(f"mileage-expiry:{lot.public_id}", "mileage_expired", lot.public_id, now),
            moved(purse(wallet, POINTS), funding(POINTS, lot.funder_store_id), gone),
        )
    return bool(due)


def _expire_card(card_id: int, now: datetime) -> bool:
    with transaction.atomic():
        card = GiftCard.objects.select_for_update(no_key=True).get(pk=card_id)
        if card.expired_at is not None or card.expires_at is None or card.expires_at > now:
            return False
        left = spendable(account=card_account(card))
        card.expired_at = now
        card.save(update_fields=["expired_at"])
        if left:
            post(
                # What came back to a card after it expired has a later moment to expire at.
                key=f"gift-expiry:{card.public_id}:{card.expires_at:%Y%m%d%H%M%S}",
                kind="gift_expired",
                reference=card.public_id,
                postings=moved(
                    card_account(card), funding(card.currency, card.funder_store_id, "gift"), left
                ),
                posted_at=now,
            )
    return True
