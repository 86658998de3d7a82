"""Whatever promotions meet whatever cart, every sum agrees with every other."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.promotions import make_promotion
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.checkout.rules import State
from tradewind.domains.ledger.accounts import forget_accounts
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import balance, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.orders.models import Order, OrderLine, Purchase
from tradewind.domains.promotions.rules import Layer, Reward, RewardKind
from tradewind.kernel.money import Money, total

RECEIVABLE = AccountKey(Account.Kind.RECEIVABLE, "CAD")

prices = st.integers(min_value=1, max_value=30_000)
fees = st.integers(min_value=0, max_value=2_000)
item = st.one_of(
    st.builds(Reward, kind=st.just(RewardKind.PERCENT), percent_bp=st.integers(1, 10_000)),
    st.builds(Reward, kind=st.just(RewardKind.AMOUNT), minor=st.integers(1, 5_000)),
    st.builds(
        Reward,
        kind=st.just(RewardKind.BUY_GET),
        buy=st.just(1),
        get=st.just(1),
        percent_bp=st.integers(1, 10_000),
    ),
)
whole = st.one_of(
    st.builds(Reward, kind=st.just(RewardKind.PERCENT), percent_bp=st.integers(1, 10_000)),
    st.builds(Reward, kind=st.just(RewardKind.AMOUNT), minor=st.integers(1, 5_000)),
)
delivery = st.builds(Reward, kind=st.just(RewardKind.SHIPPING), percent_bp=st.integers(1, 10_000))


def major(minor: int) -> str:
    return str(Money(minor, "CAD").amount)


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    carts=st.lists(
        st.tuples(st.lists(prices, min_size=1, max_size=3), fees, st.booleans()),
        min_size=1,
        max_size=2,
    ),
    quantity=st.integers(1, 3),
    items=st.lists(item, max_size=2),
    orders=st.lists(whole, max_size=1),
    shipping=st.lists(delivery, max_size=1),
    is_of_mall=st.booleans(),
)
def test_quote_order_payment_and_books_agree(
    carts: list[tuple[list[int], int, bool]],
    quantity: int,
    items: list[Reward],
    orders: list[Reward],
    shipping: list[Reward],
    is_of_mall: bool,
) -> None:
    forget_accounts()
    owed_before = balance(account=RECEIVABLE)
    goods, stores = [], []
    for amounts, fee, includes_tax in carts:
        store = make_store(prices_include_tax=includes_tax)
        make_method(store=store, price=major(fee))
        stores.append(store)
        goods += [make_goods(store=store, price=major(amount)) for amount in amounts]
    made = []
    for layer, rewards in (
        (Layer.ITEM, items),
        (Layer.ORDER, orders),
        (Layer.SHIPPING, shipping),
    ):
        for reward in rewards:
            promotion = make_promotion(
                store=None if is_of_mall else stores[0], reward=reward, layer=layer
            )
            made.append(promotion)
    checkout = make_checkout(*goods, quantity=quantity)

    quote = quote_checkout(checkout=checkout)

    assert (
        quote.goods + quote.shipping - quote.off + quote.tax_difference + quote.duties
        == quote.total
    )
    assert quote.off == quote.deals.total
    assert quote.total.minor >= 0
    for store_quote in quote.stores:
        lines_off = total((line.off for line in store_quote.lines), "CAD")
        assert lines_off + store_quote.shipping_off == store_quote.off
        gross = total((line.taxed.gross + line.duty for line in store_quote.lines), "CAD")
        assert gross + store_quote.shipping_taxed.gross == store_quote.total

    paid = pay(checkout).checkout

    assert paid.state == State.CONFIRMED
    bought = Purchase.objects.get(checkout=checkout.public_id)
    sold = list(Order.objects.across_stores("test").filter(purchase=bought))
    assert sum(order.total_minor for order in sold) == bought.total_minor == quote.total.minor
    for order in sold:
        lines = list(OrderLine.objects.across_stores("test").filter(order=order))
        of_goods = sum(line.paid_minor for line in lines)
        assert of_goods + order.shipping_paid_minor == order.total_minor
        assert all(
            sum(part["minor"] for part in line.discounts) == line.discount_minor for line in lines
        )
        assert sum(line.discount_minor for line in lines) <= order.discount_minor
    assert balance(account=RECEIVABLE) == owed_before
    assert not any(trial_balance().values())
    assert operations.settle(checkout_id=checkout.public_id).state == State.CONFIRMED
    for promotion in made:
        type(promotion).objects.across_stores("test").filter(pk=promotion.pk).update(state="ended")
