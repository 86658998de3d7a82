"""Cards the sandbox keeps: which ones its page offers, and how each behaves when it is used again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.domains.payments.adapters.sandbox.models import (
    SandboxCard,
    SandboxMessage,
    SandboxPayment,
)
from tradewind.domains.payments.adapters.sandbox.scenarios import LATE, SCENARIOS
from tradewind.domains.payments.cards import CardFacts, CardToken, KeptCard
from tradewind.domains.payments.rules import State
from tradewind.kernel import clock, ids

ACCOUNT = "sandbox"
_YEARS = 3


@dataclass(frozen=True, slots=True)
class NextTime:
    """How a kept card pays: `scenario` is played at once, empty: its page is to be visited.

    `is_withdrawn`: soon the sandbox lets go of it by itself, and tells.
    """

    title: str | Promise
    scenario: str = ""
    is_withdrawn: bool = False


NEXT_TIME: Mapping[str, NextTime] = {
    "pays": NextTime(_("Pays at once"), "pays"),
    "asks": NextTime(_("The bank wants to see the shopper")),
    "expired": NextTime(_("Has expired"), "card_expired"),
    "short": NextTime(_("Has not enough money"), "insufficient_funds"),
    "withdrawn": NextTime(_("Is withdrawn by the bank after 20 seconds"), "pays", True),
}
CARDS: Mapping[str, tuple[str, str]] = {
    "visa": ("Visa", "4242"),
    "mastercard": ("Mastercard", "4444"),
    "amex": ("American Express", "0005"),
}
"""Brand and last four of the cards there are; nobody types a number."""


def keep(payment: SandboxPayment, *, brand: str, next_time: str) -> None:
    """Keep the card a payment was just made with, if it was asked for and the payment can succeed."""
    scenario = SCENARIOS[payment.scenario]
    pays = State.CAPTURED in {scenario.answers, *(state for _after, state in scenario.tells)}
    if not payment.keeps_card or not pays:
        return
    now = clock.now()
    card = SandboxCard.objects.create(
        payment=payment,
        customer=payment.customer or ids.new_id("sbu"),
        brand=brand,
        last_four=CARDS[brand][1],
        expires_year=now.year + _YEARS,
        expires_month=now.month,
        country="CA",
        next_time=next_time,
    )
    if NEXT_TIME[next_time].is_withdrawn:
        SandboxMessage.objects.create(card=card, due_at=now + LATE)


def find(token: CardToken) -> SandboxCard | None:
    """The card of that token, if it is still kept."""
    if token.account != ACCOUNT:
        return None
    return SandboxCard.objects.filter(reference=token.method, detached_at=None).first()


def kept(reference: str) -> KeptCard | None:
    """The card that payment was made with, if it is kept."""
    card = SandboxCard.objects.filter(payment__reference=reference, detached_at=None).first()
    if card is None:
        return None
    token = CardToken(account=ACCOUNT, customer=card.customer, method=card.reference)
    return KeptCard(token, facts(card), f"{card.customer}:{card.last_four}")


def facts(card: SandboxCard) -> CardFacts:
    """What may be shown."""
    return CardFacts(
        card.brand, card.last_four, card.expires_year, card.expires_month, card.country
    )


def let_go(reference: str, at: datetime) -> None:
    """Nobody pays with it any more. Again changes nothing."""
    SandboxCard.objects.filter(reference=reference, detached_at=None).update(detached_at=at)
