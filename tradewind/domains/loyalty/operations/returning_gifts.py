"""A bought card given back: what is left of it, to the card or bank that paid."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tradewind.domains.ledger.operations import post
from tradewind.domains.ledger.queries import spendable
from tradewind.domains.loyalty.booking import card_account, moved, receivable
from tradewind.domains.loyalty.models import GiftCard, GiftPurchase
from tradewind.domains.loyalty.rules.errors import GiftNotReturnable, GiftSpent
from tradewind.domains.loyalty.rules.giving import CHANGE_OF_MIND, GiftState
from tradewind.domains.payments import operations as payments
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.platform import audit


def can_return(gift: GiftPurchase, now: datetime) -> bool:
    """Whether who bought it may still give it back by themselves."""
    return (
        gift.state == GiftState.PAID
        and gift.shown_at is None
        and gift.paid_at is not None
        and now < gift.paid_at + CHANGE_OF_MIND
    )


def return_gift(*, gift_id: str, actor: str = "") -> Money:
    """Send back what is left of a bought card and end it; whole while nobody spent from it.

    With an `actor` the mall does it, at any time, also again where money came back onto the card
    since; without, who bought it, as `can_return` lets them. Returns what goes back, nothing where
    all did before. Raises `NotFound`, `GiftNotReturnable`, `GiftSpent`.
    """
    now = clock.now()
    with transaction.atomic():
        gift = GiftPurchase.objects.select_for_update().filter(public_id=gift_id).first()
        if gift is None or gift.card_id is None:
            raise NotFound(id=gift_id)
        # Under the card's lock: whoever spends from it at once comes before or after, not between.
        card = GiftCard.objects.select_for_update(no_key=True).get(pk=gift.card_id)
        left = spendable(account=card_account(card))
        if gift.state == GiftState.CANCELLED and not (actor and left):
            return Money.zero(gift.currency)
        if gift.state == GiftState.REVERSED or not (actor or can_return(gift, now)):
            raise GiftNotReturnable
        if not left:
            raise GiftSpent(last_four=card.last_four)
        key = f"gift-return:{gift.public_id}:{gift.returned_minor}"
        _take(gift, card, left, kind="gift_given_back", key=key, at=now)
        gift.returned_minor += left.minor
        gift.state, gift.code = GiftState.CANCELLED, ""
        gift.save(update_fields=["returned_minor", "state", "code", "updated_at"])
        payments.request_refund(
            purpose=gift.public_id, amount=left, key=key[:80], reason="gift_given_back"
        )
        if actor:
            audit.record(
                actor=actor,
                action="loyalty.return_gift_card",
                subject=card.public_id,
                store_id=None,
                changes={"returned": [None, str(left)]},
            )
    return left


def bank_took(gift: GiftPurchase) -> None:
    """The bank took back what a locked purchase was paid with: what is left of the card goes, what
    was spent stays in the books as owed.
    """
    now = clock.now()
    gift.state = GiftState.REVERSED
    gift.save(update_fields=["state", "updated_at"])
    if gift.card_id is None:
        return
    card = GiftCard.objects.select_for_update(no_key=True).get(pk=gift.card_id)
    left = spendable(account=card_account(card))
    key = f"gift-reversal:{gift.public_id}"
    _take(gift, card, left, kind="gift_reversed", key=key, at=now)
    gift.taken_minor = left.minor
    gift.save(update_fields=["taken_minor"])


def bank_gave_again(gift: GiftPurchase) -> None:
    """It gave the money again: the card holds what had been taken from it, and can be spent."""
    if gift.card_id is None:
        return
    card = GiftCard.objects.select_for_update(no_key=True).get(pk=gift.card_id)
    amount = Money(gift.taken_minor, gift.currency)
    was_returned = bool(gift.returned_minor)
    gift.state = GiftState.CANCELLED if was_returned else GiftState.PAID
    gift.taken_minor = 0
    gift.save(update_fields=["state", "taken_minor", "updated_at"])
    if not was_returned:
        card.blocked_at = None
        card.save(update_fields=["blocked_at"])
    if amount:
        post(
            key=f"gift-recovery:{gift.public_id}",
            kind="gift_recovered",
            reference=card.public_id,
            postings=moved(receivable(gift.currency), card_account(card), amount),
            posted_at=clock.now(),
        )


def _take(
    gift: GiftPurchase, card: GiftCard, left: Money, *, kind: str, key: str, at: datetime
) -> None:
    """End the card: what is left of it is owed to who paid, its code shown to nobody."""
    card.blocked_at = card.blocked_at or at
    card.save(update_fields=["blocked_at"])
    if left:
        post(
            key=key,
            kind=kind,
            reference=card.public_id,
            postings=moved(card_account(card), receivable(gift.currency), left),
            posted_at=at,
        )
