"""The one place that locks wallets, holds and cards: wallets by id, then cards by id, then holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.loyalty.models import GiftCard, Hold, Wallet
from tradewind.kernel.errors import NotFound


def locked_wallet(wallet_id: int) -> Wallet:
    """The wallet, or the one it was merged into, its row locked until the transaction ends.

    Raises `NotFound`.
    """
    while True:
        row = Wallet.objects.select_for_update(no_key=True).filter(pk=wallet_id).first()
        if row is None:
            raise NotFound(wallet=wallet_id)
        if row.merged_into_id is None:
            return row
        wallet_id = row.merged_into_id


def locked_cards(digests: Collection[str]) -> dict[str, GiftCard]:
    """The cards with these digests, locked in the order of their ids."""
    rows = GiftCard.objects.select_for_update(no_key=True).filter(digest__in=digests)
    return {card.digest: card for card in rows.order_by("pk")}


@dataclass(frozen=True, slots=True)
class LockedHolds:
    """The holds of one holder with everything they came from, all locked."""

    wallets: dict[int, Wallet]
    holds: Sequence[Hold]


class _Moved(Exception):
    """A wallet was merged between the look and the lock."""


def locked_holds(holder: str) -> LockedHolds:
    """Everything `holder` holds or held, oldest first, in the caller's transaction."""
    while True:
        try:
            # Rolled back to here, the locks of a failed try are let go, so none is waited for
            # out of order.
            with transaction.atomic():
                return _lock(holder)
        except _Moved:
            continue


def _lock(holder: str) -> LockedHolds:
    sources = list(Hold.objects.filter(holder=holder).values_list("wallet_id", "card_id"))
    wanted = {wallet_id for wallet_id, _ in sources if wallet_id is not None}
    wallets = {
        row.pk: row
        for row in Wallet.objects.select_for_update(no_key=True)
        .filter(pk__in=wanted)
        .order_by("pk")
    }
    cards = {
        row.pk: row
        for row in GiftCard.objects.select_for_update(no_key=True)
        .filter(pk__in={card_id for _, card_id in sources if card_id is not None})
        .order_by("pk")
    }
    holds = list(Hold.objects.select_for_update().filter(holder=holder).order_by("pk"))
    for hold in holds:
        if hold.wallet_id is not None:
            if hold.wallet_id not in wallets:
                raise _Moved
            hold.wallet = wallets[hold.wallet_id]
        if hold.card_id is not None:
            if hold.card_id not in cards:
                raise _Moved
            hold.card = cards[hold.card_id]
    return LockedHolds(wallets, holds)
