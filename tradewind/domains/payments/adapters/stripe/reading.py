"""Stripe's webhooks: signed, at most five minutes old, each event with an id."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson
import stripe

from tradewind.domains.payments.adapters.stripe import cards
from tradewind.domains.payments.adapters.stripe.amounts import from_stripe
from tradewind.domains.payments.adapters.stripe.states import decline, of_intent, of_session
from tradewind.domains.payments.cards import CardNews
from tradewind.domains.payments.ports import (
    BadSignature,
    DisputeNews,
    Incoming,
    OtherMerchant,
    ProviderNews,
    ProviderState,
)
from tradewind.domains.payments.rules import State

_TOLERANCE = 300  # seconds
_SESSIONS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    }
)
_INTENTS = frozenset(
    {
        "payment_intent.succeeded",
        "payment_intent.payment_failed",
        "payment_intent.processing",
        "payment_intent.canceled",
        "payment_intent.amount_capturable_updated",
    }
)
_DISPUTED = {
    "charge.dispute.created": None,
    "charge.dispute.updated": None,
    "charge.dispute.closed": None,
    "charge.dispute.funds_withdrawn": State.REVERSED,
    "charge.dispute.funds_reinstated": State.RECOVERED,
}


def read(incoming: Incoming, *, secret: str, is_live: bool) -> ProviderNews | None:
    """Prove and read an event. Raises `BadSignature`, `OtherMerchant`."""
    event = _proved(incoming, secret)
    # Events of connected accounts and of the other mode come to the same address.
    if event.get("account") or bool(event.get("livemode")) != is_live:
        raise OtherMerchant
    try:
        return _news(event, event["data"]["object"])
    except (KeyError, TypeError, ValueError):
        raise BadSignature from None


def _proved(incoming: Incoming, secret: str) -> Mapping[str, Any]:
    try:
        header = incoming.headers.get("Stripe-Signature", "")
        stripe.WebhookSignature.verify_header(incoming.body, header, secret, _TOLERANCE)
        stamp = int(dict(part.partition("=")[::2] for part in header.split(","))["t"])
        event = orjson.loads(incoming.body)
    except (stripe.SignatureVerificationError, ValueError, KeyError):
        raise BadSignature from None
    if stamp > time.time() + _TOLERANCE or not isinstance(event, dict):
        raise BadSignature
    return event


def _news(event: Mapping[str, Any], told: Mapping[str, Any]) -> ProviderNews | None:
    kind = str(event["type"])
    if kind in _DISPUTED:
        return _dispute(event, told, _DISPUTED[kind])
    if kind in cards.EVENTS:
        return _of_card(event, cards.news(kind, told))
    if kind == "refund.failed":
        return _made(event, told, state=None, payment_id="", alarm="refund_failed")
    if kind not in _SESSIONS | _INTENTS:
        return None
    payment_id = str((told.get("metadata") or {}).get("payment_id") or "")
    if not payment_id:
        # Somebody else sells through the same account of Stripe's.
        return None
    if kind in _INTENTS:
        return _made(
            event,
            told,
            state=of_intent(told),
            payment_id=payment_id,
            minor=told["amount"],
        )
    state = of_session(told)
    if kind == "checkout.session.async_payment_failed":
        code = decline(told.get("last_payment_error") or {})
        state = ProviderState(state.reference, State.DECLINED, decline_code=code)
    return _made(event, told, state=state, payment_id=payment_id, minor=told["amount_total"])


def _of_card(event: Mapping[str, Any], news: CardNews | None) -> ProviderNews | None:
    if news is None:
        return None
    return ProviderNews(
        message_id=str(event["id"])[:80],
        kind=str(event["type"])[:40],
        payment_id="",
        amount=None,
        state=None,
        # Not the card's name: that is kept encrypted, and nowhere else.
        body={"created": event.get("created"), "type": event["type"]},
        card=news,
    )


def _dispute(
    event: Mapping[str, Any], told: Mapping[str, Any], becomes: State | None
) -> ProviderNews:
    status = str(told["status"])
    due = (told.get("evidence_details") or {}).get("due_by")
    intent = str(told["payment_intent"])
    news = DisputeNews(
        reference=str(told["id"]),
        amount=from_stripe(int(told["amount"]), str(told["currency"])),
        reason=str(told["reason"]),
        outcome="won"
        if becomes is State.RECOVERED
        else status
        if status in ("won", "lost")
        else "open",
        answer_by=datetime.fromtimestamp(due, UTC) if due else None,
    )
    state = None
    if becomes is not None:
        code = "reversed" if becomes is State.REVERSED else ""
        state = ProviderState(intent, becomes, decline_code=code)
    return _made(event, told, state=state, payment_id="", dispute=news)


def _made(
    event: Mapping[str, Any],
    told: Mapping[str, Any],
    *,
    state: ProviderState | None,
    payment_id: str,
    minor: int | None = None,
    dispute: DisputeNews | None = None,
    alarm: str = "",
) -> ProviderNews:
    amount = None if minor is None else from_stripe(int(minor), str(told["currency"]))
    return ProviderNews(
        message_id=str(event["id"])[:80],
        kind=str(event["type"])[:40],
        payment_id=payment_id,
        amount=amount,
        state=state,
        # What is kept holds no name, card or address.
        body={"object": str(told["id"]), "created": event.get("created"), "type": event["type"]},
        reference=str(told.get("payment_intent") or ""),
        dispute=dispute,
        alarm=alarm,
    )
