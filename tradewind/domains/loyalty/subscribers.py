"""What follows for points and deposits from orders and payments."""

from __future__ import annotations

from tradewind.domains.loyalty import operations
from tradewind.domains.orders.events import OrderPlaced, OrderStageChanged, PiecesTakenBack
from tradewind.domains.orders.rules import Stage
from tradewind.domains.payments.events import PaymentMoved, RefundFailed, RefundMade
from tradewind.platform.events import Envelope


def on_order_placed(event: OrderPlaced, envelope: Envelope) -> None:
    """An order promises points."""
    operations.accrue(order_id=event.order_id)


def on_stage_changed(event: OrderStageChanged, envelope: Envelope) -> None:
    """They come when the goods are there, and not for what was cancelled."""
    if event.to_stage == Stage.DELIVERED:
        operations.mature(order_id=event.order_id, delivered_at=envelope.occurred_at)
    elif event.to_stage == Stage.CANCELLED:
        operations.cancel_accruals(order_id=event.order_id)


def on_pieces_taken_back(event: PiecesTakenBack, envelope: Envelope) -> None:
    """What pieces earned goes back with them."""
    operations.keep_for(order_id=event.order_id, goods_left=event.goods_left)


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
