"""Whoever leaves is forgotten everywhere; the books stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import make_deposit
from tests.domains.factories.stores import make_staff, make_store
from tests.flows.erase_person.leaver import EMAIL, SECOND, make_leaver, traces
from tests.mailbox import Mailbox
from tests.queued import do_queued
from tradewind.domains.consent.models import Consent
from tradewind.domains.customers.models import Customer
from tradewind.domains.identity.models import Person
from tradewind.domains.ledger.models import Posting
from tradewind.domains.loyalty.operations import wallet_of_person
from tradewind.domains.orders.models import Purchase
from tradewind.domains.privacy.errors import ErasureHindered, ErasureOver
from tradewind.domains.privacy.models import Erasure
from tradewind.domains.stores.models import ApiToken, StaffMember
from tradewind.flows import erase_person
from tradewind.flows.erase_person.jobs import erase_due
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


def due(person: Person) -> Erasure:
    """Asked for, and the days have passed."""
    asked = erase_person.ask(person=person, gives_up_points=True)
    Erasure.objects.filter(pk=asked.pk).update(due_at=clock.now())
    return asked


def books() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit, sum(amount) FROM ledger_posting GROUP BY unit ORDER BY unit")
        return list(cursor.fetchall())


def test_nothing_in_the_whole_database_leads_to_whoever_left(mailbox: Mailbox) -> None:
    person = make_leaver()
    before = traces()
    assert {"orders_purchase.email", "loyalty_contact.value", "notices_notice.address"} <= set(
        before
    )
    amounts = sorted(Purchase.objects.values_list("total_minor", "placed_at"))
    sums = books()
    asked = due(person)

    assert erase_person.erase(erasure_id=asked.public_id)

    assert traces() == {}
    assert sorted(Purchase.objects.values_list("total_minor", "placed_at")) == amounts
    assert books() == sums
    person.refresh_from_db()
    assert (person.is_active, person.has_usable_password()) == (False, False)
    assert not StaffMember.objects.across_stores("a test").filter(person=person).exists()
    assert not ApiToken.objects.across_stores("a test").filter(revoked_at=None).exists()
    (letter,) = mailbox.kept
    assert letter.rcpt_tos == [EMAIL]


def test_the_record_says_what_was_done_and_why_some_stays(mailbox: Mailbox) -> None:
    person = make_leaver()
    asked = due(person)
    erase_person.erase(erasure_id=asked.public_id)
    asked.refresh_from_db()
    assert asked.state == Erasure.State.DONE
    assert asked.removed["purchases"] == 2
    assert asked.removed["points given up"] == 40
    assert {row["basis"] for row in asked.kept} == {"tax", "proof", "audit", "provider"}
    assert not erase_person.erase(erasure_id=asked.public_id)
    assert len(mailbox.kept) == 1


def test_proof_and_country_of_tax_stay_without_a_name(mailbox: Mailbox) -> None:
    person = make_leaver()
    erase_person.erase(erasure_id=due(person).public_id)
    assert {purchase.country for purchase in Purchase.objects.all()} == {"CA"}
    assert {str(purchase.address) for purchase in Purchase.objects.all()} == {
        "{'country_area': 'ON'}"
    }
    proofs = Consent.objects.exclude(wording="")
    assert {proof.purpose for proof in proofs} == {"marketing", "watched"}
    assert all(proof.withdrawn_at is not None and proof.proof == {} for proof in proofs)
    customers = Customer.objects.across_stores("a test").all()
    assert {(row.orders_count, row.name) for row in customers} == {(1, "")}


def test_others_keep_everything(mailbox: Mailbox) -> None:
    make_leaver()
    other = make_person(email="somebody.else@example.org", name="Somebody Else")
    checkout = make_checkout(make_goods())
    pay(checkout)
    leaver = Person.objects.get(email=EMAIL)
    erase_person.erase(erasure_id=due(leaver).public_id)
    other.refresh_from_db()
    assert (other.name, other.is_active) == ("Somebody Else", True)
    assert Purchase.objects.get(checkout=checkout.public_id).email == "noor@example.org"


def test_an_unconfirmed_address_takes_nobody_elses_orders(mailbox: Mailbox) -> None:
    person = make_leaver()
    person.emailaddress_set.filter(email=SECOND).update(verified=False)
    erase_person.erase(erasure_id=due(person).public_id)
    assert Purchase.objects.filter(email=SECOND).count() == 1


def test_seven_days_to_think_it_over_and_to_stay() -> None:
    person = make_person()
    asked = erase_person.ask(person=person)
    assert asked.due_at - asked.asked_at == timedelta(days=7)
    assert erase_person.ask(person=person).pk == asked.pk
    assert not erase_person.erase(erasure_id=asked.public_id)
    erase_person.take_back(person=person)
    Erasure.objects.filter(pk=asked.pk).update(due_at=clock.now())
    assert not erase_person.erase(erasure_id=asked.public_id)
    with pytest.raises(ErasureOver):
        erase_person.take_back(person=person)


def hindered(person: Person, **wish: bool) -> list[str]:
    with pytest.raises(ErasureHindered) as told:
        erase_person.ask(person=person, **wish)
    assert not Erasure.objects.exists()
    return list(told.value.details["hindrances"])


def test_orders_under_way_come_first() -> None:
    person = make_person(email="noor@example.org")
    pay(make_checkout(make_goods()))
    assert hindered(person) == ["orders_open"]


def test_money_and_points_that_are_left_come_first() -> None:
    person = make_person()
    make_deposit(wallet=wallet_of_person(person_id=person.pk), amount="5.00")
    assert hindered(person) == ["deposit_left"]
    leaver = make_leaver()
    assert hindered(leaver) == ["points_left"]


def test_a_store_is_not_left_without_an_owner() -> None:
    person = make_person()
    make_staff(store=make_store(), person=person)
    assert hindered(person) == ["only_owner"]
    assert hindered(make_person(is_operator=True)) == ["operator"]


def test_what_comes_in_between_puts_it_off_for_a_day() -> None:
    person = make_person(email="noor@example.org")
    asked = due(person)
    pay(make_checkout(make_goods()))
    assert not erase_person.erase(erasure_id=asked.public_id)
    asked.refresh_from_db()
    assert (asked.state, asked.hindrances) == (Erasure.State.ASKED, ["orders_open"])
    assert asked.due_at > clock.now() + timedelta(hours=23)
    assert Posting.objects.exists()


def test_the_clock_starts_what_is_due(mailbox: Mailbox) -> None:
    person = make_person(name="Brief Visitor")
    due(person)
    erase_due()
    assert do_queued("erase_person.erase_person") == 1
    person.refresh_from_db()
    assert person.name == ""
