"""Finding checkouts."""

from __future__ import annotations

from django.db.models import Q

from tradewind.domains.checkout.models import Cart, Checkout, PaymentPart
from tradewind.domains.checkout.rules import State
from tradewind.domains.payments.models import Payment
from tradewind.kernel.errors import NotFound


def find_checkout(*, cart: Cart) -> Checkout | None:
    """The checkout of this cart that is being filled in or paid."""
    running = (State.OPEN, State.HELD)
    return Checkout.objects.select_related("cart").filter(cart=cart, state__in=running).first()


def get_checkout(*, public_id: str, person_id: int | None = None, token: str = "") -> Checkout:
    """The checkout with that id if its cart is this member's, or the guest's that `token` opens.

    One statement, its cart, visit and purchase with it. Raises `NotFound`.
    """
    owner = Q(cart__person=person_id) if person_id else Q(cart__person=None, cart__token=token)
    found = (
        Checkout.objects.select_related("cart__visit", "purchase")
        .filter(owner, public_id=public_id)
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
