"""Cards that Stripe keeps: a payment method of a customer, both by name only.

https://docs.stripe.com/payments/save-during-payment, read October 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradewind.domains.payments.cards import CardFacts, CardNews, CardToken, KeptCard

DETACHED = "payment_method.detached"
EVENTS = frozenset(
    {"payment_method.updated", "payment_method.automatically_updated", DETACHED},
)
_GONE = frozenset({"payment_method", "customer"})


def kept(intent: Mapping[str, Any], *, account: str) -> KeptCard | None:
    """The card of an intent read with its payment method, if it stays with a customer."""
    method = intent.get("payment_method")
    if not isinstance(method, Mapping) or not method.get("customer") or not method.get("card"):
        return None
    token = CardToken(account=account, customer=str(method["customer"]), method=str(method["id"]))
    return KeptCard(token, facts(method), str(method["card"].get("fingerprint") or method["id"]))


def facts(method: Mapping[str, Any]) -> CardFacts:
    """What may be shown of a payment method of the type card."""
    card = method["card"]
    address = (method.get("billing_details") or {}).get("address") or {}
    return CardFacts(
        brand=str(card["brand"])[:20],
        last_four=str(card["last4"])[:4],
        expires_year=int(card["exp_year"]),
        expires_month=int(card["exp_month"]),
        country=str(address.get("country") or "")[:2],
    )


def news(kind: str, method: Mapping[str, Any]) -> CardNews | None:
    """What an event says of a payment method; None for one that is no card."""
    if not method.get("card"):
        return None
    return CardNews(str(method["id"]), None if kind == DETACHED else facts(method))


def is_gone(error: Any) -> bool:
    """Whether Stripe refuses because it no longer has the card, or not for this customer."""
    return error.code == "resource_missing" or error.param in _GONE


def paying_with(token: CardToken) -> dict[str, Any]:
    """An intent's parameters for a kept card."""
    return {"customer": token.customer, "payment_method": token.method}


def keeping(*, customer: str, email: str) -> dict[str, Any]:
    """A page's parameters that keep the card, beside the customer's others where there are any."""
    return (
        {"customer": customer}
        if customer
        else {"customer_creation": "always", "customer_email": email}
    )


KEEP = {"setup_future_usage": "off_session"}
"""Has the bank asked at once, so that most later payments need no asking again."""
