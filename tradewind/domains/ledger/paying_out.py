"""Paying stores what the mall owes them: recorded here once the bank did it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tradewind.domains.ledger.accounts import account_ids
from tradewind.domains.ledger.models import Account, Payout
from tradewind.domains.ledger.operations import post, reverse
from tradewind.domains.ledger.queries import balance
from tradewind.domains.ledger.rules import AccountKey, Line
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform import audit

KIND = "payout"


class PayoutTooHigh(TradewindError):
    """The mall owes the store only `owed`."""

    code = "payout_too_high"


class PayoutTakenBack(TradewindError):
    """This payout was taken back before."""

    code = "payout_taken_back"


def record_payout(
    *,
    store_id: int,
    amount: Money,
    paid_on: date,
    actor: str,
    reference: str = "",
    note: str = "",
) -> Payout:
    """Note that the mall's bank paid a store: what is owed gets less, and so does the bank.

    `reference` is the bank's and stands there once for each store. Raises `InvalidInput` (also
    for a reference that is taken), `NotFound`, and `PayoutTooHigh` beyond what is owed.
    """
    faults = {}
    if amount.minor <= 0:
        faults["amount"] = "too_small"
    if paid_on > clock.now().date():
        faults["paid_on"] = "too_large"
    if len(reference) > 60 or "\x00" in reference:
        faults["reference"] = "too_long"
    if len(note) > 200 or "\x00" in note:
        faults["note"] = "too_long"
    if faults:
        raise InvalidInput(faults)
    owed_to = AccountKey(Account.Kind.PAYABLE, amount.currency, store_id=store_id)
    with transaction.atomic():
        store = Store.objects.filter(pk=store_id).first()
        if store is None:
            raise NotFound(store=store_id)
        # The account's row is the lock of what is paid out of it; sales go on posting to it.
        account_id = account_ids([owed_to])[owed_to]
        Account.objects.select_for_update(no_key=True).get(pk=account_id)
        owed = -balance(account=owed_to)
        if amount > owed:
            raise PayoutTooHigh(owed=owed)
        rows = Payout.objects.for_store(store_id)
        if reference and rows.filter(reference=reference, taken_back_at=None).exists():
            raise InvalidInput({"reference": "taken"})
        now, public_id = clock.now(), ids.new_id("pyo")
        entry = post(
            key=f"{KIND}:{public_id}",
            kind=KIND,
            reference=public_id,
            postings=[
                Line(owed_to, amount),
                Line(AccountKey(Account.Kind.BANK, amount.currency), -amount),
            ],
            posted_at=now,
        )
        payout = Payout.objects.create(
            public_id=public_id,
            store=store,
            currency=amount.currency,
            amount_minor=amount.minor,
            paid_on=paid_on,
            reference=reference,
            note=note,
            entry=entry,
            recorded_by=actor,
            recorded_at=now,
        )
        audit.record(
            actor=actor,
            action="ledger.payout",
            subject=public_id,
            store_id=store_id,
            changes={"amount": str(amount), "reference": reference},
        )
    return payout


def take_payout_back(*, payout_id: str, actor: str) -> Payout:
    """The money never arrived: the mall owes it again. Raises `NotFound`, `PayoutTakenBack`."""
    with transaction.atomic():
        rows = Payout.objects.across_stores("the mall pays every store")
        payout = rows.select_for_update(no_key=True).filter(public_id=payout_id).first()
        if payout is None:
            raise NotFound(id=payout_id)
        if payout.taken_back_at is not None:
            raise PayoutTakenBack(id=payout_id)
        now = clock.now()
        reverse(
            key=f"{KIND}_back:{payout_id}",
            entry_key=f"{KIND}:{payout_id}",
            kind=f"{KIND}_back",
            reference=payout_id,
            posted_at=now,
        )
        payout.taken_back_at = now
        payout.save(update_fields=["taken_back_at"])
        audit.record(
            actor=actor,
            action="ledger.payout_back",
            subject=payout_id,
            store_id=payout.store_id,
        )
    return payout
