"""A gift: its words reach the slip, its wrapping is bought like anything else."""

from __future__ import annotations

import pytest

from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.checkout import ADDRESS, make_goods, pay
from tests.domains.factories.checkout import make_cart as cart_with
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import CartLine, Checkout, GiftWish
from tradewind.domains.checkout.operations import Details, settle
from tradewind.domains.checkout.queries import (
    find_wrapping,
    gift_of,
    gifts_of,
    quote_checkout,
    wraps_for,
)
from tradewind.domains.checkout.rules import CheckoutClosed
from tradewind.domains.inventory.rules import StockShort
from tradewind.domains.orders.models import Order
from tradewind.kernel.errors import InvalidInput, NotFound


def make_wrapping(goods: Variant, *, price: str = "4.00", on_hand: int = 5) -> Variant:
    wrapping = variants_of(make_product(store=goods.store))[0]
    make_price(variant=wrapping, amount=price, currency=goods.store.currency)
    make_stock(variant=wrapping, on_hand=on_hand)
    operations.offer_wrapping(store_id=goods.store_id, sku=wrapping.sku)
    return wrapping


def checkout_of(*goods: Variant) -> Checkout:
    return operations.set_details(
        checkout=operations.begin(cart=cart_with(*goods)),
        details=Details(email="noor@example.org", country="CA", address=ADDRESS),
    )


def wish(
    checkout: Checkout, *stores: str, message: str = "Happy birthday", sender: str = ""
) -> None:
    operations.wish(checkout=checkout, message=message, sender=sender, wrapped=stores)


@pytest.mark.django_db
def test_wrapping_is_a_line_with_its_price_and_its_tax() -> None:
    goods, other = make_goods(price="20.00"), make_goods()
    wrapping = make_wrapping(goods)
    checkout = checkout_of(goods, other)
    before = quote_checkout(checkout=checkout)

    (offer,) = wraps_for(cart=checkout.cart, language="en")
    assert (offer.store_id, str(offer.price), offer.is_chosen) == (
        goods.store.public_id,
        "4.00 CAD",
        False,
    )
    wish(checkout, offer.store_id)
    wish(checkout, offer.store_id)
    after = quote_checkout(checkout=checkout)

    assert str(after.goods - before.goods) == "4.00 CAD"
    # Ontario's 13 %.
    assert str(after.total - before.total) == "4.52 CAD"
    assert CartLine.objects.get(variant=wrapping).quantity == 1
    assert wraps_for(cart=checkout.cart, language="en")[0].is_chosen
    wish(checkout)
    assert quote_checkout(checkout=checkout).total == before.total


@pytest.mark.django_db
def test_the_words_stay_with_what_was_paid() -> None:
    goods = make_goods()
    make_wrapping(goods)
    checkout = checkout_of(goods)
    wish(checkout, goods.store.public_id, sender="Aunt Mo")

    paid = pay(checkout)
    settle(checkout_id=paid.checkout.public_id)

    order = Order.objects.for_store(goods.store_id).get()
    gift = gifts_of(checkout_ids=[order.purchase.checkout])[order.purchase.checkout]
    assert (gift.message, gift.sender) == ("Happy birthday", "Aunt Mo")
    assert order.lines.count() == 2
    with pytest.raises(CheckoutClosed):
        wish(checkout, message="Something else")
    # What is bought next is no gift.
    assert gift_of(checkout=operations.begin(cart=checkout.cart)).message == ""


@pytest.mark.django_db
def test_what_cannot_be_wished_changes_nothing() -> None:
    goods, stranger = make_goods(), make_goods()
    make_wrapping(goods, on_hand=1)
    make_wrapping(stranger)
    checkout = checkout_of(goods)
    wish(checkout)

    for message, sender in (("x" * 301, ""), ("", "y" * 121), ("nul\x00", "")):
        with pytest.raises(InvalidInput):
            wish(checkout, message=message, sender=sender)
    with pytest.raises(NotFound):
        wish(checkout, stranger.store.public_id, message="Other")
    wish(checkout, message="", sender=" ")
    assert not GiftWish.objects.exists()


@pytest.mark.django_db
def test_wrapping_that_ran_out_is_not_offered_but_may_stay() -> None:
    goods = make_goods()
    make_wrapping(goods, on_hand=0)
    cart = cart_with(goods)

    assert wraps_for(cart=cart, language="en") == []
    with pytest.raises((NotFound, StockShort)):
        wish(checkout_of(goods), goods.store.public_id)


@pytest.mark.django_db
def test_a_store_wraps_in_what_it_has() -> None:
    goods, foreign = make_goods(), make_goods()
    make_wrapping(goods)

    with pytest.raises(InvalidInput):
        operations.offer_wrapping(store_id=goods.store_id, sku=foreign.sku + "-not")
    assert find_wrapping(store_id=goods.store_id)
    operations.offer_wrapping(store_id=goods.store_id, sku=" ")
    assert find_wrapping(store_id=goods.store_id) == ""
    assert wraps_for(cart=cart_with(goods), language="en") == []
