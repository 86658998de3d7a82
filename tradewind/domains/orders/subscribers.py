"""What follows from purchases and orders: shoppers are told, and sellers may send them news."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradewind.domains.consent.models import Basis
from tradewind.domains.consent.operations import imply
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.domains.orders.events import OrderStageChanged, PurchasePlaced, ShipmentSent
from tradewind.domains.orders.models import Purchase
from tradewind.domains.orders.queries import get_purchase_by_id
from tradewind.domains.orders.rules import Stage
from tradewind.platform.events import Envelope

_TOLD_OF = {Stage.DELIVERED: "orders.delivered", Stage.CANCELLED: "orders.cancelled"}


def confirm_purchase(event: PurchasePlaced, envelope: Envelope) -> None:
    """One confirmation for everything bought at once."""
    purchase = get_purchase_by_id(public_id=event.purchase_id)
    _tell(purchase, "orders.confirmation", about=event.purchase_id, facts={})


def tell_of_shipment(event: ShipmentSent, envelope: Envelope) -> None:
    """Each parcel is told of once."""
    purchase = get_purchase_by_id(public_id=event.purchase_id)
    _tell(
        purchase,
        "orders.shipped",
        about=event.shipment_id,
        facts={"shipment": event.shipment_id},
        store_id=_store_of(purchase, event.order_id),
    )


def tell_of_stage(event: OrderStageChanged, envelope: Envelope) -> None:
    """Arrived or cancelled; the other steps are told of by parcels, or seen on the order's page."""
    kind = _TOLD_OF.get(Stage(event.to_stage))
    if kind is None:
        return
    purchase = get_purchase_by_id(public_id=event.purchase_id)
    _tell(
        purchase,
        kind,
        about=event.order_id,
        facts={"order": event.order_id, "reason": event.reason},
        store_id=_store_of(purchase, event.order_id),
    )


def allow_news(event: PurchasePlaced, envelope: Envelope) -> None:
    """Having bought allows each of these sellers to write for two years, unless the person said no."""
    purchase = get_purchase_by_id(public_id=event.purchase_id)
    for order in purchase.orders.all():
        imply(
            email=purchase.email,
            basis=Basis.PURCHASE,
            at=purchase.placed_at,
            proof={"order": order.public_id},
            person_id=purchase.person_id,
            store_id=order.store_id,
        )


def _tell(
    purchase: Purchase,
    kind: str,
    *,
    about: str,
    facts: Mapping[str, Any],
    store_id: int | None = None,
) -> None:
    """By e-mail, and in the notice centre of those who have one."""
    channels = [Notice.Channel.EMAIL]
    if purchase.person_id is not None:
        channels.append(Notice.Channel.SITE)
    for channel in channels:
        notify(
            key=f"{kind}:{about}:{channel}",
            kind=kind,
            channel=channel,
            language=purchase.language,
            facts={"purchase": purchase.public_id, **facts},
            email=purchase.email,
            person_id=purchase.person_id,
            store_id=store_id,
        )


def _store_of(purchase: Purchase, order_id: str) -> int:
    return next(row.store_id for row in purchase.orders.all() if row.public_id == order_id)
