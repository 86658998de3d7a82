"""What those who fill the shelves are told."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.notices.letters import Facts, Letter
from tradewind.kernel.errors import NotFound
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n.languages import current


def _low_stock(facts: Facts) -> dict[str, Any]:
    rows = StockLevel.objects.across_stores("a letter is read by whom it was written to")
    level = (
        rows.select_related("variant__product", "location", "store")
        .filter(pk=facts["level"])
        .first()
    )
    if level is None:
        raise NotFound(level=facts["level"])
    goods = level.variant
    words = [level.variant.product.title, *goods.choices]
    link = reverse("console:stock_goods", args=[level.store.slug, goods.public_id])
    return {
        "goods": " · ".join(words),
        "location": level.location.name,
        "left": level.on_hand - level.reserved,
        "link": absolute_url(link, language=current()),
    }


LETTERS = (
    Letter(
        kind="inventory.low_stock",
        purpose="store_stock",
        template="inventory/mail/low",
        subject=_("{goods} runs low: {left} left at {location}"),
        gather=_low_stock,
    ),
)
