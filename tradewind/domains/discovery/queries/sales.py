"""What a product page says beside the words: price, stock, delivery; two statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.catalogue.queries import ProductFacts
from tradewind.domains.inventory.queries import available
from tradewind.domains.pricing.queries import prices_of
from tradewind.domains.pricing.rules import RateMissing, ShownPrice
from tradewind.domains.shipping.queries import Parcel, options
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleFacts:
    """`prices` and `available` (pieces) by variant row id; a variant without a price can't be
    bought in that currency. `deliveries` of one piece of the cheapest, the cheapest way first; none
    where the store does not deliver."""

    prices: Mapping[int, ShownPrice]
    available: Mapping[int, int]
    deliveries: Sequence[DeliveryOption]


NOT_FOR_SALE = SaleFacts(prices={}, available={}, deliveries=())


def sale_facts(*, product: ProductFacts, currency: str, place: Place, now: datetime) -> SaleFacts:
    """What the product costs in `currency`, whether it is there and when it reaches `place`.

    By two statements, delivery methods being kept in the process; none, and nothing, for a
    product that is not on sale.
    """
    if not product.is_on_sale:
        return NOT_FOR_SALE
    weights = {variant.variant_id: variant.weight_g for variant in product.variants}
    prices = prices_of(variant_ids=weights, currency=currency, now=now)
    return SaleFacts(
        prices=prices,
        available=available(variant_ids=weights),
        deliveries=_deliveries(product.store.store_id, prices, weights, place, currency, now),
    )


def _deliveries(
    store_id: int,
    prices: Mapping[int, ShownPrice],
    weights: Mapping[int, int],
    place: Place,
    currency: str,
    now: datetime,
) -> Sequence[DeliveryOption]:
    if not prices:
        return ()
    cheapest = min(prices, key=lambda variant_id: (prices[variant_id].amount.minor, variant_id))
    parcel = Parcel(store_id=store_id, goods=prices[cheapest].amount, weight_g=weights[cheapest])
    try:
        return options(parcels=[parcel], place=place, currency=currency, now=now)[store_id]
    except RateMissing:
        return ()
