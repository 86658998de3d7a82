"""Finding checkouts."""

from __future__ import annotations

from tradewind.domains.checkout.models import Cart, Checkout, PaymentPart
from tradewind.domains.checkout.rules import State
from tradewind.domains.payments.models import Payment
from tradewind.kernel.errors import NotFound


def find_checkout(*, cart: Cart) -> Checkout | None:
    """The checkout of this cart that is being filled in or paid."""
    running = (State.OPEN, State.HELD)
    return Checkout.objects.select_related("cart").filter(cart=cart, state__in=running).first()


def get_checkout(*, public_id: str, cart: Cart) -> Checkout:
    """The checkout with that id if it is this cart's. Raises `NotFound`."""
    found = (
        Checkout.objects.select_related("cart", "purchase")
        .filter(public_id=public_id, cart=cart)
        .first()
    )
    if found is None:
        raise NotFound(id=public_id)
    return found


def pending_payment(*, checkout: Checkout) -> Payment | None:
    """The payment this checkout waits for."""
    part = (
        PaymentPart.objects.filter(checkout=checkout, state=PaymentPart.State.WAITING)
        .select_related("payment")
        .first()
    )
    return part.payment if part else None
