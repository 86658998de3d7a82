"""Changing a cart, moving it to another market, and bringing a guest's along at sign-in."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.checkout.models import Cart, CartLine
from tradewind.domains.checkout.rules import MAX_PIECES, TooMany
from tradewind.domains.inventory.queries import available
from tradewind.domains.inventory.rules import StockShort
from tradewind.domains.pricing.queries import prices_of
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound


def change_line(*, cart: Cart, line_id: str, quantity: int) -> None:
    """Set how many of a line. Zero removes it. Raises as `add_line` does."""
    if quantity == 0:
        remove_line(cart=cart, line_id=line_id)
        return
    if not 0 < quantity <= MAX_PIECES:
        raise TooMany(most=MAX_PIECES)
    with transaction.atomic():
        line = (
            CartLine.objects.select_for_update(of=("self",))
            .select_related("variant")
            .filter(cart=cart, public_id=line_id)
            .first()
        )
        if line is None:
            raise NotFound(id=line_id)
        line.quantity = quantity
        free = available(variant_ids=[line.variant_id])[line.variant_id]
        if free < quantity:
            short = {
                "variant": line.variant.public_id,
                "wanted": quantity,
                "available": free,
            }
            raise StockShort(lines=[short])
        line.save(update_fields=["quantity"])


def start_over(*, cart: Cart, visit_id: int) -> None:
    """An emptied cart is filled again: what is bought now came by this visit, not the last one."""
    cart.visit_id = visit_id
    cart.save(update_fields=["visit", "updated_at"])


def remove_line(*, cart: Cart, line_id: str) -> None:
    """Take a line out. Removing it again changes nothing."""
    CartLine.objects.filter(cart=cart, public_id=line_id).delete()


def set_market(*, cart: Cart, currency: str, country: str, region: str, language: str) -> None:
    """Where the shopper is, what they count in and read. Prices follow at the next look."""
    now = clock.now()
    with transaction.atomic():
        if currency != cart.currency:
            reprice(cart, currency)
        cart.currency, cart.country, cart.region = currency, country, region
        cart.language = language
        cart.updated_at = now
        cart.save(update_fields=["currency", "country", "region", "language", "updated_at"])


def join_person(*, token: str, person_id: int) -> Cart | None:
    """At sign-in the guest's lines move into the member's cart; of the same thing the larger count.

    Returns the member's cart, None where neither had one. Repeating it changes nothing.
    """
    with transaction.atomic():
        guest = (
            Cart.objects.select_for_update()
            .filter(token=token, person=None, closed_at=None)
            .first()
        )
        own = Cart.objects.select_for_update().filter(person_id=person_id, closed_at=None).first()
        if guest is None:
            return own
        if own is None:
            guest.person_id = person_id
            guest.save(update_fields=["person"])
            return guest
        merge_carts(guest=guest, own=own)
    return own


def reprice(cart: Cart, currency: str) -> None:
    """Remember today's prices in the new currency, so that only real drift is told."""
    lines = list(CartLine.objects.select_for_update().filter(cart=cart))
    prices = prices_of(
        variant_ids=[line.variant_id for line in lines], currency=currency, now=clock.now()
    )
    for line in lines:
        if line.variant_id in prices:
            line.seen_minor = prices[line.variant_id].amount.minor
    CartLine.objects.bulk_update(lines, ["seen_minor"])


def merge_carts(*, guest: Cart, own: Cart) -> None:
    """Move the guest's lines into `own`, of the same thing the larger count, and close the first.

    Both rows locked by the caller.
    """
    mine = {line.variant_id: line for line in CartLine.objects.filter(cart=own)}
    for line in CartLine.objects.filter(cart=guest):
        twin = mine.get(line.variant_id)
        if twin is None:
            CartLine.objects.filter(pk=line.pk).update(cart=own)
        elif line.quantity > twin.quantity:
            CartLine.objects.filter(pk=twin.pk).update(quantity=line.quantity)
    if guest.currency != own.currency:
        reprice(own, own.currency)
    guest.closed_at = clock.now()
    guest.save(update_fields=["closed_at"])
    own.visit_id = own.visit_id or guest.visit_id
    own.save(update_fields=["visit"])
