"""What a wallet holds, what is coming, what goes soon, and what of it an order would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Sum

from tradewind.domains.ledger.queries import spendables
from tradewind.domains.loyalty.booking import purse
from tradewind.domains.loyalty.models import Accrual, Debt, Lot, TopUp, Wallet
from tradewind.domains.loyalty.rules.deposits import TopUpState
from tradewind.domains.loyalty.rules.earning import AccrualState, as_points
from tradewind.domains.loyalty.terms import find_mileage_terms, spend_terms
from tradewind.kernel.money import POINTS, Money

SOON = timedelta(days=14)
"""How long before they expire points are said to expire soon."""


@dataclass(frozen=True, slots=True)
class Expiring:
    """Points that expire at one moment."""

    points: Money
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """What an order will bring once it has arrived."""

    order_id: str
    order_number: str
    points: Money
    placed_at: datetime
    is_delivered: bool


@dataclass(frozen=True, slots=True)
class Deposit:
    """A deposit in one currency. `withdrawable` is what of it can go back to a card."""

    balance: Money
    owed: Money
    withdrawable: Money


@dataclass(frozen=True, slots=True)
class Balances:
    """Everything in a wallet. `worth` is what the points pay in the asked currency, None where
    they count for nothing; `lots` come in the order they are spent.
    """

    points: Money
    worth: Money | None
    owed: Money
    pending: Sequence[Pending]
    lots: Sequence[Expiring]
    expiring: Money
    deposits: Sequence[Deposit]

    @property
    def coming(self) -> Money:
        """All pending points together."""
        return as_points(sum(row.points.minor for row in self.pending))


@dataclass(frozen=True, slots=True)
class Usable:
    """What an order may take: `most` points and what they pay; `deposit` as far as the total."""

    points: Money
    most: Money
    most_value: Money
    deposit: Money


def find_wallet_of_person(*, person_id: int) -> Wallet | None:
    """The member's wallet, None before anything was ever in it."""
    return Wallet.objects.filter(person_id=person_id).first()


def balances_of(*, wallet: Wallet | None, currency: str, now: datetime) -> Balances:
    """What a wallet holds; one that was never opened holds nothing. Points whose time is up are
    not counted, whether or not the clock's round has taken them out of the books.
    """
    terms = find_mileage_terms(currency=currency, at=now)
    lots = [] if wallet is None else _lots(wallet, now)
    points = sum(lot.points.minor for lot in lots)
    debts = (
        {}
        if wallet is None
        else dict(Debt.objects.filter(wallet=wallet).values_list("unit", "amount"))
    )
    return Balances(
        points=as_points(points),
        worth=None if terms is None else spend_terms(terms).worth(points),
        owed=as_points(debts.get(POINTS, 0)),
        pending=[] if wallet is None else _pending(wallet),
        lots=lots,
        expiring=as_points(sum(lot.points.minor for lot in lots if lot.expires_at <= now + SOON)),
        deposits=_deposits(wallet, currency, debts),
    )


def usable(*, wallet: Wallet, goods: Money, total: Money, now: datetime) -> Usable:
    """What an order of `goods`, `total` to pay, could take from a wallet. Nothing is locked: what
    `operations.reserve` then says counts.
    """
    points = sum(lot.points.minor for lot in _lots(wallet, now))
    terms = find_mileage_terms(currency=goods.currency, at=now)
    account = purse(wallet, goods.currency)
    deposit = spendables(accounts=[account])[account]
    most = 0 if terms is None else spend_terms(terms).most_for(goods, points)
    return Usable(
        points=as_points(points),
        most=as_points(most),
        most_value=Money.zero(goods.currency) if terms is None else spend_terms(terms).worth(most),
        deposit=min(deposit, total),
    )


def _lots(wallet: Wallet, now: datetime) -> list[Expiring]:
    rows = Lot.objects.filter(wallet=wallet, remaining__gt=0, expires_at__gt=now)
    return [
        Expiring(as_points(remaining), expires_at)
        for remaining, expires_at in rows.order_by("expires_at", "pk").values_list(
            "remaining", "expires_at"
        )
    ]


def _pending(wallet: Wallet) -> list[Pending]:
    rows = (
        Accrual.objects.across_stores("a person sees what all their orders will bring")
        .filter(wallet=wallet, state=AccrualState.PENDING, points__gt=F("taken_back"))
        .select_related("order")
        .order_by("-placed_at", "pk")[:100]
    )
    return [
        Pending(
            order_id=row.order.public_id,
            order_number=row.order.number,
            points=as_points(row.points - row.taken_back),
            placed_at=row.placed_at,
            is_delivered=row.delivered_at is not None,
        )
        for row in rows
    ]


def _deposits(wallet: Wallet | None, currency: str, debts: dict[str, int]) -> list[Deposit]:
    if wallet is None:
        return [Deposit(*[Money.zero(currency)] * 3)]
    paid_in = {
        row["currency"]: row["paid"] - row["withdrawn"]
        for row in TopUp.objects.filter(wallet=wallet, state=TopUpState.CREDITED)
        .values("currency")
        .annotate(paid=Sum("amount_minor"), withdrawn=Sum("withdrawn_minor"))
    }
    units = sorted({currency, *paid_in, *debts} - {POINTS}, key=lambda unit: unit != currency)
    accounts = {unit: purse(wallet, unit) for unit in units}
    kept = spendables(accounts=list(accounts.values()))
    return [
        Deposit(
            balance=kept[account],
            owed=Money(debts.get(unit, 0), unit),
            withdrawable=min(kept[account], Money(paid_in.get(unit, 0), unit)),
        )
        for unit, account in accounts.items()
    ]
