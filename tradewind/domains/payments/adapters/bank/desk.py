"""What happens to announced transfers."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from tradewind.domains.payments.adapters.bank.matching import reference_of
from tradewind.domains.payments.adapters.bank.models import BankTransfer
from tradewind.kernel import clock, ids
from tradewind.kernel.money import Money

_TRIES = 5


def announce(*, payment_id: str, amount: Money) -> BankTransfer:
    """Await such a transfer; asked again it is the same one."""
    found = find(payment_id=payment_id)
    for _ in range(_TRIES):
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return BankTransfer.objects.create(
                    payment_id=payment_id,
                    reference=reference_of(ids.new_reference()),
                    amount_minor=amount.minor,
                    currency=amount.currency,
                    asked_at=clock.now(),
                )
        except IntegrityError:
            # The reference is taken, or somebody else announced the same payment meanwhile.
            found = find(payment_id=payment_id)
    raise ValueError("no reference is free")


def find(*, payment_id: str = "", reference: str = "") -> BankTransfer | None:
    """The transfer of a payment, or of a reference."""
    if payment_id:
        return BankTransfer.objects.filter(payment_id=payment_id).first()
    return BankTransfer.objects.filter(reference=reference).first()


def give_up(*, reference: str) -> BankTransfer | None:
    """Await it no longer, unless all of it came."""
    with transaction.atomic():
        row = BankTransfer.objects.select_for_update().filter(reference=reference).first()
        if row is not None and row.missing and row.cancelled_at is None:
            row.cancelled_at = clock.now()
            row.save(update_fields=["cancelled_at"])
    return row
