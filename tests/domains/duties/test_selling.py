"""Duties in a sale: charged, booked and taken back where the seller pays them, told where not."""

from __future__ import annotations

import pytest

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.pricing import make_rates
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.checkout.rules import State
from tradewind.domains.duties.operations import set_customs, set_paid_for
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import balance, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.models import Order, OrderLine
from tradewind.domains.orders.operations import cancel
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db


def from_korea(price: str = "100.00") -> Variant:
    make_rates(CAD="1.5", KRW="1600")
    store = make_store(country="KR", region="", currency="CAD")
    make_method(store=store, price="10.00")
    goods = make_goods(store=store, price=price)
    set_customs(
        store_id=store.pk, hs="6109.10", origin="CN", product=goods.product.public_id, actor=""
    )
    return goods


def test_what_the_shopper_pays_at_the_border_is_told_and_not_charged() -> None:
    quote = quote_checkout(checkout=make_checkout(from_korea()))
    assert quote.duties == Money(0, "CAD")
    assert quote.at_border == Money(1800, "CAD")  # 18 % on 100.00; GST and HST are in the sale
    assert quote.goods + quote.shipping + quote.tax_difference == quote.total


def test_what_the_seller_pays_is_charged_booked_and_goes_back_with_the_goods() -> None:
    goods = from_korea()
    set_paid_for(store_id=goods.store_id, countries=["CA"], actor="")
    checkout = make_checkout(goods, quantity=2)
    quote = quote_checkout(checkout=checkout)
    assert quote.duties == Money(3600, "CAD")
    assert quote.at_border == Money(0, "CAD")
    whole = quote.goods + quote.shipping - quote.off + quote.tax_difference + quote.duties
    assert whole == quote.total
    assert pay(checkout).checkout.state == State.CONFIRMED
    order = Order.objects.for_store(goods.store_id).get()
    line = OrderLine.objects.for_store(goods.store_id).get()
    assert (order.duties_minor, order.total_minor) == (3600, quote.total.minor)
    assert line.paid_minor + order.shipping_paid_minor == order.total_minor
    booked = AccountKey(Account.Kind.TAX, "CAD", store_id=goods.store_id, name="DUTY")
    assert abs(balance(account=booked).minor) == 3600
    cancel(order_id=order.public_id, store_id=goods.store_id, reason=Reason.OUT_OF_STOCK, actor="")
    assert balance(account=booked).minor == 0
    assert not any(trial_balance().values())


def test_at_home_and_under_the_threshold_customs_asks_nothing() -> None:
    assert quote_checkout(checkout=make_checkout(make_goods())).at_border == Money(0, "CAD")
    assert quote_checkout(checkout=make_checkout(from_korea("20.00"))).at_border == Money(0, "CAD")


def test_what_can_not_be_told_to_customs() -> None:
    goods, other = make_goods(), make_store()
    for hs in ("", "61", "6109A", "61091000000"):
        with pytest.raises(InvalidInput):
            set_customs(store_id=goods.store_id, hs=hs, product=goods.product.public_id, actor="")
    with pytest.raises(NotFound):
        set_customs(store_id=other.pk, hs="6109", product=goods.product.public_id, actor="")
    with pytest.raises(InvalidInput):
        set_paid_for(store_id=other.pk, countries=["Canada"], actor="")
