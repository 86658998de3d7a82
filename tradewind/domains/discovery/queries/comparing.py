"""Products side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tradewind.domains.catalogue.queries import ProductFacts
from tradewind.domains.discovery.queries.sales import get_live_product, sale_facts
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

MOST_COMPARED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A product with what its cheapest variant costs, bare and brought to the place asked about.

    None where it has no price or is not delivered there.
    """

    product: ProductFacts
    price: Money | None
    to_the_door: Money | None
    arrives_until: date | None
    is_in_stock: bool


def compare(
    *, product_ids: Sequence[str], language: str, currency: str, place: Place
) -> list[Compared]:
    """The first `MOST_COMPARED` of these (public ids) in that order; one statement each.

    What nobody sells any more is left out.
    """
    found = []
    for product_id in list(dict.fromkeys(product_ids))[:MOST_COMPARED]:
        try:
            found.append(_compared(product_id, language, currency, place))
        except NotFound:
            continue
    return found


def _compared(product_id: str, language: str, currency: str, place: Place) -> Compared:
    now = clock.now()
    product, live = get_live_product(
        product_id=product_id, language=language, currency=currency, now=now
    )
    sale = sale_facts(product=product, live=live, currency=currency, place=place, now=now)
    price = min((shown.amount for shown in sale.prices.values()), default=None)
    delivery = sale.deliveries[0] if sale.deliveries else None
    return Compared(
        product=product,
        price=price,
        to_the_door=price + delivery.price if price and delivery else None,
        arrives_until=delivery.arrives_until if delivery else None,
        is_in_stock=any(pieces > 0 for pieces in sale.available.values()),
    )
