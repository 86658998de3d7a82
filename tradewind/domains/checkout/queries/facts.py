"""A cart's lines and sellers as they are this moment: four statements, however long the cart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from tradewind.domains.catalogue.models import Media, Product
from tradewind.domains.catalogue.rules import words
from tradewind.domains.checkout.models import Cart, CartLine
from tradewind.domains.checkout.rules import LineFacts, StoreFacts
from tradewind.domains.inventory.queries import available
from tradewind.domains.pricing.queries import prices_of
from tradewind.domains.pricing.rules import ShownPrice
from tradewind.domains.shipping.queries import Parcel, options
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.domains.stores.models import Store
from tradewind.kernel.money import Money, total
from tradewind.kernel.place import Place

_FIRST_PICTURE = Subquery(
    Media.objects.across_stores("a cart holds goods of any store")
    .filter(product_id=OuterRef("variant__product_id"))
    .order_by("position", "id")
    .values("file")[:1]
)


@dataclass(frozen=True, slots=True)
class CartFacts:
    """The lines in the order they were added, and the sellers by row id."""

    lines: Sequence[LineFacts]
    stores: Mapping[int, StoreFacts]


def cart_facts(*, cart: Cart, place: Place, language: str, now: datetime) -> CartFacts:
    """Read everything a quote of `cart` delivered to `place` needs, titles in `language`."""
    rows = list(_rows(cart))
    variant_ids = [row["variant_id"] for row in rows]
    prices = prices_of(variant_ids=variant_ids, currency=cart.currency, now=now)
    stock = available(variant_ids=variant_ids)
    lines = [
        _line(row, cart.currency, language, prices.get(row["variant_id"]), stock) for row in rows
    ]
    return CartFacts(lines=lines, stores=_stores(rows, lines, place, cart.currency, language, now))


def _rows(cart: Cart) -> Any:
    return (
        CartLine.objects.filter(cart_id=cart.pk)
        .annotate(picture=_FIRST_PICTURE)
        .values(
            "public_id",
            "quantity",
            "seen_minor",
            "picture",
            "variant_id",
            "variant__public_id",
            "variant__sku",
            "variant__choices",
            "variant__weight_g",
            "variant__archived_at",
            "variant__product_id",
            "variant__product__public_id",
            "variant__product__slug",
            "variant__product__title",
            "variant__product__translations",
            "variant__product__options",
            "variant__product__tax_category",
            "variant__product__status",
            "variant__product__archived_at",
            "variant__store_id",
            "variant__store__public_id",
            "variant__store__slug",
            "variant__store__name",
            "variant__store__country",
            "variant__store__region",
            "variant__store__status",
            "variant__store__prices_include_tax",
            "variant__store__commission_bp",
        )
    )


def _line(
    row: dict[str, Any],
    currency: str,
    language: str,
    price: ShownPrice | None,
    stock: Mapping[int, int],
) -> LineFacts:
    named = words(
        title=row["variant__product__title"],
        translations=row["variant__product__translations"],
        options=row["variant__product__options"],
        choices=row["variant__choices"],
        language=language,
    )
    return LineFacts(
        line_id=row["public_id"],
        variant_id=row["variant_id"],
        variant_public_id=row["variant__public_id"],
        product_id=row["variant__product_id"],
        product_public_id=row["variant__product__public_id"],
        product_slug=row["variant__product__slug"],
        store_id=row["variant__store_id"],
        title=named.title,
        choices=named.choices,
        sku=row["variant__sku"],
        picture=row["picture"] or "",
        quantity=row["quantity"],
        weight_g=row["variant__weight_g"],
        tax_category=row["variant__product__tax_category"],
        is_on_sale=_is_on_sale(row),
        price=price,
        seen=Money(row["seen_minor"], currency),
        available=stock.get(row["variant_id"], 0),
    )


def _is_on_sale(row: dict[str, Any]) -> bool:
    return (
        row["variant__product__status"] == Product.Status.ACTIVE
        and row["variant__store__status"] == Store.Status.OPEN
        and row["variant__product__archived_at"] is None
        and row["variant__archived_at"] is None
    )


def _stores(
    rows: Sequence[dict[str, Any]],
    lines: Sequence[LineFacts],
    place: Place,
    currency: str,
    language: str,
    now: datetime,
) -> dict[int, StoreFacts]:
    by_store = {row["variant__store_id"]: row for row in rows}
    deliveries = options(
        parcels=[_parcel(store_id, lines, currency) for store_id in by_store],
        place=place,
        currency=currency,
        now=now,
    )
    return {
        store_id: StoreFacts(
            store_id=store_id,
            public_id=row["variant__store__public_id"],
            slug=row["variant__store__slug"],
            name=row["variant__store__name"],
            origin=Place(row["variant__store__country"], row["variant__store__region"]),
            prices_include_tax=row["variant__store__prices_include_tax"],
            commission_bp=row["variant__store__commission_bp"],
            deliveries=[
                replace(option, name=_named(option, language))
                for option in deliveries.get(store_id, ())
            ],
        )
        for store_id, row in by_store.items()
    }


def _named(option: DeliveryOption, language: str) -> str:
    return str(option.translations.get(language, {}).get("name") or option.name)


def _parcel(store_id: int, lines: Sequence[LineFacts], currency: str) -> Parcel:
    inside = [line for line in lines if line.store_id == store_id]
    return Parcel(
        store_id=store_id,
        goods=total((line.price.amount * line.quantity for line in inside if line.price), currency),
        weight_g=sum(line.weight_g * line.quantity for line in inside),
    )
