"""Confirm or undo: the second half of the saga, told by what became of the payments."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from tradewind.domains.checkout.drafting import read_back
from tradewind.domains.checkout.events import (
    CheckoutReversed,
    CheckoutUndone,
    LatePaymentRefunded,
)
from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.operations.giving_back import give_back, take_as_returned
from tradewind.domains.checkout.operations.locking import locked_checkout, move
from tradewind.domains.checkout.rules import State
from tradewind.domains.consent.models import Purpose
from tradewind.domains.consent.operations import agree
from tradewind.domains.inventory.operations import release
from tradewind.domains.ledger.operations import gathered
from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.queries import orders_of_checkout
from tradewind.domains.orders.rules import IllegalMove, PurchaseDraft, Stage
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.jobs import give_up
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import LOST, OPEN, SETTLES
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.domains.promotions import operations as promotions
from tradewind.domains.quotations import operations as quotations
from tradewind.domains.shipping import slots
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.platform.events import publish, together
from tradewind.platform.models import direct

_PARTS = """
FROM checkout_paymentpart AS own LEFT JOIN payments_payment AS payment ON payment.id = own.payment_id
WHERE own.checkout_id = %s ORDER BY own.id
"""
# The payments' rows locked with it, for whoever brings news of one: after the checkout's lock, so
# that the parts can be no others, and each looked at again once its own lock is had.
_LOCKED_PARTS = """
FROM checkout_paymentpart AS own LEFT JOIN LATERAL (
    SELECT * FROM payments_payment WHERE id = own.payment_id FOR UPDATE
) AS payment ON true
WHERE own.checkout_id = %s ORDER BY own.id
"""
_MARK = "UPDATE checkout_paymentpart SET state = %s WHERE id = ANY(%s::bigint[])"
_CLOSE = """
WITH part AS (
    UPDATE checkout_paymentpart SET state = %s WHERE id = ANY(%s::bigint[])
), bought AS (
    DELETE FROM checkout_cartline WHERE cart_id = %s AND variant_id = ANY(%s::bigint[])
)
UPDATE checkout_checkout SET {} WHERE id = %s
"""


def settle(*, checkout_id: str) -> Checkout:
    """Bring the checkout to where its payments say it is. Repeating it changes nothing.

    Captured → purchase and orders. Lost → everything let go, and open again unless its time is up.
    Captured after it was let go →
    refunded. Taken back after the purchase → orders not yet sent are cancelled.
    """
    with transaction.atomic():
        row = locked_checkout(public_id=checkout_id)
        return _settle(row, _parts(row, _PARTS))


def settle_by(*, checkout_id: str, payment_id: str, found: ProviderState) -> Checkout:
    """Write down what the provider answered and settle by it, in one transaction.

    The answer is written down even if settling fails: what became of money is a fact.
    """
    try:
        with transaction.atomic():
            row = locked_checkout(public_id=checkout_id)
            parts = _parts(row, _LOCKED_PARTS)
            with together(), gathered():
                payments.record_locked(payment=_payment(parts, payment_id), found=found)
                return _settle(row, parts)
    except Exception:
        payments.record(payment_id=payment_id, found=found)
        raise


def _settle(row: Checkout, parts: list[PaymentPart]) -> Checkout:
    waiting = [part for part in parts if part.state == PaymentPart.State.WAITING]
    # Discounts can leave nothing to pay.
    if row.state == State.HELD and (waiting or not row.total_minor):
        _settle_held(row, waiting)
    elif row.state == State.CONFIRMED and _any(parts, PaymentState.REVERSED):
        _reverse(row)
    _refund_late(row, parts)
    return row


def _parts(row: Checkout, source: str) -> list[PaymentPart]:
    parts = []
    for part, payment in direct.read_pairs(PaymentPart, Payment, "payment", source, [row.pk]):
        part.payment = payment
        parts.append(part)
    return parts


def _payment(parts: Sequence[PaymentPart], payment_id: str) -> Payment:
    for part in parts:
        if part.payment is not None and part.payment.public_id == payment_id:
            return part.payment
    raise NotFound(id=payment_id)


def _undo(row: Checkout, parts: Sequence[PaymentPart], *, to_state: State, failure: str) -> None:
    """Let go of stock, uses of promotions and parts of a locked, held checkout."""
    release(holder=row.public_id)
    if any(name.endswith(":slot") for name in row.deliveries):
        slots.release(holder=row.public_id)
    promotions.release(holder=row.public_id)
    if row.quotation:
        quotations.end_payment(quotation_id=row.quotation)
    if any(part.payment is None for part in parts):
        loyalty.release(holder=row.public_id)
    for part in parts:
        if part.payment is not None and part.payment.state in OPEN:
            give_up.defer(payment_id=part.payment.public_id)
    _mark(parts, PaymentPart.State.UNDONE)
    move(row, to_state)
    row.failure, row.held_until = failure, None
    direct.update(row, "state", "failure", "held_until", "updated_at")
    publish(CheckoutUndone(checkout_id=row.public_id, failure=failure))


def _settle_held(row: Checkout, waiting: list[PaymentPart]) -> None:
    payments_due = [part.payment for part in waiting if part.payment is not None]
    is_late = row.held_until is not None and row.held_until < clock.now()
    if not payments_due and is_late:
        # Nobody's money came meanwhile, and the stock is no longer kept.
        _undo(row, waiting, to_state=State.EXPIRED, failure="expired")
    elif {payment.state for payment in payments_due} <= SETTLES:
        _confirm(row, waiting)
    elif lost := [payment for payment in payments_due if payment.state in LOST]:
        if is_late:
            _undo(row, waiting, to_state=State.EXPIRED, failure="expired")
        else:
            failure = lost[0].decline_code or lost[0].state
            _undo(row, waiting, to_state=State.OPEN, failure=failure)


def _confirm(row: Checkout, waiting: list[PaymentPart]) -> None:
    draft = read_back(row.agreed)
    row.purchase = orders.place(draft=draft)
    if any(order.discount for order in draft.orders):
        promotions.confirm(holder=row.public_id, purchase_id=row.purchase.public_id)
    if row.quotation:
        quotations.finish(quotation_id=row.quotation, purchase_id=row.purchase.public_id)
    if any(part.payment is None for part in waiting):
        loyalty.confirm(holder=row.public_id)
    move(row, State.CONFIRMED)
    row.held_until = None
    _close(row, waiting, [line.variant_id for order in draft.orders for line in order.lines])
    if row.news_wanted:
        _agree_to_news(row, draft)


def _mark(parts: Sequence[PaymentPart], state: PaymentPart.State) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [state.value, [part.pk for part in parts]])
    for part in parts:
        part.state = state


def _close(row: Checkout, parts: Sequence[PaymentPart], bought: Sequence[int]) -> None:
    """Confirm the checkout and its parts, and take what was bought out of the cart."""
    text, values = direct.assignments(row, "state", "purchase", "held_until", "updated_at")
    with connection.cursor() as cursor:
        cursor.execute(
            _CLOSE.format(text),
            [
                PaymentPart.State.CONFIRMED.value,
                [part.pk for part in parts],
                row.cart_id,
                list(bought),
                *values,
                row.pk,
            ],
        )
    for part in parts:
        part.state = PaymentPart.State.CONFIRMED


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
    gone = take_as_returned(checkout=row)
    for order in orders_of_checkout(checkout_id=row.public_id):
        if order.stage == Stage.CANCELLED:
            continue
        try:
            with transaction.atomic():
                settled = orders.cancel(
                    store_id=order.store_id,
                    order_id=order.public_id,
                    actor="",
                    reason=Reason.PAYMENT_REVERSED,
                )
                gone = _give_back_rest(row, settled, gone)
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


def _give_back_rest(row: Checkout, settled: orders.Settled, gone: Money) -> Money:
    """What a cancelled order is owed beyond what the bank took back; returns what is left of that."""
    covered = min(gone, settled.refund)
    if due := settled.refund - covered:
        give_back(
            checkout_id=row.public_id,
            amount=due,
            key=settled.claim.public_id,
            reason=settled.claim.reason,
        )
    return gone - covered


def _refund_late(row: Checkout, parts: list[PaymentPart]) -> None:
    """Send back what came for parts that were let go: too late, or beside a part that failed."""
    for part in parts:
        payment = part.payment
        if payment is None or part.state != PaymentPart.State.UNDONE:
            continue
        was_paid = payment.state == PaymentState.CAPTURED
        # What was only promised for the door is no longer expected there.
        is_new = payment.state in SETTLES and payments.request_refund(
            purpose=row.public_id,
            payment_id=payment.public_id,
            amount=payment.amount,
            key=f"late:{payment.public_id}",
            reason="too_late",
        )
        if is_new and was_paid:
            publish(
                LatePaymentRefunded(
                    checkout_id=row.public_id,
                    payment_id=payment.public_id,
                    amount=payment.amount,
                )
            )


def _any(parts: list[PaymentPart], state: PaymentState) -> bool:
    return any(part.payment is not None and part.payment.state == state for part in parts)
