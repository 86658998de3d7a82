"""Points and deposit as a member sees them, without script."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import hold, make_deposit, make_points, make_terms, points
from tradewind.domains.identity.models import Person
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import TopUp, Withdrawal
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    operations.set_deposit_terms(
        least=Money(1_000, "CAD"), most=Money(20_000, "CAD"), most_held=Money(30_000, "CAD")
    )
    make_terms()
    return make_person(name="Noor")


@pytest.fixture
def member(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def test_before_anything_came_the_page_says_how_points_come(member: Client) -> None:
    page = member.get("/account/points").content.decode()
    assert "Orders earn points once they are delivered." in page
    assert "0 points" in page


def test_balances_and_movements_are_told(member: Client, person: Person) -> None:
    wallet = operations.wallet_of_person(person_id=person.pk)
    make_points(wallet=wallet, points=1_500)
    make_deposit(wallet=wallet, amount="25.00")
    hold(points(400), wallet=wallet)

    page = member.get("/account/points").content.decode()
    assert "1,100 points" in page
    assert "11.00" in page
    assert "Spent at checkout" in page

    only = member.get("/account/points?only=earned").content.decode()
    assert "From a promotion" in only
    assert "Spent at checkout" not in only.split('id="statement"')[1].split("</form>")[1]
    assert "Paid in" in member.get("/account/points?unit=CAD").content.decode()
    assert "Nothing moved then." in member.get("/account/points?until=2001-01-01").content.decode()


def test_what_makes_no_sense_is_as_if_it_was_not_said(member: Client) -> None:
    for query in ("unit=XXX", "only=nonsense", "since=2026-99-99", "until=yesterday"):
        assert member.get(f"/account/points?{query}").status_code == 200


def test_the_statement_can_be_taken_along(member: Client, person: Person) -> None:
    wallet = operations.wallet_of_person(person_id=person.pk)
    for count in range(1, 40):
        make_points(wallet=wallet, points=count)

    answer = member.get("/account/points/statement.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]

    assert len(lines) == 40
    assert lines[1].split(",")[1:5] == ["mileage_awarded", "From a promotion", "39", "PTS"]


def test_paying_in_goes_over_the_provider_and_back(member: Client, person: Person) -> None:
    form = member.get("/account/deposit/payment").content.decode()
    assert 'value="1000"' in form
    sent = {"minor": "5000", "provider": "sandbox", "key": "once"}

    first = member.post("/account/deposit/payment", sent)
    member.post("/account/deposit/payment", sent)

    row = TopUp.objects.get()
    assert first.status_code == 302
    back = member.get(f"/account/deposit/payment/{row.public_id}")
    assert back.status_code == 302


def test_a_top_up_beyond_the_limits_says_what_would_do(member: Client) -> None:
    sent = {"minor": "1", "provider": "sandbox", "key": "once"}
    answer = member.post("/account/deposit/payment", sent)
    assert answer.status_code == 422
    assert "Pay in between" in answer.content.decode()
    assert not TopUp.objects.exists()


def test_what_was_paid_in_goes_back_once(member: Client, person: Person) -> None:
    row = operations.open_top_up(
        person_id=person.pk, amount=Money(5_000, "CAD"), provider="sandbox", key="k"
    )
    operations.begin_top_up(
        top_up=row, source="tok_pays", return_url="/", email=person.email, language="en"
    )
    page = member.get("/account/points").content.decode()
    assert "/account/deposit/withdrawal" in page
    sent = {"minor": "5000", "currency": "CAD", "key": "once"}
    for _ in range(2):
        assert member.post("/account/deposit/withdrawal", sent).status_code == 302
    assert Withdrawal.objects.count() == 1
    assert "/account/deposit/withdrawal" not in member.get("/account/points").content.decode()


def test_a_top_up_of_somebody_else_is_not_there(member: Client) -> None:
    other = operations.open_top_up(
        person_id=make_person().pk, amount=Money(5_000, "CAD"), provider="sandbox", key="k"
    )
    assert member.get(f"/account/deposit/payment/{other.public_id}").status_code == 404
