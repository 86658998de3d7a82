"""A purchase tells what was taken off, how it was paid and what of that went back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_checkout, make_goods
from tests.domains.factories.loyalty import card, make_card
from tests.domains.factories.promotions import make_promotion
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.letters import LETTERS
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import Means, Tender
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.models import Order, Purchase
from tradewind.flows.take_back import cancel_order

pytestmark = pytest.mark.django_db


def amount(major: str) -> dict[str, Any]:
    return {"amount": major, "minor": int(major.replace(".", "")), "currency": "CAD"}


@pytest.fixture
def bought() -> Purchase:
    forget_accounts()
    make_promotion(percent_bp=1_000, code="MAY", name="May days")
    checkout: Checkout = make_checkout(make_goods(price="100.00"))
    operations.enter_code(cart=checkout.cart, code="MAY")
    operations.pay(
        checkout=checkout,
        means=Means(
            gateways=[Tender(provider="sandbox", source="tok_pays")],
            kept=[card(make_card(amount="40.00"), "40.00")],
        ),
        agreed_total=quote_checkout(checkout=checkout).total,
    )
    return Purchase.objects.get()


def cancelled(purchase: Purchase) -> Order:
    order = Order.objects.across_stores("test").get(purchase=purchase)
    cancel_order(
        store_id=order.store_id, order_id=order.public_id, actor="", reason=Reason.CHANGED_MIND
    )
    return order


def test_over_rest(client: Client, bought: Purchase) -> None:
    told = client.get(f"/api/v1/purchases/{bought.token}").json()

    # Goods 100 less 10, delivery 5, 13 % on 95.
    assert [(part["kind"], part["amount"], part["returned"]) for part in told["paid_with"]] == [
        ("gift", amount("40.00"), amount("0.00")),
        ("gateway", amount("67.35"), amount("0.00")),
    ]
    (order,) = told["orders"]
    (line,) = order["lines"]
    assert order["discount"] == amount("10.00")
    assert line["discount"] == amount("10.00")
    assert line["paid"] == amount("101.70")
    ((promotion, off),) = [(part["name"], part["amount"]) for part in line["discounts"]]
    assert (promotion, off) == ("May days", amount("10.00"))

    cancelled(bought)
    again = client.get(f"/api/v1/purchases/{bought.token}").json()
    assert [part["returned"] for part in again["paid_with"]] == [
        amount("40.00"),
        amount("67.35"),
    ]


def test_on_the_page(client: Client, bought: Purchase) -> None:
    page = client.get(f"/orders/{bought.token}").context["screen"]
    (order,) = page.orders
    assert [(name, off.minor) for name, off in order.discounts] == [("May days", -1_000)]
    assert order.lines[0].paid.minor == 9_000
    rows = order.goods + order.discounts[0][1] + order.shipping + order.shipping_off
    assert rows + order.tax_difference == order.total
    assert [part.returned for part in page.paid] == [None, None]

    cancelled(bought)
    page = client.get(f"/orders/{bought.token}").context["screen"]
    assert [part.returned.minor for part in page.paid] == [4_000, 6_735]


def test_in_letters(bought: Purchase) -> None:
    gather = {letter.kind: letter.gather for letter in LETTERS}
    told = gather["orders.confirmation"]({"purchase": bought.public_id})
    (order,) = told["orders"]
    assert (order.lines[0].promotions, order.lines[0].discount.minor) == ("May days", -1_000)
    assert not order.shipping_off
    rows = order.goods + order.discount + order.shipping + order.tax_added
    assert rows == order.total
    assert [part.amount.minor for part in told["paid"]] == [4_000, 6_735]

    cancelled_order = cancelled(bought)
    told = gather["orders.cancelled"](
        {
            "purchase": bought.public_id,
            "order": cancelled_order.public_id,
            "reason": "changed_mind",
        }
    )
    assert [part.returned.minor for part in told["paid"] if part.returned] == [4_000, 6_735]
