"""What the mall owes to holders of points, deposits and cards, and who pays for the points."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Sum

from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import account_sums, balance
from tradewind.domains.loyalty.booking import funding
from tradewind.domains.loyalty.models import Accrual, Lot
from tradewind.domains.loyalty.rules.earning import AccrualState, as_points
from tradewind.kernel.money import Money

_OWED = (
    Account.Kind.MILEAGE,
    Account.Kind.DEPOSIT,
    Account.Kind.GIFT,
    Account.Kind.HELD,
    Account.Kind.CLAIM,
)


@dataclass(frozen=True, slots=True)
class Liability:
    """All accounts of a kind in a unit: what is owed to holders, or (claims) by them."""

    kind: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Funding:
    """What somebody funds: points promised, points out and not yet spent, and in each currency
    what spent points have cost.
    """

    promised: Money
    outstanding: Money
    cost: Money


def liabilities() -> list[Liability]:
    """By unit and kind, from the ledger's own sums."""
    return [
        Liability(str(Account.Kind(row.kind).label), Money(-row.minor, row.unit))
        for row in account_sums()
        if row.kind in _OWED and row.minor
    ]


def funding_of(*, store_id: int, currency: str) -> Funding:
    """What a store pays for."""
    promised = (
        Accrual.objects.for_store(store_id)
        .filter(state=AccrualState.PENDING, funder_store_id=store_id)
        .aggregate(points=Sum(F("points") - F("taken_back")))
    )
    out = Lot.objects.filter(funder_store_id=store_id, remaining__gt=0).aggregate(
        points=Sum("remaining")
    )
    return Funding(
        promised=as_points(int(promised["points"] or 0)),
        outstanding=as_points(int(out["points"] or 0)),
        cost=balance(account=funding(currency, store_id)),
    )
