"""A link and a QR code to the cart, and the page where another device opens it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.domains.checkout import operations, queries
from tradewind.domains.checkout.rules import LinkGone
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.sentences import sentence
from tradewind.platform.http.throttles import throttled
from tradewind.storefront.plain import plain_shell
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import CART_COOKIE, keep_cart, shopper_of


@dataclass(frozen=True, slots=True)
class LinkScreen:
    """`url` opens the cart once, until `until`; `qr` is the same as a drawing."""

    url: str
    qr: SafeString
    until: datetime


@audience.public
@throttled("cart.link", per_minute=10)
@never_cache
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """A new link to the cart: POST, with `to` as ``checkout`` to go on there."""
    cart = shopper_of(request).cart
    if cart is None or not queries.count_pieces(cart=cart):
        return HttpResponseRedirect(reverse("storefront:cart"))
    secret, until = operations.link_cart(
        cart=cart, to_checkout=request.POST.get("to") == "checkout"
    )
    url = request.build_absolute_uri(reverse("storefront:elsewhere", args=[secret]))
    screen = LinkScreen(url=url, qr=_qr(url), until=until)
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, "storefront/elsewhere/link.html", context)


@audience.guest_token
@throttled("cart.elsewhere", per_minute=30)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere(request: HttpRequest, secret: str) -> HttpResponse:
    """Say what the link opens; a POST opens it here."""
    if request.method == "POST":
        return _open(request, secret)
    cart = operations.find_linked(secret=secret, now=clock.now())
    if cart is None:
        return _page(request, 0, sentence(LinkGone.code), status=410)
    return _page(request, queries.count_pieces(cart=cart))


def _open(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        opened = operations.open_linked(
            secret=secret,
            person_id=actor_of(request).person_id,
            token=request.COOKIES.get(CART_COOKIE, ""),
        )
    except LinkGone as error:
        return _page(request, 0, sentence(error.code), status=410)
    target = "storefront:checkout" if opened.to_checkout else "storefront:cart"
    response = HttpResponseRedirect(reverse(target))
    keep_cart(response, opened.cart)
    return response


def _page(
    request: HttpRequest, pieces: int, problem: str = "", *, status: int = 200
) -> HttpResponse:
    context = {"shell": plain_shell(), "pieces": pieces, "problem": problem}
    response = render(request, "storefront/elsewhere/open.html", context, status=status)
    # The address is the secret: it goes to nobody else.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _qr(url: str) -> SafeString:
    drawn = segno.make(url, error="m")
    # Dark on light whatever the theme, with the quiet zone scanners need; segno writes no input in it.
    return mark_safe(drawn.svg_inline(scale=6, border=4, dark="#000", light="#fff"))  # noqa: S308
