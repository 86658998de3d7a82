"""Finding carts, and what they cost."""

from __future__ import annotations

from tradewind.domains.checkout.models import Cart, CartLine, Checkout
from tradewind.domains.checkout.queries.facts import cart_facts
from tradewind.domains.checkout.quoting import Quote, quote
from tradewind.domains.tax.queries import rates_on
from tradewind.kernel import clock
from tradewind.kernel.place import Place

# Raw, because every request of a shopper asks this and building the SQL costs more than running it.
_OF_PERSON = "SELECT * FROM checkout_cart WHERE person_id = %s AND closed_at IS NULL"
_OF_GUEST = (
    "SELECT * FROM checkout_cart WHERE token = %s AND person_id IS NULL AND closed_at IS NULL"
)


def find_cart(*, person_id: int | None = None, token: str = "") -> Cart | None:
    """A member's open cart, or the guest's that `token` opens."""
    if person_id is not None:
        return next(iter(Cart.objects.raw(_OF_PERSON, [person_id])), None)
    if not token or "\x00" in token:
        return None
    return next(iter(Cart.objects.raw(_OF_GUEST, [token])), None)


def count_pieces(*, cart: Cart) -> int:
    """Pieces in the cart, for the badge in the header."""
    return sum(CartLine.objects.filter(cart=cart).values_list("quantity", flat=True))


def quote_cart(*, cart: Cart, language: str = "") -> Quote:
    """What the cart costs where its shopper said they are, before any checkout."""
    return _quoted(cart, Place(cart.country, cart.region), language or cart.language, {})


def quote_checkout(*, checkout: Checkout) -> Quote:
    """What the cart costs at the checkout's address, with the deliveries chosen there."""
    place = Place(checkout.country, str(checkout.address.get("country_area", "")))
    return _quoted(checkout.cart, place, checkout.language, checkout.deliveries)


def _quoted(cart: Cart, place: Place, language: str, chosen: dict[str, str]) -> Quote:
    now = clock.now()
    facts = cart_facts(cart=cart, place=place, language=language, now=now)
    return quote(
        lines=facts.lines,
        stores=facts.stores,
        chosen=chosen,
        place=place,
        rates=rates_on(day=now.date()),
        currency=cart.currency,
    )
