"""A card kept with consent, offered first at the next checkout, and let go of: by forms alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.factories.identity import make_person
from tests.domains.factories.payments import make_saved_card
from tests.domains.loyalty.stream import follow
from tests.queued import do_queued
from tests.storefront.test_paying_with import asked, in_cart, pay_at_sandbox, pressed, text_of
from tradewind.domains.identity.models import Person
from tradewind.domains.orders.models import Purchase
from tradewind.domains.payments.adapters.sandbox.gateway import SandboxGateway
from tradewind.domains.payments.adapters.sandbox.models import SandboxCard
from tradewind.domains.payments.models import CardRelease, Payment, SavedCard
from tradewind.domains.payments.operations import keep_card
from tradewind.domains.payments.ports import GatewayUnavailable
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db

KEEP = "pay.sandbox:card.keep"


@pytest.fixture
def person() -> Person:
    return make_person(name="Noor")


@pytest.fixture
def member(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def pay_keeping(member: Client, **more: str) -> None:
    in_cart(member)
    answer = pressed(member, asked(member), **{KEEP: "1"})
    member.post(answer.headers["Location"], {"scenario": "pays", **more})
    member.get(answer.wsgi_request.path)
    payment = Payment.objects.order_by("-pk")[0]
    member.get(f"/checkout/{payment.purpose}/back")
    follow("payments.cards")
    assert do_queued("payments.keep_card") == 1


def next_checkout(member: Client) -> Any:
    in_cart(member)
    return member.get("/checkout").context["screen"]


def test_the_box_is_there_for_members_and_not_ticked(member: Client) -> None:
    in_cart(member)
    page = member.get("/checkout").content.decode()
    assert page.count(f'name="{KEEP}"') == 1
    assert f'name="{KEEP}" value="1" checked' not in page

    guest = Client()
    in_cart(guest)
    assert KEEP not in guest.get("/checkout").content.decode()


def test_a_guest_who_sends_the_box_all_the_same_is_refused(client: Client) -> None:
    in_cart(client)
    answer = pressed(client, asked(client), **{KEEP: "1"})
    assert answer.status_code == 422
    assert "A card can't be kept for you here." in text_of(answer)
    assert not Payment.objects.exists()


def test_unticked_keeps_nothing(member: Client) -> None:
    in_cart(member)
    answer = pressed(member, asked(member))
    pay_at_sandbox(member, answer.headers["Location"])
    assert keep_card(payment_id=Payment.objects.get().public_id) is None
    assert not SandboxCard.objects.exists()


def test_the_next_checkout_takes_one_tap(member: Client, person: Person) -> None:
    pay_keeping(member)
    card = SavedCard.objects.get(person=person)

    screen = next_checkout(member)
    first = screen.ways[0]
    assert (first.value, first.is_chosen) == (f"sandbox:card:{card.public_id}", True)
    assert "Visa ···· 4242" in first.title
    answer = pressed(member, screen, provider=first.value)

    assert "/orders/" in member.get(answer.headers["Location"]).headers["Location"]
    assert Purchase.objects.count() == 2
    latest = Payment.objects.order_by("-pk")[0]
    assert (latest.card, latest.state, latest.redirect_url) == (card.public_id, "captured", "")


def test_a_bank_that_asks_leads_to_its_page_and_on(member: Client, person: Person) -> None:
    card = make_saved_card(person=person, next_time="asks")
    screen = next_checkout(member)

    answer = pressed(member, screen, provider=f"sandbox:card:{card.public_id}")
    assert answer.headers["Location"].startswith("/sandbox/pay/")
    back = pay_at_sandbox(member, answer.headers["Location"])

    assert "/orders/" in back.headers["Location"]
    assert Purchase.objects.count() == 1


@pytest.mark.parametrize(
    ("next_time", "said"),
    [
        ("expired", "The card has expired. Use another one."),
        ("short", "There is not enough money on the card."),
    ],
)
def test_a_decline_says_what_to_do_and_keeps_the_cart(
    member: Client, person: Person, next_time: str, said: str
) -> None:
    card = make_saved_card(person=person, next_time=next_time)
    pressed(member, next_checkout(member), provider=f"sandbox:card:{card.public_id}")

    assert said in text_of(member.get("/checkout"))
    assert not Purchase.objects.exists()


def test_a_card_that_is_gone_at_its_provider_is_declined_with_the_remedy(
    member: Client, person: Person
) -> None:
    card = make_saved_card(person=person)
    SandboxCard.objects.update(detached_at=clock.now())
    pressed(member, next_checkout(member), provider=f"sandbox:card:{card.public_id}")

    page = member.get("/checkout")
    assert "That card is not known any more. Enter it again." in text_of(page)
    assert [way.value for way in page.context["screen"].ways] == ["sandbox:card"]
    assert "Its provider does not know it any more." in text_of(member.get("/account/cards"))


def test_another_s_card_is_not_offered_and_does_not_pay(member: Client) -> None:
    other = make_saved_card(person=make_person())
    screen = next_checkout(member)
    assert [way.value for way in screen.ways] == ["sandbox:card"]

    answer = pressed(member, screen, provider=f"sandbox:card:{other.public_id}")

    assert answer.status_code == 422
    assert "That card is not kept here any more. Choose another one." in text_of(answer)
    assert not Purchase.objects.exists()


def test_the_page_names_prefers_and_removes(member: Client, person: Person) -> None:
    first = make_saved_card(person=person)
    second = make_saved_card(person=person, brand="mastercard")
    at = f"/account/cards/{second.public_id}"

    member.post(f"{at}/name", {"label": "  Holidays  "})
    member.post(f"{at}/default")
    page = text_of(member.get("/account/cards"))
    assert page.index("Holidays · \u2066Mastercard ···· 4444") < page.index("Visa ···· 4242")

    answer = member.post(f"{at}/removal", follow=True)
    assert "The card is gone, here and at its provider." in text_of(answer)
    assert SandboxCard.objects.filter(detached_at=None).count() == 1
    assert SavedCard.objects.get() == first
    assert SavedCard.objects.get().is_default
    assert not CardRelease.objects.exists()


def test_a_name_too_long_is_refused_and_nothing_changes(member: Client, person: Person) -> None:
    card = make_saved_card(person=person, label="Everyday")
    member.post(f"/account/cards/{card.public_id}/name", {"label": "x" * 41})
    assert SavedCard.objects.get().label == "Everyday"


def test_a_provider_out_of_reach_is_told_later_and_so_is_the_member(
    member: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = make_saved_card(person=person)

    def silent(self: SandboxGateway, *, token: object) -> None:
        raise GatewayUnavailable(provider="sandbox")

    with monkeypatch.context() as during:
        during.setattr(SandboxGateway, "let_card_go", silent)
        answer = member.post(f"/account/cards/{card.public_id}/removal", follow=True)
        assert "we tell it as soon as it does" in text_of(answer)
    assert not SavedCard.objects.exists()
    assert SandboxCard.objects.filter(detached_at=None).count() == 1

    follow("payments.cards")
    assert do_queued("payments.release_card") == 1

    assert SandboxCard.objects.filter(detached_at=None).count() == 0
    assert not CardRelease.objects.exists()


def test_more_cards_cost_no_more_queries(member: Client, person: Person) -> None:
    make_saved_card(person=person)
    in_cart(member)
    counts = []
    for brand in ("mastercard", "amex"):
        for address in ("/account/cards", "/checkout"):
            member.get(address)
            with CaptureQueriesContext(
                connection,
            ) as seen:
                member.get(address)
            counts.append(len(seen))
        make_saved_card(person=person, brand=brand)
    assert counts[:2] == counts[2:]
