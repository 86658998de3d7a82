"""Finding checkouts."""

from __future__ import annotations

from tradewind.domains.checkout.models import Cart, Checkout, PaymentPart
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.rules import OPEN
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound
from tradewind.platform.models import direct

# Written out: one query over four joined tables cost Django more to build than all of paying does
# in PostgreSQL.
_OWN = """
FROM checkout_checkout AS own JOIN checkout_cart AS cart ON cart.id = own.cart_id
WHERE own.public_id = %s
  AND CASE WHEN %s::bigint IS NULL THEN cart.person_id IS NULL AND cart.token = %s
           ELSE cart.person_id = %s END
"""


def get_checkout(*, public_id: str, person_id: int | None = None, token: str = "") -> Checkout:
    """The checkout with that id if its cart is this member's, or the guest's that `token` opens.

    One statement, its cart with it. Raises `NotFound`.
    """
    own = [ids.decode("chk", public_id), person_id, token.replace("\x00", ""), person_id]
    for checkout, cart in direct.read_pairs(Checkout, Cart, "cart", _OWN, own):
        if cart is not None:
            checkout.cart = cart
            return checkout
    raise NotFound(id=public_id)


def pending_payment(*, checkout: Checkout) -> Payment | None:
    """The payment this checkout waits for; of several the first that is not made yet."""
    return next(iter(waiting_payments(checkout=checkout)), None)


def waiting_payments(*, checkout: Checkout) -> list[Payment]:
    """Every payment this checkout waits for, in the order they were asked for."""
    parts = PaymentPart.objects.filter(
        checkout=checkout, state=PaymentPart.State.WAITING, payment__state__in=OPEN
    )
    found = parts.select_related("payment").order_by("pk")
    return [part.payment for part in found if part.payment is not None]
