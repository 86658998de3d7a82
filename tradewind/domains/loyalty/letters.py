"""What people are told about their points, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.notices.letters import Facts, Letter
from tradewind.kernel.money import POINTS, Money
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.languages import current


def _expiring(facts: Facts) -> dict[str, Any]:
    amount = Money(int(facts["points"]), POINTS)
    page = reverse("storefront:account_points")
    return {
        "amount": amount,
        "points": formats.money(amount),
        "first": date.fromisoformat(facts["first"]),
        "link": absolute_url(page, language=current()),
    }


LETTERS = (
    Letter(
        kind="loyalty.expiring",
        purpose="points",
        template="loyalty/mail/expiring",
        subject=_("{points} expire soon"),
        gather=_expiring,
    ),
)
