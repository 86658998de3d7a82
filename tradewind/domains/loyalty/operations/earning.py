"""What orders promised to earn: a lot once delivered, taken back with what goes back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tradewind.domains.ledger.operations import Line
from tradewind.domains.loyalty.booking import claim, funding, purse
from tradewind.domains.loyalty.models import Accrual, Contact, Lot, Take, Wallet
from tradewind.domains.loyalty.operations.expiring import expire_points
from tradewind.domains.loyalty.operations.locking import locked_wallet
from tradewind.domains.loyalty.operations.lots import Fact, book, by_funder, consume, give, owe
from tradewind.domains.loyalty.rules.earning import AccrualState, Source, due_back
from tradewind.domains.loyalty.terms import find_mileage_terms
from tradewind.domains.orders.models import Order
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import POINTS, Money
from tradewind.platform.models import ScopedQuerySet

_ANY_STORE = "an order earns in its shopper's wallet, whichever store it is of"


def mature(*, order_id: str, delivered_at: datetime) -> int:
    """The order arrived: what it promised can be spent, or can once its wallet has a verified
    owner. Returns the points that became spendable. Repeating it changes nothing.
    """
    with transaction.atomic():
        wallet = _wallet_of_order(order_id)
        if wallet is None:
            return 0
        waiting = _accruals(order_id).filter(state=AccrualState.PENDING)
        waiting.filter(delivered_at=None).update(delivered_at=delivered_at)
        return mature_waiting(wallet=wallet, now=clock.now(), order_id=order_id)


def mature_waiting(*, wallet: Wallet, now: datetime, order_id: str = "") -> int:
    """Turn promises of a locked wallet whose goods arrived into lots, if it has a verified owner."""
    if not _is_owned(wallet):
        return 0
    rows = Accrual.objects.across_stores(_ANY_STORE).filter(
        wallet=wallet, state=AccrualState.PENDING, delivered_at__isnull=False
    )
    if order_id:
        rows = rows.filter(order__public_id=order_id)
    points = 0
    for accrual in rows.select_related("order").select_for_update(of=("self",)).order_by("pk"):
        points += _mature(wallet, accrual, now)
    return points


def take_back(*, order_id: str, returned: Money, of: Money) -> int:
    """Take back what goods earned that went back; returns the points.

    `returned` is the share of its goods (`of` in all) returned up to now, in any one measure, so
    that telling it again changes nothing. A promise shrinks. A lot gives what it has left, then the rest of the balance
    gives; what was spent already is owed, and paid by the next points that come.
    """
    with transaction.atomic():
        wallet = _wallet_of_order(order_id)
        if wallet is None:
            return 0
        expire_points(wallet, clock.now())
        rows = _accruals(order_id).select_related("order", "lot").select_for_update(of=("self",))
        return sum(_take_back(wallet, row, returned, of) for row in rows.order_by("pk"))


def keep_for(*, order_id: str, goods_left: Money) -> int:
    """Take back what an order earned beyond the goods still sold of it; returns the points.

    `goods_left` is what of the price paid for them, tax included, was not given back.
    """
    order = _order(order_id)
    paid = Money(sum(line.paid_minor for line in order.lines.all()), order.currency)
    return take_back(order_id=order_id, returned=paid - goods_left, of=paid)


def cancel_accruals(*, order_id: str) -> int:
    """The order is off: nothing it promised comes, and what came is taken back."""
    order = _order(order_id)
    return take_back(order_id=order_id, returned=order.total, of=order.total)


def _mature(wallet: Wallet, accrual: Accrual, now: datetime) -> int:
    delivered_at = accrual.delivered_at
    if delivered_at is None:
        raise ValueError(f"accrual {accrual.pk} was not delivered")
    left = accrual.points - accrual.taken_back
    terms = find_mileage_terms(currency=accrual.currency, at=accrual.placed_at)
    days = terms.valid_days if terms is not None else 0
    expires_at = delivered_at + timedelta(days=days)
    accrual.state = AccrualState.AVAILABLE
    if left <= 0 or expires_at <= now:
        # Nobody showed the address to be theirs while the points were good.
        accrual.state = AccrualState.CANCELLED
        accrual.save(update_fields=["state"])
        return 0
    order_id = accrual.order.public_id
    fact = Fact(f"mileage-earn:{_name(accrual)}", "mileage_earned", order_id, now)
    accrual.lot = give(
        wallet,
        fact,
        points=left,
        source=Source.ORDER,
        funder=accrual.funder_store_id,
        expires_at=expires_at,
    )
    accrual.save(update_fields=["state", "lot"])
    return int(left)


def _take_back(wallet: Wallet, accrual: Accrual, returned: Money, of: Money) -> int:
    order = accrual.order
    points = due_back(
        earned=accrual.points,
        taken_back=accrual.taken_back,
        returned=returned,
        goods=of,
    )
    if not points or accrual.state == AccrualState.CANCELLED:
        return 0
    accrual.taken_back += points
    if accrual.state == AccrualState.PENDING:
        if accrual.taken_back == accrual.points:
            accrual.state = AccrualState.CANCELLED
        accrual.save(update_fields=["taken_back", "state"])
        return points
    accrual.save(update_fields=["taken_back"])
    now = clock.now()
    fact = Fact(
        f"mileage-return:{_name(accrual)}:{accrual.taken_back}",
        "mileage_taken_back",
        order.public_id,
        now,
    )
    take_points(wallet, fact, points, Take.Reason.REVERSAL, first=accrual.lot)
    return points


def take_points(
    wallet: Wallet, fact: Fact, points: int, reason: Take.Reason, *, first: Lot | None = None
) -> None:
    """Take points out of a locked wallet that they should never have been in; what is not there
    any more is owed. `first` is the lot they came with.
    """
    taken = consume(wallet, points, reason, fact.at, first=first)
    found = sum(count for _, count in taken)
    short = points - found
    lines = [
        Line(funding(POINTS, funder), Money(-count, POINTS))
        for funder, count in by_funder(taken).items()
    ]
    if found:
        lines.append(Line(purse(wallet, POINTS), Money(found, POINTS)))
    if short:
        owe(wallet, POINTS, short)
        funder = first.funder_store_id if first is not None else None
        lines += [
            Line(claim(wallet, POINTS), Money(short, POINTS)),
            Line(funding(POINTS, funder), Money(-short, POINTS)),
        ]
    book(wallet, fact, lines)


def _wallet_of_order(order_id: str) -> Wallet | None:
    wallet_id = _accruals(order_id).values_list("wallet_id", flat=True).first()
    return None if wallet_id is None else locked_wallet(wallet_id)


def _accruals(order_id: str) -> ScopedQuerySet[Accrual]:
    return Accrual.objects.across_stores(_ANY_STORE).filter(order__public_id=order_id)


def _is_owned(wallet: Wallet) -> bool:
    return (
        wallet.person_id is not None
        or Contact.objects.filter(wallet=wallet, verified_at__isnull=False).exists()
    )


def _order(order_id: str) -> Order:
    found = (
        Order.objects.across_stores(_ANY_STORE)
        .select_related("purchase")
        .filter(public_id=order_id)
        .first()
    )
    if found is None:
        raise NotFound(id=order_id)
    return found


def _name(accrual: Accrual) -> str:
    return f"{accrual.order.public_id}:{accrual.funder_store_id or 'mall'}"
