"""Coupons, points, deposit, gift cards and two gateways on the pages, by forms alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import (
    hold,
    make_card,
    make_deposit,
    make_points,
    make_terms,
    points,
)
from tests.domains.factories.promotions import make_promotion
from tradewind.domains.checkout.models import PaymentPart
from tradewind.domains.checkout.queries import paid_with
from tradewind.domains.identity.models import Person
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.loyalty.models import Contact
from tradewind.domains.orders.models import Purchase
from tradewind.domains.payments.adapters.sandbox.models import SandboxPayment
from tradewind.domains.promotions.rules import Conditions

pytestmark = pytest.mark.django_db

TYPED = {
    "email": "noor@example.org",
    "country": "CA",
    "address.country_area": "ON",
    "address.name": "Noor Haddad",
    "address.street_address": "12 Water Street",
    "address.city": "Toronto",
    "address.postal_code": "M5V 2T6",
    "provider": "sandbox:card",
    "provider2": "sandbox:card",
}


@pytest.fixture(autouse=True)
def _terms() -> None:
    forget_accounts()
    make_terms()


@pytest.fixture
def person() -> Person:
    return make_person(name="Noor")


@pytest.fixture
def member(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def in_cart(client: Client, *, price: str = "100.00") -> None:
    goods = make_goods(price=price)
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "1"})


def text_of(answer: Any) -> str:
    """The page as one reads it."""
    page = re.sub(r"<(script|style).*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&#x27;", "'").split())


def asked(client: Client, **typed: str) -> Any:
    """The form sent to be looked at again; its screen."""
    answer = client.post("/checkout/details", {**TYPED, **typed})
    return answer.context["screen"]


def pressed(client: Client, screen: Any, **typed: str) -> Any:
    """Pay as `screen` said."""
    said = {"agreed": str(screen.total.minor), "left": str(screen.left.minor)}
    return client.post("/checkout", {**TYPED, **said, **typed})


def pay_at_sandbox(client: Client, url: str, scenario: str = "pays") -> Any:
    """Decide on the sandbox's page, then follow where it leads back to."""
    answer = client.post(url, {"scenario": scenario})
    return client.get(answer.headers["Location"])


def test_the_cart_says_what_a_code_did_and_how_little_is_missing(client: Client) -> None:
    make_promotion(percent_bp=1_000, code="MAY", name="May days")
    make_promotion(name="Big basket", needs=Conditions(minimum_minor=12_000))
    in_cart(client)

    client.post("/cart/codes", {"code": " may "})
    client.post("/cart/codes", {"code": "NOPE"})
    answer = client.get("/cart")
    page, screen = text_of(answer), answer.context["screen"]

    assert "May days: 10 % off" in page
    assert "We don't know this code. Check how it is written." in page
    assert "Add CA$20.00 more for “Big basket”." in page
    assert [(row.code, row.off and row.off.minor) for row in screen.coupons.rows] == [
        ("MAY", -1_000),
        ("NOPE", None),
    ]
    summary, (line,) = screen.summary, screen.sellers[0].lines
    assert (line.goods.minor, line.paid.minor) == (10_000, 9_000)
    off = sum(one.amount.minor for one in [*summary.goods_off, *summary.shipping_off])
    taxes = summary.tax_difference.minor
    assert summary.goods.minor + off + summary.shipping.minor + taxes == summary.total.minor

    client.post("/cart/codes/removal", {"code": "NOPE"})
    assert "We don't know this code" not in text_of(client.get("/cart"))


def test_a_code_that_is_none_is_refused_beside_its_field(client: Client) -> None:
    in_cart(client)
    answer = client.post("/cart/codes", {"code": "  "})
    assert answer.status_code == 422
    assert "This is needed." in text_of(answer)


def test_htmx_answers_with_the_cart_alone(client: Client) -> None:
    make_promotion(code="MAY", name="May days")
    in_cart(client)
    answer = client.post("/cart/codes", {"code": "MAY"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "May days: 10 % off" in page
    assert 'hx-target="#cart-page"' in page
    assert "<title>" not in page


def test_points_deposit_and_card_pay_and_the_button_says_the_rest(
    member: Client, person: Person
) -> None:
    wallet = loyalty.wallet_of_person(person_id=person.pk)
    make_points(wallet=wallet, points=1_500)
    make_deposit(wallet=wallet, amount="30.00")
    issued = make_card(amount="15.00")
    in_cart(member)

    screen = asked(member, points="1,000", deposit="on", gift=issued.code)
    page = text_of(member.post("/checkout/details", {**TYPED, "points": "1000"}))

    # Goods 100 and delivery 5 with 13 %: 118.65, less 10, 15 and 30.
    assert screen.left.minor == 6_365
    assert [(kind, amount.minor) for kind, _, amount in screen.kept.paying] == [
        ("mileage", -1_000),
        ("gift", -1_500),
        ("deposit", -3_000),
    ]
    assert "1,500 points worth CA$15.00" in page
    assert "Pay CA$108.65" in page

    (card,) = screen.kept.cards
    answer = pressed(member, screen, points="1,000", deposit="on", gift_card=card.token)
    pay_at_sandbox(member, answer.headers["Location"])

    bought = Purchase.objects.get()
    parts = paid_with(checkout_id=bought.checkout)
    assert [(part.kind, part.amount.minor) for part in parts] == [
        ("mileage", 1_000),
        ("gift", 1_500),
        ("deposit", 3_000),
        ("gateway", 6_365),
    ]
    told = text_of(member.get(f"/orders/{bought.token}"))
    assert f"Gift card ending in {issued.card.last_four}" in told
    assert "1,000 points" in told


def test_nothing_left_to_pay_shows_no_gateway(client: Client) -> None:
    issued = make_card(amount="500.00")
    in_cart(client)

    answer = client.post("/checkout/details", {**TYPED, "gift": issued.code})
    screen, page = answer.context["screen"], answer.content.decode()

    assert screen.left.minor == 0
    assert 'name="provider"' not in page
    assert "Place the order" in page
    bought = pressed(client, screen, gift_card=screen.kept.cards[0].token)
    assert bought.headers["Location"].endswith("/back")
    client.get(bought.headers["Location"])
    assert Purchase.objects.get().total_minor == 11_865
    assert not SandboxPayment.objects.exists()


def test_the_return_page_leads_on_to_the_second_part(client: Client) -> None:
    in_cart(client)
    screen = asked(client, split="18.65")

    first = pressed(client, screen, split="18.65").headers["Location"]
    second = pay_at_sandbox(client, first).headers["Location"]

    assert second.startswith("/sandbox/")
    assert second != first
    assert not Purchase.objects.exists()
    assert [payment.amount_minor for payment in SandboxPayment.objects.order_by("pk")] == [
        1_865,
        10_000,
    ]
    assert pay_at_sandbox(client, second).headers["Location"].startswith("/orders/")
    assert Purchase.objects.get().total_minor == 11_865


def test_when_the_second_part_is_declined_the_form_says_so(client: Client) -> None:
    in_cart(client)
    first = pressed(client, asked(client, split="18.65"), split="18.65").headers["Location"]
    second = pay_at_sandbox(client, first).headers["Location"]

    assert pay_at_sandbox(client, second, "insufficient_funds").headers["Location"] == "/checkout"

    assert "The payment did not go through" in text_of(client.get("/checkout"))
    assert not Purchase.objects.exists()
    assert set(PaymentPart.objects.values_list("state", flat=True)) == {"undone"}


@pytest.mark.parametrize("part", ["0", "118.65", "many"])
def test_a_part_that_is_none_is_named(client: Client, part: str) -> None:
    in_cart(client)
    screen = asked(client, split=part)
    assert screen.split.error
    assert pressed(client, screen, split=part).status_code == 422
    assert not SandboxPayment.objects.exists()


def test_a_refusal_says_the_remedy_and_nothing_typed_is_lost(
    member: Client, person: Person
) -> None:
    make_points(wallet=loyalty.wallet_of_person(person_id=person.pk), points=100)
    in_cart(member)

    answer = member.post("/checkout/details", {**TYPED, "points": "250", "gift": "ABCD-1"})
    page = answer.content.decode()

    assert "You have 100 points, 150 points too few. Use up to 100 points on this order." in page
    assert "We know no gift card with that code." in page
    assert 'value="250"' in page
    assert 'value="ABCD-1"' in page
    assert 'value="12 Water Street"' in page or "12 Water Street" in page


def test_points_gone_meanwhile_are_told_before_anything_is_charged(
    member: Client, person: Person
) -> None:
    wallet = loyalty.wallet_of_person(person_id=person.pk)
    make_points(wallet=wallet, points=500)
    in_cart(member)
    screen = asked(member, points="500")
    hold(points(400), wallet=wallet)

    answer = pressed(member, screen, points="500")

    assert answer.status_code == 422
    assert "400 points too few" in text_of(answer)
    assert not SandboxPayment.objects.exists()


def test_what_was_typed_but_never_used_is_not_charged_unseen(
    member: Client, person: Person
) -> None:
    make_points(wallet=loyalty.wallet_of_person(person_id=person.pk), points=500)
    in_cart(member)

    answer = pressed(member, asked(member), points="500")

    assert answer.status_code == 422
    assert "What is left to pay has changed." in text_of(answer)
    assert answer.context["screen"].left.minor == 11_365
    assert not SandboxPayment.objects.exists()


def test_a_coupon_typed_and_not_entered_is_entered_before_paying(client: Client) -> None:
    make_promotion(percent_bp=5_000, code="HALF")
    in_cart(client)
    answer = pressed(client, asked(client), code="half")
    assert answer.status_code == 422
    assert answer.context["screen"].total.minor == 6_215
    assert not SandboxPayment.objects.exists()


def test_a_forged_card_token_is_no_card(client: Client) -> None:
    issued = make_card()
    in_cart(client)
    screen = asked(client, gift_card=issued.code)
    assert screen.kept.cards == []
    assert screen.left == screen.total


def test_guessing_gift_cards_ends(client: Client) -> None:
    in_cart(client)
    told = [asked(client, gift=f"GUESS-{number}").kept.errors["gift"] for number in range(11)]
    assert told[0].startswith("We know no gift card")
    assert told[10].startswith("That was a little too often.")


def test_a_guest_spends_points_with_a_code(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    digits: list[str] = []

    def overheard(text: str) -> str:
        digits.append(text)
        return text

    monkeypatch.setattr("tradewind.domains.loyalty.operations.codes.encrypt", overheard)
    in_cart(client)
    screen = asked(client, contact="noor@example.org", prove="send")
    assert screen.kept.code_id
    wrong = asked(client, otp_id=screen.kept.code_id, digits="1", prove="check").kept
    assert wrong.errors["digits"].startswith("That is not the code we sent.")

    shown = asked(client, otp_id=screen.kept.code_id, digits=digits[0], prove="check").kept
    assert shown.proof
    wallet = loyalty.wallet_of_contact(kind=Contact.Kind.EMAIL, value="noor@example.org")
    make_points(wallet=wallet, points=300)
    screen = asked(client, proof=shown.proof, points="300")
    assert screen.left.minor == 11_565

    answer = pressed(client, screen, proof=shown.proof, points="300")
    pay_at_sandbox(client, answer.headers["Location"])
    assert Purchase.objects.get().total_minor == 11_865


def test_statements_stay_as_many_however_much_lies_in_the_cart(client: Client) -> None:
    make_promotion(code="MAY")
    counts = {"/cart": set[int](), "/checkout": set[int]()}
    for _ in range(3):
        in_cart(client)
        client.post("/cart/codes", {"code": "MAY"})
        for page, seen in counts.items():
            client.get(page)
            with CaptureQueriesContext(connection) as captured:
                client.get(page)
            seen.add(len(captured))
    assert {page: len(seen) for page, seen in counts.items()} == {"/cart": 1, "/checkout": 1}
