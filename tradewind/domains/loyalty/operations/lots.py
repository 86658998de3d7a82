"""Moving points in and out of lots, and their entries in the ledger. The wallet is locked here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Sum

from tradewind.domains.ledger.operations import Line, post
from tradewind.domains.ledger.queries import spendable
from tradewind.domains.loyalty.booking import Funder, claim, funding, moved, purse
from tradewind.domains.loyalty.events import WalletMoved
from tradewind.domains.loyalty.models import Debt, Hold, Lot, Take, Wallet
from tradewind.domains.loyalty.rules.earning import Source
from tradewind.kernel.money import POINTS, Money
from tradewind.platform.events import publish


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry to post: `key` makes it happen once, `reference` is the public id of its cause."""

    key: str
    kind: str
    reference: str
    at: datetime


def book(wallet: Wallet, fact: Fact, lines: Sequence[Line]) -> None:
    """Post the lines and tell how they moved the wallet's own accounts."""
    post(key=fact.key, kind=fact.kind, reference=fact.reference, postings=lines, posted_at=fact.at)
    for unit in sorted({line.amount.currency for line in lines}):
        account = purse(wallet, unit)
        change = -sum(line.amount.minor for line in lines if line.account == account)
        if change:
            publish(
                WalletMoved(
                    wallet_id=wallet.public_id,
                    kind=fact.kind,
                    amount=Money(change, unit),
                    reference=fact.reference,
                )
            )


def give(
    wallet: Wallet,
    fact: Fact,
    *,
    points: int,
    source: Source,
    funder: Funder,
    expires_at: datetime,
) -> Lot:
    """A new lot of `points`, and what is owed paid from it."""
    lot = Lot.objects.create(
        wallet=wallet,
        earned=points,
        remaining=points,
        source=source,
        reference=fact.reference,
        funder_store_id=funder,
        available_at=fact.at,
        expires_at=expires_at,
    )
    amount = Money(points, POINTS)
    book(wallet, fact, moved(funding(POINTS, funder), purse(wallet, POINTS), amount))
    settle_debt(wallet, POINTS, fact)
    return lot


def settle_debt(wallet: Wallet, unit: str, after: Fact) -> None:
    """Pay what the wallet owes in `unit` from what it holds, as far as that goes."""
    debt = Debt.objects.filter(wallet=wallet, unit=unit, amount__gt=0).first()
    if debt is None:
        return
    fact = Fact(f"{after.key}:debt", "debt_paid", after.reference, after.at)
    paid = debt.amount
    if unit == POINTS:
        paid = sum(count for _, count in consume(wallet, debt.amount, Take.Reason.DEBT, after.at))
    else:
        paid = min(debt.amount, balance_of(wallet, unit))
    if not paid:
        return
    debt.amount -= paid
    debt.save(update_fields=["amount"])
    book(wallet, fact, moved(purse(wallet, unit), claim(wallet, unit), Money(paid, unit)))


def owe(wallet: Wallet, unit: str, amount: int) -> None:
    """Write down that `amount` was spent before it was taken back."""
    debt, _ = Debt.objects.get_or_create(wallet=wallet, unit=unit)
    debt.amount += amount
    debt.save(update_fields=["amount"])


def balance_of(wallet: Wallet, unit: str) -> int:
    """Minor units the locked wallet may spend."""
    return spendable(account=purse(wallet, unit)).minor


def points_of(wallet: Wallet, now: datetime) -> int:
    """Points that may be spent now."""
    lots = Lot.objects.filter(wallet=wallet, remaining__gt=0, expires_at__gt=now)
    return int(lots.aggregate(points=Sum("remaining"))["points"] or 0)


def consume(
    wallet: Wallet,
    points: int,
    reason: Take.Reason,
    now: datetime,
    *,
    hold: Hold | None = None,
    first: Lot | None = None,
) -> list[tuple[Lot, int]]:
    """Take up to `points`, what expires first first (but `first` before all); what came from which.

    Fewer than asked when there are fewer: the caller decides what that means.
    """
    rows = Lot.objects.filter(wallet=wallet, remaining__gt=0, expires_at__gt=now)
    lots = list(rows.select_for_update(no_key=True).order_by("expires_at", "pk"))
    if first is not None:
        lots.sort(key=lambda lot: lot.pk != first.pk)
    taken: list[tuple[Lot, int]] = []
    for lot in lots:
        count = min(points - sum(count for _, count in taken), lot.remaining)
        if not count:
            break
        lot.remaining -= count
        taken.append((lot, count))
    Lot.objects.bulk_update([lot for lot, _ in taken], ["remaining"])
    Take.objects.bulk_create(
        Take(lot=lot, hold=hold, reason=reason, amount=count) for lot, count in taken
    )
    return taken


def restore(
    wallet: Wallet, takes: Iterable[Take], points: int, *, now: datetime, grace: timedelta
) -> dict[Funder, int]:
    """Put `points` of these takes back where they came from; by funder what came back.

    The latest to expire returns first. A lot that expired meanwhile can't take its points back:
    they come as a lot of their own that lasts for `grace`.
    """
    by_funder: dict[Funder, int] = {}
    rows = list(
        Take.objects.filter(pk__in=[take.pk for take in takes])
        .select_related("lot")
        .select_for_update(of=("self", "lot"), no_key=True)
        .order_by("-lot__expires_at", "-pk")
    )
    for take in rows:
        count = min(points, take.amount - take.restored)
        if not count:
            continue
        points -= count
        take.restored += count
        take.save(update_fields=["restored"])
        _put_back(wallet, take.lot, count, now, grace)
        funder = take.lot.funder_store_id
        by_funder[funder] = by_funder.get(funder, 0) + count
    if points:
        raise ValueError("more points were to come back than had been taken")
    return by_funder


def _put_back(wallet: Wallet, lot: Lot, count: int, now: datetime, grace: timedelta) -> None:
    if lot.expires_at > now:
        lot.remaining += count
        lot.save(update_fields=["remaining"])
        return
    Lot.objects.create(
        wallet=wallet,
        earned=count,
        remaining=count,
        source=Source.RESTORED,
        reference=lot.reference,
        funder_store_id=lot.funder_store_id,
        restores=lot,
        available_at=now,
        expires_at=now + grace,
    )


def by_funder(taken: Iterable[tuple[Lot, int]]) -> Mapping[Funder, int]:
    """How many points came from lots of each funder, the mall first."""
    sums: dict[Funder, int] = {}
    for lot, count in taken:
        sums[lot.funder_store_id] = sums.get(lot.funder_store_id, 0) + count
    return dict(sorted(sums.items(), key=lambda item: item[0] or 0))
