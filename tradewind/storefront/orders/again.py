"""Buying the same once more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tradewind.domains.orders.queries import get_purchase
from tradewind.flows import buy_again as flow
from tradewind.platform.http import audience
from tradewind.platform.i18n import formats
from tradewind.storefront.shopper import keep_cart, shopper_of


@audience.guest_token
@require_POST
def buy_again(request: HttpRequest, token: str) -> HttpResponse:
    """Put everything of this purchase into the cart that can still be had, and tell the rest."""
    cart = shopper_of(request).cart_to_fill()
    again = flow.buy_again(cart=cart, purchase_id=get_purchase(token=token).pk)
    if again.gone:
        text = _("Not to be had now, at least not as many: {names}.")
        messages.error(request, text.format(names=formats.listed(again.gone)))
    elif again.added:
        messages.success(request, _("It is in your cart."))
    response = HttpResponseRedirect(reverse("storefront:cart"))
    keep_cart(response, cart)
    return response
