"""Opening a cart and putting things into it: look once, write once, and say what was seen.

The rows that are read to decide whether the goods can go in are those a quote of the cart needs, so
they are handed back and nobody reads them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from tradewind.domains.checkout.models import Cart, CartLine
from tradewind.domains.checkout.queries.goods import Goods, goods_in, uuids_of
from tradewind.domains.checkout.queries.rows import CartRow, cart_rows
from tradewind.domains.checkout.rules import MAX_LINES, MAX_PIECES, TooMany
from tradewind.domains.inventory.rules import StockShort
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import NotFound
from tradewind.platform.models import direct


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
    return open_filled(
        currency=currency,
        country=country,
        language=language,
        region=region,
        person_id=person_id,
        visit_id=visit_id,
        lines=lines or {},
    )[0]


def open_filled(
    *,
    currency: str,
    country: str,
    language: str,
    region: str,
    person_id: int | None,
    visit_id: int | None,
    lines: Mapping[str, int],
) -> tuple[Cart, list[CartRow] | None]:
    """`open_cart`, and the cart's lines for `quote_cart` where they had to be read."""
    cart = Cart(
        token=ids.new_token(),
        person_id=person_id,
        currency=currency,
        country=country,
        region=region,
        language=language,
        visit_id=visit_id,
    )
    if person_id is None:
        return cart, _write(cart, lines)
    # In a transaction of the caller's it all goes, or nothing does.
    with transaction.atomic(savepoint=False):
        cart = _of_member(cart)
        return cart, _put(cart, lines) if lines else None


def add_line(*, cart: Cart, variant_id: str, quantity: int = 1) -> list[CartRow]:
    """Put `quantity` more of the variant with that public id into the cart. See `add_lines`."""
    return add_lines(cart=cart, lines={variant_id: quantity})


def add_lines(*, cart: Cart, lines: Mapping[str, int]) -> list[CartRow]:
    """Put more pieces into the cart, by the variants' public ids; all of them or none.

    Returns the cart's lines as they then are, for `quote_cart`. Two statements, however many. Raises
    `NotFound` for a variant that is not on sale, `StockShort` when fewer are left than the cart
    would then hold, `TooMany` above `MAX_PIECES` of one or `MAX_LINES` lines.
    """
    if not lines:
        return cart_rows(cart=cart, now=clock.now())
    if len(lines) == 1:
        # One line is one statement's work, which needs no transaction around it.
        return _put(cart, lines)
    with transaction.atomic():
        return _put(cart, lines)


def _of_member(cart: Cart) -> Cart:
    try:
        with transaction.atomic():
            cart.save(force_insert=True)
    except IntegrityError:
        return Cart.objects.get(person=cart.person_id, closed_at=None)
    return cart


def _write(cart: Cart, lines: Mapping[str, int]) -> list[CartRow]:
    """A cart nobody else can have seen, with its lines, by one statement."""
    now = clock.now()
    rows, goods = _looked_up(cart, lines, now) if lines else ([], {})
    new = [
        CartLine(
            cart=cart,
            variant_id=goods[key].variant_id,
            quantity=quantity,
            seen_minor=goods[key].price.minor,
            added_at=now,
        )
        for key, quantity in sorted(lines.items(), key=lambda line: goods[line[0]].variant_id)
    ]
    direct.insert([cart], *filter(None, [new]))
    by_variant = {line.variant_id: line for line in new}
    return [
        row._replace(
            line_id=ids.decode("cli", by_variant[row.variant_id].public_id),
            quantity=by_variant[row.variant_id].quantity,
            seen_minor=by_variant[row.variant_id].seen_minor,
        )
        for row in rows
    ]


def _put(cart: Cart, lines: Mapping[str, int]) -> list[CartRow]:
    waiting = dict(lines)
    while True:
        now = clock.now()
        rows, goods = _looked_up(cart, waiting, now)
        more = _more(cart, [(goods[key], quantity) for key, quantity in waiting.items()], now)
        # A rival who filled the line since leaves it as it is; look again how many fit.
        waiting = {
            key: quantity for key, quantity in waiting.items() if goods[key].variant_id not in more
        }
        if not waiting:
            return [row._replace(**more.get(row.variant_id, {})) for row in rows]


def _looked_up(
    cart: Cart, lines: Mapping[str, int], now: datetime
) -> tuple[list[CartRow], dict[str, Goods]]:
    """The cart's rows with those of `lines` among them, once it is certain that it may have them."""
    if any(not 0 < quantity <= MAX_PIECES for quantity in lines.values()):
        raise TooMany(most=MAX_PIECES)
    asked = uuids_of(lines)
    rows = cart_rows(cart=cart, now=now, wanted=asked)
    goods = goods_in(rows=rows, asked=asked, currency=cart.currency, now=now)
    _check(lines, goods)
    return rows, goods


def _check(lines: Mapping[str, int], goods: Mapping[str, Goods]) -> None:
    """Raises `NotFound`, `TooMany` or `StockShort` unless the cart may have these as well."""
    for key in lines:
        if key not in goods:
            raise NotFound(id=key)
    new = sum(not found.held for found in goods.values())
    if any(found.lines + new > MAX_LINES for found in goods.values()):
        raise TooMany(most=MAX_LINES)
    wanted = {key: goods[key].held + quantity for key, quantity in lines.items()}
    if any(quantity > MAX_PIECES for quantity in wanted.values()):
        raise TooMany(most=MAX_PIECES)
    short = [
        {"variant": key, "wanted": quantity, "available": goods[key].available}
        for key, quantity in wanted.items()
        if goods[key].available < quantity
    ]
    if short:
        raise StockShort(lines=short)


def _more(
    cart: Cart, lines: Sequence[tuple[Goods, int]], now: datetime
) -> dict[int, dict[str, Any]]:
    """The lines, by variant, that now have so many pieces more: those that stay within
    `Goods.available` and `MAX_PIECES`. One statement, so that two clicks at once add up and never
    make two lines."""
    rows = [
        (goods.variant_id, quantity, goods.price.minor, min(goods.available, MAX_PIECES))
        for goods, quantity in lines
    ]
    variants, quantities, prices, most = zip(*sorted(rows), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH added (public_id, variant_id, quantity, seen, most) AS (
                SELECT * FROM unnest(
                    %s::uuid[], %s::bigint[], %s::int[], %s::bigint[], %s::bigint[]))
            INSERT INTO checkout_cartline AS line
                (public_id, cart_id, variant_id, quantity, seen_minor, added_at)
            SELECT public_id, %s, variant_id, quantity, seen, %s FROM added
            ON CONFLICT (cart_id, variant_id)
                DO UPDATE SET quantity = line.quantity + excluded.quantity
                WHERE line.quantity + excluded.quantity
                    <= (SELECT most FROM added WHERE added.variant_id = excluded.variant_id)
            RETURNING variant_id, public_id, quantity, seen_minor
            """,
            [
                [ids.new_uuid() for _ in rows],
                list(variants),
                list(quantities),
                list(prices),
                list(most),
                cart.pk,
                now,
            ],
        )
        return {
            variant_id: {"line_id": line_id, "quantity": quantity, "seen_minor": seen_minor}
            for variant_id, line_id, quantity, seen_minor in cursor.fetchall()
        }
