"""What must be true of points whatever happened."""

from __future__ import annotations

from django.db.models import F, Sum

from tradewind.domains.ledger.models import GuardedBalance
from tradewind.domains.ledger.queries import account_sums, balance, spendable, trial_balance
from tradewind.domains.loyalty.booking import claim, purse
from tradewind.domains.loyalty.models import Debt, Hold, Lot, Take, Wallet
from tradewind.kernel.money import POINTS, Money


def check_books() -> None:
    """Ledger, lots and guarded balances say the same, nothing is below zero, all sums are zero."""
    assert not any(trial_balance().values())
    assert not GuardedBalance.objects.filter(balance__lt=0).exists()
    for wallet in Wallet.objects.all():
        account = purse(wallet, POINTS)
        in_lots = Lot.objects.filter(wallet=wallet).aggregate(n=Sum("remaining"))["n"] or 0
        assert spendable(account=account) == Money(in_lots, POINTS)
        assert balance(account=account) == Money(-in_lots, POINTS)
        for debt in Debt.objects.filter(wallet=wallet):
            owed = balance(account=claim(wallet, debt.unit))
            assert owed == Money(debt.amount, debt.unit)
            assert not (debt.amount and spendable(account=purse(wallet, debt.unit)).minor)
    check_lots()
    check_held()


def check_lots() -> None:
    """A lot has what it earned, less what was taken, plus what came back to it."""
    for lot in Lot.objects.all():
        takes = Take.objects.filter(lot=lot).aggregate(n=Sum("amount"), back=Sum("restored"))
        graced = Lot.objects.filter(restores=lot).aggregate(n=Sum("earned"))["n"] or 0
        taken, back = takes["n"] or 0, takes["back"] or 0
        assert lot.remaining == lot.earned - taken + back - graced
    for hold in Hold.objects.filter(unit=POINTS):
        takes = hold.takes.aggregate(n=Sum("amount"), back=Sum("restored"))
        assert takes["n"] == hold.amount
        came_back = hold.amount if hold.state == Hold.State.RELEASED else hold.given_back
        assert takes["back"] == came_back


def check_held() -> None:
    """The ledger holds exactly what checkouts under way have set aside."""
    wanted = {
        (row["unit"]): row["n"]
        for row in Hold.objects.filter(state=Hold.State.HELD)
        .values("unit")
        .annotate(n=Sum(F("amount")))
    }
    in_books = {row.unit: -row.minor for row in account_sums() if row.kind == "held" and row.minor}
    assert in_books == wanted
