"""Goods that are a gift: what is said with them, and how they are wrapped."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout.models import CartLine, Checkout, GiftWish, GiftWrap
from tradewind.domains.checkout.operations.filling import add_line
from tradewind.domains.checkout.operations.locking import locked_checkout
from tradewind.domains.checkout.queries.gifts import wraps_for
from tradewind.domains.checkout.rules import CheckoutClosed, State
from tradewind.kernel.errors import InvalidInput, NotFound

LONGEST_MESSAGE = 300
_LONGEST_SENDER = 120


def wish(*, checkout: Checkout, message: str, sender: str, wrapped: Collection[str]) -> None:
    """Say it is a gift. Both texts empty: it is none.

    `wrapped` are public ids of stores of the cart that shall wrap their part; the wrapping is a
    line of the cart. Raises `InvalidInput`, `CheckoutClosed` once it is being paid, and as
    `add_line` does when the wrapping can't be had; nothing is changed then.
    """
    message, sender = message.strip(), sender.strip()
    wrong = {}
    if len(message) > LONGEST_MESSAGE:
        wrong["message"] = "too_long"
    if len(sender) > _LONGEST_SENDER:
        wrong["sender"] = "too_long"
    for name, text in (("message", message), ("sender", sender)):
        if "\x00" in text:
            wrong[name] = "invalid"
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        row = locked_checkout(public_id=checkout.public_id)
        if row.state != State.OPEN:
            raise CheckoutClosed(state=row.state)
        if message or sender:
            texts = {"message": message, "sender": sender}
            GiftWish.objects.update_or_create(checkout=row, defaults=texts)
        else:
            GiftWish.objects.filter(checkout=row).delete()
        _wrap(checkout, wrapped)


def offer_wrapping(*, store_id: int, sku: str) -> None:
    """Sell the variant with that SKU as the store's wrapping; empty to offer none.

    Raises `InvalidInput` for a SKU the store does not have.
    """
    if not sku.strip():
        GiftWrap.objects.for_store(store_id).delete()
        return
    try:
        variant = Variant.objects.for_store(store_id).get(sku=sku.strip(), archived_at=None)
    except Variant.DoesNotExist:
        raise InvalidInput({"sku": "unknown"}) from None
    GiftWrap.objects.for_store(store_id).update_or_create(
        store_id=store_id, defaults={"variant": variant}
    )


def _wrap(checkout: Checkout, wrapped: Collection[str]) -> None:
    offers = wraps_for(cart=checkout.cart, language=checkout.language)
    if not {offer.store_id for offer in offers}.issuperset(wrapped):
        raise NotFound(stores=list(wrapped))
    for offer in offers:
        wants = offer.store_id in wrapped
        if wants and not offer.is_chosen:
            add_line(cart=checkout.cart, variant_id=offer.variant_id)
        elif offer.is_chosen and not wants:
            CartLine.objects.filter(
                cart=checkout.cart, variant__public_id=offer.variant_id
            ).delete()
