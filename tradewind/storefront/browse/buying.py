"""Price, stock, delivery and what is in the way of buying the chosen variant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tradewind.domains.catalogue.queries.facts import (
    ProductFacts,
    VariantFacts,
)
from tradewind.domains.checkout.rules import MAX_PIECES
from tradewind.domains.discovery.queries import (
    LiveFacts,
)
from tradewind.domains.pricing.rules import ShownPrice
from tradewind.domains.shipping.queries import Parcel, options
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place
from tradewind.storefront.browse.abroad import AtTheDoor, at_the_door, rate_line
from tradewind.storefront.browse.away import Away, away, rule_on
from tradewind.storefront.browse.quantities import StepRow, step_rows
from tradewind.storefront.display import display_line
from tradewind.storefront.shopper import Shopper

_FEW = 5


@dataclass(frozen=True, slots=True)
class Buy:
    """What can be done with the chosen variant. `few_left` is 0 unless few are."""

    variant_id: str
    price: Money | None
    was: Money | None
    most: int
    few_left: int
    delivery: DeliveryOption | None
    arrives_from: date | None
    arrives_until: date | None
    door: AtTheDoor | None
    place: Place
    away: Away | None
    rate_line: str
    steps: Sequence[StepRow]
    about: Money | None
    about_to_the_door: Money | None
    display_line: str


def buy_of(
    facts: ProductFacts,
    variant: VariantFacts | None,
    live: LiveFacts,
    shopper: Shopper,
) -> Buy:
    """What can be done with `variant` where the shopper is."""
    stock = live.available
    price = live.prices.get(variant.variant_id) if variant else None
    left = stock.get(variant.variant_id, 0) if variant else 0
    delivery = _delivery(facts, variant, price, shopper) if variant and price else None
    is_barred, reason = rule_on(facts, variant, shopper.place)
    if is_barred:
        delivery = None
    is_away = price is not None and delivery is None and facts.is_on_sale
    display = shopper.display
    door = at_the_door(live, price, delivery, shopper.place)
    return Buy(
        variant_id=variant.public_id if variant else "",
        price=price.amount if price else None,
        was=price.compare_at if price else None,
        most=min(left, MAX_PIECES) if facts.is_on_sale and not is_barred else 0,
        few_left=left if 0 < left <= _FEW else 0,
        delivery=delivery,
        arrives_from=delivery.arrives_from if delivery else None,
        arrives_until=delivery.arrives_until if delivery else None,
        door=door,
        place=shopper.place,
        away=away(facts, shopper, reason=reason, email=shopper.email) if is_away else None,
        rate_line=rate_line(price.own, shopper.currency) if price else "",
        steps=step_rows(price) if price else (),
        about=display.about(price.amount) if display and price else None,
        about_to_the_door=display.about(door.cost.whole) if display and door else None,
        display_line=display_line(display) if price else "",
    )


def _delivery(
    facts: ProductFacts, variant: VariantFacts, price: ShownPrice, shopper: Shopper
) -> DeliveryOption | None:
    parcel = Parcel(store_id=facts.store.store_id, goods=price.amount, weight_g=variant.weight_g)
    found = options(
        parcels=[parcel], place=shopper.place, currency=shopper.currency, now=clock.now()
    )
    offers = found.get(facts.store.store_id, ())
    return offers[0] if offers else None
