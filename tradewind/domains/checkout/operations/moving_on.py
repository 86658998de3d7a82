"""Going on with a cart on another device, by a link that opens once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from tradewind.domains.checkout.models import Cart, CartLine, CartLink
from tradewind.domains.checkout.operations.carts import (
    join_person,
    merge_carts,
    reprice,
)
from tradewind.domains.checkout.operations.filling import open_cart
from tradewind.domains.checkout.rules import MAX_LINES, LinkGone
from tradewind.kernel import clock, ids

LINK_LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """The cart as the other device has it, and whether it was at the checkout."""

    cart: Cart
    to_checkout: bool


def link_cart(*, cart: Cart, to_checkout: bool = False) -> tuple[str, datetime]:
    """The secret of a new link to the cart, told only here, and until when it opens.

    Links asked for earlier no longer open.
    """
    secret, now = ids.new_token(), clock.now()
    with transaction.atomic():
        Cart.objects.select_for_update().get(pk=cart.pk)
        CartLink.objects.filter(cart=cart).delete()
        link = CartLink.objects.create(
            cart=cart,
            digest=_digest(secret),
            to_checkout=to_checkout,
            expires_at=now + LINK_LASTS,
        )
    return secret, link.expires_at


def find_linked(*, secret: str, now: datetime) -> Cart | None:
    """The cart a link would open, without opening it: programs that look at links use none up."""
    link = CartLink.objects.select_related("cart").filter(_still_opens(secret, now)).first()
    return link.cart if link else None


def open_linked(*, secret: str, person_id: int | None, token: str = "") -> Opened:
    """Open the cart here. `token` is of the guest's cart this device had, whose things come along.

    A guest's cart becomes this device's too, or the member's who is signed in here. A member's cart
    opens as itself only where that member is signed in; anybody else, to whom they gave the link,
    gets the things in it and nothing about them. Raises `LinkGone`.
    """
    now = clock.now()
    with transaction.atomic():
        link = (
            CartLink.objects.select_for_update(of=("self",))
            .select_related("cart")
            .filter(_still_opens(secret, now))
            .first()
        )
        if link is None:
            raise LinkGone
        link.opened_at = now
        link.save(update_fields=["opened_at"])
        cart = _here(link.cart, person_id, token)
        return Opened(cart, link.to_checkout and cart.pk == link.cart_id)


def _here(cart: Cart, person_id: int | None, token: str) -> Cart:
    if cart.person_id is None and person_id is not None:
        return join_person(token=cart.token, person_id=person_id) or cart
    if cart.person_id is None:
        if token and token != cart.token:
            _bring(token, cart)
        return cart
    if cart.person_id == person_id:
        return cart
    return _copied(cart, person_id, token)


def _bring(token: str, cart: Cart) -> None:
    own = Q(pk=cart.pk)
    locked = Cart.objects.select_for_update().order_by("pk")
    for found in locked.filter(own | Q(token=token, person=None, closed_at=None)):
        if found.pk != cart.pk:
            merge_carts(guest=found, own=cart)


def _copied(cart: Cart, person_id: int | None, token: str) -> Cart:
    found = Cart.objects.filter(closed_at=None)
    mine = (
        found.filter(person_id=person_id).first()
        if person_id is not None
        else found.filter(token=token, person=None).first()
    )
    copy = mine or open_cart(
        currency=cart.currency,
        country=cart.country,
        region=cart.region,
        language=cart.language,
        person_id=person_id,
    )
    held = set(CartLine.objects.filter(cart=copy).values_list("variant_id", flat=True))
    lines = CartLine.objects.filter(cart=cart).exclude(variant_id__in=held)
    CartLine.objects.bulk_create(
        CartLine(
            cart=copy,
            variant_id=line.variant_id,
            quantity=line.quantity,
            seen_minor=line.seen_minor,
            added_at=clock.now(),
        )
        for line in lines[: max(0, MAX_LINES - len(held))]
    )
    if copy.currency != cart.currency:
        reprice(copy, copy.currency)
    return copy


def _still_opens(secret: str, now: datetime) -> Q:
    return Q(digest=_digest(secret), opened_at=None, expires_at__gt=now, cart__closed_at=None)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
