"""Cash at the door: counted when a courier hands it over, delivery by delivery; or refused there."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.payments.adapters.cash.models import CashPromise, CashReceipt
from tradewind.domains.payments.booking import book_cash
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations.recording import locked_payment, record
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.kernel.money import Money


class CashNotExpected(TradewindError):
    """More cash than is still to come for that purchase, or of another currency."""

    code = "payment_cash_not_expected"


class NothingAtTheDoor(TradewindError):
    """Nothing of that delivery is to be paid at the door, or its cash came already."""

    code = "payment_nothing_at_the_door"


def collect_cash(*, payment_id: str, amount: Money, key: str, actor: str) -> Payment:
    """A courier handed over `amount` for one delivery, named by `key`; told again it counts once.

    Raises `NotFound`, `CashNotExpected`.
    """
    with transaction.atomic():
        payment, promise = _promise(payment_id)
        if CashReceipt.objects.filter(key=key).exists():
            return payment
        _check(payment, promise, amount)
        CashReceipt.objects.create(
            promise=promise,
            key=key,
            amount_minor=amount.minor,
            taken_by=actor,
            taken_at=clock.now(),
        )
        promise.collected_minor += amount.minor
        promise.save(update_fields=["collected_minor"])
        book_cash(payment, key=key, amount=amount)
        return finish_promise(payment)


def refuse_cash(*, purpose: str, key: str) -> None:
    """A delivery of this purchase, named by `key` as `collect_cash` would, was not taken in at the
    door: remembered of who promised. What is owed no longer goes the way of every refund.

    Raises `NothingAtTheDoor`.
    """
    with transaction.atomic():
        rows = Payment.objects.filter(purpose=purpose, state=State.PROMISED, provider="cash")
        payment = rows.select_for_update().order_by("pk").first()
        if payment is None or CashReceipt.objects.filter(key=key).exists():
            raise NothingAtTheDoor(purpose=purpose)
        promises = CashPromise.objects.filter(payment_id=payment.public_id)
        promises.update(refused_at=clock.now())


def finish_promise(payment: Payment) -> Payment:
    """Once nothing more is to come from a locked, promised payment it is captured, or cancelled."""
    promise = CashPromise.objects.get(payment_id=payment.public_id)
    if payment.amount_minor - payment.refunded_minor - promise.collected_minor > 0:
        return payment
    ends = State.CAPTURED if promise.collected_minor else State.CANCELLED
    return record(payment_id=payment.public_id, found=ProviderState("", ends))


def _promise(payment_id: str) -> tuple[Payment, CashPromise]:
    payment = locked_payment(payment_id)
    promise = CashPromise.objects.select_for_update().filter(payment_id=payment_id).first()
    if promise is None:
        raise NotFound(id=payment_id)
    return payment, promise


def _check(payment: Payment, promise: CashPromise, amount: Money) -> None:
    left = payment.amount_minor - payment.refunded_minor - promise.collected_minor
    fits = amount.currency == payment.currency and 0 < amount.minor <= left
    if payment.state != State.PROMISED or not fits:
        raise CashNotExpected(left=Money(max(0, left), payment.currency))
