"""A contact shown to be somebody's, and a non-member who signed up: their points become usable."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tradewind.domains.ledger.operations import Line, post
from tradewind.domains.loyalty.booking import claim, moved, purse
from tradewind.domains.loyalty.models import (
    Accrual,
    Adjustment,
    Contact,
    Debt,
    Hold,
    Lot,
    TopUp,
    Wallet,
)
from tradewind.domains.loyalty.operations.earning import mature_waiting
from tradewind.domains.loyalty.operations.expiring import expire_points
from tradewind.domains.loyalty.operations.locking import locked_wallet
from tradewind.domains.loyalty.operations.lots import Fact, balance_of, owe, settle_debt
from tradewind.domains.loyalty.operations.wallets import wallet_of_contact, wallet_of_person
from tradewind.kernel import clock
from tradewind.kernel.money import POINTS, Money


def verify_contact(*, kind: Contact.Kind, value: str, at: datetime) -> Wallet:
    """Note that a contact was shown to be somebody's; points of orders that arrived are theirs now."""
    with transaction.atomic():
        wallet = locked_wallet(wallet_of_contact(kind=kind, value=value).pk)
        Contact.objects.filter(kind=kind, value=value, verified_at=None).update(verified_at=at)
        mature_waiting(wallet=wallet, now=at)
    return wallet


def join(*, person_id: int, emails: Collection[str], phones: Collection[str] = ()) -> int:
    """Make what lies under a person's verified addresses and numbers theirs; returns how many
    wallets there were. Repeating it changes nothing, and costs one statement.
    """
    own = {email.lower() for email in emails} | set(phones)
    strays = Contact.objects.filter(value__in=own).exclude(wallet__person_id=person_id)
    # Another member's contact stays theirs: addresses are unique among people already.
    found = sorted(set(strays.filter(wallet__person=None).values_list("wallet_id", flat=True)))
    if not found:
        return 0
    now = clock.now()
    with transaction.atomic():
        target_id = wallet_of_person(person_id=person_id).pk
        rows = {
            row.pk: row
            for row in Wallet.objects.select_for_update(no_key=True)
            .filter(pk__in=[*found, target_id])
            .order_by("pk")
        }
        merged = [row for row in rows.values() if row.pk != target_id and row.merged_into is None]
        for stray in merged:
            _merge(stray, rows[target_id], own, now)
    return len(merged)


def _merge(stray: Wallet, target: Wallet, own: Collection[str], now: datetime) -> None:
    """Move everything of a locked wallet into another. Its former entries stay where they are."""
    expire_points(stray, now)
    expire_points(target, now)
    fact = Fact(f"wallet-merge:{stray.public_id}", "wallet_merged", stray.public_id, now)
    lines: list[Line] = []
    units = _units(stray)
    for unit in units:
        held = balance_of(stray, unit)
        if held:
            lines += moved(purse(stray, unit), purse(target, unit), Money(held, unit))
    for debt in Debt.objects.filter(wallet=stray, amount__gt=0).order_by("unit"):
        owed = Money(debt.amount, debt.unit)
        lines += moved(claim(stray, debt.unit), claim(target, debt.unit), -owed)
        owe(target, debt.unit, debt.amount)
        debt.amount = 0
        debt.save(update_fields=["amount"])
    for rows in (Lot, Hold, TopUp, Adjustment):
        rows._default_manager.filter(wallet=stray).update(wallet=target)
    Accrual.objects.across_stores("a person's accruals move with them").filter(wallet=stray).update(
        wallet=target
    )
    Contact.objects.filter(wallet=stray).update(wallet=target)
    Contact.objects.filter(value__in=own, verified_at=None).update(verified_at=now)
    stray.merged_into = target
    stray.save(update_fields=["merged_into", "updated_at"])
    if lines:
        post(
            key=fact.key,
            kind=fact.kind,
            reference=fact.reference,
            postings=lines,
            posted_at=now,
        )
    for unit in units:
        settle_debt(target, unit, Fact(f"{fact.key}:{unit}", fact.kind, fact.reference, now))
    mature_waiting(wallet=target, now=now)


def _units(wallet: Wallet) -> list[str]:
    """What a wallet may hold: points, and the currencies it was ever topped up in."""
    paid_in = TopUp.objects.filter(wallet=wallet).values_list("currency", flat=True).distinct()
    return sorted({POINTS, *paid_in})
