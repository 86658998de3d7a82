"""An order that will not be sent: pieces back on the shelf, books reversed, money on its way back."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.inventory.operations import deallocate
from tradewind.domains.ledger.operations import reverse
from tradewind.domains.orders.booking import sale_key
from tradewind.domains.orders.operations.moving import locked_order, move
from tradewind.domains.orders.rules import Stage
from tradewind.domains.payments.operations import request_refund
from tradewind.kernel import clock
from tradewind.platform.events import publish


def cancel(
    *, store_id: int, order_id: str, actor: str, reason: str, money_is_back: bool = False
) -> None:
    """Cancel a whole order that no parcel has left for yet.

    The refund is requested in the same transaction and sent after it. `money_is_back` says that
    the bank already took the payment back, so that nothing is refunded twice. Raises `NotFound`,
    `IllegalMove`.
    """
    now = clock.now()
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        step = move(order, Stage.CANCELLED, actor=actor, at=now, reason=reason)
        deallocate(holder=order.public_id)
        reverse(
            key=f"cancel:{order.public_id}",
            entry_key=sale_key(order.public_id),
            kind="cancellation",
            reference=order.public_id,
            posted_at=now,
        )
        if not money_is_back:
            request_refund(
                purpose=order.purchase.checkout,
                amount=order.total,
                key=f"cancel:{order.public_id}",
                reason=reason,
            )
        publish(step)
