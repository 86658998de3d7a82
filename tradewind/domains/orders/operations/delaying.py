"""A promise that can't be kept is said before it is broken."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tradewind.domains.orders.events import OrderDelayed
from tradewind.domains.orders.models import Delay
from tradewind.domains.orders.operations.moving import locked_order
from tradewind.domains.orders.rules import TO_DO, IllegalMove, Stage
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.events import publish

LATEST = timedelta(days=180)


def announce_delay(
    *, store_id: int, order_id: str, actor: str, until: date, note: str = ""
) -> Delay:
    """Tell the shopper that the rest arrives by `until`; they may wait or cancel what is unsent.

    Raises `NotFound`, `IllegalMove` once it has arrived or was cancelled, `InvalidInput` for a day
    that is not later than what was said before, is past, or half a year away.
    """
    now = clock.now()
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        if order.stage not in (*TO_DO, Stage.SHIPPED):
            raise IllegalMove(from_stage=order.stage, to_stage="delayed")
        today = now.astimezone(ZoneInfo(order.store.time_zone)).date()
        if not max(order.expected_until, today - timedelta(days=1)) < until <= today + LATEST:
            raise InvalidInput({"until": "invalid"})
        delay = Delay.objects.create(
            store_id=store_id,
            order=order,
            until=until,
            before=order.expected_until,
            note=note.strip()[:500],
            actor=actor,
            told_at=now,
        )
        order.delayed_until = until
        order.save(update_fields=["delayed_until"])
        publish(
            OrderDelayed(
                order_id=order.public_id,
                purchase_id=order.purchase.public_id,
                store_id=order.store.public_id,
                until=until.isoformat(),
            )
        )
    return delay
