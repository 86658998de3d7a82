"""What follows for points and deposits from orders and payments."""

from __future__ import annotations

from tradewind.domains.loyalty import operations
from tradewind.domains.orders.events import OrderPlaced, OrderStageChanged, PiecesTakenBack
from tradewind.domains.orders.rules import Stage
from tradewind.domains.payments.events import PaymentMoved, RefundFailed, RefundMade
from tradewind.platform.events import Envelope, acting


def on_orders_moved(envelopes: list[Envelope]) -> None:
    """Orders promise points, all that were placed at once; then the rest in its order, which for
    each order comes after its placing."""
    placed = {e.event.order_id for e in envelopes if isinstance(e.event, OrderPlaced)}
    if placed:
        operations.accrue(order_ids=placed)
    for envelope in envelopes:
        with acting(request_id=envelope.request_id, actor=envelope.actor):
            match envelope.event:
                case OrderStageChanged() as event:
                    _on_stage_changed(event, envelope)
                case PiecesTakenBack() as event:
                    # What pieces earned goes back with them.
                    operations.keep_for(order_id=event.order_id, goods_left=event.goods_left)


def _on_stage_changed(event: OrderStageChanged, envelope: Envelope) -> None:
    """They come when the goods are there, and not for what was cancelled."""
    if event.to_stage == Stage.DELIVERED:
        operations.mature(order_id=event.order_id, delivered_at=envelope.occurred_at)
    elif event.to_stage == Stage.CANCELLED:
        operations.cancel_accruals(order_id=event.order_id)


def on_payment_moved(event: PaymentMoved, envelope: Envelope) -> None:
    """News of a payment into a deposit, or for a gift card."""
    if event.purpose.startswith(operations.TOP_UP):
        operations.settle_top_up(top_up_id=event.purpose)
    elif event.purpose.startswith(operations.GIFT):
        operations.settle_gift(gift_id=event.purpose)


def on_refund_made(event: RefundMade, envelope: Envelope) -> None:
    """A withdrawal arrived."""
    if event.purpose.startswith(operations.TOP_UP):
        operations.finish_withdrawal(refund_id=event.refund_id)


def on_refund_failed(event: RefundFailed, envelope: Envelope) -> None:
    """A withdrawal was refused."""
    if event.purpose.startswith(operations.TOP_UP):
        operations.undo_withdrawal(refund_id=event.refund_id)
