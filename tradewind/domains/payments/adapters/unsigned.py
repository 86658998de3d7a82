"""Callbacks that prove nothing: only the payment they name counts, and what the provider then says."""

from __future__ import annotations

from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.ports import BadSignature, Incoming
from tradewind.kernel.errors import NotFound


def payment_named(provider: str, incoming: Incoming) -> Payment:
    """The payment a callback's address names. Raises `BadSignature` for one that is not ours.

    So nobody can make us ask the provider about things that never were.
    """
    payment_id = incoming.query.get("payment", "")
    try:
        payment = Payment.objects.filter(public_id=payment_id, provider=provider).first()
    except NotFound:
        payment = None
    if payment is None or not payment.provider_reference:
        raise BadSignature
    return payment
