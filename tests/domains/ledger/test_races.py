"""Real rivals on real connections."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import pytest
from django.db import OperationalError, transaction

from tests.domains.factories.identity import make_person
from tests.domains.factories.ledger import make_entry, top_up
from tests.parallel import in_parallel
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.ledger.models import Account, BalanceSnapshot, Entry
from tradewind.domains.ledger.operations import reverse, take_snapshot
from tradewind.domains.ledger.queries import balance, spendable, trial_balance
from tradewind.domains.ledger.rules import AccountKey, AlreadyReversed, BalanceShort
from tradewind.kernel import clock
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db(transaction=True)
CLEARING, FEES = AccountKey("clearing", "CAD"), AccountKey("fees", "CAD")
FUND = AccountKey("funding", "PTS")


def miles_of_someone(minor: int) -> AccountKey:
    account = AccountKey("mileage", "PTS", person_id=make_person().pk)
    top_up(account=account, minor=minor)
    return account


def test_a_balance_is_never_spent_twice() -> None:
    miles = miles_of_someone(100)

    def spend(number: int) -> int:
        spent = 0
        for step in range(4):
            with suppress(BalanceShort):
                make_entry(debit=miles, credit=FUND, minor=7, key=f"spend:{number}:{step}")
                spent += 7
        return spent

    assert sum(in_parallel([partial(spend, number) for number in range(16)])) == 98
    assert spendable(account=miles) == Money(2, "PTS")
    assert balance(account=miles) == Money(-2, "PTS")
    assert trial_balance() == {"PTS": 0}


def test_one_key_told_by_many_is_posted_once() -> None:
    miles = miles_of_someone(100)

    def spend() -> int:
        return make_entry(debit=miles, credit=FUND, minor=60, key="spend:once").pk

    assert len(set(in_parallel([spend] * 12))) == 1
    assert spendable(account=miles) == Money(40, "PTS")


def test_gifts_that_cross_do_not_wait_for_each_other_forever() -> None:
    one, other = miles_of_someone(500), miles_of_someone(500)

    def give(number: int) -> None:
        for step in range(8):
            pair = (one, other) if number % 2 else (other, one)
            make_entry(debit=pair[0], credit=pair[1], minor=1, key=f"gift:{number}:{step}")

    in_parallel([partial(give, number) for number in range(12)])
    assert [spendable(account=account).minor for account in (one, other)] == [500, 500]


def test_many_make_the_same_accounts_once() -> None:
    forget_accounts()

    def sell(number: int) -> None:
        make_entry(debit=CLEARING, credit=FEES, minor=5, key=f"sale:{number}")

    in_parallel([partial(sell, number) for number in range(16)])
    assert Account.objects.count() == 2
    assert balance(account=CLEARING) == Money(80, "CAD")


def test_an_entry_is_undone_once_by_rivals() -> None:
    make_entry(debit=CLEARING, credit=FEES, minor=5, key="sale")

    def undo(number: int) -> bool:
        try:
            reverse(
                key=f"undo:{number}",
                entry_key="sale",
                kind="undo",
                reference="r",
                posted_at=clock.now(),
            )
        except AlreadyReversed:
            return False
        return True

    assert in_parallel([partial(undo, number) for number in range(8)]).count(True) == 1
    assert balance(account=CLEARING) == Money(0, "CAD")
    assert Entry.objects.count() == 2


def test_a_snapshot_beside_writers_loses_nothing() -> None:
    make_entry(debit=CLEARING, credit=FEES, minor=1)

    def sell(number: int) -> None:
        for step in range(12):
            with transaction.atomic():
                make_entry(debit=CLEARING, credit=FEES, minor=1, key=f"sale:{number}:{step}")

    def sum_up() -> None:
        for _ in range(6):
            take_snapshot()

    in_parallel([*(partial(sell, number) for number in range(8)), sum_up])
    before = BalanceSnapshot.objects.get(account__kind="clearing")
    assert 0 < before.balance <= 97
    assert balance(account=CLEARING) == Money(97, "CAD")
    take_snapshot()
    assert BalanceSnapshot.objects.get(account__kind="clearing").balance == 97
    assert balance(account=CLEARING) == Money(97, "CAD")


def test_a_snapshot_waits_for_an_entry_not_yet_committed() -> None:
    make_entry(debit=CLEARING, credit=FEES, minor=1)
    with transaction.atomic():
        make_entry(debit=CLEARING, credit=FEES, minor=5)

        def sum_up() -> None:
            with pytest.raises(OperationalError):
                take_snapshot()

        in_parallel([sum_up])
        assert BalanceSnapshot.objects.count() == 0
    assert balance(account=CLEARING) == Money(6, "CAD")
