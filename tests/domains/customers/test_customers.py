"""What a store knows of the people who bought from it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.customers import make_customer
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_store
from tradewind.domains.customers.operations import claim_dealings
from tradewind.domains.customers.queries import get_customer, list_customers
from tradewind.domains.visits.operations import arrive
from tradewind.domains.visits.rules import Arrival
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_buying_again_adds_up_and_the_first_channel_stays() -> None:
    store = make_store()
    arrival = Arrival(channel="organic_social", source="instagram")
    visit = arrive(channel="direct", arrival=arrival)
    make_customer(store=store, email="noor@example.org", spent="10.00", visit=visit)
    again = arrive(channel="direct")
    row = make_customer(store=store, email="Noor@example.org", spent="2.50", visit=again)

    found = get_customer(store_id=store.pk, public_id=row.public_id)

    assert (found.orders_count, found.spent) == (2, Money(1250, "CAD"))
    assert (found.channel, found.source) == ("organic_social", "instagram")


def test_pages_neither_repeat_nor_skip(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    store = make_store()
    # Two bought in the same second: the id decides.
    for minutes in (0, 1, 1, 2, 3):
        make_customer(store=store, at=NOON + timedelta(minutes=minutes))
    make_customer(store=make_store())

    seen, cursor = [], ""
    for _ in range(3):
        with django_assert_num_queries(1):
            page = list_customers(store_id=store.pk, cursor=cursor, limit=2)
        seen += [row.last_order_at for row in page.items]
        cursor = page.next_cursor or ""

    assert seen == [NOON + timedelta(minutes=minutes) for minutes in (3, 2, 1, 1, 0)]
    assert cursor == ""


def test_looking_for_somebody() -> None:
    store = make_store()
    make_customer(store=store, name="Noor Haddad", email="noor@example.org")
    make_customer(store=store, name="Émile Zola", email="emile@example.org")

    def found(**narrow: str) -> list[str]:
        return [row.name for row in list_customers(store_id=store.pk, **narrow).items]  # type: ignore[arg-type]

    assert found(text="haddad ") == ["Noor Haddad"]
    assert found(text="EMILE@") == ["Émile Zola"]
    assert found(text="nobody") == []
    assert found(channel="live") == []


@pytest.mark.parametrize("cursor", ["nonsense", "WzFd", "WyJ4IiwgMV0", "WzEsICJ4Il0"])
def test_a_cursor_that_is_none(cursor: str) -> None:
    with pytest.raises(InvalidInput):
        list_customers(store_id=make_store().pk, cursor=cursor)


def test_another_store_s_customer_is_not_found() -> None:
    row = make_customer(store=make_store())
    with pytest.raises(NotFound):
        get_customer(store_id=make_store().pk, public_id=row.public_id)


def test_a_guest_becomes_known_and_a_member_is_never_taken() -> None:
    store, person, other = make_store(), make_person(), make_person()
    guest = make_customer(store=store, email="Noor@example.org")
    member = make_customer(store=make_store(), email="noor@example.org", person=other)

    assert claim_dealings(person_id=person.pk, emails=["noor@example.org"]) == 1
    assert claim_dealings(person_id=person.pk, emails=["noor@example.org"]) == 0

    guest.refresh_from_db()
    member.refresh_from_db()
    assert (guest.person_id, member.person_id) == (person.pk, other.pk)
