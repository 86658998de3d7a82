"""Every change of what a store says to customs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tradewind.domains.catalogue.models import Category, Product
from tradewind.domains.duties.models import CustomsFacts, DutyTerms
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit
from tradewind.platform.i18n.languages import is_country

_SHORTEST_HS, _LONGEST_HS = 4, 10


def set_paid_for(*, store_id: int, countries: Sequence[str], actor: str) -> None:
    """Pay duties for parcels to these countries and charge them with the order. Raises `InvalidInput`."""
    if not all(is_country(code) for code in countries):
        raise InvalidInput({"countries": "unknown"})
    chosen = sorted(set(countries))
    with transaction.atomic():
        DutyTerms.objects.for_store(store_id).update_or_create(
            store_id=store_id, defaults={"paid_for": chosen}
        )
        audit.record(
            actor=actor,
            action="duties.terms",
            subject="terms",
            store_id=store_id,
            changes={"paid_for": [None, chosen]},
        )


def set_customs(
    *,
    store_id: int,
    hs: str,
    actor: str,
    origin: str = "",
    product: str = "",
    category: str = "",
) -> CustomsFacts:
    """The HS number and origin of a product (public id) or of the store's goods in a category (slug).

    Again replaces. Raises `InvalidInput`, `NotFound`.
    """
    digits = hs.replace(".", "").replace(" ", "")
    wrong = {}
    if not (digits.isascii() and digits.isdigit() and _SHORTEST_HS <= len(digits) <= _LONGEST_HS):
        wrong["hs"] = "invalid"
    if origin and not is_country(origin):
        wrong["origin"] = "unknown"
    if bool(product) == bool(category):
        wrong["category"] = "required" if not product else "invalid"
    if wrong:
        raise InvalidInput(wrong)
    found_product = (
        Product.objects.for_store(store_id).filter(public_id=product).first() if product else None
    )
    found_category = Category.objects.filter(slug=category).first() if category else None
    if found_product is None and found_category is None:
        raise NotFound(id=product or category)
    with transaction.atomic():
        row, _is_new = CustomsFacts.objects.for_store(store_id).update_or_create(
            store_id=store_id,
            product=found_product,
            category=found_category,
            defaults={"hs": digits, "origin": origin},
        )
        audit.record(
            actor=actor,
            action="duties.customs",
            subject=product or category,
            store_id=store_id,
            changes={"hs": [None, digits], "origin": [None, origin]},
        )
    return row


def forget_customs(*, store_id: int, row_id: int, actor: str) -> None:
    """Drop what was told. Raises `NotFound`."""
    with transaction.atomic():
        gone, _ = CustomsFacts.objects.for_store(store_id).filter(pk=row_id).delete()
        if not gone:
            raise NotFound(id=row_id)
        audit.record(
            actor=actor, action="duties.forget_customs", subject=str(row_id), store_id=store_id
        )
