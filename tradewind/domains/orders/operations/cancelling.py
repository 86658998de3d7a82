"""An order that will not be sent, or that nobody took in: a claim about all of it that needs nobody's
word.
"""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.orders.claims import RUNNING, ClaimKind, ClaimState, Reason
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.operations.claims import Settled, settle
from tradewind.domains.orders.operations.claims.asking import Wanted, open_claim
from tradewind.domains.orders.operations.claims.moving import move
from tradewind.domains.orders.operations.moving import locked_order
from tradewind.domains.orders.operations.moving import move as move_order
from tradewind.domains.orders.rules import IllegalMove, Stage, check_move
from tradewind.kernel import clock
from tradewind.platform.events import publish


def cancel(*, store_id: int, order_id: str, actor: str, reason: Reason, note: str = "") -> Settled:
    """Cancel everything of an order that no parcel has left for yet.

    Pieces go back on the shelf and the books are mirrored; what the shopper is owed is returned
    for the caller to send in the same transaction. A cancellation the shopper waits for is
    overtaken. Raises `NotFound`, `IllegalMove`.
    """
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        _check_unsent(order)
        _overtake(order, actor)
        wanted = [Wanted(line.public_id, line.unsent) for line in order.lines.all() if line.unsent]
        claim = open_claim(order, ClaimKind.CANCEL, reason, wanted, note=note, actor=actor)
        return settle(store_id=store_id, claim_id=claim.public_id, actor=actor)


def refuse_at_door(*, store_id: int, order_id: str, actor: str, location_id: int) -> Settled:
    """Everything of an order came back with the courier: nobody took it in.

    The pieces go on the shelf of that location and the books are mirrored; what the shopper is owed
    or owes no longer is returned for the caller. Raises `NotFound`, and `IllegalMove` unless all of
    it is on its way.
    """
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        if order.stage != Stage.SHIPPED:
            raise IllegalMove(from_stage=order.stage, to_stage=Stage.CANCELLED.value)
        wanted = [
            Wanted(line.public_id, line.shipped - line.returned)
            for line in order.lines.all()
            if line.shipped > line.returned
        ]
        reason = Reason.REFUSED_AT_DOOR
        claim = open_claim(order, ClaimKind.RETURN, reason, wanted, actor=actor)
        settled = settle(
            store_id=store_id, claim_id=claim.public_id, actor=actor, location_id=location_id
        )
        order = locked_order(store_id=store_id, order_id=order_id)
        now = clock.now()
        publish(move_order(order, Stage.CANCELLED, actor=actor, at=now, reason=reason))
        return settled


def _check_unsent(order: Order) -> None:
    stage = Stage(order.stage)
    check_move(stage, Stage.CANCELLED)
    if stage is Stage.SHIPPED:
        raise IllegalMove(from_stage=stage.value, to_stage=Stage.CANCELLED.value)


def _overtake(order: Order, actor: str) -> None:
    for claim in order.claims.filter(kind=ClaimKind.CANCEL, state__in=RUNNING):
        move(claim, order, ClaimState.WITHDRAWN, actor=actor, at=clock.now())
