"""Gifts: what is said with them, and who wraps for how much."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tradewind.domains.checkout.models import Cart, CartLine, Checkout, GiftWish, GiftWrap
from tradewind.domains.checkout.queries.goods import goods_for
from tradewind.domains.checkout.queries.naming import title_of
from tradewind.kernel import clock
from tradewind.kernel.money import Money

_WHY = "a cart holds things of several stores"


@dataclass(frozen=True, slots=True)
class Gift:
    """What goes with the goods."""

    message: str
    sender: str


@dataclass(frozen=True, slots=True)
class WrapOffer:
    """A store of the cart that wraps, in what, for how much each order. Ids are public."""

    store_id: str
    store_name: str
    variant_id: str
    title: str
    price: Money
    is_chosen: bool


def gift_of(*, checkout: Checkout) -> Gift:
    """What was said so far; empty texts where nothing was."""
    return gifts_of(checkout_ids=[checkout.public_id]).get(checkout.public_id, Gift("", ""))


def gifts_of(*, checkout_ids: Collection[str]) -> Mapping[str, Gift]:
    """Those of the checkouts that are gifts, by public id: what a purchase's `checkout` names."""
    rows = GiftWish.objects.filter(checkout__public_id__in=checkout_ids).select_related("checkout")
    return {row.checkout.public_id: Gift(row.message, row.sender) for row in rows}


def wraps_for(*, cart: Cart, language: str) -> Sequence[WrapOffer]:
    """The stores in the cart that wrap and have wrapping left, or have it in the cart already."""
    held = list(CartLine.objects.filter(cart=cart).values_list("variant_id", "variant__store_id"))
    wraps = (
        GiftWrap.objects.across_stores(_WHY)
        .filter(store_id__in={store_id for _, store_id in held})
        .select_related("variant", "store")
        .order_by("store_id")
    )
    chosen = {variant_id for variant_id, _ in held}
    offers = []
    for wrap in wraps:
        alone = all(variant_id == wrap.variant_id for variant_id, of in held if of == wrap.store_id)
        key = wrap.variant.public_id
        goods = goods_for(cart=cart, variant_ids=[key], now=clock.now()).get(key)
        is_chosen = wrap.variant_id in chosen
        if goods is None or (alone and not is_chosen) or not (goods.available or is_chosen):
            continue
        offers.append(
            WrapOffer(
                store_id=wrap.store.public_id,
                store_name=wrap.store.name,
                variant_id=key,
                title=title_of(variant_id=key, language=language),
                price=goods.price,
                is_chosen=is_chosen,
            )
        )
    return offers


def find_wrapping(*, store_id: int) -> str:
    """The SKU of the store's wrapping; empty where it offers none."""
    wraps = GiftWrap.objects.for_store(store_id).select_related("variant")
    return next((wrap.variant.sku for wrap in wraps), "")
