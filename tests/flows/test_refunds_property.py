"""Whatever is bought, however it is paid, in whatever order pieces go back: no cent is lost.

``SOAK=500`` (`make soak`) tries more.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.domains.factories.checkout import ADDRESS, make_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import (
    deposit,
    make_deposit,
    make_points,
    make_terms,
    points,
)
from tests.domains.factories.promotions import make_promotion
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.models import PaymentPart
from tradewind.domains.checkout.operations import Details, Means, Tender
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import balance, spendable, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.loyalty.booking import purse
from tradewind.domains.loyalty.models import Lot, Wallet
from tradewind.domains.loyalty.operations import wallet_of_person
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.claims import ClaimKind, ClaimState, Condition, Reason
from tradewind.domains.orders.models import Claim, Order, ReturnPolicy
from tradewind.domains.orders.operations import claims
from tradewind.domains.orders.operations.claims import Inspected, Wanted
from tradewind.domains.orders.queries import standing_of
from tradewind.domains.payments.models import Refund
from tradewind.domains.payments.operations import send_refund
from tradewind.domains.promotions.rules import Layer
from tradewind.domains.stores.queries import forget_public_ids
from tradewind.flows import take_back
from tradewind.kernel import clock
from tradewind.kernel.money import Money

pytestmark = [pytest.mark.django_db, pytest.mark.soak]

EXAMPLES = max(int(os.environ.get("SOAK", "50")) // 4, 12)
RECEIVABLE = AccountKey(Account.Kind.RECEIVABLE, "CAD")
WHY = "a test of both sellers at once"

PIECES = st.lists(
    st.tuples(st.integers(0, 1), st.integers(1, 9_999), st.integers(1, 4)), min_size=1, max_size=4
)
PERCENT = st.integers(0, 9_000)
REASONS = {
    ClaimKind.CANCEL: st.sampled_from([Reason.CHANGED_MIND, Reason.TOO_LATE]),
    ClaimKind.RETURN: st.sampled_from([Reason.CHANGED_MIND, Reason.DAMAGED, Reason.DOES_NOT_FIT]),
}


@dataclass
class Bought:
    """A purchase of two sellers' goods, and what its buyer had before it."""

    wallet: Wallet
    checkout_id: str
    total: int
    owed: Money

    @property
    def orders(self) -> Sequence[Order]:
        rows = Order.objects.across_stores(WHY).filter(purchase__checkout=self.checkout_id)
        return list(rows.select_related("store", "purchase").order_by("pk"))

    @property
    def parts(self) -> Sequence[PaymentPart]:
        return list(PaymentPart.objects.filter(checkout__public_id=self.checkout_id))

    def has(self) -> int:
        """What the buyer got back in all: on the card, in points (a cent each), as deposit."""
        back = sum(refund.amount_minor for refund in Refund.objects.all())
        lots = Lot.objects.filter(wallet=self.wallet).values_list("remaining", flat=True)
        return int(back + sum(lots)) + spendable(account=purse(self.wallet, "CAD")).minor


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_what_was_shown_goes_back_and_nothing_is_lost(data: st.DataObject) -> None:
    with transaction.atomic():
        forget_accounts()
        forget_public_ids()
        bought = buy(data)
        before = bought.has()
        for _ in range(data.draw(st.integers(1, 8), label="steps")):
            step(data, bought)
            audit(bought, before)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
    forget_accounts()
    forget_public_ids()


def buy(data: st.DataObject) -> Bought:
    """A random cart, paid with points, deposit and card in random parts."""
    make_terms()
    stores = [make_store(), make_store()]
    for store, fee in zip(stores, ("5.00", "3.33"), strict=True):
        make_method(store=store, price=fee)
        ReturnPolicy.objects.create(
            store_id=store.pk,
            label_fee_minor=data.draw(st.integers(0, 700), label="label fee"),
            refunds_shipping=data.draw(st.booleans(), label="generous"),
        )
        if percent := data.draw(PERCENT, label="store's discount"):
            make_promotion(store=store, percent_bp=percent)
    if percent := data.draw(PERCENT, label="mall's discount"):
        make_promotion(percent_bp=percent, layer=Layer.ORDER)
    wallet = wallet_of_person(person_id=make_person().pk)
    cart = checkouts.open_cart(
        currency="CAD", country="CA", region="ON", language="en", person_id=wallet.person_id
    )
    for seller, cents, quantity in data.draw(PIECES, label="cart"):
        goods: Variant = make_goods(store=stores[seller], price=f"{cents / 100:.2f}", on_hand=9)
        checkouts.add_line(cart=cart, variant_id=goods.public_id, quantity=quantity)
    checkout = checkouts.begin(
        cart=cart, details=Details(email="noor@example.org", country="CA", address=ADDRESS)
    )
    quote = quote_checkout(checkout=checkout)
    total, goods_left = quote.total.minor, (quote.goods - quote.goods_off).minor
    # Points pay for goods alone.
    in_points = data.draw(st.integers(0, min(total, goods_left)), label="points")
    in_deposit = data.draw(st.integers(0, total - in_points), label="deposit")
    kept = []
    if in_points:
        make_points(wallet=wallet, points=in_points)
        kept.append(points(in_points))
    if in_deposit:
        amount = f"{in_deposit // 100}.{in_deposit % 100:02}"
        make_deposit(wallet=wallet, amount=amount)
        kept.append(deposit(amount))
    owed = balance(account=RECEIVABLE)
    rest = total - in_points - in_deposit
    gateways = [Tender(provider="sandbox", source="tok_pays")] if rest else []
    checkouts.pay(
        checkout=checkout,
        means=Means(gateways=gateways, kept=kept),
        agreed_total=Money(total, "CAD"),
    )
    return Bought(wallet, checkout.public_id, total, owed)


def step(data: st.DataObject, bought: Bought) -> None:
    """One thing that may happen to one of the orders."""
    order = data.draw(st.sampled_from(bought.orders), label="order")
    what = data.draw(st.sampled_from(["cancel", "cancel", "ship", "arrive", "return", "return"]))
    whose: dict[str, Any] = {"store_id": order.store_id, "order_id": order.public_id, "actor": ""}
    if what == "ship" and order.stage in ("paid", "preparing", "partly_shipped"):
        left = {line.public_id: line.unsent for line in order.lines.all() if line.unsent}
        chosen = {
            line_id: count
            for line_id, most in left.items()
            if (count := data.draw(st.integers(0, most)))
        }
        if chosen:
            orders.ship(**whose, pieces=chosen)
    elif what == "arrive" and order.stage == "shipped":
        orders.mark_delivered(**whose)
    elif what in ("cancel", "return"):
        claim(data, bought, order, ClaimKind(what))


def claim(data: st.DataObject, bought: Bought, order: Order, kind: ClaimKind) -> None:
    """Ask about some pieces and have it settled; of a return, perhaps only some are accepted."""
    reason = data.draw(REASONS[kind])
    counts = {
        row.line.public_id: count
        for row in standing_of(order=order, now=clock.now())
        if (count := data.draw(st.integers(0, row.may[kind][0])))
    }
    if not counts:
        return
    had = bought.has()
    shown = estimate(order, kind, reason, counts)
    asked = take_back.ask(
        store_id=order.store_id,
        order_id=order.public_id,
        kind=kind,
        reason=reason,
        wanted=[Wanted(line_id, count) for line_id, count in counts.items()],
        agreed=shown,
    )
    whose: dict[str, Any] = {
        "store_id": order.store_id,
        "claim_id": asked.public_id,
        "actor": "per_x",
    }
    if kind is ClaimKind.RETURN:
        seen = {
            line_id: data.draw(st.integers(0, count), label="accepted")
            for line_id, count in counts.items()
        }
        if not any(seen.values()):
            claims.refuse(**whose, answer="No")
            assert bought.has() == had
            return
        shown = estimate(order, kind, reason, {key: n for key, n in seen.items() if n})
        claims.approve(**whose)
        claims.receive(**whose)
        place = StockLevel.objects.for_store(order.store_id)[0].location_id
        looked = {line_id: Inspected(n, Condition.SELLABLE) for line_id, n in seen.items()}
        claims.inspect(
            store_id=order.store_id,
            claim_id=asked.public_id,
            inspected=looked,
            location_id=place,
        )
        take_back.settle(**whose)
    elif asked.state == ClaimState.REQUESTED:
        take_back.settle(**whose)
    asked.refresh_from_db()
    assert asked.state == ClaimState.SETTLED
    assert asked.refund == shown
    assert bought.has() - had == shown.minor


def estimate(order: Order, kind: ClaimKind, reason: Reason, counts: dict[str, int]) -> Money:
    """What the shopper is shown: sound in itself, line by line and tender by tender."""
    order = Order.objects.across_stores(WHY).select_related("store", "purchase").get(pk=order.pk)
    found = take_back.estimate(order=order, kind=kind, reason=reason, counts=counts)
    back = found.back
    assert back.goods + back.shipping - back.label_fee == back.refund
    assert sum(worth.minor for _line, worth in back.lines) == back.goods.minor
    assert sum(share.amount.minor for share in found.shares) == back.refund.minor
    amounts = [back.goods, back.shipping, back.label_fee, back.refund]
    amounts += [worth for _line, worth in back.lines]
    amounts += [share.amount for share in found.shares]
    assert min(amount.minor for amount in amounts) >= 0
    return back.refund


def audit(bought: Bought, before: int) -> None:
    """What was paid is what is kept and what went back; the books are even."""
    for refund in Refund.objects.filter(state=Refund.State.WAITING):
        send_refund(refund_id=refund.public_id)
    settled = Claim.objects.across_stores(WHY).filter(state=ClaimState.SETTLED)
    refunded = sum(row.refund_minor for row in settled)
    kept = sum(row.label_fee_minor for row in settled)
    for order in bought.orders:
        for line in order.lines.all():
            gone = line.cancelled + line.returned
            assert 0 <= gone <= line.quantity
            kept += line.paid_minor - line.paid_minor * gone // line.quantity
        kept += 0 if order.shipping_returned else order.shipping_paid_minor
    assert bought.has() - before == refunded
    assert bought.total == kept + refunded
    assert sum(part.returned_minor for part in bought.parts) == refunded
    assert all(0 <= part.returned_minor <= part.amount_minor for part in bought.parts)
    assert balance(account=RECEIVABLE) == bought.owed
    assert not any(trial_balance().values())
