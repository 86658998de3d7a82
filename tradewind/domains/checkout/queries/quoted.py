"""A cart that buys an accepted offer: its lines cost what was agreed, and nothing is taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tradewind.domains.checkout.facts import LineFacts, StoreFacts
from tradewind.domains.checkout.models import Cart
from tradewind.domains.pricing.rules import ShownPrice
from tradewind.domains.promotions.rules import Outcome, Refusal, nothing
from tradewind.domains.quotations.rules import Terms
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel.money import Money
from tradewind.platform.models import direct

_OF_OFFER = """
WHERE token = %s AND quotation <> '' AND (person_id IS NULL OR person_id = %s)
"""


def find_offer_cart(*, token: str, person_id: int | None) -> Cart | None:
    """The cart of an accepted offer that `token` opens; a member's only to that member."""
    if not token or "\x00" in token:
        return None
    return next(direct.read(Cart, _OF_OFFER, [token, person_id]), None)


def find_cart_of_offer(*, quotation_id: str, person_id: int | None) -> Cart | None:
    """The cart that an accepted offer became, by the same rule; for whoever opened its page."""
    rows = Cart.objects.filter(quotation=quotation_id).order_by("-pk")
    cart = rows.first()
    return cart if cart is not None and cart.person_id in (None, person_id) else None


def agreed_lines(lines: Sequence[LineFacts], terms: Terms) -> list[LineFacts]:
    """`lines` at the agreed prices; what was set aside for the offer is there for them."""
    units = {line.variant_id: line.unit for line in terms.lines}
    return [
        replace(
            line,
            price=ShownPrice(
                amount=units[line.variant_id],
                compare_at=None,
                converted=False,
                own=terms.currency,
            ),
            seen=units[line.variant_id],
            available=line.available + terms.kept.get(line.variant_id, 0),
            refusal=terms.refusal,
        )
        if line.variant_id in units
        else replace(line, price=None)
        for line in lines
    ]


def agreed_stores(stores: Mapping[int, StoreFacts], terms: Terms) -> dict[int, StoreFacts]:
    """`stores` with the agreed fee, where one was agreed: for the store's cheapest way to deliver."""
    if terms.delivery is None:
        return dict(stores)
    return {
        store_id: replace(facts, deliveries=_at(terms.delivery, facts.deliveries))
        for store_id, facts in stores.items()
    }


def no_deals(cart: Cart) -> Outcome:
    """No promotion, and why a code does nothing here."""
    refused = [Refusal(code, "coupon_not_on_quotes", {}) for code in cart.codes]
    return replace(nothing(cart.currency), refused=refused)


def _at(fee: Money, options: Sequence[DeliveryOption]) -> list[DeliveryOption]:
    cheapest = min(options, key=lambda option: option.price.minor, default=None)
    return [] if cheapest is None else [replace(cheapest, price=fee)]
