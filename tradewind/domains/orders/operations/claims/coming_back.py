"""Goods on their way back, and the look at them."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.inventory.operations import deallocate
from tradewind.domains.orders.claims import ClaimState
from tradewind.domains.orders.models import Claim
from tradewind.domains.orders.operations.claims.moving import locked_claim, move
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput


def mark_sent_back(
    *, store_id: int, claim_id: str, actor: str = "", carrier: str = "", tracking_number: str = ""
) -> Claim:
    """The shopper sent the goods. Raises `NotFound`, `IllegalClaimMove`."""
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        claim.carrier, claim.tracking_number = carrier, tracking_number
        move(claim, order, ClaimState.SENT_BACK, actor=actor, at=clock.now())
    return claim


def receive(*, store_id: int, claim_id: str, actor: str) -> Claim:
    """They arrived, and wait to be looked at. Raises `NotFound`, `IllegalClaimMove`."""
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        move(claim, order, ClaimState.RECEIVED, actor=actor, at=clock.now())
    return claim


def reject(*, store_id: int, claim_id: str, actor: str, answer: str) -> Claim:
    """After the look: not accepted, with the reason the shopper reads; the goods go back to them.

    Raises `NotFound`, `IllegalClaimMove`, `InvalidInput` without a reason.
    """
    if not answer.strip():
        raise InvalidInput({"answer": "required"})
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        claim.answer, claim.refund_minor = answer, 0
        claim.lines.update(accepted=0)
        move(claim, order, ClaimState.REJECTED, actor=actor, at=clock.now(), note=answer)
        deallocate(holder=claim.public_id)
    return claim
