"""Cards kept for next time: kept after a payment, preferred, named, and let go of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tradewind.domains.identity.models import Person
from tradewind.domains.payments.cards import CardFacts, CardKeeper, CardNews, KeptCard
from tradewind.domains.payments.events import CardReleased
from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.models import CardRelease, Payment, SavedCard
from tradewind.domains.payments.operations.card_use import note_gone, opened, sealed
from tradewind.domains.payments.ports import GatewayUnavailable, UnknownProvider
from tradewind.domains.payments.rules import PAID
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.events import publish

MOST_CARDS = 20
_LONGEST_LABEL = 40
_LONG = timedelta(hours=6)
"""By then the job of a release has given up."""

_BATCH = 100
_SHOWN = ("brand", "last_four", "expires_year", "expires_month", "country")


def keep_card(*, payment_id: str) -> SavedCard | None:
    """Keep the card that payment was made with, for who agreed to it. Again changes nothing.

    None where the provider kept none, or the person has left or keeps too many; then the provider
    lets go of it too. Raises `GatewayUnavailable`.
    """
    payment = Payment.objects.get(public_id=payment_id)
    if not payment.keeps_for or payment.state not in PAID:
        return None
    port = gateway(payment.provider)
    kept = (
        port.kept_card(reference=payment.provider_reference)
        if isinstance(port, CardKeeper)
        else None
    )
    return None if kept is None else _keep(payment, kept)


def prefer_card(*, person_id: int, card_id: str) -> SavedCard:
    """Offer this one first. Raises `NotFound`."""
    with transaction.atomic():
        card = _own(person_id, card_id)
        _prefer(card)
    return card


def name_card(*, person_id: int, card_id: str, label: str) -> SavedCard:
    """Call it something. Raises `NotFound`, `InvalidInput`."""
    words = " ".join(label.split())
    if len(words) > _LONGEST_LABEL or "\x00" in words:
        raise InvalidInput({"label": "too_long" if len(words) > _LONGEST_LABEL else "invalid"})
    with transaction.atomic():
        card = _own(person_id, card_id)
        card.label = words
        card.save(update_fields=["label", "updated_at"])
    return card


def remove_card(*, person_id: int, card_id: str) -> Sequence[str]:
    """Forget a card: it can't be used from here on, and is offered to nobody.

    Returns the releases the provider is yet to be told of, for `release_card`; none where there was
    no such card.
    """
    with transaction.atomic():
        kept = _locked(person_id)
        gone = next((card for card in kept if card.public_id == card_id), None)
        if gone is None:
            return []
        releases = [_release(gone)]
        left = [card for card in kept if card is not gone and card.gone_at is None]
        if gone.is_default and left:
            _prefer(left[0])
    return releases


def remove_cards(*, person_id: int) -> Sequence[str]:
    """Forget all of a person's cards, as `remove_card`."""
    with transaction.atomic():
        return [_release(card) for card in _locked(person_id)]


def release_card(*, release_id: str) -> None:
    """Have the provider let go of a card, outside any transaction. Again changes nothing.

    Raises `GatewayUnavailable`, upon which the job tries again.
    """
    row = CardRelease.objects.filter(public_id=release_id).first()
    if row is None:
        return
    try:
        port = gateway(row.provider)
    except UnknownProvider:
        # Set up no more: it may be again, and then has to be told.
        raise GatewayUnavailable(provider=row.provider) from None
    if isinstance(port, CardKeeper):
        port.let_card_go(token=opened(row.token))
    row.delete()


def release_waiting(*, now: datetime) -> int:
    """Try again with cards whose providers were out of reach for long; returns how many are done."""
    waiting = CardRelease.objects.filter(asked_at__lt=now - _LONG).order_by("pk")
    done = 0
    for release_id in waiting.values_list("public_id", flat=True)[:_BATCH]:
        try:
            release_card(release_id=release_id)
        except GatewayUnavailable:
            continue
        done += 1
    return done


def take_card_news(*, provider: str, news: CardNews) -> bool:
    """A provider changed a card, or let go of it by itself. False for one that is not ours."""
    with transaction.atomic():
        card = (
            SavedCard.objects.select_for_update()
            .filter(provider=provider, digest=digest_of(news.method))
            .first()
        )
        if card is None:
            return False
        if news.facts is None:
            note_gone(card_id=card.public_id)
        else:
            _show(card, news.facts)
            card.save(update_fields=[*_SHOWN, "updated_at"])
    return True


def digest_of(name: str) -> str:
    """Finds a card by what its provider calls it, and tells nobody what that is."""
    return hashlib.sha256(name.encode()).hexdigest()


def _keep(payment: Payment, kept: KeptCard) -> SavedCard | None:
    with transaction.atomic():
        person = (
            Person.objects.select_for_update(no_key=True)
            .filter(public_id=payment.keeps_for, is_active=True)
            .first()
        )
        cards = list(SavedCard.objects.filter(person=person)) if person else []
        same = next((c for c in cards if _is_same(c, payment.provider, kept)), None)
        if same is not None and same.digest == digest_of(kept.token.method):
            return same
        if person is None or (same is None and len(cards) >= MOST_CARDS):
            _ask_release(payment.provider, sealed(kept.token))
            return None
        if same is not None:
            # The same card under a new name: the old one need not be kept beside it.
            _ask_release(same.provider, same.token)
        card = same or SavedCard(
            person=person,
            provider=payment.provider,
            fingerprint=digest_of(kept.fingerprint),
        )
        card.token, card.digest = sealed(kept.token), digest_of(kept.token.method)
        card.agreed_at, card.gone_at = payment.created_at, None
        card.is_default = card.is_default or not any(c.is_default for c in cards)
        _show(card, kept.facts)
        card.save()
    return card


def _is_same(card: SavedCard, provider: str, kept: KeptCard) -> bool:
    return (card.provider, card.fingerprint) == (provider, digest_of(kept.fingerprint))


def _show(card: SavedCard, facts: CardFacts) -> None:
    for name in _SHOWN:
        setattr(card, name, getattr(facts, name))


def _prefer(card: SavedCard) -> None:
    if card.gone_at is not None:
        raise NotFound(id=card.public_id)
    SavedCard.objects.filter(person_id=card.person_id, is_default=True).update(is_default=False)
    card.is_default = True
    card.save(update_fields=["is_default", "updated_at"])


def _own(person_id: int, card_id: str) -> SavedCard:
    found = next((card for card in _locked(person_id) if card.public_id == card_id), None)
    if found is None:
        raise NotFound(id=card_id)
    return found


def _locked(person_id: int) -> list[SavedCard]:
    # The person's row stands for the list, which may be empty.
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    return list(SavedCard.objects.filter(person_id=person_id).order_by("pk"))


def _release(card: SavedCard) -> str:
    release_id = _ask_release(card.provider, card.token)
    card.delete()
    return release_id


def _ask_release(provider: str, token: str) -> str:
    row = CardRelease.objects.create(provider=provider, token=token, asked_at=clock.now())
    publish(CardReleased(release_id=row.public_id, provider=provider))
    return row.public_id
