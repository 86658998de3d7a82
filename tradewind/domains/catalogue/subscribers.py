"""What follows from the mall's look at a product: its store hears of it."""

from __future__ import annotations

from tradewind.domains.catalogue.events import ProductInspected
from tradewind.domains.catalogue.models import Inspection
from tradewind.domains.notices.operations import notify_all
from tradewind.domains.notices.staff import staff_news
from tradewind.platform.events import Envelope


def tell_of_verdict(event: ProductInspected, envelope: Envelope) -> None:
    """Those who keep the products hear what the mall said, and why."""
    rows = Inspection.objects.across_stores("the event names a product and not its store's row")
    inspection = rows.filter(pk=event.inspection).first()
    if inspection is None:
        return
    kind = f"catalogue.{event.verdict}"
    notify_all(
        list(
            staff_news(
                store_id=inspection.store_id,
                permission="products.change",
                mail_permission="products.change",
                kind=kind,
                told={f"{kind}:{inspection.pk}": {"inspection": inspection.pk}},
            )
        )
    )
