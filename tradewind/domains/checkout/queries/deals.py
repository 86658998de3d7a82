"""What promotions make of a cart as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tradewind.domains.checkout.models import Cart
from tradewind.domains.checkout.queries.facts import CartFacts
from tradewind.domains.checkout.queries.quoted import no_deals
from tradewind.domains.checkout.quoting import fees
from tradewind.domains.promotions.queries import basket_line, outcome
from tradewind.domains.promotions.rules import Basket, Outcome, Shopper, nothing
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place


def deals_of(
    cart: Cart,
    facts: CartFacts,
    *,
    place: Place,
    chosen: Mapping[str, str],
    email: str,
    holder: str,
    language: str,
    now: datetime,
) -> Outcome:
    """Discounts, near misses and refused codes. One statement, none where nobody runs promotions
    and the shopper brings neither a code nor a wallet.

    `holder` is the checkout that asks, whose own held uses don't stand in its way.
    """
    currency = cart.currency
    may_concern = facts.is_promoted or cart.codes or cart.person_id is not None
    if not facts.lines or not may_concern:
        return nothing(currency)
    if cart.quotation:
        return no_deals(cart)
    return outcome(
        basket=Basket(
            lines=[
                basket_line(
                    key=line.line_id,
                    store_id=line.store_id,
                    product_id=line.product_id,
                    unit=line.price.each(line.quantity) if line.price else Money.zero(currency),
                    quantity=line.quantity,
                    category_id=line.category_id,
                    tags=line.tags,
                )
                for line in facts.lines
            ],
            shipping=fees(facts.stores, chosen, currency),
            currency=currency,
            now=now,
            country=place.country,
            region=place.region,
            channel=facts.channel,
            shopper=Shopper(person_id=cart.person_id, email=email),
            codes=cart.codes,
        ),
        holder=holder,
        language=language,
    )
