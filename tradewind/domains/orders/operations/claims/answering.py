"""The seller answers a claim."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.inventory.operations import allocate, deallocate, hold
from tradewind.domains.orders.claims import SEND_BACK_WITHIN, ClaimKind, ClaimState
from tradewind.domains.orders.models import Claim
from tradewind.domains.orders.operations.claims.moving import locked_claim, move
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput


def approve(*, store_id: int, claim_id: str, actor: str, answer: str = "") -> Claim:
    """Agree to a return or exchange: the goods may be sent back until `due_at`.

    What an exchange is to be replaced by is taken off the shelf at once. Raises `NotFound`,
    `IllegalClaimMove`, `StockShort` where the replacement is not there.
    """
    now = clock.now()
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        if claim.kind == ClaimKind.CANCEL:
            raise InvalidInput({"kind": "invalid"})
        claim.answer, claim.due_at = answer, now + SEND_BACK_WITHIN
        keep_replacements(claim)
        move(claim, order, ClaimState.APPROVED, actor=actor, at=now, note=answer)
    return claim


def refuse(*, store_id: int, claim_id: str, actor: str, answer: str) -> Claim:
    """Say no, with the reason the shopper reads. Raises `NotFound`, `IllegalClaimMove`,
    `InvalidInput` without a reason."""
    if not answer.strip():
        raise InvalidInput({"answer": "required"})
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        claim.answer = answer
        move(claim, order, ClaimState.REFUSED, actor=actor, at=clock.now(), note=answer)
        deallocate(holder=claim.public_id)
    return claim


def keep_replacements(claim: Claim) -> None:
    """Set what an exchange will send aside, in the name of the claim. Raises `StockShort`."""
    wanted: dict[int, int] = {}
    for line in claim.lines.all():
        if line.replacement_id is not None:
            wanted[line.replacement_id] = wanted.get(line.replacement_id, 0) + line.quantity
    if wanted:
        hold(holder=claim.public_id, wanted=wanted, expires_at=clock.now() + SEND_BACK_WITHIN)
        allocate(holder=claim.public_id, orders={claim.store_id: claim.public_id})
