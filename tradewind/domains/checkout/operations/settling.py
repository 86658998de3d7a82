"""Confirm or undo: the second half of the saga, told by what became of the payments."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tradewind.domains.checkout.drafting import read_back
from tradewind.domains.checkout.events import (
    CheckoutReversed,
    CheckoutUndone,
    LatePaymentRefunded,
)
from tradewind.domains.checkout.models import CartLine, Checkout, PaymentPart
from tradewind.domains.checkout.operations.locking import locked_checkout, move
from tradewind.domains.checkout.rules import State
from tradewind.domains.consent.models import Purpose
from tradewind.domains.consent.operations import agree
from tradewind.domains.inventory.operations import release
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.queries import orders_of_checkout
from tradewind.domains.orders.rules import IllegalMove, PurchaseDraft, Stage
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.rules import LOST
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.kernel import clock
from tradewind.platform.events import publish


def settle(*, checkout_id: str) -> Checkout:
    """Bring the checkout to where its payments say it is. Repeating it changes nothing.

    Captured → purchase and orders. Lost → everything let go, and open again unless its time is up.
    Captured after it was let go →
    refunded. Taken back after the purchase → orders not yet sent are cancelled.
    """
    with transaction.atomic():
        row = locked_checkout(public_id=checkout_id)
        parts = list(row.parts.select_related("payment").order_by("id"))
        waiting = [part for part in parts if part.state == PaymentPart.State.WAITING]
        if row.state == State.HELD and waiting:
            _settle_held(row, waiting)
        elif row.state == State.CONFIRMED and _any(parts, PaymentState.REVERSED):
            _reverse(row)
        _refund_late(row, parts)
    return row


def _undo(row: Checkout, parts: Sequence[PaymentPart], *, to_state: State, failure: str) -> None:
    """Let go of stock and parts of a locked, held checkout."""
    release(holder=row.public_id)
    _mark(parts, PaymentPart.State.UNDONE)
    move(row, to_state)
    row.failure, row.held_until = failure, None
    row.save(update_fields=["state", "failure", "held_until", "updated_at"])
    publish(CheckoutUndone(checkout_id=row.public_id, failure=failure))


def _settle_held(row: Checkout, waiting: list[PaymentPart]) -> None:
    states = {_payment(part).state for part in waiting}
    if states == {PaymentState.CAPTURED}:
        _confirm(row, waiting)
    elif lost := [part for part in waiting if _payment(part).state in LOST]:
        if row.held_until is not None and row.held_until < clock.now():
            _undo(row, waiting, to_state=State.EXPIRED, failure="expired")
        else:
            failure = _payment(lost[0]).decline_code or _payment(lost[0]).state
            _undo(row, waiting, to_state=State.OPEN, failure=failure)


def _confirm(row: Checkout, waiting: list[PaymentPart]) -> None:
    draft = read_back(row.agreed)
    row.purchase = orders.place(draft=draft)
    _mark(waiting, PaymentPart.State.CONFIRMED)
    move(row, State.CONFIRMED)
    row.held_until = None
    row.save(update_fields=["state", "purchase", "held_until", "updated_at"])
    _take_out_of_cart(row, draft)
    if row.news_wanted:
        _agree_to_news(row, draft)


def _mark(parts: Sequence[PaymentPart], state: PaymentPart.State) -> None:
    PaymentPart.objects.filter(pk__in=[part.pk for part in parts]).update(state=state)
    for part in parts:
        part.state = state


def _take_out_of_cart(row: Checkout, draft: PurchaseDraft) -> None:
    bought = [line.variant_id for order in draft.orders for line in order.lines]
    CartLine.objects.filter(cart_id=row.cart_id, variant_id__in=bought).delete()


def _agree_to_news(row: Checkout, draft: PurchaseDraft) -> None:
    agree(
        email=draft.email,
        person_id=draft.person_id,
        purpose=Purpose.MARKETING,
        wording="checkout.news",
        proof={"checkout": row.public_id, "language": row.language},
    )


def _reverse(row: Checkout) -> None:
    cancelled, shipped = [], []
    for order in orders_of_checkout(checkout_id=row.public_id):
        if order.stage == Stage.CANCELLED:
            continue
        try:
            with transaction.atomic():
                orders.cancel(
                    store_id=order.store_id,
                    order_id=order.public_id,
                    actor="",
                    reason="payment_reversed",
                    money_is_back=True,
                )
            cancelled.append(order.public_id)
        except IllegalMove:
            # The parcel is gone; what the shopper owes stays in the books as receivable.
            shipped.append(order.public_id)
    move(row, State.REVERSED)
    row.save(update_fields=["state", "updated_at"])
    publish(
        CheckoutReversed(
            checkout_id=row.public_id,
            purchase_id=row.purchase.public_id if row.purchase else "",
            cancelled_orders=cancelled,
            shipped_orders=shipped,
        )
    )


def _refund_late(row: Checkout, parts: list[PaymentPart]) -> None:
    for part in parts:
        payment = _payment(part)
        late = part.state == PaymentPart.State.UNDONE and payment.state == PaymentState.CAPTURED
        if late and payments.request_refund(
            purpose=row.public_id,
            payment_id=payment.public_id,
            amount=payment.amount,
            key=f"late:{payment.public_id}",
            reason="too_late",
        ):
            publish(
                LatePaymentRefunded(
                    checkout_id=row.public_id,
                    payment_id=payment.public_id,
                    amount=payment.amount,
                )
            )


def _payment(part: PaymentPart) -> Payment:
    if part.payment is None:
        raise ValueError(f"part {part.pk} has no payment")
    return part.payment


def _any(parts: list[PaymentPart], state: PaymentState) -> bool:
    return any(_payment(part).state == state for part in parts)
