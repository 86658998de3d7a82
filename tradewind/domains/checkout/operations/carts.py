"""Filling a cart, moving it to another market, and bringing a guest's along at sign-in."""

from __future__ import annotations

from django.db import IntegrityError, connection, transaction

from tradewind.domains.catalogue.queries import find_sellable
from tradewind.domains.checkout.models import Cart, CartLine
from tradewind.domains.checkout.rules import MAX_LINES, MAX_PIECES, TooMany
from tradewind.domains.inventory.queries import available
from tradewind.domains.inventory.rules import StockShort
from tradewind.domains.pricing.queries import prices_of
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import NotFound


def open_cart(
    *,
    currency: str,
    country: str,
    language: str,
    region: str = "",
    person_id: int | None = None,
    visit_id: int | None = None,
) -> Cart:
    """A new cart, or the member's open one. A guest finds theirs again by its `token`."""
    try:
        with transaction.atomic():
            return Cart.objects.create(
                token=ids.new_token(),
                person_id=person_id,
                currency=currency,
                country=country,
                region=region,
                language=language,
                visit_id=visit_id,
            )
    except IntegrityError:
        return Cart.objects.get(person=person_id, closed_at=None)


def add_line(*, cart: Cart, variant_id: str, quantity: int = 1) -> CartLine:
    """Put `quantity` more of the variant with that public id into the cart.

    Raises `NotFound` for a variant that is not on sale, `StockShort` when fewer are left than the
    cart would then hold, `TooMany` above `MAX_PIECES` of one or `MAX_LINES` lines.
    """
    if not 0 < quantity <= MAX_PIECES:
        raise TooMany(most=MAX_PIECES)
    variant = find_sellable(variant_public_id=variant_id)
    if variant is None:
        raise NotFound(id=variant_id)
    now = clock.now()
    price = prices_of(variant_ids=[variant.pk], currency=cart.currency, now=now).get(variant.pk)
    if price is None:
        raise NotFound(id=variant_id)
    with transaction.atomic():
        line = _more(cart, variant.pk, quantity, price.amount.minor)
        _check_stock(line, variant_id)
        if line.quantity == quantity:
            _check_length(cart)
    return line


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
        _check_stock(line, line.variant.public_id)
        line.save(update_fields=["quantity"])


def remove_line(*, cart: Cart, line_id: str) -> None:
    """Take a line out. Removing it again changes nothing."""
    CartLine.objects.filter(cart=cart, public_id=line_id).delete()


def set_market(*, cart: Cart, currency: str, country: str, region: str, language: str) -> None:
    """Where the shopper is, what they count in and read. Prices follow at the next look."""
    now = clock.now()
    with transaction.atomic():
        if currency != cart.currency:
            _reprice(cart, currency)
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
        _merge(guest, own)
    return own


def _more(cart: Cart, variant_id: int, quantity: int, seen_minor: int) -> CartLine:
    """One statement, so that two clicks at once add up and never make two lines."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO checkout_cartline AS line
                (public_id, cart_id, variant_id, quantity, seen_minor, added_at)
            VALUES (%s, %s, %s, %s, %s, %s)
            ON CONFLICT (cart_id, variant_id)
                DO UPDATE SET quantity = line.quantity + excluded.quantity
            RETURNING id, public_id, quantity
            """,
            [ids.new_uuid(), cart.pk, variant_id, quantity, seen_minor, clock.now()],
        )
        pk, public_id, pieces = cursor.fetchone()
    return CartLine(
        pk=pk,
        public_id=ids.encode("cli", public_id),
        cart=cart,
        variant_id=variant_id,
        quantity=pieces,
        seen_minor=seen_minor,
    )


def _check_stock(line: CartLine, variant_public_id: str) -> None:
    if line.quantity > MAX_PIECES:
        raise TooMany(most=MAX_PIECES)
    left = available(variant_ids=[line.variant_id]).get(line.variant_id, 0)
    if left < line.quantity:
        raise StockShort(
            lines=[{"variant": variant_public_id, "wanted": line.quantity, "available": left}]
        )


def _check_length(cart: Cart) -> None:
    if CartLine.objects.filter(cart=cart).count() > MAX_LINES:
        raise TooMany(most=MAX_LINES)


def _reprice(cart: Cart, currency: str) -> None:
    """Remember today's prices in the new currency, so that only real drift is told."""
    lines = list(CartLine.objects.select_for_update().filter(cart=cart))
    prices = prices_of(
        variant_ids=[line.variant_id for line in lines], currency=currency, now=clock.now()
    )
    for line in lines:
        if line.variant_id in prices:
            line.seen_minor = prices[line.variant_id].amount.minor
    CartLine.objects.bulk_update(lines, ["seen_minor"])


def _merge(guest: Cart, own: Cart) -> None:
    mine = {line.variant_id: line for line in CartLine.objects.filter(cart=own)}
    for line in CartLine.objects.filter(cart=guest):
        twin = mine.get(line.variant_id)
        if twin is None:
            CartLine.objects.filter(pk=line.pk).update(cart=own)
        elif line.quantity > twin.quantity:
            CartLine.objects.filter(pk=twin.pk).update(quantity=line.quantity)
    if guest.currency != own.currency:
        _reprice(own, own.currency)
    guest.closed_at = clock.now()
    guest.save(update_fields=["closed_at"])
    own.visit_id = own.visit_id or guest.visit_id
    own.save(update_fields=["visit"])
