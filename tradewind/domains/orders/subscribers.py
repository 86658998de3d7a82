"""What follows from purchases and orders: shoppers are told, and sellers may send them news."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tradewind.domains.consent.models import Basis
from tradewind.domains.consent.operations import Implied, imply_all
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import News, notify_all
from tradewind.domains.notices.staff import staff_news
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.events import (
    HoursMoved,
    OrderDelayed,
    OrderStageChanged,
    PurchasePlaced,
    ShipmentSent,
)
from tradewind.domains.orders.queries.hours import find_store_order
from tradewind.domains.orders.queries.told import Buyer, buyers
from tradewind.domains.orders.rules import Stage
from tradewind.platform.events import Envelope, Event

_TOLD_OF = {Stage.DELIVERED: "orders.delivered", Stage.CANCELLED: "orders.cancelled"}


@dataclass(frozen=True, slots=True)
class _Telling:
    """What one event has to say: nothing of it is read yet."""

    purchase_id: str
    kind: str
    about: str
    facts: dict[str, Any]
    order_id: str = ""


def tell_buyers(envelopes: list[Envelope]) -> None:
    """One confirmation for everything bought at once; each parcel, arrival and cancellation once.

    The other steps are told of by parcels, or seen on the order's page.
    """
    tellings = [told for envelope in envelopes if (told := _telling(envelope.event))]
    if not tellings:
        return
    found = buyers(purchase_ids={telling.purchase_id for telling in tellings})
    notify_all(
        [news for telling in tellings for news in _news(telling, found[telling.purchase_id])]
    )


def tell_store_of_hours(event: HoursMoved, envelope: Envelope) -> None:
    """Those who pack for the store hear of other hours: on the site, who runs it by e-mail too."""
    order = find_store_order(order_id=event.order_id)
    if order is None:
        return
    facts = {
        "order": event.order_id,
        "day": event.day,
        "starts": event.starts,
        "ends": event.ends,
    }
    news = staff_news(
        store_id=order.store_id,
        permission="orders.fulfil",
        mail_permission="store.change",
        kind="orders.hours_moved",
        told={f"orders.hours_moved:{event.order_id}:{envelope.position}": facts},
    )
    notify_all(list(news))


def allow_news(envelopes: list[Envelope]) -> None:
    """Having bought allows each of these sellers to write for two years, unless the person said no."""
    purchase_ids = {
        envelope.event.purchase_id
        for envelope in envelopes
        if isinstance(envelope.event, PurchasePlaced)
    }
    imply_all(
        [
            Implied(
                email=buyer.email,
                basis=Basis.PURCHASE,
                at=buyer.placed_at,
                proof={"order": order_id},
                person_id=buyer.person_id,
                store_id=store_id,
            )
            for buyer in buyers(purchase_ids=purchase_ids).values()
            for order_id, store_id in buyer.stores.items()
        ]
    )


def _telling(event: Event) -> _Telling | None:
    match event:
        case PurchasePlaced():
            return _Telling(event.purchase_id, "orders.confirmation", event.purchase_id, {})
        case ShipmentSent():
            facts = {"shipment": event.shipment_id}
            return _Telling(
                event.purchase_id, "orders.shipped", event.shipment_id, facts, event.order_id
            )
        case OrderDelayed():
            facts = {"order": event.order_id, "until": event.until}
            about = f"{event.order_id}:{event.until}"
            return _Telling(event.purchase_id, "orders.delayed", about, facts, event.order_id)
        case OrderStageChanged() if event.reason == Reason.REFUSED_AT_DOOR:
            facts = {"order": event.order_id}
            return _Telling(
                event.purchase_id, "orders.refused", event.order_id, facts, event.order_id
            )
        case OrderStageChanged() if kind := _TOLD_OF.get(Stage(event.to_stage)):
            facts = {"order": event.order_id, "reason": event.reason}
            return _Telling(event.purchase_id, kind, event.order_id, facts, event.order_id)
    return None


def _news(telling: _Telling, buyer: Buyer) -> Iterator[News]:
    """By e-mail, and in the notice centre of those who have one."""
    channels = [Notice.Channel.EMAIL]
    if buyer.person_id is not None:
        channels.append(Notice.Channel.SITE)
    for channel in channels:
        yield News(
            key=f"{telling.kind}:{telling.about}:{channel}",
            kind=telling.kind,
            channel=channel,
            language=buyer.language,
            facts={"purchase": telling.purchase_id, **telling.facts},
            email=buyer.email,
            person_id=buyer.person_id,
            store_id=buyer.stores[telling.order_id] if telling.order_id else None,
        )
