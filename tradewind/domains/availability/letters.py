"""What those are told who waited until something is sold where they are."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.availability.models import PlaceWatch
from tradewind.domains.notices.letters import Facts, Letter
from tradewind.kernel.errors import NotFound
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n.languages import country_name, current


def _sold_here(facts: Facts) -> dict[str, Any]:
    rows = PlaceWatch.objects.across_stores("a letter is read by whom it was written to")
    row = rows.select_related("product__store").filter(public_id=facts["watch"]).first()
    if row is None:
        raise NotFound(id=facts["watch"])
    product = row.product
    link = reverse("storefront:product", args=[product.store.slug, product.slug])
    return {
        "goods": product.text("title", current()),
        "seller": product.store.name,
        "country": country_name(row.country),
        "link": absolute_url(link, language=current()),
    }


LETTERS = (
    Letter(
        kind="availability.sold_here",
        purpose="watched",
        template="availability/mail/sold-here",
        subject=_("{goods} is now delivered to {country}"),
        gather=_sold_here,
    ),
)
