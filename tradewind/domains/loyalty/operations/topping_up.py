"""Deposit paid in through a provider, credited when the money is there, and paid back again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from tradewind.domains.ledger.operations import Line
from tradewind.domains.loyalty.booking import claim, moved, purse, receivable
from tradewind.domains.loyalty.models import TopUp, Wallet, Withdrawal
from tradewind.domains.loyalty.operations.locking import locked_wallet
from tradewind.domains.loyalty.operations.lots import Fact, balance_of, book, owe, settle_debt
from tradewind.domains.loyalty.operations.wallets import wallet_of_person
from tradewind.domains.loyalty.rules.deposits import TopUpState
from tradewind.domains.loyalty.rules.errors import (
    DepositFull,
    DepositLimit,
    WithdrawalTooLarge,
)
from tradewind.domains.loyalty.terms import deposit_terms
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.gateways import require_offer
from tradewind.domains.payments.models import Payment, Refund
from tradewind.domains.payments.ports import OfferContext
from tradewind.domains.payments.rules import LOST
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

TOP_UP = "top_"
"""How the purpose of a payment into a deposit begins."""

_TIME_TO_PAY = timedelta(minutes=30)


def open_top_up(
    *, person_id: int, amount: Money, provider: str, method: str = "card", key: str
) -> TopUp:
    """The row of a top-up and its payment, once a `key`; `begin_top_up` then asks the provider.

    Raises `DepositNotOffered`, `DepositLimit`, `DepositFull`, `UnknownProvider`,
    `MethodNotOffered`.
    """
    now = clock.now()
    with transaction.atomic():
        wallet = locked_wallet(wallet_of_person(person_id=person_id).pk)
        former = TopUp.objects.filter(key=key, wallet=wallet).select_related("payment").first()
        if former is not None:
            return former
        terms = deposit_terms(currency=amount.currency, at=now)
        require_offer(provider=provider, method=method, context=OfferContext(amount))
        least, most = terms.least_minor, terms.most_minor
        if not least <= amount.minor <= most:
            raise DepositLimit(
                least=Money(least, amount.currency), most=Money(most, amount.currency)
            )
        room = terms.most_held_minor - balance_of(wallet, amount.currency)
        if amount.minor > room:
            raise DepositFull(
                most=Money(terms.most_held_minor, amount.currency),
                room=Money(max(room, 0), amount.currency),
            )
        top_up = TopUp(wallet=wallet, key=key, currency=amount.currency, amount_minor=amount.minor)
        top_up.payment = payments.open_payment(
            purpose=top_up.public_id,
            provider=provider,
            method=method,
            amount=amount,
            expires_at=now + _TIME_TO_PAY,
        )
        top_up.save()
    return top_up


def begin_top_up(
    *, top_up: TopUp, source: str, return_url: str, email: str, language: str
) -> Payment:
    """Ask the provider, outside any transaction, and credit at once what is paid at once."""
    payment = payments.begin(
        payment=top_up.payment,
        source=source,
        return_url=return_url,
        description=top_up.public_id,
        email=email,
        language=language,
    )
    settle_top_up(top_up_id=top_up.public_id)
    return payment


def settle_top_up(*, top_up_id: str) -> TopUp:
    """Bring a top-up to where its payment says it is. Repeating it changes nothing.

    Captured: credited. Taken back by the bank: taken out again; what was spent is owed. Raises
    `NotFound`.
    """
    with transaction.atomic():
        top_up = _locked(top_up_id)
        payment = Payment.objects.get(pk=top_up.payment_id)
        paid = payment.state in (PaymentState.CAPTURED, PaymentState.REVERSED)
        if top_up.state in (TopUpState.STARTED, TopUpState.FAILED) and paid:
            _credit(top_up)
        if top_up.state == TopUpState.CREDITED and payment.state == PaymentState.REVERSED:
            _reverse(top_up)
        if top_up.state == TopUpState.STARTED and payment.state in LOST:
            _move(top_up, TopUpState.FAILED)
    return top_up


def withdraw(*, person_id: int, amount: Money, key: str) -> list[Withdrawal]:
    """Pay deposit back the way it came: to the payments of the latest top-ups, once a `key`.

    Only what was paid in and is not spent goes back; what came otherwise (a return, a gesture) is
    for spending here. Raises `WithdrawalTooLarge` with the `most`.
    """
    now = clock.now()
    with transaction.atomic():
        wallet = locked_wallet(wallet_of_person(person_id=person_id).pk)
        done = Withdrawal.objects.filter(key=key, top_up__wallet=wallet)
        if done:
            return list(done.order_by("pk"))
        rows = list(
            TopUp.objects.filter(
                wallet=wallet, currency=amount.currency, state=TopUpState.CREDITED
            ).order_by("-pk")
        )
        most = withdrawable(
            balance=balance_of(wallet, amount.currency),
            paid_in=sum(row.amount_minor - row.withdrawn_minor for row in rows),
        )
        if not 0 < amount.minor <= most:
            raise WithdrawalTooLarge(most=Money(most, amount.currency))
        rest, made = amount.minor, []
        for row in rows:
            part = min(rest, row.amount_minor - row.withdrawn_minor)
            if part:
                rest -= part
                made.append(_pay_back(wallet, row, part, key, now))
    return made


def withdrawable(*, balance: int, paid_in: int) -> int:
    """How much may go back: what is there, as far as it was paid in."""
    return min(balance, paid_in)


def finish_withdrawal(*, refund_id: str) -> None:
    """The provider sent it."""
    Withdrawal.objects.filter(
        public_id=_withdrawal_of(refund_id), state=Withdrawal.State.WAITING
    ).update(state=Withdrawal.State.DONE)


def undo_withdrawal(*, refund_id: str) -> None:
    """The provider refused: the money is in the deposit again, unless the bank has taken it."""
    now = clock.now()
    with transaction.atomic():
        found = Withdrawal.objects.select_related("top_up").get(public_id=_withdrawal_of(refund_id))
        top_up = _locked(found.top_up.public_id)
        row = Withdrawal.objects.select_for_update().get(pk=found.pk)
        if row.state != Withdrawal.State.WAITING:
            return
        row.state = Withdrawal.State.FAILED
        row.save(update_fields=["state"])
        if top_up.state == TopUpState.REVERSED:
            return
        top_up.withdrawn_minor -= row.amount_minor
        top_up.save(update_fields=["withdrawn_minor", "updated_at"])
        amount = Money(row.amount_minor, top_up.currency)
        fact = Fact(f"withdrawal-undo:{row.public_id}", "withdrawal_refused", row.public_id, now)
        account = purse(top_up.wallet, top_up.currency)
        book(top_up.wallet, fact, moved(receivable(top_up.currency), account, amount))
        settle_debt(top_up.wallet, top_up.currency, fact)


def _pay_back(wallet: Wallet, top_up: TopUp, part: int, key: str, now: datetime) -> Withdrawal:
    amount = Money(part, top_up.currency)
    row = Withdrawal.objects.create(top_up=top_up, key=key, amount_minor=part, asked_at=now)
    top_up.withdrawn_minor += part
    top_up.save(update_fields=["withdrawn_minor", "updated_at"])
    fact = Fact(f"withdrawal:{row.public_id}", "withdrawn", row.public_id, now)
    account = purse(wallet, top_up.currency)
    book(wallet, fact, moved(account, receivable(top_up.currency), amount))
    payments.request_refund(
        purpose=top_up.public_id, amount=amount, key=row.public_id, reason="withdrawal"
    )
    return row


def _credit(top_up: TopUp) -> None:
    _move(top_up, TopUpState.CREDITED)
    fact = Fact(f"top-up:{top_up.public_id}", "topped_up", top_up.public_id, clock.now())
    account = purse(top_up.wallet, top_up.currency)
    book(top_up.wallet, fact, moved(receivable(top_up.currency), account, top_up.amount))
    settle_debt(top_up.wallet, top_up.currency, fact)


def _reverse(top_up: TopUp) -> None:
    _move(top_up, TopUpState.REVERSED)
    wallet, unit = top_up.wallet, top_up.currency
    gone = top_up.amount_minor - top_up.withdrawn_minor
    found = min(gone, balance_of(wallet, unit))
    lines = [Line(receivable(unit), Money(-gone, unit))] if gone else []
    if found:
        lines.append(Line(purse(wallet, unit), Money(found, unit)))
    if gone > found:
        owe(wallet, unit, gone - found)
        lines.append(Line(claim(wallet, unit), Money(gone - found, unit)))
    if lines:
        fact = Fact(
            f"top-up-reversal:{top_up.public_id}", "top_up_reversed", top_up.public_id, clock.now()
        )
        book(wallet, fact, lines)


def _locked(top_up_id: str) -> TopUp:
    """The top-up and its wallet, locked in that order's reverse: wallets come first everywhere."""
    while True:
        found = TopUp.objects.filter(public_id=top_up_id).first()
        if found is None:
            raise NotFound(id=top_up_id)
        wallet = locked_wallet(found.wallet_id)
        row = TopUp.objects.select_for_update().get(pk=found.pk)
        if row.wallet_id == wallet.pk:
            row.wallet = wallet
            return row


def _withdrawal_of(refund_id: str) -> str:
    """A refund's key is the withdrawal that asked for it."""
    return Refund.objects.values_list("key", flat=True).get(public_id=refund_id)


def _move(top_up: TopUp, state: TopUpState) -> None:
    top_up.state = state
    top_up.save(update_fields=["state", "updated_at"])
