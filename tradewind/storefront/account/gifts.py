"""The gift cards a member bought."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.domains.loyalty.queries import list_gifts
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.storefront.account.frame import account_page, person_id_of


@dataclass(frozen=True, slots=True)
class GiftRow:
    """One of them; `url` leads to its purchase."""

    amount: Money
    recipient: str
    state: str
    url: str


@audience.person
@require_safe
def gifts(request: HttpRequest) -> HttpResponse:
    """All of them, the latest first. No code is here: it goes to who was given the card."""
    rows = [
        GiftRow(
            amount=gift.amount,
            recipient=gift.recipient,
            state=str(gift.get_state_display()),
            url=reverse("storefront:gift_card_bought", args=[gift.token]),
        )
        for gift in list_gifts(person_id=person_id_of(request))
    ]
    return account_page(
        request, "gift-cards.html", "storefront:account_gift_cards", {"gifts": rows}
    )
