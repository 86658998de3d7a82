"""The one place that locks a checkout's row. Everything the saga does happens under it."""

from __future__ import annotations

from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.rules import State, check_move
from tradewind.kernel.errors import NotFound


def locked_checkout(*, public_id: str) -> Checkout:
    """The checkout, its row locked until the transaction ends. Raises `NotFound`."""
    row = (
        Checkout.objects.select_for_update(of=("self",))
        .select_related("cart__visit")
        .filter(public_id=public_id)
        .first()
    )
    if row is None:
        raise NotFound(id=public_id)
    return row


def move(row: Checkout, to_state: State) -> None:
    """Change the state of a locked row. Raises `CheckoutClosed` for an illegal move."""
    check_move(State(row.state), to_state)
    row.state = to_state
