"""What a store is told when the mall looked at one of its products."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Inspection
from tradewind.domains.notices.letters import Facts, Letter
from tradewind.kernel.errors import NotFound
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n.languages import current


def _inspected(facts: Facts) -> dict[str, Any]:
    rows = Inspection.objects.across_stores("a letter is read by whom it was written to")
    found = rows.select_related("product", "store").filter(pk=facts["inspection"]).first()
    if found is None:
        raise NotFound(inspection=facts["inspection"])
    link = reverse("console:product", args=[found.store.slug, found.product.public_id])
    return {
        "title": found.product.title,
        "reason": found.reason,
        "link": absolute_url(link, language=current()),
    }


LETTERS = (
    Letter(
        kind="catalogue.approved",
        purpose="store_products",
        template="catalogue/mail/approved",
        subject=_("{title} is on sale"),
        gather=_inspected,
    ),
    Letter(
        kind="catalogue.refused",
        purpose="store_products",
        template="catalogue/mail/refused",
        subject=_("{title} can't be sold as it is"),
        gather=_inspected,
    ),
)
