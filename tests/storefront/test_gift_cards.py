"""Buying a gift card, opening one, giving one back, and the mall's part: by forms alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import make_gift, make_gift_terms
from tests.domains.factories.payments import make_saved_card
from tests.storefront.test_paying_with import pay_at_sandbox, text_of
from tradewind.domains.identity.models import Person
from tradewind.domains.loyalty.models import GiftCard, GiftPurchase, GiftTerms
from tradewind.domains.loyalty.operations.gift_codes import secret_of
from tradewind.domains.loyalty.rules.giving import GiftState
from tradewind.domains.payments.models import Payment, Refund
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db

TYPED = {
    "minor": "2500",
    "recipient": "Lina",
    "email": "lina@example.org",
    "sender": "Noor",
    "message": "For you\nwith love",
    "design": "birthday",
    "deliver_on": "",
    "buyer_email": "noor@example.org",
    "provider": "sandbox:card",
    "key": "one-form",
}


@pytest.fixture(autouse=True)
def _terms() -> None:
    make_gift_terms()


@pytest.fixture
def person() -> Person:
    return make_person(name="Noor")


def test_a_guest_buys_one_and_the_recipient_opens_it_once(client: Client) -> None:
    page = client.get("/gift-cards").content.decode()
    assert 'value="2500"' in page
    answer = client.post("/gift-cards", TYPED)
    assert answer.headers["Location"].startswith("/sandbox/pay/")
    shown = text_of(pay_at_sandbox(client, answer.headers["Location"]))
    assert "It is paid and was sent" in shown

    gift = GiftPurchase.objects.get()
    link = f"/gift-cards/open/{secret_of(gift)}"
    for _ in range(2):
        before = Client().get(link)
        assert "Show the code" in text_of(before)
        assert "For you" in text_of(before)
    opened = Client().post(link)
    code = opened.context["screen"].code
    assert len(code.split("-")) == 4
    assert opened.headers["Cache-Control"] == "no-store"
    again = Client().post(link)
    assert again.status_code == 409
    assert "The code was shown before and is kept nowhere." in text_of(again)
    assert code not in text_of(again) + text_of(Client().get(link)) + shown

    found = client.post("/api/v1/gift-cards/balance", {"code": code}, "application/json")
    assert found.json()["balance"]["minor"] == 2_500


def test_any_amount_within_the_limits_can_be_typed(client: Client) -> None:
    client.post("/gift-cards", {**TYPED, "minor": "other", "other": "33.50"})
    assert GiftPurchase.objects.get().amount_minor == 3_350


def test_what_is_wrong_is_said_where_it_is_wrong_and_nothing_is_lost(client: Client) -> None:
    wrong = [
        ({"recipient": ""}, "recipient"),
        ({"email": "lina"}, "email"),
        ({"buyer_email": ""}, "buyer_email"),
        ({"minor": "other", "other": "much"}, "other"),
        ({"minor": "-1"}, "minor"),
        ({"deliver_on": "2026-99-99"}, "deliver_on"),
    ]
    for typed, field in wrong:
        answer = client.post("/gift-cards", {**TYPED, **typed})
        assert answer.status_code == 422
        screen = answer.context["screen"]
        assert list(screen.errors) == [field]
        assert screen.typed["message"] == TYPED["message"]
        assert screen.key == "one-form"
    answer = client.post("/gift-cards", {**TYPED, "minor": "other", "other": "1000"})
    assert "Gift cards are sold from CA$5.00 to CA$500.00." in text_of(answer)
    assert not Payment.objects.exists()


def test_without_terms_the_page_says_so(client: Client) -> None:
    GiftTerms.objects.all().delete()
    assert "No gift cards here" in text_of(client.get("/gift-cards"))
    assert client.post("/gift-cards", TYPED).status_code == 422
    assert not GiftPurchase.objects.exists()


def test_a_decline_leads_back_to_the_form_and_says_why(client: Client) -> None:
    answer = client.post("/gift-cards", TYPED)
    back = pay_at_sandbox(client, answer.headers["Location"], "insufficient_funds")
    assert back.headers["Location"] == "/gift-cards"
    assert "There is not enough money on the card." in text_of(client.get("/gift-cards"))
    assert not GiftCard.objects.exists()


def test_it_is_sent_at_nine_on_the_day_that_was_chosen(client: Client) -> None:
    day = (clock.now() + timedelta(days=5)).date()
    answer = client.post("/gift-cards", {**TYPED, "deliver_on": day.isoformat()})
    shown = text_of(pay_at_sandbox(client, answer.headers["Location"]))
    gift = GiftPurchase.objects.get()
    assert gift.deliver_at.date() in (day, day + timedelta(days=1))
    assert gift.delivered_at is None
    assert "It is paid, and is sent" in shown


def test_a_member_pays_with_a_kept_card_and_gives_it_back(client: Client, person: Person) -> None:
    client.force_login(person)
    kept = make_saved_card(person=person)
    first = client.get("/gift-cards").context["screen"].ways[0]
    assert first.value == f"sandbox:card:{kept.public_id}"

    answer = client.post("/gift-cards", {**TYPED, "provider": first.value}, follow=True)
    gift = GiftPurchase.objects.get()
    assert (gift.state, gift.person) == (GiftState.PAID, person)
    assert "Give it back" in text_of(answer)
    assert "For Lina" in text_of(client.get("/account/gift-cards"))

    page = f"/gift-cards/bought/{gift.token}"
    said = text_of(client.post(page, follow=True))
    assert "CA$25.00 is on its way back to you" in said
    assert "Give it back" not in said
    client.post(page)
    assert Refund.objects.get().amount_minor == 2_500


def test_an_opened_card_is_not_given_back_by_its_buyer(client: Client) -> None:
    gift = make_gift()
    client.post(f"/gift-cards/open/{secret_of(gift)}")
    said = text_of(client.post(f"/gift-cards/bought/{gift.token}", follow=True))
    assert "It can't be given back here any more." in said
    assert not Refund.objects.exists()


def test_another_s_kept_card_does_not_pay(client: Client, person: Person) -> None:
    client.force_login(person)
    other = make_saved_card(person=make_person())
    answer = client.post("/gift-cards", {**TYPED, "provider": f"sandbox:card:{other.public_id}"})
    assert answer.status_code == 422
    assert "That card is not kept here any more." in text_of(answer)
    assert not GiftPurchase.objects.exists()


def test_more_cards_cost_no_more_queries(client: Client, person: Person) -> None:
    client.force_login(person)
    make_gift(person=person)
    counts = []
    for _ in range(2):
        client.get("/account/gift-cards")
        with CaptureQueriesContext(connection) as seen:
            client.get("/account/gift-cards")
        counts.append(len(seen))
        make_gift(person=person)
    assert counts[0] == counts[1]


def test_the_mall_says_what_is_sold_and_gives_back(client: Client) -> None:
    client.force_login(make_person(is_operator=True))
    sent = {"currency": "CAD", "least": "10", "most": "200", "amounts": "20 40", "is_offered": "1"}
    client.post("/console/mall/gift-cards/terms", sent)
    terms = GiftTerms.objects.get()
    assert (terms.least_minor, terms.most_minor, terms.amounts) == (1_000, 20_000, [2_000, 4_000])
    refused = client.post("/console/mall/gift-cards/terms", {**sent, "amounts": "5"})
    assert refused.status_code == 422

    gift = make_gift()
    client.post(f"/gift-cards/open/{secret_of(gift)}")
    page = client.get("/console/mall/gift-cards")
    assert "Give back what is left" in text_of(page)
    assert gift.card
    client.post(f"/console/mall/gift-cards/{gift.card.public_id}/return")
    assert Refund.objects.get().amount_minor == 2_500
    assert "Give back what is left" not in text_of(client.get("/console/mall/gift-cards"))
