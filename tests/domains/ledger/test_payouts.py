"""What a store earned, what it was paid, and what it is still owed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.domains.factories.numbers import fresh_number
from tests.domains.factories.stores import make_store
from tests.parallel import in_parallel
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.ledger.models import Payout
from tradewind.domains.ledger.operations import post
from tradewind.domains.ledger.paying_out import (
    PayoutTakenBack,
    PayoutTooHigh,
    record_payout,
    take_payout_back,
)
from tradewind.domains.ledger.queries import balance, trial_balance
from tradewind.domains.ledger.rules import AccountKey, Line
from tradewind.domains.ledger.statements import (
    Statement,
    list_payouts,
    owed_to_stores,
    store_statements,
)
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def sell(
    store: Store,
    *,
    earned: int,
    commission: int = 0,
    tax: int = 0,
    currency: str = "CAD",
    at: datetime = NOON,
    kind: str = "sale",
) -> None:
    due = [
        (AccountKey("payable", currency, store_id=store.pk), earned),
        (AccountKey("commission", currency, store_id=store.pk), commission),
        (AccountKey("tax", currency, store_id=store.pk, name="HST"), tax),
    ]
    lines = [Line(account, Money(-minor, currency)) for account, minor in due if minor]
    whole = Money(earned + commission + tax, currency)
    owed = Line(AccountKey("receivable", currency), whole)
    key = f"{kind}:{fresh_number()}"
    post(key=key, kind=kind, reference="ord_1", postings=[owed, *lines], posted_at=at)


def pay(store: Store, minor: int, **told: str) -> Payout:
    return record_payout(
        store_id=store.pk,
        amount=Money(minor, told.pop("currency", "CAD")),
        paid_on=date(2026, 7, 1),
        actor="per_x",
        **told,
    )


def of_days(store: Store, start: datetime = NOON - DAY, end: datetime = NOON + DAY) -> Statement:
    (found,) = store_statements(store_id=store.pk, start=start, end=end)
    return found


@pytest.mark.django_db
def test_a_statement_is_what_the_books_say() -> None:
    forget_accounts()
    store = make_store()
    sell(store, earned=500, commission=50, tax=70, at=NOON - 2 * DAY)
    sell(store, earned=1000, commission=100, tax=143)
    sell(store, earned=-200, commission=-20, tax=-29, kind="takeback")
    sell(make_store(), earned=99)
    with clock.frozen_at(NOON):
        pay(store, 300, reference="W-1")
    found = of_days(store)
    assert (found.opening, found.closing) == (Money(500, "CAD"), Money(1000, "CAD"))
    assert (found.sales, found.refunds) == (Money(1243, "CAD"), Money(249, "CAD"))
    assert (found.tax, found.commission) == (Money(114, "CAD"), Money(80, "CAD"))
    assert (found.earned, found.paid) == (Money(800, "CAD"), Money(300, "CAD"))
    assert [row.kind for row in found.rows] == ["sale", "takeback", "payout"]
    assert (store.pk, Money(1000, "CAD")) in owed_to_stores()
    # The first moment of the period is in it, the end is not.
    assert len(of_days(store, NOON, NOON + DAY).rows) == 3
    assert len(of_days(store, NOON - DAY, NOON).rows) == 0
    assert balance(account=AccountKey("bank", "CAD")) == Money(-300, "CAD")
    assert trial_balance()["CAD"] == 0


@pytest.mark.django_db
def test_currencies_stand_apart() -> None:
    forget_accounts()
    store = make_store()
    sell(store, earned=500)
    sell(store, earned=900, currency="EUR")
    found = store_statements(store_id=store.pk, start=NOON, end=NOON + DAY)
    assert [each.closing for each in found] == [Money(500, "CAD"), Money(900, "EUR")]
    with pytest.raises(PayoutTooHigh) as refused:
        pay(store, 501)
    assert refused.value.details == {"owed": Money(500, "CAD")}
    pay(store, 900, currency="EUR")


@pytest.mark.django_db
def test_a_payout_that_came_back_is_owed_again() -> None:
    forget_accounts()
    store = make_store()
    sell(store, earned=500)
    paid = pay(store, 500, reference="W-1")
    sell(store, earned=500)
    with pytest.raises(InvalidInput):
        pay(store, 1, reference="W-1")
    take_payout_back(payout_id=paid.public_id, actor="per_x")
    with pytest.raises(PayoutTakenBack):
        take_payout_back(payout_id=paid.public_id, actor="per_x")
    with pytest.raises(NotFound):
        take_payout_back(payout_id="pyo_00000000000000000000000000", actor="per_x")
    found = of_days(store, NOON - DAY, clock.now() + DAY)
    assert (found.paid, found.closing) == (Money(0, "CAD"), Money(1000, "CAD"))
    pay(store, 500, reference="W-1")
    assert [each.taken_back_at is None for each in list_payouts(store_id=store.pk)] == [True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minor", "paid_on", "field"),
    [
        (0, date(2026, 7, 1), "amount"),
        (-5, date(2026, 7, 1), "amount"),
        (5, date(2099, 1, 1), "paid_on"),
    ],
)
def test_what_is_no_payout(minor: int, paid_on: date, field: str) -> None:
    store = make_store()
    with pytest.raises(InvalidInput) as refused:
        record_payout(store_id=store.pk, amount=Money(minor, "CAD"), paid_on=paid_on, actor="per_x")
    assert field in refused.value.fields


class AnyAccount(TestCase):
    """Whatever is sold, given back and paid: what is owed adds up, and the books are in balance."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.one_of(
                st.tuples(st.just("sale"), st.integers(1, 10_000), st.integers(0, 1_000)),
                st.tuples(st.just("takeback"), st.integers(-500, -1), st.integers(-100, 0)),
                st.tuples(st.just("payout"), st.integers(1, 12_000), st.just(0)),
            ),
            max_size=12,
        )
    )
    def test_the_sums(self, told: list[tuple[str, int, int]]) -> None:
        forget_accounts()
        store, owed = make_store(), 0
        for kind, minor, commission in told:
            if kind == "payout":
                try:
                    pay(store, minor)
                except PayoutTooHigh:
                    assert minor > owed
                    continue
                owed -= minor
            else:
                sell(store, earned=minor, commission=commission, kind=kind, at=clock.now())
                owed += minor
        now = clock.now() + DAY
        for each in store_statements(store_id=store.pk, start=NOON, end=now):
            assert each.closing == Money(owed, "CAD")
            assert each.sales - each.refunds == each.tax + each.commission + each.earned
        assert set(trial_balance().values()) <= {0}


@pytest.mark.django_db(transaction=True)
def test_no_two_pay_what_is_owed_once() -> None:
    forget_accounts()
    store = make_store()
    sell(store, earned=1000)

    def try_to_pay() -> int:
        try:
            return pay(store, 400).amount.minor
        except PayoutTooHigh:
            return 0

    assert sorted(in_parallel([try_to_pay for _ in range(5)])) == [0, 0, 0, 400, 400]
    assert of_days(store, NOON - DAY, clock.now() + DAY).closing == Money(200, "CAD")
