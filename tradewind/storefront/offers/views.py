"""Offers on a product, as a strip that its page asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from tradewind.domains.promotions import queries
from tradewind.domains.promotions.naming import product_ids
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.storefront.offers.showing import OfferCard, card_of
from tradewind.storefront.shopper import Shopper, shopper_of

TEMPLATE = "storefront/offers/strip.html"


@audience.public
@require_safe
def product_offers(request: HttpRequest, product_id: str) -> HttpResponse:
    """What anybody, and this shopper, may get on the product. Empty where there is nothing."""
    try:
        found = product_ids(names=[product_id], store_id=None)
    except InvalidInput:
        raise NotFound(id=product_id) from None
    cards = offers_on(list(found), shopper_of(request), actor_of(request).person_id)
    response = render(request, TEMPLATE, {"offers": cards})
    patch_cache_control(response, private=True, max_age=0)
    return response


def offers_on(found: list[int], shopper: Shopper, person_id: int | None) -> list[OfferCard]:
    """Cards for a page of these products (row ids). Two or three statements."""
    shown = queries.shown_for(
        lines=queries.lines_of(units={pk: Money.zero(shopper.currency) for pk in found}),
        now=clock.now(),
        currency=shopper.currency,
        country=shopper.place.country,
        region=shopper.place.region,
        language=shopper.language,
        person_id=person_id,
    )
    return [card_of(one) for one in shown]
