"""Stripe's objects as states of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradewind.domains.payments.adapters.stripe.amounts import from_stripe
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State

# https://docs.stripe.com/declines/codes
_DECLINES = {
    "insufficient_funds": "insufficient_funds",
    "expired_card": "card_expired",
    "fraudulent": "suspected_fraud",
    "lost_card": "suspected_fraud",
    "stolen_card": "suspected_fraud",
    "merchant_blacklist": "suspected_fraud",
    "try_again_later": "try_again_later",
    "processing_error": "try_again_later",
    "issuer_not_available": "try_again_later",
    "reenter_transaction": "try_again_later",
    "authentication_required": "authentication_needed",
    "payment_intent_authentication_failure": "authentication_needed",
}
DIRECT = "direct"
"""`metadata.way` of an intent confirmed here with a token: one refusal ends it. On Stripe's own page
the shopper may try another card on the same intent."""


def decline(error: Mapping[str, Any]) -> str:
    """Our decline code for an error of Stripe's."""
    code = str(error.get("decline_code") or error.get("code") or "")
    return _DECLINES.get(code, "declined_by_bank")


def of_intent(intent: Mapping[str, Any]) -> ProviderState:
    """Where a payment intent stands."""
    reference, status = str(intent["id"]), intent["status"]
    if status == "succeeded":
        got = from_stripe(int(intent["amount_received"]), str(intent["currency"]))
        return ProviderState(reference, State.CAPTURED, received=got)
    if status == "canceled":
        return ProviderState(reference, State.CANCELLED, decline_code="cancelled")
    if status == "requires_capture":
        return ProviderState(reference, State.AUTHORISED)
    if status == "requires_payment_method" and _is_direct(intent):
        error = intent.get("last_payment_error") or {}
        return ProviderState(reference, State.DECLINED, decline_code=decline(error))
    action = intent.get("next_action") or {}
    url = (action.get("redirect_to_url") or {}).get("url") or ""
    return ProviderState(reference, State.PENDING, redirect_url=str(url))


def of_session(session: Mapping[str, Any]) -> ProviderState:
    """Where a page of Stripe's stands; once an intent came of it, by that intent's name."""
    reference = str(session.get("payment_intent") or session["id"])
    if session["status"] == "expired":
        return ProviderState(reference, State.EXPIRED)
    if session["status"] == "complete" and session["payment_status"] == "paid":
        got = from_stripe(int(session["amount_total"]), str(session["currency"]))
        return ProviderState(reference, State.CAPTURED, received=got)
    return ProviderState(reference, State.PENDING, redirect_url=str(session.get("url") or ""))


def _is_direct(intent: Mapping[str, Any]) -> bool:
    return (intent.get("metadata") or {}).get("way") == DIRECT
