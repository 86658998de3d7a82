"""Who is shopping: language, currency, place and cart of a request, read once and only if asked."""

from __future__ import annotations

import re
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tradewind.domains.checkout import operations, queries
from tradewind.domains.checkout.models import Cart, Checkout
from tradewind.domains.engagement.models import Keeper
from tradewind.domains.engagement.queries.favourites import Likes, find_keeper, likes_of
from tradewind.domains.pricing.queries import find_display, offered_currencies, shown_currencies
from tradewind.domains.pricing.rules import Display
from tradewind.domains.visits.models import Channel
from tradewind.domains.visits.operations import arrive
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.place import Place
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n.languages import current
from tradewind.platform.i18n.negotiation import CURRENCY_COOKIE, SHOWN_COOKIE, currency_of
from tradewind.storefront.arrivals import arrival_in

CART_COOKIE = "tw_cart"
OFFER_COOKIE = "tw_offer"
LIKES_COOKIE = "tw_likes"
PLACE_COOKIE = "tw_place"
_CART_AGE = 60 * 24 * 3600  # seconds
_OFFER_AGE = 24 * 3600  # seconds
_PLACE_AGE = _LIKES_AGE = 365 * 24 * 3600  # seconds
_LONGEST_REGION = 6
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Shopper:
    """What the pages of a shopper know of them."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def person_id(self) -> int | None:
        return actor_of(self._request).person_id

    @property
    def email(self) -> str:
        """A member's address, empty for a guest."""
        user = self._request.user
        return user.email if user.is_authenticated else ""

    @property
    def language(self) -> str:
        return current()

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """What they may count in today."""
        return offered_currencies(day=clock.now().date())

    @cached_property
    def currency(self) -> str:
        """The currency they chose, else the mall's first."""
        return currency_of(self._request, among=self.currencies)

    @cached_property
    def shown_currency(self) -> str:
        """What prices are told in beside what is charged, as they chose; else empty."""
        chosen = self._request.COOKIES.get(SHOWN_COOKIE, "")
        return chosen if chosen in shown_currencies(day=clock.now().date()) else ""

    @cached_property
    def display(self) -> Display | None:
        """How prices of the lists are told in that."""
        return self.display_of(self.currency)

    def display_of(self, currency: str) -> Display | None:
        """How amounts charged in `currency` are told in what they chose, None for just so."""
        shown = self.shown_currency
        if not shown:
            return None
        return find_display(charged=currency, shown=shown, day=clock.now().date())

    @cached_property
    def place(self) -> Place:
        """Where they said they are, else the mall's home: ``CA-ON`` in a cookie."""
        told = told_place(self._request.COOKIES.get(PLACE_COOKIE, ""))
        return told or Place(*settings.HOME)

    @cached_property
    def cart(self) -> Cart | None:
        """Their cart, if they ever put anything into one."""
        token = self._request.COOKIES.get(CART_COOKIE, "")
        if self.person_id is None and not _TOKEN.fullmatch(token):
            return None
        cart = queries.find_cart(person_id=self.person_id, token=token)
        if cart is not None:
            self._bring_along(cart)
        return cart

    @cached_property
    def paying_cart(self) -> Cart | None:
        """What they are at the checkout with: an offer they accepted, else their cart."""
        offer = self._offer_cart
        if offer is not None and queries.count_pieces(cart=offer):
            return offer
        return self.cart

    @cached_property
    def _offer_cart(self) -> Cart | None:
        token = self._request.COOKIES.get(OFFER_COOKIE, "")
        if not _TOKEN.fullmatch(token):
            return None
        cart = queries.find_offer_cart(token=token, person_id=self.person_id)
        if cart is not None and cart.person_id is None and self.person_id is not None:
            operations.hand_over(cart=cart, person_id=self.person_id)
        return cart

    def find_checkout(self, checkout_id: str) -> Checkout | None:
        """That checkout if it is of one of their carts; None where they have none at all.

        Raises `NotFound`.
        """
        carts = [cart for cart in (self._offer_cart, self.cart) if cart is not None]
        for last, cart in enumerate(carts, 1):
            try:
                return queries.get_checkout(
                    public_id=checkout_id, person_id=self.person_id, token=cart.token
                )
            except NotFound:
                if last == len(carts):
                    raise
        return None

    def _bring_along(self, cart: Cart) -> None:
        """Let the cart follow a choice of language or currency, which only left a cookie."""
        has_chosen = CURRENCY_COOKIE in self._request.COOKIES
        keeps = not has_chosen and cart.currency in self.currencies
        currency = cart.currency if keeps else self.currency
        if (currency, self.language) != (cart.currency, cart.language):
            operations.set_market(
                cart=cart,
                currency=currency,
                country=cart.country,
                region=cart.region,
                language=self.language,
            )

    def cart_to_fill(self) -> Cart:
        """Their cart, opened now if need be. The visit that led here is written with the first
        thing put into it, and again when it is filled anew after a purchase.
        """
        cart = self.cart
        if cart is None:
            cart = operations.open_cart(
                currency=self.currency,
                country=self.place.country,
                region=self.place.region,
                language=self.language,
                person_id=self.person_id,
                visit_id=self._visit_id(),
            )
            self.__dict__["cart"] = cart
        elif not queries.count_pieces(cart=cart):
            operations.start_over(cart=cart, visit_id=self._visit_id())
        return cart

    def _visit_id(self) -> int:
        arrival = arrival_in(self._request)
        visit = arrive(channel=Channel.DIRECT, person_id=self.person_id, arrival=arrival)
        return int(visit.pk)

    @cached_property
    def keeper(self) -> Keeper | None:
        """Whose favourites theirs are, if they ever liked anything."""
        token = self._likes_token
        if self.person_id is None and not token:
            return None
        return find_keeper(person_id=self.person_id, token=token)

    @cached_property
    def likes(self) -> Likes:
        """What they like, to be marked where it is shown: a statement a page, none for a guest who
        never liked anything."""
        return likes_of(person_id=self.person_id, token=self._likes_token)

    @property
    def _likes_token(self) -> str:
        token = self._request.COOKIES.get(LIKES_COOKIE, "")
        return token if _TOKEN.fullmatch(token) else ""

    def count_pieces(self) -> int:
        """Pieces in the cart, for the badge."""
        return queries.count_pieces(cart=self.cart) if self.cart else 0


def told_place(code: str) -> Place | None:
    """The place of ``CA-ON``, None for a country nothing goes to."""
    country, _, region = code.partition("-")
    if country not in settings.COUNTRIES:
        return None
    is_code = region.isascii() and region.isalnum() and len(region) <= _LONGEST_REGION
    return Place(country, region if is_code else "")


def shopper_of(request: HttpRequest) -> Shopper:
    """The shopper of this request, the same one however often it is asked."""
    found: Shopper | None = getattr(request, "_shopper", None)
    if found is None:
        found = Shopper(request)
        request._shopper = found  # type: ignore[attr-defined]
    return found


def keep_cart(response: HttpResponseBase, cart: Cart) -> None:
    """Let a guest's browser find the cart again."""
    if cart.person_id is None:
        response.set_cookie(
            CART_COOKIE,
            cart.token,
            max_age=_CART_AGE,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
        )


def keep_offer(response: HttpResponseBase, cart: Cart) -> None:
    """Let the browser go to the checkout with an accepted offer."""
    response.set_cookie(
        OFFER_COOKIE,
        cart.token,
        max_age=_OFFER_AGE,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def keep_likes(response: HttpResponseBase, keeper: Keeper) -> None:
    """Let a guest's browser find the favourites again."""
    if keeper.person_id is None:
        response.set_cookie(
            LIKES_COOKIE,
            keeper.token,
            max_age=_LIKES_AGE,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
        )


def keep_place(response: HttpResponseBase, place: Place) -> None:
    """Remember where the shopper wants things delivered."""
    response.set_cookie(
        PLACE_COOKIE,
        f"{place.country}-{place.region}".rstrip("-"),
        max_age=_PLACE_AGE,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
