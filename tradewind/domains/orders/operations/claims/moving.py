"""The one way a claim changes its state."""

from __future__ import annotations

from datetime import datetime

from tradewind.domains.orders.claims import ClaimState, check_move
from tradewind.domains.orders.events import ClaimMoved
from tradewind.domains.orders.models import Claim, ClaimStep, Order
from tradewind.domains.orders.operations.moving import locked_order
from tradewind.kernel.errors import NotFound
from tradewind.platform.events import publish


def locked_claim(*, store_id: int, claim_id: str) -> tuple[Claim, Order]:
    """The store's claim and its order, the order's row locked: claims of one order stand in line.

    Raises `NotFound`.
    """
    found = Claim.objects.for_store(store_id).filter(public_id=claim_id)
    order_id = found.values_list("order__public_id", flat=True).first()
    if order_id is None:
        raise NotFound(id=claim_id)
    order = locked_order(store_id=store_id, order_id=order_id)
    # Read after the lock: whoever held it before may have moved the claim.
    return found.get(), order


def move(
    claim: Claim, order: Order, to_state: ClaimState, *, actor: str, at: datetime, note: str = ""
) -> None:
    """Write the step and publish it. The order is locked. Raises `IllegalClaimMove`."""
    from_state = ClaimState(claim.state)
    check_move(from_state, to_state)
    claim.state = to_state
    claim.save()
    tell(claim, order, from_state=from_state.value, actor=actor, at=at, note=note)


def tell(
    claim: Claim, order: Order, *, from_state: str, actor: str, at: datetime, note: str
) -> None:
    """The history both sides read, and the event."""
    ClaimStep.objects.create(
        store_id=claim.store_id,
        claim=claim,
        to_state=claim.state,
        actor=actor,
        note=note,
        at=at,
    )
    publish(
        ClaimMoved(
            claim_id=claim.public_id,
            order_id=order.public_id,
            purchase_id=order.purchase.public_id,
            store_id=order.store.public_id,
            kind=claim.kind,
            from_state=from_state,
            to_state=str(claim.state),
        )
    )
