"""Deposit paid in, spent, paid back, and taken by the bank."""

from __future__ import annotations

import pytest

from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import deposit, hold
from tests.domains.factories.numbers import fresh_number
from tests.domains.loyalty.books import check_books
from tests.domains.loyalty.stream import follow
from tradewind.domains.ledger.queries import balance, spendable
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.booking import purse, receivable
from tradewind.domains.loyalty.models import Debt, TopUp, Wallet, Withdrawal
from tradewind.domains.loyalty.queries import balances_of
from tradewind.domains.loyalty.rules.errors import (
    DepositFull,
    DepositLimit,
    DepositNotOffered,
    WithdrawalTooLarge,
)
from tradewind.domains.payments.models import Refund
from tradewind.domains.payments.operations import record, send_refund
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State
from tradewind.kernel import clock
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def wallet() -> Wallet:
    operations.set_deposit_terms(
        least=Money(1_000, "CAD"), most=Money(20_000, "CAD"), most_held=Money(30_000, "CAD")
    )
    return operations.wallet_of_person(person_id=make_person().pk)


def top_up(wallet: Wallet, amount: str = "50.00", *, source: str = "tok_pays") -> TopUp:
    assert wallet.person_id is not None
    row = operations.open_top_up(
        person_id=wallet.person_id,
        amount=Money.of(amount, "CAD"),
        provider="sandbox",
        key=f"top-{fresh_number()}",
    )
    operations.begin_top_up(
        top_up=row, source=source, return_url="/", email="noor@example.org", language="en"
    )
    row.refresh_from_db()
    return row


def told(row: TopUp, state: State) -> None:
    record(payment_id=row.payment.public_id, found=ProviderState(reference="", state=state))
    follow("loyalty.deposits")


def kept(wallet: Wallet) -> Money:
    return spendable(account=purse(wallet, "CAD"))


def test_a_top_up_is_credited_once_when_it_is_paid(wallet: Wallet) -> None:
    row = top_up(wallet)
    follow("loyalty.deposits")
    operations.settle_top_up(top_up_id=row.public_id)

    assert (row.state, kept(wallet)) == ("credited", Money(5_000, "CAD"))
    assert balance(account=receivable("CAD")) == Money(0, "CAD")
    check_books()


def test_a_payment_that_takes_its_time_is_credited_by_the_news_of_it(wallet: Wallet) -> None:
    row = top_up(wallet, source="tok_pays_later")
    assert kept(wallet) == Money(0, "CAD")
    told(row, State.CAPTURED)
    assert kept(wallet) == Money(5_000, "CAD")


def test_a_refused_payment_credits_nothing_and_late_success_does(wallet: Wallet) -> None:
    row = top_up(wallet, source="tok_insufficient_funds")
    assert (row.state, kept(wallet)) == ("failed", Money(0, "CAD"))
    told(row, State.CAPTURED)
    assert kept(wallet) == Money(5_000, "CAD")


def test_limits_say_what_would_do(wallet: Wallet) -> None:
    with pytest.raises(DepositLimit):
        top_up(wallet, "9.99")
    top_up(wallet, "150.00")
    with pytest.raises(DepositFull) as full:
        top_up(wallet, "160.00")
    assert full.value.details["room"] == Money(15_000, "CAD")
    assert wallet.person_id is not None
    with pytest.raises(DepositNotOffered):
        operations.open_top_up(
            person_id=wallet.person_id, amount=Money(100, "KRW"), provider="sandbox", key="k"
        )


def test_what_was_paid_in_goes_back_the_way_it_came(wallet: Wallet) -> None:
    top_up(wallet, "50.00")
    top_up(wallet, "30.00")
    hold(deposit("20.00"), wallet=wallet, holder="chk_1")
    assert wallet.person_id is not None

    with pytest.raises(WithdrawalTooLarge) as large:
        operations.withdraw(person_id=wallet.person_id, amount=Money(6_001, "CAD"), key="w")
    assert large.value.details["most"] == Money(6_000, "CAD")
    for _ in range(2):
        operations.withdraw(person_id=wallet.person_id, amount=Money(6_000, "CAD"), key="w")
    assert [row.amount_minor for row in Refund.objects.order_by("pk")] == [3_000, 3_000]
    for refund in Refund.objects.all():
        send_refund(refund_id=refund.public_id)
    follow("loyalty.deposits")

    assert set(Withdrawal.objects.values_list("state", flat=True)) == {"done"}
    assert kept(wallet) == Money(0, "CAD")
    assert balance(account=receivable("CAD")) == Money(0, "CAD")
    check_books()


def test_a_withdrawal_the_provider_refuses_is_in_the_deposit_again(wallet: Wallet) -> None:
    row = top_up(wallet)
    assert wallet.person_id is not None
    operations.withdraw(person_id=wallet.person_id, amount=Money(2_000, "CAD"), key="w")
    refund = Refund.objects.get()

    for _ in range(2):
        operations.undo_withdrawal(refund_id=refund.public_id)

    assert kept(wallet) == Money(5_000, "CAD")
    row.refresh_from_db()
    assert (row.withdrawn_minor, Withdrawal.objects.get().state) == (0, "failed")
    check_books()


def test_what_the_bank_takes_after_it_was_spent_is_owed(wallet: Wallet) -> None:
    row = top_up(wallet)
    hold(deposit("40.00"), wallet=wallet, holder="chk_1")
    operations.confirm(holder="chk_1")

    told(row, State.REVERSED)
    told(row, State.REVERSED)

    assert kept(wallet) == Money(0, "CAD")
    assert Debt.objects.get(wallet=wallet).amount == 4_000
    check_books()

    top_up(wallet, "60.00")
    assert kept(wallet) == Money(2_000, "CAD")
    (shown,) = balances_of(wallet=wallet, currency="CAD", now=clock.now()).deposits
    assert (shown.owed, shown.withdrawable) == (Money(0, "CAD"), Money(2_000, "CAD"))
    check_books()
