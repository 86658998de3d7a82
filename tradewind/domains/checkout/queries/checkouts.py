"""Finding checkouts."""

from __future__ import annotations

from tradewind.domains.checkout.models import Cart, Checkout, PaymentPart
from tradewind.domains.payments.models import Payment
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound

# Written out: one query over four joined tables cost Django more to build than all of paying does
# in PostgreSQL.
_OWN = """
SELECT checkout.* FROM checkout_checkout AS checkout
JOIN checkout_cart AS cart ON cart.id = checkout.cart_id
WHERE checkout.public_id = %s
  AND CASE WHEN %s::bigint IS NULL THEN cart.person_id IS NULL AND cart.token = %s
           ELSE cart.person_id = %s END
"""
_CART = "SELECT * FROM checkout_cart WHERE id = %s"


def get_checkout(*, public_id: str, person_id: int | None = None, token: str = "") -> Checkout:
    """The checkout with that id if its cart is this member's, or the guest's that `token` opens.

    Two statements, its cart with it. Raises `NotFound`.
    """
    own = [ids.decode("chk", public_id), person_id, token.replace("\x00", ""), person_id]
    for found in Checkout.objects.raw(_OWN, own):
        found.cart = Cart.objects.raw(_CART, [found.cart_id])[0]
        return found
    raise NotFound(id=public_id)


def pending_payment(*, checkout: Checkout) -> Payment | None:
    """The payment this checkout waits for."""
    part = (
        PaymentPart.objects.filter(checkout=checkout, state=PaymentPart.State.WAITING)
        .select_related("payment")
        .first()
    )
    return part.payment if part else None
