"""Signing in as a shopper meets it: what they chose and put aside before comes along."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tradewind.domains.identity import operations as identity
from tradewind.domains.identity.account_adapter import AccountAdapter
from tradewind.domains.identity.models import Person
from tradewind.flows.sign_in import welcome
from tradewind.platform.i18n.negotiation import remember
from tradewind.storefront.outside.adapter import link_waiting
from tradewind.storefront.shopper import (
    CART_COOKIE,
    LIKES_COOKIE,
    PLACE_COOKIE,
    keep_place,
    shopper_of,
    told_place,
)
from tradewind.ui import look
from tradewind.ui.views import keep_look


class ShopperAdapter(AccountAdapter):
    """allauth's adapter, named in the settings."""

    def post_login(self, request: HttpRequest, user: Person, **options: Any) -> HttpResponseBase:
        """After every step of signing in, second factor included."""
        response: HttpResponseBase = super().post_login(request, user, **options)
        link_waiting(request, user)
        welcome(
            person_id=user.pk,
            cart_token=request.COOKIES.get(CART_COOKIE, ""),
            favourites_token=request.COOKIES.get(LIKES_COOKIE, ""),
        )
        response.delete_cookie(CART_COOKIE, samesite="Lax")
        response.delete_cookie(LIKES_COOKIE, samesite="Lax")
        here = request.COOKIES.get(look.COOKIE, "")
        if user.look:
            keep_look(request, response, look.told(user.look))
        elif here:
            identity.keep_look(person_id=user.pk, look=look.told(here).cookie())
        remember(
            response,
            language=user.language,
            currency=user.currency,
            time_zone=user.time_zone,
            shown=user.shown_currency or None,
        )
        _bring_place(request, response, user)
        return response


def _bring_place(request: HttpRequest, response: HttpResponseBase, user: Person) -> None:
    """Where things go follows to this browser; the first one a member chose in stays with them."""
    place = told_place(user.place)
    if place is not None:
        keep_place(response, place)
    here = shopper_of(request)
    chosen = here.place if place is None and PLACE_COOKIE in request.COOKIES else None
    shown = here.shown_currency if not user.shown_currency else ""
    if chosen or shown:
        identity.change_profile(person_id=user.pk, place=chosen, shown_currency=shown or None)
