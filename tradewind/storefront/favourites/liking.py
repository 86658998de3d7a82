"""Pressing a heart: something is kept, or no longer; with htmx or without."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.engagement.models import Keeper
from tradewind.domains.engagement.operations import keeping
from tradewind.domains.engagement.queries.favourites import likes_of
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http.json import dumps
from tradewind.storefront.going_back import back
from tradewind.storefront.shopper import Shopper, keep_likes, shopper_of
from tradewind.storefront.telling import told

_PART = "storefront/favourites/favourites.html#liked"


def liked(request: HttpRequest) -> HttpResponse:
    """POST as the page of favourites takes it. Every heart of the product on the page is told by an
    event ``liked`` what it shows from now on."""
    shopper = shopper_of(request)
    keeper = shopper.keeper or keeping.open_keeper(person_id=shopper.person_id)
    problem, said = "", _("It is among your favourites.")
    product, unliked = request.POST.get("product", ""), request.POST.get("unlike", "")
    try:
        if unliked:
            said = _("It is no longer among your favourites.")
            variant = request.POST.get("variant", "")
            keeping.unlike_product(keeper=keeper, product_id=unliked, variant_id=variant)
        else:
            _keep(request, shopper, keeper)
    except TradewindError as error:
        problem = told(error)
    if "HX-Request" in request.headers:
        response = render(request, _PART, {"problem": problem, "said": said})
        if not problem and (product or unliked):
            hearts = _hearts(keeper, product or unliked, request.POST.get("variant", ""))
            response.headers["HX-Trigger"] = dumps({"liked": {"hearts": hearts}}).decode()
    else:
        if problem:
            messages.error(request, problem)
        else:
            messages.success(request, said)
        response = back(request, reverse("storefront:favourites"))
    keep_likes(response, keeper)
    return response


def _hearts(keeper: Keeper, product_id: str, variant_id: str) -> dict[str, bool]:
    """Whether a tile's heart and that of the chosen variant are filled, by their ``data-like``."""
    likes = likes_of(person_id=keeper.person_id, token=keeper.token)
    chosen = likes.has(product_id=product_id, variant_id=variant_id)
    return {product_id: product_id in likes.products, f"{product_id} {variant_id}": chosen}


def _keep(request: HttpRequest, shopper: Shopper, keeper: Keeper) -> None:
    if inquiry := request.POST.get("inquiry", ""):
        keeping.like_inquiry(keeper=keeper, inquiry_id=inquiry)
    elif address := request.POST.get("address", ""):
        keeping.like_address(keeper=keeper, address_id=address)
    else:
        keeping.like_product(
            keeper=keeper,
            product_id=request.POST.get("product", ""),
            variant_id=request.POST.get("variant", ""),
            currency=shopper.currency,
            language=shopper.language,
        )
