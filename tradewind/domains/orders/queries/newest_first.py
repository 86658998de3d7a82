"""Lists by when something was placed, newest first: any page costs as much as the first."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Q, QuerySet

from tradewind.domains.orders.models import Order, Purchase
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

R = TypeVar("R", Order, Purchase)


def page_of(rows: QuerySet[R], *, cursor: str, limit: int) -> Page[R]:
    """The page of `rows` after the cursor, the first for none. Raises `InvalidInput` for a cursor
    nobody gave out."""
    if cursor:
        placed_at, pk = _key(cursor)
        # Said twice: only a bound of its own lets an index begin there.
        rows = rows.filter(placed_at__lte=placed_at).filter(
            Q(placed_at__lt=placed_at) | Q(pk__lt=pk)
        )
    found = list(rows.order_by("-placed_at", "-pk")[: limit + 1])
    return Page(found[:limit], cursor_of(found[limit - 1]) if len(found) > limit else None)


def cursor_of(last: Order | Purchase) -> str:
    """What asks for the page after the one that ends with this row."""
    return encode_cursor(last.placed_at.isoformat(), last.pk)


def _key(cursor: str) -> tuple[datetime, int]:
    placed_at, pk = decode_cursor(cursor, 2)
    if not isinstance(placed_at, str) or not isinstance(pk, int):
        raise InvalidInput({"cursor": "invalid"})
    try:
        moment = datetime.fromisoformat(placed_at)
    except ValueError:
        raise InvalidInput({"cursor": "invalid"}) from None
    if moment.tzinfo is None or abs(pk) >= 2**63:
        raise InvalidInput({"cursor": "invalid"})
    return moment, pk
