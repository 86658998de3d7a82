"""Any order of earning, spending, letting go, giving back, taking back, expiring and joining."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import hold, make_points, make_terms, points
from tests.domains.factories.numbers import fresh_number
from tests.domains.factories.stores import make_store
from tests.domains.loyalty.books import check_books
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import Contact, Hold, Take
from tradewind.domains.loyalty.operations.earning import take_points
from tradewind.domains.loyalty.operations.expiring import expire_points
from tradewind.domains.loyalty.operations.locking import locked_wallet
from tradewind.domains.loyalty.operations.lots import Fact
from tradewind.domains.loyalty.rules.errors import MileageShort, MileageStep, RefundTooLarge
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.kernel import clock
from tradewind.kernel.money import Money

START = datetime(2026, 1, 1, tzinfo=UTC)
COUNTS = st.integers(min_value=1, max_value=400)


class Points(RuleBasedStateMachine):
    """One member over some days, with stray wallets that join."""

    def __init__(self) -> None:
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        forget_accounts()
        self.now = START
        self.frozen = clock.frozen_at(START)
        self.frozen.__enter__()
        make_terms(points=7, worth="0.05")
        self.store = make_store()
        self.wallet = operations.wallet_of_person(person_id=make_person().pk)
        self.open: list[str] = []
        self.paid: list[str] = []

    def teardown(self) -> None:
        self.frozen.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)
        forget_accounts()

    @rule(count=COUNTS, days=st.integers(1, 40), by_store=st.booleans())
    def earn(self, count: int, days: int, by_store: bool) -> None:
        make_points(
            wallet=self.wallet,
            points=count,
            expires_at=self.now + timedelta(days=days),
            funder_store_id=self.store.pk if by_store else None,
        )

    @rule(count=COUNTS)
    def spend(self, count: int) -> None:
        holder = f"chk_{fresh_number()}"
        with suppress(MileageShort, MileageStep):
            hold(points(count), wallet=self.wallet, holder=holder)
            self.open.append(holder)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        holder = data.draw(st.sampled_from(self.open))
        self.open.remove(holder)
        operations.confirm(holder=holder)
        operations.confirm(holder=holder)
        assert operations.release(holder=holder) == []
        self.paid.append(holder)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        holder = data.draw(st.sampled_from(self.open))
        self.open.remove(holder)
        operations.release(holder=holder)
        assert operations.release(holder=holder) == []

    @precondition(lambda self: self.paid)
    @rule(data=st.data(), minor=st.integers(1, 300))
    def give_back(self, data: st.DataObject, minor: int) -> None:
        holder, key = data.draw(st.sampled_from(self.paid)), f"return-{fresh_number()}"
        amounts = {TenderKind.MILEAGE: Money(minor, "CAD")}
        with suppress(RefundTooLarge):
            first = operations.refund(holder=holder, amounts=amounts, key=key)
            again = operations.refund(holder=holder, amounts=amounts, key=key)
            assert [row.pk for row in first] == [row.pk for row in again]
        row = Hold.objects.get(holder=holder)
        assert (row.given_back == row.amount) >= (row.refunded_minor == row.value_minor)

    @rule(count=COUNTS)
    def take_back(self, count: int) -> None:
        wallet = locked_wallet(self.wallet.pk)
        expire_points(wallet, self.now)
        fact = Fact(f"take-{fresh_number()}", "mileage_taken_back", "test", self.now)
        take_points(wallet, fact, count, Take.Reason.REVERSAL)

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.frozen.__exit__(None, None, None)
        self.now += timedelta(days=days)
        self.frozen = clock.frozen_at(self.now)
        self.frozen.__enter__()

    @rule()
    def expire(self) -> None:
        operations.expire_due(now=self.now)
        assert operations.expire_due(now=self.now) == 0

    @rule(count=COUNTS, spent=st.booleans())
    def join(self, count: int, spent: bool) -> None:
        email = f"stray{fresh_number()}@example.org"
        operations.verify_contact(kind=Contact.Kind.EMAIL, value=email, at=self.now)
        stray = operations.wallet_of_contact(kind=Contact.Kind.EMAIL, value=email)
        make_points(wallet=stray, points=count, expires_at=self.now + timedelta(days=9))
        assert self.wallet.person_id is not None
        assert operations.join(person_id=self.wallet.person_id, emails=[email]) == 1
        assert operations.join(person_id=self.wallet.person_id, emails=[email]) == 0

    @invariant()
    def books_agree(self) -> None:
        check_books()


@pytest.mark.django_db
def test_points_whatever_happens() -> None:
    Points.TestCase.settings = settings(
        max_examples=10,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    Points.TestCase().runTest()
