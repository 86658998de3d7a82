from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domains.factories.identity import make_person
from tests.domains.factories.ledger import make_entry, top_up
from tests.domains.factories.numbers import fresh_number
from tests.domains.factories.stores import make_store
from tradewind.domains.ledger.models import Account, Entry, GuardedBalance, Posting
from tradewind.domains.ledger.operations import (
    Posted,
    gathered,
    post,
    post_all,
    reverse,
    take_snapshot,
)
from tradewind.domains.ledger.queries import balance, spendable, statement, trial_balance
from tradewind.domains.ledger.rules import (
    AccountKey,
    AlreadyReversed,
    BalanceShort,
    EntryKeyTaken,
    Line,
    Unbalanced,
)
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CLEARING, FEES, TAX = (
    AccountKey("clearing", "CAD"),
    AccountKey("fees", "CAD"),
    AccountKey("tax", "CAD", name="GST"),
)


def line(account: AccountKey, minor: int) -> Line:
    return Line(account, Money(minor, account.unit))


def sale(key: str = "sale:1", *, reference: str = "ord_1", minor: int = 1050) -> Entry:
    return post(
        key=key,
        kind="sale",
        reference=reference,
        postings=[line(CLEARING, minor), line(FEES, -minor + 50), line(TAX, -50)],
        posted_at=NOW,
    )


def minors(*accounts: AccountKey) -> list[int]:
    return [balance(account=account).minor for account in accounts]


def test_an_entry_is_posted_and_read_back() -> None:
    entry = sale()
    stored = Entry.objects.get()
    assert (stored.pk, stored.public_id, stored.posted_at) == (entry.pk, entry.public_id, NOW)
    assert str(entry.public_id).startswith("ent_")
    assert minors(CLEARING, FEES, TAX) == [1050, -1000, -50]
    assert trial_balance() == {"CAD": 0}
    assert balance(account=AccountKey("tax", "CAD")) == Money(0, "CAD")
    (told,) = statement(account=TAX)
    assert (told.kind, told.reference, told.amount) == ("sale", "ord_1", Money(-50, "CAD"))


def test_several_entries_are_posted_by_one_statement() -> None:
    first = sale()
    postings = [line(CLEARING, 100), line(FEES, -100)]
    told = [
        Posted("sale:1", "sale", "ord_1", postings),
        Posted("sale:2", "sale", "ord_2", postings),
    ]
    with CaptureQueriesContext(connection) as sent:
        again, second = post_all(told, posted_at=NOW)
    # One more to find the entry that was there.
    assert len([query for query in sent.captured_queries if "ledger_posting" in query["sql"]]) == 1
    assert (again.pk, second.reference) == (first.pk, "ord_2")
    assert Entry.objects.count() == 2
    assert minors(CLEARING, FEES, TAX) == [1150, -1100, -50]


def test_told_again_the_first_entry_is_the_answer() -> None:
    first = sale()
    again = sale(minor=9999)
    assert (again.pk, again.public_id) == (first.pk, first.public_id)
    assert minors(CLEARING) == [1050]
    with pytest.raises(EntryKeyTaken):
        sale(reference="ord_2")
    assert Posting.objects.count() == 3


def test_known_accounts_need_no_statement(
    django_assert_num_queries: TestCase.assertNumQueries,
    django_capture_on_commit_callbacks: TestCase.captureOnCommitCallbacks,
) -> None:
    miles = AccountKey("mileage", "PTS", person_id=make_person().pk)
    with django_capture_on_commit_callbacks(execute=True):
        sale("sale:1")
        top_up(account=miles, minor=5)
    with django_assert_num_queries(1):
        sale("sale:2")
    with django_assert_num_queries(2):
        sale("sale:2")
    with django_assert_num_queries(4):  # savepoint, post, move, release
        top_up(account=miles, minor=5)


def test_entries_gathered_are_written_by_one_statement_at_the_end(
    django_assert_num_queries: TestCase.assertNumQueries,
    django_capture_on_commit_callbacks: TestCase.captureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sale("sale:1")
    with django_assert_num_queries(1), gathered():
        sale("sale:2")
        sale("sale:3")
    assert list(Entry.objects.order_by("pk").values_list("key", flat=True)) == [
        "sale:1",
        "sale:2",
        "sale:3",
    ]


def test_what_is_out_of_balance_or_taken_is_refused_when_gathered_too() -> None:
    sale("sale:1")
    with pytest.raises(Unbalanced), gathered():
        post(key="x", kind="x", reference="x", postings=[line(FEES, 1)], posted_at=NOW)
    with pytest.raises(EntryKeyTaken), transaction.atomic(), gathered():
        sale("sale:1", reference="ord_2")
    assert Entry.objects.count() == 1


def test_nothing_gathered_is_written_after_a_failure() -> None:
    with suppress(ZeroDivisionError), gathered():
        sale("sale:1")
        raise ZeroDivisionError
    assert not Entry.objects.exists()


def test_what_is_posted_within_a_savepoint_goes_with_it_and_guarded_balances_move_at_once() -> None:
    miles = AccountKey("mileage", "PTS", person_id=make_person().pk)
    with gathered():
        with suppress(ZeroDivisionError), transaction.atomic():
            sale("sale:1")
            raise ZeroDivisionError
        top_up(account=miles, minor=5)
        assert spendable(account=miles).minor == 5
    assert not Entry.objects.filter(key="sale:1").exists()


def test_accounts_of_a_transaction_rolled_back_are_not_remembered() -> None:
    with transaction.atomic():
        sale()
        transaction.set_rollback(True)
    assert Account.objects.count() == 0
    sale()
    assert minors(CLEARING, FEES, TAX) == [1050, -1000, -50]


def test_an_account_is_one_whatever_columns_are_empty() -> None:
    store, person = make_store(), make_person()
    keys = [
        AccountKey("funding", "CAD", store_id=store_id, person_id=person_id, name=name)
        for store_id in (None, store.pk)
        for person_id in (None, person.pk)
        for name in ("", "spring")
    ]
    for _ in range(2):
        for place, key in enumerate(keys):
            make_entry(debit=key, credit=CLEARING, minor=place + 1)
    assert Account.objects.count() == 9
    assert minors(*keys) == [2 * (place + 1) for place in range(8)]


def test_what_does_not_balance_is_refused_with_nothing_written() -> None:
    with pytest.raises(Unbalanced):
        post(key="k", kind="sale", reference="r", postings=[line(TAX, 1)], posted_at=NOW)
    assert Entry.objects.count() == Account.objects.count() == 0


def test_an_entry_is_undone_once_by_its_mirror_image() -> None:
    sale()
    undo = {"kind": "cancellation", "reference": "ord_1", "posted_at": NOW}
    undone = reverse(key="cancel:1", entry_key="sale:1", **undo)
    assert reverse(key="cancel:1", entry_key="sale:1", **undo).pk == undone.pk
    assert minors(CLEARING, FEES, TAX) == [0, 0, 0]
    assert Entry.objects.get(key="cancel:1").reverses == Entry.objects.get(key="sale:1")
    with pytest.raises(AlreadyReversed):
        reverse(key="cancel:2", entry_key="sale:1", **undo)
    with pytest.raises(NotFound):
        reverse(key="cancel:3", entry_key="sale:9", **undo)
    assert Entry.objects.count() == 2


def test_a_guarded_balance_never_falls_below_zero() -> None:
    miles = AccountKey("mileage", "PTS", person_id=make_person().pk)
    fund = AccountKey("funding", "PTS")
    top_up(account=miles, minor=100)
    make_entry(debit=miles, credit=fund, minor=60)
    with pytest.raises(BalanceShort) as raised:
        make_entry(debit=miles, credit=fund, minor=41, key="too-much")
    assert raised.value.details == {"wanted": Money(41, "PTS")}
    assert spendable(account=miles) == Money(40, "PTS")
    assert balance(account=miles) == Money(-40, "PTS")
    assert not Entry.objects.filter(key="too-much").exists()
    make_entry(debit=miles, credit=fund, minor=40, key="too-much")
    assert spendable(account=miles) == Money(0, "PTS")
    with pytest.raises(ValueError, match="funding"):
        spendable(account=fund)


def test_a_top_up_that_was_spent_can_not_be_undone() -> None:
    miles = AccountKey("mileage", "PTS", person_id=make_person().pk)
    entry = top_up(account=miles, minor=100)
    make_entry(debit=miles, credit=AccountKey("funding", "PTS"), minor=1)
    with pytest.raises(BalanceShort):
        reverse(key="undo", entry_key=entry.key, kind="undo", reference="ref_1", posted_at=NOW)
    assert spendable(account=miles) == Money(99, "PTS")


def test_the_database_refuses_what_does_not_sum_to_zero() -> None:
    entry = sale()
    account = Account.objects.get(kind="clearing")
    with pytest.raises(IntegrityError, match="does not sum to zero in CAD"), transaction.atomic():
        Posting.objects.create(entry=entry, account=account, unit="CAD", amount=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_posting SET amount = 0",
        "DELETE FROM ledger_posting",
        "UPDATE ledger_entry SET kind = 'gift'",
        "DELETE FROM ledger_entry",
    ],
)
def test_the_database_keeps_what_is_posted(statement: str) -> None:
    sale()
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert minors(CLEARING, FEES, TAX) == [1050, -1000, -50]


def test_a_balance_reads_only_what_came_after_the_snapshot() -> None:
    for _ in range(3):
        make_entry(debit=CLEARING, credit=FEES, minor=5)
    take_snapshot()
    make_entry(debit=CLEARING, credit=FEES, minor=2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_balancesnapshot SET balance = balance + 1000")
    assert balance(account=CLEARING) == Money(1017, "CAD")


MOVES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 500), st.booleans(), st.booleans()), max_size=25
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(MOVES)
def test_any_story_of_points_adds_up(moves: list[tuple[int, int, bool, bool]]) -> None:
    with transaction.atomic():
        fund = AccountKey("funding", "PTS", name=f"story {fresh_number()}")
        people = [AccountKey("mileage", "PTS", person_id=make_person().pk) for _ in range(3)]
        expected = dict.fromkeys(people, 0)
        for place, minor, earns, undone in moves:
            person, key = people[place], f"move:{fresh_number()}"
            debit, credit = (fund, person) if earns else (person, fund)
            change = minor if earns else -minor
            if expected[person] + change < 0:
                with pytest.raises(BalanceShort):
                    make_entry(debit=debit, credit=credit, minor=minor, key=key)
                continue
            for _ in range(2):
                make_entry(debit=debit, credit=credit, minor=minor, key=key)
            if undone:
                reverse(key=f"undo:{key}", entry_key=key, kind="undo", reference="r", posted_at=NOW)
            else:
                expected[person] += change
        for person, minor in expected.items():
            assert spendable(account=person) == Money(minor, "PTS")
            assert balance(account=person) == Money(-minor, "PTS")
        assert balance(account=fund) == Money(sum(expected.values()), "PTS")
        assert set(trial_balance().values()) <= {0}
        assert all(kept.balance >= 0 for kept in GuardedBalance.objects.all())
        transaction.set_rollback(True)
