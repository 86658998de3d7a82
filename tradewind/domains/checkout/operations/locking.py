"""The one place that locks a checkout's row. Everything the saga does happens under it."""

from __future__ import annotations

from django.db import connection

from tradewind.domains.checkout.models import Cart, Checkout
from tradewind.domains.checkout.rules import State, check_move
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound
from tradewind.platform.models import direct

_BY_ID = "WHERE public_id = %s FOR UPDATE"
_RUNNING = "WHERE cart_id = %s AND state IN ('open', 'held') FOR UPDATE"
_IS_RUNNING = """
SELECT EXISTS (SELECT FROM checkout_checkout WHERE cart_id = %s AND state IN ('open', 'held'))
"""


def locked_checkout(*, public_id: str) -> Checkout:
    """The checkout, its row locked until the transaction ends. Raises `NotFound`."""
    for row in direct.read(Checkout, _BY_ID, [ids.decode("chk", public_id)]):
        return row
    raise NotFound(id=public_id)


def lock(*, checkout_id: str) -> None:
    """For journeys that go on to lock orders: the checkout's row comes first. Raises `NotFound`."""
    locked_checkout(public_id=checkout_id)


def is_running(cart: Cart) -> bool:
    """Whether the cart has a checkout that is being filled in or paid. Locks nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_RUNNING, [cart.pk])
        return bool(cursor.fetchone()[0])


def running_checkout(cart: Cart) -> Checkout | None:
    """The checkout of this cart that is being filled in or paid, its row locked."""
    return next(direct.read(Checkout, _RUNNING, [cart.pk]), None)


def move(row: Checkout, to_state: State) -> None:
    """Change the state of a locked row. Raises `CheckoutClosed` for an illegal move."""
    check_move(State(row.state), to_state)
    row.state = to_state
