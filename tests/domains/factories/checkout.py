"""Carts and checkouts ready to be paid."""

from __future__ import annotations

from collections.abc import Mapping

from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import Cart, Checkout
from tradewind.domains.checkout.operations import Details, Means, Paid, Tender
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.stores.models import Store

ADDRESS: Mapping[str, str] = {
    "name": "Noor Haddad",
    "street_address": "12 Water Street",
    "city": "Toronto",
    "country_area": "ON",
    "postal_code": "M5V 2T6",
}


def make_goods(
    *, store: Store | None = None, price: str = "10.00", on_hand: int = 10, delivery: str = "5.00"
) -> Variant:
    """A variant that can be bought; its store, if new, delivers everywhere for `delivery`."""
    seller = store or make_store()
    if store is None:
        make_method(store=seller, price=delivery)
    variant = variants_of(make_product(store=seller))[0]
    make_price(variant=variant, amount=price, currency=seller.currency)
    make_stock(variant=variant, on_hand=on_hand)
    return variant


def make_cart(*variants: Variant, quantity: int = 1, currency: str = "CAD") -> Cart:
    """A guest's cart in Ontario with `quantity` of each variant."""
    cart = operations.open_cart(currency=currency, country="CA", region="ON", language="en")
    for variant in variants:
        operations.add_line(cart=cart, variant_id=variant.public_id, quantity=quantity)
    return cart


def make_checkout(*variants: Variant, quantity: int = 1, currency: str = "CAD") -> Checkout:
    """A checkout with everything filled in."""
    cart = make_cart(*variants, quantity=quantity, currency=currency)
    return operations.set_details(
        checkout=operations.begin(cart=cart),
        details=Details(email="noor@example.org", country="CA", address=ADDRESS),
    )


def pay(checkout: Checkout, *, source: str = "tok_pays") -> Paid:
    """Pay what it costs through the sandbox."""
    return operations.pay(
        checkout=checkout,
        means=Means([Tender(provider="sandbox", source=source)]),
        agreed_total=quote_checkout(checkout=checkout).total,
    )
