"""Gift cards: issued once, looked up by whoever knows the code, blocked when lost."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from tradewind.domains.ledger.operations import post
from tradewind.domains.ledger.queries import spendable
from tradewind.domains.loyalty.booking import card_account, funding, moved, receivable
from tradewind.domains.loyalty.events import GiftCardIssued
from tradewind.domains.loyalty.models import GiftCard
from tradewind.domains.loyalty.rules.errors import (
    GiftBlocked,
    GiftExpired,
    GiftUnknown,
)
from tradewind.domains.loyalty.rules.gifts import CODE_LENGTH, check_expiry, normalised, shown
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.platform import audit
from tradewind.platform.events import publish

_MOST_MINOR = 10_000_000


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card and its code, told this once; empty when it had been issued before."""

    card: GiftCard
    code: str


def issue_card(
    *,
    amount: Money,
    key: str,
    country: str,
    region: str = "",
    expires_at: datetime | None = None,
    is_bought: bool = False,
    funder_store_id: int | None = None,
    note: str = "",
    actor: str = "",
) -> IssuedCard:
    """Issue a card, once a `key`, in the caller's transaction.

    One that `is_bought` takes its money from what the shopper of the checkout paid (the receivable
    account), any other from who funds it. Raises `InvalidInput`, `GiftExpiryTooSoon` where the law
    at `country` and `region` lets a bought card live longer.
    """
    now = clock.now()
    if amount.minor <= 0 or amount.minor > _MOST_MINOR:
        raise InvalidInput({"amount": "too_small" if amount.minor <= 0 else "too_large"})
    if expires_at is not None and expires_at <= now:
        raise InvalidInput({"expires_on": "too_small"})
    if is_bought:
        check_expiry(country=country, region=region, issued_at=now, expires_at=expires_at)
    code = ids.new_reference(CODE_LENGTH)
    with transaction.atomic():
        card, is_new = GiftCard.objects.get_or_create(
            key=key,
            defaults={
                "digest": digest_of(code),
                "last_four": code[-4:],
                "currency": amount.currency,
                "amount_minor": amount.minor,
                "origin": GiftCard.Origin.BOUGHT if is_bought else GiftCard.Origin.GIVEN,
                "funder_store_id": funder_store_id,
                "country": country,
                "region": region,
                "note": note,
                "issued_by": actor,
                "issued_at": now,
                "expires_at": expires_at,
            },
        )
        if not is_new:
            return IssuedCard(card, "")
        payer = (
            receivable(amount.currency)
            if is_bought
            else funding(amount.currency, funder_store_id, "gift")
        )
        post(
            key=f"gift-issue:{card.public_id}",
            kind="gift_issued",
            reference=card.public_id,
            postings=moved(payer, card_account(card), amount),
            posted_at=now,
        )
        publish(GiftCardIssued(card_id=card.public_id, amount=amount, origin=str(card.origin)))
        if actor:
            audit.record(
                actor=actor,
                action="loyalty.issue_gift_card",
                subject=card.public_id,
                store_id=funder_store_id,
                changes={"amount": [None, str(amount)]},
            )
    return IssuedCard(card, shown(code))


def block_card(*, card_id: str, actor: str) -> GiftCard:
    """Stop a lost or stolen card from being spent. Raises `NotFound`."""
    return _set_blocked(card_id, actor, clock.now())


def unblock_card(*, card_id: str, actor: str) -> GiftCard:
    """Let it be spent again. Raises `NotFound`."""
    return _set_blocked(card_id, actor, None)


def find_card(*, code: str) -> GiftCard:
    """The card with that code, spent and expired ones too. Raises `GiftUnknown`.

    Whoever calls limits how often a stranger may ask.
    """
    card = GiftCard.objects.filter(digest=digest_of(code)).first()
    if card is None:
        raise GiftUnknown
    return card


def check_card(card: GiftCard, now: datetime) -> None:
    """Raises `GiftBlocked`, `GiftExpired`."""
    if card.blocked_at is not None:
        raise GiftBlocked(last_four=card.last_four)
    if card.expires_at is not None and card.expires_at <= now:
        raise GiftExpired(last_four=card.last_four, expired_at=card.expires_at)


def balance_of_card(card: GiftCard) -> Money:
    """What may be spent from it."""
    return spendable(account=card_account(card))


def digest_of(code: str) -> str:
    """What stands in the row for a code: nobody who reads the table can spend from it."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"gift:{normalised(code)}".encode(), hashlib.sha256).hexdigest()


def _set_blocked(card_id: str, actor: str, at: datetime | None) -> GiftCard:
    with transaction.atomic():
        card = GiftCard.objects.select_for_update(no_key=True).filter(public_id=card_id).first()
        if card is None:
            raise NotFound(id=card_id)
        if (card.blocked_at is None) != (at is None):
            card.blocked_at = at
            card.save(update_fields=["blocked_at"])
            audit.record(
                actor=actor,
                action="loyalty.block_gift_card" if at else "loyalty.unblock_gift_card",
                subject=card.public_id,
                store_id=None,
            )
    return card
