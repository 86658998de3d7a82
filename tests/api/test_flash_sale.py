"""Many buyers, few pieces, everybody at once, over REST."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client

from tests.domains.factories.checkout import ADDRESS, make_goods
from tests.parallel import in_parallel
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.rules import State
from tradewind.domains.inventory.models import Reservation, StockLevel
from tradewind.domains.ledger.queries import trial_balance
from tradewind.domains.orders.models import OrderLine, Purchase
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.rules import State as PaymentState

pytestmark = pytest.mark.django_db(transaction=True)

PIECES, BUYERS, AT_ONCE = 50, 200, 10


def posted(client: Client, path: str, body: dict[str, Any], token: str = "") -> Any:
    headers = {"Cart-Token": token} if token else {}
    return client.post(path, body, content_type="application/json", headers=headers)


def buy(variant: str, buyer: int) -> str:
    """The whole way of one buyer; how it ended, in the answer's own words."""
    client = Client()
    lines = [{"variant_id": variant, "quantity": 1}]
    opened = posted(client, "/api/v1/carts", {"region": "ON", "lines": lines})
    if opened.status_code != 201:
        return f"{opened.status_code} {opened.json()['code']}"
    token = opened.json()["token"]
    details = {"email": f"buyer{buyer}@example.org", "country": "CA", "address": dict(ADDRESS)}
    begun = posted(client, "/api/v1/checkouts", details, token).json()
    total = begun["quote"]["total"]
    payment = {
        "provider": "sandbox",
        "source": "tok_pays",
        "agreed_total": {"minor": total["minor"], "currency": total["currency"]},
    }
    paid = posted(client, f"/api/v1/checkouts/{begun['id']}/payment", payment, token)
    told = paid.json()
    return str(told["state"]) if paid.status_code == 200 else f"{paid.status_code} {told['code']}"


def test_a_flash_sale_sells_every_piece_once_and_tells_everybody_else() -> None:
    variant = make_goods(on_hand=PIECES).public_id

    def several(first: int) -> list[str]:
        return [buy(variant, buyer) for buyer in range(first, BUYERS, AT_ONCE)]

    crowds = in_parallel([partial(several, first) for first in range(AT_ONCE)], seconds=240)

    ended = Counter(end for crowd in crowds for end in crowd)
    assert ended.pop("confirmed") == PIECES
    assert set(ended) <= {"409 stock_short", "409 checkout_problems"}
    assert ended.total() == BUYERS - PIECES
    level = StockLevel.objects.across_stores("test").get()
    assert (level.on_hand, level.reserved) == (PIECES, PIECES)
    held = Reservation.objects.across_stores("test").filter(state=Reservation.State.HELD)
    assert not held.exists()
    assert not Checkout.objects.filter(state=State.HELD).exists()
    assert not any(trial_balance().values())
    captured = Payment.objects.filter(state=PaymentState.CAPTURED)
    assert captured.count() == Purchase.objects.count() == PIECES
    paid = captured.aggregate(minor=Sum("amount_minor"))["minor"]
    assert paid == Purchase.objects.aggregate(minor=Sum("total_minor"))["minor"]
    assert OrderLine.objects.across_stores("test").aggregate(n=Sum("quantity"))["n"] == PIECES
