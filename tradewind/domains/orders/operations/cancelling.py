"""An order that will not be sent: a claim about all of it that needs nobody's word."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.orders.claims import RUNNING, ClaimKind, ClaimState, Reason
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.operations.claims import Settled, settle
from tradewind.domains.orders.operations.claims.asking import Wanted, open_claim
from tradewind.domains.orders.operations.claims.moving import move
from tradewind.domains.orders.operations.moving import locked_order
from tradewind.domains.orders.rules import Stage, check_move
from tradewind.kernel import clock


def cancel(*, store_id: int, order_id: str, actor: str, reason: Reason, note: str = "") -> Settled:
    """Cancel everything of an order that no parcel has left for yet.

    Pieces go back on the shelf and the books are mirrored; what the shopper is owed is returned
    for the caller to send in the same transaction. A cancellation the shopper waits for is
    overtaken. Raises `NotFound`, `IllegalMove`.
    """
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        check_move(Stage(order.stage), Stage.CANCELLED)
        _overtake(order, actor)
        wanted = [Wanted(line.public_id, line.unsent) for line in order.lines.all() if line.unsent]
        claim = open_claim(order, ClaimKind.CANCEL, reason, wanted, note=note, actor=actor)
        return settle(store_id=store_id, claim_id=claim.public_id, actor=actor)


def _overtake(order: Order, actor: str) -> None:
    for claim in order.claims.filter(kind=ClaimKind.CANCEL, state__in=RUNNING):
        move(claim, order, ClaimState.WITHDRAWN, actor=actor, at=clock.now())
