"""Bank transfers: reading the bank's file, matching its rows to what was announced."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.operations import AccountKey, Line, post
from tradewind.domains.payments.adapters.bank import files, matching
from tradewind.domains.payments.adapters.bank.models import BankRow, BankTransfer
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations.recording import record
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound

PROVIDER = "bank"


@dataclass(frozen=True, slots=True)
class FileRead:
    """Rows of money that came in: new ones, and those of them that matched by themselves."""

    rows: int
    new: int
    matched: int


def read_bank_file(*, content: bytes, currency: str, actor: str) -> FileRead:
    """Take in a bank's CSV or OFX file; rows that name one reference rightly are matched at once.

    The same row again is no second one. Raises `InvalidInput` naming the line.
    """
    came = files.read(content, currency=currency)
    new, matched = 0, 0
    for one in came:
        with transaction.atomic():
            row, is_new = BankRow.objects.get_or_create(
                key=one.key,
                defaults={
                    "booked_on": one.booked_on,
                    "amount_minor": one.amount.minor,
                    "currency": one.amount.currency,
                    "payer": one.payer,
                    "text": one.text,
                    "read_at": clock.now(),
                },
            )
            if is_new:
                new += 1
                matched += _match_by_text(row, actor)
    return FileRead(rows=len(came), new=new, matched=matched)


def match_row(*, row_id: str, reference: str, actor: str) -> Payment:
    """Say by hand which transfer a row is. Raises `NotFound`, `InvalidInput` for another currency.

    Less than was asked for leaves the payment waiting, more is written down for a person.
    """
    with transaction.atomic():
        row = _open_row(row_id)
        transfer = BankTransfer.objects.select_for_update().filter(reference=reference).first()
        if transfer is None:
            raise NotFound(id=reference)
        if transfer.currency != row.currency:
            raise InvalidInput({"reference": "other_currency"})
        return _match(row, transfer, actor)


def put_row_aside(*, row_id: str, actor: str) -> None:
    """This money is for no order of the mall. Raises `NotFound`."""
    with transaction.atomic():
        row = _open_row(row_id)
        row.put_aside_at, row.handled_by = clock.now(), actor
        row.save(update_fields=["put_aside_at", "handled_by"])


def _open_row(row_id: str) -> BankRow:
    rows = BankRow.objects.select_for_update().filter(transfer=None, put_aside_at=None)
    row = rows.filter(public_id=row_id).first()
    if row is None:
        raise NotFound(id=row_id)
    return row


def _match_by_text(row: BankRow, actor: str) -> bool:
    told = matching.told_in(f"{row.text} {row.payer}")
    found = BankTransfer.objects.select_for_update().filter(
        reference__in=told, currency=row.currency
    )
    transfers = list(found.order_by("pk"))
    if len(transfers) != 1:
        return False
    _match(row, transfers[0], actor)
    return True


def _match(row: BankRow, transfer: BankTransfer, actor: str) -> Payment:
    row.transfer, row.handled_by = transfer, actor
    row.save(update_fields=["transfer", "handled_by"])
    transfer.received_minor += row.amount_minor
    transfer.save(update_fields=["received_minor"])
    # What the bank holds more than was captured is what the clearing account then owes.
    post(
        key=f"banked:{row.public_id}",
        kind="settlement",
        reference=row.public_id,
        postings=[
            Line(AccountKey(Account.Kind.BANK, row.currency), row.amount),
            Line(AccountKey(Account.Kind.CLEARING, row.currency, name=PROVIDER), -row.amount),
        ],
        posted_at=clock.now(),
    )
    found = ProviderState(transfer.reference, State.CAPTURED, received=transfer.received)
    return record(payment_id=transfer.payment_id, found=found)
