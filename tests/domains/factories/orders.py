"""Orders that are paid, or have arrived, and claims about them."""

from __future__ import annotations

from typing import Any

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.orders import operations
from tradewind.domains.orders.claims import ClaimKind, Reason
from tradewind.domains.orders.models import Claim, Order
from tradewind.domains.orders.operations.claims import Wanted
from tradewind.flows import take_back
from tradewind.kernel.money import Money


def make_order(*variants: Variant, quantity: int = 1) -> Order:
    """A guest's paid order of these variants of one store, or of something new."""
    goods = variants or (make_goods(),)
    checkout = make_checkout(*goods, quantity=quantity)
    pay(checkout)
    return Order.objects.across_stores("a test").get(
        purchase__checkout=checkout.public_id, store_id=goods[0].store_id
    )


def make_delivered(*variants: Variant, quantity: int = 1) -> Order:
    """The same, sent and arrived."""
    order = make_order(*variants, quantity=quantity)
    whose: dict[str, Any] = {"store_id": order.store_id, "order_id": order.public_id, "actor": ""}
    operations.ship(**whose)
    operations.mark_delivered(**whose)
    order.refresh_from_db()
    return order


def make_claim(
    order: Order,
    *,
    kind: ClaimKind = ClaimKind.RETURN,
    reason: Reason = Reason.DAMAGED,
    count: int = 1,
) -> Claim:
    """What the shopper asks about `count` pieces of the order's first line."""
    line = order.lines.all()[0]
    agreed = Money.zero(order.currency)
    if kind is not ClaimKind.EXCHANGE:
        counts = {line.public_id: count}
        shown = take_back.estimate(order=order, kind=kind, reason=reason, counts=counts)
        agreed = shown.back.refund
    return take_back.ask(
        store_id=order.store_id,
        order_id=order.public_id,
        kind=kind,
        reason=reason,
        wanted=[Wanted(line.public_id, count)],
        agreed=agreed,
    )
