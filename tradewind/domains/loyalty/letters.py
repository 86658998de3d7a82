"""What people are told about their points, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.loyalty.models import GiftPurchase
from tradewind.domains.loyalty.operations.gift_codes import secret_of
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


def _gift(facts: Facts) -> dict[str, Any]:
    gift = GiftPurchase.objects.get(public_id=facts["gift"])
    page = reverse("storefront:gift_card_open", args=[secret_of(gift)])
    return {
        "amount": formats.money(gift.amount),
        "recipient": gift.recipient,
        # Nobody need say who they are; a letter needs a name all the same.
        "sender": gift.sender or _("Somebody"),
        "message": gift.message,
        "link": absolute_url(page, language=current()),
    }


def _gift_bought(facts: Facts) -> dict[str, Any]:
    gift = GiftPurchase.objects.get(public_id=facts["gift"])
    page = reverse("storefront:gift_card_bought", args=[gift.token])
    return {
        "amount": formats.money(gift.amount),
        "recipient": gift.recipient,
        "deliver_at": gift.deliver_at,
        "link": absolute_url(page, language=current()),
    }


LETTERS = (
    Letter(
        kind="loyalty.gift",
        purpose="orders",
        template="loyalty/mail/gift",
        subject=_("{sender} has a gift card for you"),
        gather=_gift,
    ),
    Letter(
        kind="loyalty.gift_bought",
        purpose="orders",
        template="loyalty/mail/gift-bought",
        subject=_("Your gift card of {amount} is paid"),
        gather=_gift_bought,
    ),
    Letter(
        kind="loyalty.expiring",
        purpose="points",
        template="loyalty/mail/expiring",
        subject=_("{points} expire soon"),
        gather=_expiring,
    ),
)
