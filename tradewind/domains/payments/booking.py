"""What payments say in the ledger: money in against what shoppers owe, and back."""

from __future__ import annotations

from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.operations import AccountKey, Line, post
from tradewind.domains.payments.models import Payment, Refund
from tradewind.kernel import clock
from tradewind.kernel.money import Money


def book_capture(payment: Payment) -> None:
    """The provider holds the shopper's money."""
    _book(f"capture:{payment.public_id}", "capture", payment, payment.amount)


def book_reversal(payment: Payment) -> None:
    """The bank took it back, less what we had already sent back ourselves."""
    left = Money(payment.amount_minor - payment.refunded_minor, payment.currency)
    if left:
        _book(f"reversal:{payment.public_id}", "reversal", payment, -left)


def book_recovery(payment: Payment) -> None:
    """The bank gave back what it had taken: the dispute was won."""
    left = Money(payment.amount_minor - payment.refunded_minor, payment.currency)
    if left:
        _book(f"recovery:{payment.public_id}", "recovery", payment, left)


def book_cash(payment: Payment, *, key: str, amount: Money) -> None:
    """A courier handed over what a shopper paid at the door."""
    _book(f"cash:{key}", "capture", payment, amount)


def book_refund(refund: Refund) -> None:
    """The provider sent money back for us."""
    payment = refund.payment
    amount = Money(refund.amount_minor, payment.currency)
    _book(f"refund:{refund.public_id}", "refund", payment, -amount)


def book_overtaken_refund(refund: Refund) -> None:
    """A refund the provider refused because the bank had taken that money back already.

    The reversal was booked without it, since it was ours to send.
    """
    payment = refund.payment
    amount = Money(refund.amount_minor, payment.currency)
    _book(f"reversal:{refund.public_id}", "reversal", payment, -amount)


def _book(key: str, kind: str, payment: Payment, amount: Money) -> None:
    unit = amount.currency
    post(
        key=key,
        kind=kind,
        reference=payment.public_id,
        postings=[
            Line(AccountKey(Account.Kind.CLEARING, unit, name=payment.provider), amount),
            Line(AccountKey(Account.Kind.RECEIVABLE, unit), -amount),
        ],
        posted_at=clock.now(),
    )
