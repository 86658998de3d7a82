"""What people are told about promotions, in words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.notices.letters import Facts, Letter
from tradewind.domains.promotions.models import Promotion
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n.languages import current


def _gift(facts: Facts) -> dict[str, Any]:
    promotion = (
        Promotion.objects.across_stores("the notice names its promotion")
        .select_related("store")
        .get(public_id=facts["promotion"])
    )
    return {
        "name": promotion.text("name", current()),
        "seller": promotion.store.text("name", current()) if promotion.store else "",
        "ends_at": promotion.ends_at,
        "link": absolute_url(reverse("storefront:wallet"), language=current()),
    }


LETTERS = (
    Letter(
        kind="promotions.gift",
        purpose="promotions",
        template="promotions/mail/gift",
        subject=_("In your wallet: {name}"),
        gather=_gift,
    ),
)
