"""What must be true of the books when everything has come to rest. Each finding is a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db.models import Sum

from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.rules import State
from tradewind.domains.inventory.models import Reservation, StockLevel
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import balance, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.orders.rules import Stage
from tradewind.domains.payments.adapters.sandbox.models import SandboxPayment, SandboxRefund
from tradewind.domains.payments.models import Payment, Refund
from tradewind.domains.payments.rules import OPEN
from tradewind.domains.payments.rules import State as PaymentState

UNITS = ("CAD", "USD")
_WHY = "the proof reads every store"


def findings() -> list[str]:
    """Everything that is wrong; empty when the mall kept its promises."""
    return [*_checkouts(), *_payments(), *_stock(), *_ledger(), *_against_the_provider()]


def _checkouts() -> Iterator[str]:
    purchases = Counter(Purchase.objects.values_list("checkout", flat=True))
    orders: dict[str, list[Order]] = defaultdict(list)
    for order in Order.objects.across_stores(_WHY).select_related("purchase"):
        orders[order.purchase.checkout].append(order)
    charged: Counter[str] = Counter()
    for payment in Payment.objects.filter(state=PaymentState.CAPTURED):
        charged[payment.purpose] += payment.amount_minor - payment.refunded_minor
    for checkout in Checkout.objects.all():
        name, sold = checkout.public_id, orders[checkout.public_id]
        bought = checkout.state in (State.CONFIRMED, State.REVERSED)
        if checkout.state == State.HELD:
            yield f"{name} is still held"
        if purchases[name] != bought:
            yield f"{name} is {checkout.state} and has {purchases[name]} purchases"
        if bought != bool(sold):
            yield f"{name} is {checkout.state} and has {len(sold)} orders"
        if bought and sum(order.total_minor for order in sold) != checkout.total_minor:
            yield f"the orders of {name} do not add up to what was agreed"
        kept = [order for order in sold if order.stage != Stage.CANCELLED]
        owed = checkout.total_minor if checkout.state == State.CONFIRMED else 0
        if charged[name] != owed:
            yield f"{name} ({checkout.state}) costs {owed} and was charged {charged[name]}"
        if checkout.state == State.REVERSED and any(order.stage == Stage.PAID for order in kept):
            yield f"{name} was taken back and has an order that goes on"


def _payments() -> Iterator[str]:
    for payment in Payment.objects.filter(state__in=OPEN):
        yield f"{payment.public_id} is still {payment.state}"
    undone = PaymentPart.objects.filter(
        state=PaymentPart.State.UNDONE, payment__state=PaymentState.CAPTURED
    ).select_related("payment")
    for part in undone:
        if part.payment and part.payment.refunded_minor != part.payment.amount_minor:
            yield f"{part.payment.public_id} came too late and was not refunded"
    for refund in Refund.objects.exclude(state=Refund.State.DONE).select_related("payment"):
        if refund.payment.state != PaymentState.REVERSED:
            yield f"{refund.public_id} is {refund.state}: {refund.failure}"


def _stock() -> Iterator[str]:
    for row in Reservation.objects.across_stores(_WHY).filter(state=Reservation.State.HELD):
        yield f"{row.quantity} pieces are left reserved for {row.holder}"
    promised = dict(
        Reservation.objects.across_stores(_WHY)
        .order_by()
        .values_list("level")
        .annotate(pieces=Sum("quantity"))
    )
    for level in StockLevel.objects.across_stores(_WHY):
        if level.reserved != promised.get(level.pk, 0):
            yield f"shelf {level.pk} says {level.reserved}, promised {promised.get(level.pk, 0)}"


def _ledger() -> Iterator[str]:
    for unit, difference in trial_balance().items():
        if difference:
            yield f"the ledger is off by {difference} {unit}"
    owed: Counter[str] = Counter()
    gone = Order.objects.across_stores(_WHY).exclude(stage=Stage.CANCELLED)
    for order in gone.filter(purchase__checkout__in=_taken_back()):
        owed[order.currency] += order.total_minor
    for unit in UNITS:
        found = balance(account=AccountKey(Account.Kind.RECEIVABLE, unit)).minor
        if found != owed[unit]:
            yield f"shoppers owe {found} {unit}, parcels taken back unpaid explain {owed[unit]}"


def _taken_back() -> list[str]:
    rows = Checkout.objects.filter(state=State.REVERSED)
    return list(rows.values_list("public_id", flat=True))


def _against_the_provider() -> Iterator[str]:
    for unit in UNITS:
        ours = balance(account=AccountKey(Account.Kind.CLEARING, unit, name="sandbox")).minor
        captured = _sum(SandboxPayment.objects.filter(state=PaymentState.CAPTURED, currency=unit))
        returned = SandboxRefund.objects.filter(
            payment__state=PaymentState.CAPTURED, payment__currency=unit
        )
        theirs = captured - _sum(returned)
        if ours != theirs:
            yield f"our books have {ours} {unit} at the provider, its own {theirs}"
    states = dict(SandboxPayment.objects.values_list("key", "state"))
    for payment in Payment.objects.all():
        there = states.get(payment.public_id)
        if there is not None and there != payment.state:
            yield f"{payment.public_id} is {payment.state} here and {there} there"


def _sum(rows: object) -> int:
    found = rows.aggregate(minor=Sum("amount_minor"))["minor"]  # type: ignore[attr-defined]
    return int(found or 0)
