"""Points, deposit, a gift card and two providers in one payment, over REST."""

from __future__ import annotations

import orjson
import pytest
from django.test import Client

from tests.domains.factories.checkout import make_checkout, make_goods
from tests.domains.factories.loyalty import make_terms
from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.loyalty.operations import issue_card
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db


def post(checkout: Checkout, **body: object) -> tuple[int, dict[str, object]]:
    total = quote_checkout(checkout=checkout).total
    client = Client(headers={"Cart-Token": checkout.cart.token})
    answer = client.post(
        f"/api/v1/checkouts/{checkout.public_id}/payment",
        {"agreed_total": {"minor": total.minor, "currency": total.currency}, **body},
        content_type="application/json",
    )
    return answer.status_code, orjson.loads(answer.content)


def test_a_gift_card_and_two_providers_share_a_payment() -> None:
    card = issue_card(amount=Money(500, "CAD"), key="a", country="CA", region="ON", is_bought=True)
    checkout = make_checkout(make_goods(price="20.00"))

    status, told = post(
        checkout,
        provider="sandbox",
        source="tok_pays",
        parts=[{"provider": "sandbox", "source": "tok_pays", "minor": 700}],
        gift_cards=[{"code": card.code, "minor": 500}],
    )

    assert (status, told["state"]) == (200, "confirmed")
    parts = PaymentPart.objects.filter(checkout=checkout).order_by("pk")
    assert [(part.kind, part.amount_minor) for part in parts] == [
        ("gift", 500),
        ("gateway", 700),
        ("gateway", 1625),
    ]


def test_parts_that_do_not_make_the_total_are_refused_with_nothing_kept() -> None:
    checkout = make_checkout(make_goods(price="20.00"))
    status, told = post(
        checkout, parts=[{"provider": "sandbox", "source": "tok_pays", "minor": 700}]
    )
    assert (status, told["code"]) == (400, "checkout_tenders_do_not_add")
    assert not PaymentPart.objects.exists()


def test_points_need_to_be_somebodys() -> None:
    make_terms()
    status, told = post(make_checkout(make_goods()), provider="sandbox", points=100)
    assert (status, told["code"]) == (401, "otp_needed")
