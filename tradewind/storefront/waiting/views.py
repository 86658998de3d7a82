"""Joining a queue, confirming by the letter's link, leaving; what is like it meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tradewind.domains.discovery.queries import list_listings
from tradewind.domains.discovery.queries.listings import Narrow
from tradewind.domains.engagement.operations import waiting as operations
from tradewind.domains.engagement.queries import waiting as queries
from tradewind.domains.engagement.queries.waiting import WaitedGoods
from tradewind.domains.identity.models import Person
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.throttles import throttled
from tradewind.storefront.addresses import product_url
from tradewind.storefront.browse.tiles import tiles
from tradewind.storefront.going_back import back
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import Shopper, shopper_of
from tradewind.storefront.telling import told
from tradewind.ui.tiles import Tile

FORM = "storefront/waiting/form.html"
PLACE = "storefront/waiting/place.html"
_FEW = 8
# Neighbours in price: between two thirds and one and a half of it.
_LOW, _HIGH = (2, 3), (3, 2)


@dataclass(frozen=True, slots=True)
class WaitingScreen:
    """What is waited for, and `alike`: goods of the same section and about the same price."""

    variant_id: str
    title: str
    url: str
    needs_email: bool
    email: str
    problem: str
    alike: Sequence[Tile]


@dataclass(frozen=True, slots=True)
class PlaceScreen:
    """A place in a queue; `state` is a code."""

    title: str
    url: str
    state: str
    ends_at: datetime


@audience.public
@throttled("waiting", per_minute=30)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    """GET `variant`: the form; POST `variant`, `email`, `quantity` to join."""
    if request.method != "POST":
        return _form(request, request.GET.get("variant", ""))
    variant_id, email = request.POST.get("variant", ""), request.POST.get("email", "")
    person = request.user if isinstance(request.user, Person) else None
    goods = queries.get_waited_goods(variant_id=variant_id)
    try:
        operations.join(
            variant_id=variant_id,
            language=shopper_of(request).language,
            person=person,
            email=email,
        )
    except TradewindError as error:
        return _form(request, variant_id, email=email, problem=told(error))
    if person is not None:
        messages.success(request, _("We tell you when it is back."))
    else:
        messages.success(request, _("We sent you a letter. Follow its link to confirm."))
    return back(request, product_url(goods.store_slug, goods.slug))


@audience.guest_token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """One's place; POST `action`: confirm or leave. A letter's link only shows it, as programs that
    look at mail follow links."""
    if request.method == "POST":
        if request.POST.get("action") == "leave":
            operations.leave(token=token)
            messages.success(request, _("You wait for it no longer."))
        else:
            operations.confirm(token=token)
            messages.success(request, _("We tell you when it is back."))
        return HttpResponseRedirect(reverse("storefront:waiting_place", args=[token]))
    entry = queries.get_entry(token=token)
    product = entry.variant.product
    shown = PlaceScreen(
        title=" · ".join(
            [product.text("title", shopper_of(request).language), *entry.variant.choices]
        ),
        url=product_url(entry.store.slug, product.slug),
        state=entry.state,
        ends_at=entry.ends_at,
    )
    return render(request, PLACE, {"shell": storefront_shell(request), "screen": shown})


def _form(
    request: HttpRequest, variant_id: str, *, email: str = "", problem: str = ""
) -> HttpResponse:
    shopper = shopper_of(request)
    goods = queries.get_waited_goods(variant_id=variant_id)
    screen = WaitingScreen(
        variant_id=variant_id,
        title=" · ".join([goods.titled(shopper.language), *goods.choices]),
        url=product_url(goods.store_slug, goods.slug),
        needs_email=shopper.person_id is None,
        email=email,
        problem=problem,
        alike=_alike(goods, shopper),
    )
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, FORM, context, status=422 if problem else 200)


def _alike(goods: WaitedGoods, shopper: Shopper) -> list[Tile]:
    """Goods that are there, of the same section; those of about the same price first."""
    if not goods.category:
        return []
    price = goods.price_in(shopper.currency)
    near = Narrow(
        category=goods.category,
        in_stock=True,
        price_from=price and price * _LOW[0] // _LOW[1],
        price_until=price and price * _HIGH[0] // _HIGH[1],
    )
    for narrow in (near, Narrow(category=goods.category, in_stock=True)):
        found = list_listings(
            language=shopper.language, currency=shopper.currency, narrow=narrow, limit=_FEW + 1
        )
        others = [card for card in found.items if card.product_id != goods.product_id]
        if others:
            return tiles(others[:_FEW], shopper)
    return []
