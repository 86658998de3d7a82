"""From the posted form to everything one purchase is paid with."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import Means, Tender
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.storefront.checkout.asked import Asked
from tradewind.storefront.checkout.kept import plan
from tradewind.storefront.checkout.ways import (
    NAME,
    SECOND,
    SPLIT,
    chosen_way,
    first_part,
    payer_of,
)


def means_of(request: HttpRequest, row: Checkout, asked: Asked) -> Means | None:
    """What the shopper pays with; None where the button said another sum than is left now, or
    something that was to pay can't. Raises `InvalidInput` for a part that is no part.
    """
    quote = quote_checkout(checkout=row)
    found = plan(
        asked,
        quote,
        person_id=row.cart.person_id,
        email=row.email,
        now=clock.now(),
    )
    agreed = request.POST.get("agreed", "")
    # Another total than was agreed to is `pay`'s to refuse, with the better sentence.
    has_moved = str(quote.total.minor) == agreed and request.POST.get("left", agreed) != str(
        found.left.minor
    )
    if found.screen.errors or has_moved:
        return None
    if not found.left:
        return Means(kept=found.kept, proof=found.proof)
    first = first_part(request.POST.get(SPLIT, "").strip(), found.left)
    gateways = [_tender(request, row, NAME, first)]
    if first is not None:
        gateways.append(_tender(request, row, SECOND, None))
    return Means(gateways, found.kept, found.proof)


def _tender(request: HttpRequest, row: Checkout, name: str, amount: Money | None) -> Tender:
    chosen = chosen_way(request, name)
    return Tender(
        provider=chosen.provider,
        method=chosen.method,
        source=chosen.card_id,
        keeps_card=chosen.keeps_card,
        payer=payer_of(request, name),
        return_url=reverse("storefront:checkout_back", args=[row.public_id]),
        amount=amount,
    )
