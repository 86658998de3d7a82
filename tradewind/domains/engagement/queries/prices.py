"""How goods stand for those who like them: the lowest price, what is there, whether it is sold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.inventory.queries import available
from tradewind.domains.pricing.queries import prices_of
from tradewind.domains.pricing.rules import ShownPrice

_WHY = "favourites are of whichever stores"


@dataclass(frozen=True, slots=True)
class Standing:
    """`minor` is the lowest price in the currency that was asked for, None for none."""

    minor: int | None
    pieces: int
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Goods:
    """Several products at one moment; `variants` are their row ids by product row id."""

    gone: frozenset[int]
    variants: Mapping[int, tuple[int, ...]]
    pieces: Mapping[int, int]
    prices: Mapping[str, Mapping[int, ShownPrice]]

    def standing(self, *, product_id: int, variant_id: int | None, currency: str) -> Standing:
        """How the product, or one variant of it, stands."""
        of_product = self.variants.get(product_id, ())
        chosen = of_product if variant_id is None else (variant_id,)
        on_shelf = [variant for variant in chosen if variant in of_product]
        told = self.prices.get(currency, {})
        minors = [told[variant].amount.minor for variant in on_shelf if variant in told]
        return Standing(
            minor=min(minors, default=None),
            pieces=sum(self.pieces.get(variant, 0) for variant in on_shelf),
            is_gone=product_id in self.gone or not on_shelf,
        )


def goods_of(*, product_ids: Collection[int], currencies: Collection[str], now: datetime) -> Goods:
    """Three statements and one a currency, however many products."""
    rows = Product.objects.across_stores(_WHY).filter(pk__in=product_ids)
    on_sale = set(
        rows.filter(status="active", archived_at=None, store__status="open").values_list(
            "pk", flat=True
        )
    )
    variants: dict[int, list[int]] = defaultdict(list)
    shelves = Variant.objects.across_stores(_WHY).filter(product__in=product_ids, archived_at=None)
    for product_id, variant_id in shelves.order_by("pk").values_list("product_id", "pk"):
        variants[product_id].append(variant_id)
    every = [variant for of_one in variants.values() for variant in of_one]
    return Goods(
        gone=frozenset(set(product_ids) - on_sale),
        variants={product: tuple(of_one) for product, of_one in variants.items()},
        pieces=available(variant_ids=every),
        prices={
            currency: prices_of(variant_ids=every, currency=currency, now=now)
            for currency in sorted(currencies)
        },
    )


def standing_of(
    *, product: Product, variant: Variant | None, currency: str, now: datetime
) -> Standing:
    """How one product, or one of its variants, stands."""
    goods = goods_of(product_ids=[product.pk], currencies=[currency], now=now)
    variant_id = None if variant is None else variant.pk
    return goods.standing(product_id=product.pk, variant_id=variant_id, currency=currency)
