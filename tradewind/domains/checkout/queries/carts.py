"""Finding carts, and what they cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tradewind.domains.checkout.models import Cart, CartLine, Checkout
from tradewind.domains.checkout.queries.deals import deals_of
from tradewind.domains.checkout.queries.facts import cart_facts
from tradewind.domains.checkout.queries.rows import CartRow, cart_rows
from tradewind.domains.checkout.quoting import Quote, quote
from tradewind.domains.tax.queries import rates_on
from tradewind.kernel import clock
from tradewind.kernel.place import Place
from tradewind.platform.models import direct

_OF_PERSON = "WHERE person_id = %s AND closed_at IS NULL"
_OF_GUEST = "WHERE token = %s AND person_id IS NULL AND closed_at IS NULL"


def find_cart(*, person_id: int | None = None, token: str = "") -> Cart | None:
    """A member's open cart, or the guest's that `token` opens."""
    if person_id is not None:
        return next(direct.read(Cart, _OF_PERSON, [person_id]), None)
    if not token or "\x00" in token:
        return None
    return next(direct.read(Cart, _OF_GUEST, [token]), None)


def count_pieces(*, cart: Cart) -> int:
    """Pieces in the cart, for the badge in the header."""
    return sum(CartLine.objects.filter(cart=cart).values_list("quantity", flat=True))


def quote_cart(
    *,
    cart: Cart,
    language: str = "",
    email: str = "",
    rows: Sequence[CartRow] | None = None,
) -> Quote:
    """What the cart costs where its shopper said they are, before any checkout.

    `rows` are its lines, by whoever has just read them.
    """
    place = Place(cart.country, cart.region)
    return _quoted(cart, place, language or cart.language, {}, email=email, rows=rows)


def quote_checkout(*, checkout: Checkout) -> Quote:
    """What the cart costs at the checkout's address, with the deliveries chosen there."""
    place = Place(checkout.country, str(checkout.address.get("country_area", "")))
    return _quoted(
        checkout.cart,
        place,
        checkout.language,
        checkout.deliveries,
        email=checkout.email,
        holder=checkout.public_id,
    )


def _quoted(
    cart: Cart,
    place: Place,
    language: str,
    chosen: Mapping[str, str],
    *,
    email: str,
    holder: str = "",
    rows: Sequence[CartRow] | None = None,
) -> Quote:
    now = clock.now()
    if rows is None:
        rows = cart_rows(cart=cart, now=now)
    facts = cart_facts(
        rows=rows,
        currency=cart.currency,
        place=place,
        language=language,
        now=now,
        quotation=cart.quotation,
    )
    return quote(
        lines=facts.lines,
        stores=facts.stores,
        chosen=chosen,
        place=place,
        rates=rates_on(day=now.date()),
        deals=deals_of(
            cart,
            facts,
            place=place,
            chosen=chosen,
            email=email,
            holder=holder,
            language=language,
            now=now,
        ),
        currency=cart.currency,
        channel=facts.channel,
        on=now.date(),
    )
