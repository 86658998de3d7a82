"""What follows from a change of stock: those who fill the shelves hear that one runs low."""

from __future__ import annotations

from tradewind.domains.inventory.events import StockChanged
from tradewind.domains.inventory.queries.alerts import low_shelves_of
from tradewind.domains.notices.operations import notify_all
from tradewind.domains.notices.staff import staff_news
from tradewind.platform.events import Envelope


def tell_of_low_stock(envelopes: list[Envelope]) -> None:
    """Once for each time a shelf runs low: those who count in the notice centre, those who run
    the store by e-mail too."""
    variants = {
        envelope.event.variant_id
        for envelope in envelopes
        if isinstance(envelope.event, StockChanged)
    }
    told: dict[int, dict[str, dict[str, int]]] = {}
    for shelf in low_shelves_of(variant_ids=variants):
        key = f"inventory.low_stock:{shelf.level_id}:{shelf.filled}"
        told.setdefault(shelf.store_id, {})[key] = {"level": shelf.level_id}
    notify_all(
        [
            news
            for store_id, shelves in told.items()
            for news in staff_news(
                store_id=store_id,
                permission="stock.change",
                mail_permission="store.change",
                kind="inventory.low_stock",
                told=shelves,
            )
        ]
    )
