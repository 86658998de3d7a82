"""Paying with a kept card, and asking that one be kept: what a payment is opened with."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import timedelta

from cryptography.fernet import InvalidToken

from tradewind.domains.payments.cards import (
    CardExpired,
    CardKeeper,
    CardNotKept,
    CardToken,
    CardUnknown,
)
from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.models import Payment, SavedCard
from tradewind.kernel import clock
from tradewind.platform.secrets import decrypt, encrypt

CARD = "crd_"
"""How the public id of a kept card begins; no provider's own token does."""


@dataclass(frozen=True, slots=True)
class CardUse:
    """`card_id` pays, if it is `owner_id`'s; `keeps_for` is the public id of a person who agreed
    that the card be kept for them. All empty: a card like any other.
    """

    card_id: str = ""
    owner_id: int | None = None
    keeps_for: str = ""


NO_CARD = CardUse()


def check_use(use: CardUse, *, provider: str) -> None:
    """Raises `CardUnknown`, `CardExpired`, `CardNotKept`."""
    if use.keeps_for and not isinstance(gateway(provider), CardKeeper):
        raise CardNotKept(provider=provider)
    if not use.card_id:
        return
    card = None
    if use.owner_id is not None:
        card = SavedCard.objects.filter(
            public_id=use.card_id, person_id=use.owner_id, provider=provider, gone_at=None
        ).first()
    if card is None:
        raise CardUnknown(id=use.card_id)
    if is_expired(card):
        raise CardExpired(last_four=card.last_four)


def is_expired(card: SavedCard) -> bool:
    """Whether its last month is over everywhere: the latest zone is twelve hours behind UTC."""
    today = (clock.now() - timedelta(hours=12)).date()
    return (card.expires_year, card.expires_month) < (today.year, today.month)


def token_of(payment: Payment) -> CardToken | None:
    """What the provider is told of the kept card that pays. Raises `CardUnknown` for one that was
    removed since.
    """
    if not payment.card:
        return None
    card = SavedCard.objects.filter(public_id=payment.card, provider=payment.provider).first()
    if card is None:
        raise CardUnknown(id=payment.card)
    return opened(card.token)


def customer_of(payment: Payment) -> str:
    """What the provider calls who lets the card be kept, if it keeps one of theirs already."""
    if not payment.keeps_for:
        return ""
    kept = SavedCard.objects.filter(
        person__public_id=payment.keeps_for, provider=payment.provider, gone_at=None
    )
    latest = kept.order_by("-pk").first()
    return opened(latest.token).customer if latest else ""


def note_gone(*, card_id: str) -> None:
    """The provider does not know that card any more."""
    SavedCard.objects.filter(public_id=card_id, gone_at=None).update(
        gone_at=clock.now(), is_default=False
    )


def sealed(token: CardToken) -> str:
    """A token as it may lie in a row."""
    return encrypt(json.dumps(asdict(token)))


def opened(kept: str) -> CardToken:
    """What `sealed` was given. Raises `CardUnknown` when no key of ours fits any more."""
    try:
        return CardToken(**json.loads(decrypt(kept)))
    except InvalidToken:
        raise CardUnknown from None
