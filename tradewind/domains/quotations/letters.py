"""What both sides of a request are told, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.domains.notices.letters import Facts, Letter
from tradewind.domains.quotations.models import Quotation
from tradewind.kernel.errors import NotFound
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n.languages import current


def _gather(page: str, says: Promise) -> Callable[[Facts], dict[str, Any]]:
    def gather(facts: Facts) -> dict[str, Any]:
        rows = Quotation.objects.across_stores("the notice names it").select_related("store")
        row = rows.filter(public_id=facts["quotation"]).first()
        if row is None:
            raise NotFound(id=facts["quotation"])
        seller = row.store.text("name", current())
        arguments = (
            [row.token]
            if page == "storefront:quotation"
            else [
                row.store.slug,
                row.public_id,
            ]
        )
        return {
            "seller": seller,
            "shopper": row.name,
            "says": str(says).format(seller=seller, shopper=row.name),
            "valid_until": row.valid_until,
            "link": absolute_url(reverse(page, args=arguments), language=current()),
        }

    return gather


def _to_shopper(kind: str, subject: Promise, says: Promise) -> Letter:
    return Letter(
        kind=f"quotations.{kind}",
        purpose="answers",
        template="quotations/mail/news",
        subject=subject,
        gather=_gather("storefront:quotation", says),
    )


def _to_seller(kind: str, subject: Promise, says: Promise) -> Letter:
    return Letter(
        kind=f"quotations.{kind}",
        purpose="store_work",
        template="quotations/mail/news",
        subject=subject,
        gather=_gather("console:quotation", says),
    )


LETTERS = (
    _to_shopper(
        "answered",
        _("{seller} made you an offer"),
        _("{seller} answered your request with prices. Read and accept them on the page."),
    ),
    _to_shopper(
        "declined",
        _("{seller} can make no offer"),
        _("{seller} can make you no offer for this request."),
    ),
    _to_shopper(
        "expired",
        _("The offer of {seller} ran out"),
        _("The offer of {seller} is no longer valid. You can ask for a new one."),
    ),
    _to_shopper(
        "reply",
        _("{seller} wrote about your request"),
        _("{seller} wrote to you about your request for a price."),
    ),
    _to_seller(
        "asked",
        _("{shopper} asks for a price"),
        _("{shopper} asks you for a price. Answer on the page."),
    ),
    _to_seller(
        "accepted",
        _("{shopper} accepted your offer"),
        _("{shopper} accepted your offer and goes on to pay it."),
    ),
    _to_seller(
        "withdrawn",
        _("{shopper} does not want the offer"),
        _("{shopper} wants nothing more of this request. What was set aside is free again."),
    ),
    _to_seller(
        "lapsed",
        _("Your offer to {shopper} ran out"),
        _("Nobody paid your offer to {shopper} in time. What was set aside is free again."),
    ),
    _to_seller(
        "message",
        _("{shopper} wrote about a request"),
        _("{shopper} wrote to you about a request for a price."),
    ),
)
