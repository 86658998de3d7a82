"""Filling a cart, moving it to another market, and bringing a guest's along at sign-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, connection, transaction

from tradewind.domains.catalogue.queries import sellable_ids
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
    lines: Mapping[str, int] | None = None,
) -> Cart:
    """A new cart with `lines` in it (as `add_lines`), or these in the member's open one.

    A guest finds theirs again by its `token`. Raises as `add_lines`, with no cart left behind.
    """
    cart = Cart(
        token=ids.new_token(),
        person_id=person_id,
        currency=currency,
        country=country,
        region=region,
        language=language,
        visit_id=visit_id,
    )
    with transaction.atomic():
        if person_id is None:
            cart.save(force_insert=True)
        else:
            cart = _of_member(cart)
        if lines:
            _put(cart, lines)
    return cart


def add_line(*, cart: Cart, variant_id: str, quantity: int = 1) -> None:
    """Put `quantity` more of the variant with that public id into the cart. See `add_lines`."""
    add_lines(cart=cart, lines={variant_id: quantity})


def add_lines(*, cart: Cart, lines: Mapping[str, int]) -> None:
    """Put more pieces into the cart, by the variants' public ids; all of them or none.

    Four statements, however many. Raises `NotFound` for a variant that is not on sale, `StockShort`
    when fewer are left than the cart would then hold, `TooMany` above `MAX_PIECES` of one or
    `MAX_LINES` lines.
    """
    with transaction.atomic():
        _put(cart, lines)


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
        variant = line.variant.public_id
        _check_stock({variant: quantity}, {variant: line.variant_id})
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


def _of_member(cart: Cart) -> Cart:
    try:
        with transaction.atomic():
            cart.save(force_insert=True)
    except IntegrityError:
        return Cart.objects.get(person=cart.person_id, closed_at=None)
    return cart


def _put(cart: Cart, lines: Mapping[str, int]) -> None:
    if any(not 0 < quantity <= MAX_PIECES for quantity in lines.values()):
        raise TooMany(most=MAX_PIECES)
    sellable = sellable_ids(variant_public_ids=lines)
    prices = prices_of(variant_ids=sellable.values(), currency=cart.currency, now=clock.now())
    for variant_id in lines:
        if sellable.get(variant_id) not in prices:
            raise NotFound(id=variant_id)
    held = _more(
        cart,
        [
            (sellable[variant_id], quantity, prices[sellable[variant_id]].amount.minor)
            for variant_id, quantity in lines.items()
        ],
    )
    _check_stock({variant_id: held[sellable[variant_id]] for variant_id in lines}, sellable)


def _more(cart: Cart, lines: Sequence[tuple[int, int, int]]) -> dict[int, int]:
    """Pieces then held by variant. One statement, so that two clicks at once add up and never
    make two lines. `lines` are variant, quantity and the price seen, in minor units."""
    variants, quantities, prices = zip(*sorted(lines), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO checkout_cartline AS line
                (public_id, cart_id, variant_id, quantity, seen_minor, added_at)
            SELECT added.public_id, %s, added.variant_id, added.quantity, added.seen, %s
            FROM unnest(%s::uuid[], %s::bigint[], %s::int[], %s::bigint[])
                AS added (public_id, variant_id, quantity, seen)
            ON CONFLICT (cart_id, variant_id)
                DO UPDATE SET quantity = line.quantity + excluded.quantity
            RETURNING variant_id, quantity, xmax = 0,
                (SELECT count(*) FROM checkout_cartline WHERE cart_id = %s)
            """,
            [
                cart.pk,
                clock.now(),
                [ids.new_uuid() for _ in lines],
                list(variants),
                list(quantities),
                list(prices),
                cart.pk,
            ],
        )
        rows = cursor.fetchall()
    # The count is of before the statement; a row without xmax is new.
    if rows[0][3] + sum(is_new for _, _, is_new, _ in rows) > MAX_LINES:
        raise TooMany(most=MAX_LINES)
    return {variant_id: quantity for variant_id, quantity, _, _ in rows}


def _check_stock(held: Mapping[str, int], rows: Mapping[str, int]) -> None:
    """`held` says how many the cart has, by public id; `rows` are the variants' row ids."""
    left = available(variant_ids=[rows[variant_id] for variant_id in held])
    short: list[dict[str, int | str]] = []
    for variant_id, quantity in held.items():
        free = left.get(rows[variant_id], 0)
        if quantity > MAX_PIECES:
            raise TooMany(most=MAX_PIECES)
        if free < quantity:
            short.append({"variant": variant_id, "wanted": quantity, "available": free})
    if short:
        raise StockShort(lines=short)


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
