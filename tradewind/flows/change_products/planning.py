"""What a change would make of many products. Nothing is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.db.models import QuerySet

from tradewind.domains.catalogue.models import Category, Product, Variant
from tradewind.domains.inventory.queries import levels
from tradewind.domains.pricing.models import Price
from tradewind.domains.stores.models import Store
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import BadAmount, Money, Rounding

MOST_PRODUCTS = 1_000
_HIGHEST_PERCENT = 1_000
_HIGHEST_ALERT = 1_000_000
_LONGEST_TAG, _LONGEST_TAX = 40, 20


class ChangeKind(StrEnum):
    """What can be changed of many products at once."""

    PRICE_PERCENT = "price_percent"
    PRICE_AMOUNT = "price_amount"
    CATEGORY = "category"
    TAX_CATEGORY = "tax_category"
    TAG = "tag"
    UNTAG = "untag"
    LOW_AT = "low_at"


@dataclass(frozen=True, slots=True)
class Change:
    """`value` is a signed percentage, a signed amount in the store's currency, a category's public
    id (empty: none), a tax category, a tag, or pieces."""

    kind: ChangeKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One value that becomes another. `subject` is the row id of the product, variant or shelf it
    stands on; `before` and `after` are plain JSON values as the writer takes them."""

    product_id: str
    title: str
    detail: str
    subject: int
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows, those with `faults` (product id → code) left out of them."""

    change: Change
    currency: str
    rows: Sequence[PlannedRow]
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The same for the same plan: whoever agreed to one is not given another."""
        told = repr([(row.subject, row.before, row.after) for row in self.rows])
        return hashlib.sha256(told.encode()).hexdigest()[:24]


def plan_change(*, store_id: int, product_ids: Collection[str], change: Change) -> Plan:
    """What `change` would make of these products of the store; others' are nobody's.

    Products it would not change are not in the plan. Raises `InvalidInput` for a value that fits
    no product, and for more than `MOST_PRODUCTS`.
    """
    if len(product_ids) > MOST_PRODUCTS:
        raise InvalidInput({"products": "too_long"})
    store = Store.objects.get(pk=store_id)
    found = Product.objects.for_store(store_id).filter(public_id__in=list(product_ids))
    products = found.order_by("pk")
    match change.kind:
        case ChangeKind.PRICE_PERCENT | ChangeKind.PRICE_AMOUNT:
            return _prices(store, products, change)
        case ChangeKind.LOW_AT:
            return _alerts(store, products, change)
        case _:
            return _columns(store, products, change)


def _prices(store: Store, products: QuerySet[Product], change: Change) -> Plan:
    move = _mover(store, change)
    rows, faults = [], {}
    prices = (
        Price.objects.for_store(store.pk)
        .filter(
            variant__product__in=products,
            variant__archived_at=None,
            currency=store.currency,
            starts_at=None,
            ends_at=None,
        )
        .select_related("variant__product")
        .order_by("variant__product_id", "variant__position", "variant_id")
    )
    for price in prices:
        product, after = price.variant.product, move(price.amount)
        product_id = str(product.public_id)
        if after.minor < 0:
            faults[product_id] = "too_small"
        elif after != price.amount:
            # A former price no higher than the new one is no reduction to speak of.
            held = price.compare_at_minor
            kept = held if held is not None and held > after.minor else None
            rows.append(
                PlannedRow(
                    product_id=product_id,
                    title=product.title,
                    detail=_words(price.variant),
                    subject=price.variant_id,
                    before=[price.amount_minor, held],
                    after=[after.minor, kept],
                )
            )
    rows = [row for row in rows if row.product_id not in faults]
    return Plan(change, store.currency, rows, faults)


def _mover(store: Store, change: Change) -> Callable[[Money], Money]:
    """Turns a price into the new one, rounded half-up to what the currency has."""
    try:
        if change.kind is ChangeKind.PRICE_AMOUNT:
            amount = Money.of(change.value, store.currency)
            if not amount:
                raise InvalidInput({"value": "invalid"})
            return lambda price: price + amount
        percent = Decimal(change.value)
    except (BadAmount, InvalidOperation):
        raise InvalidInput({"value": "invalid"}) from None
    if not (percent.is_finite() and -100 <= percent <= _HIGHEST_PERCENT and percent):
        raise InvalidInput({"value": "invalid"})
    return lambda price: price.times(1 + percent / 100, Rounding.HALF_UP)


def _alerts(store: Store, products: QuerySet[Product], change: Change) -> Plan:
    text = change.value.strip()
    if not (text.isascii() and text.isdecimal() and int(text) <= _HIGHEST_ALERT):
        raise InvalidInput({"value": "invalid"})
    low_at = int(text)
    variants = Variant.objects.for_store(store.pk).filter(product__in=products, archived_at=None)
    shelves = levels(store_id=store.pk, variant_ids=list(variants.values_list("pk", flat=True)))
    rows = [
        PlannedRow(
            product_id=shelf.product_public_id,
            title=shelf.product_title,
            detail=" · ".join([*shelf.choices, shelf.location]),
            subject=shelf.variant_id,
            before=[shelf.location_id, shelf.low_at],
            after=[shelf.location_id, low_at],
        )
        for shelf in shelves
        if shelf.low_at != low_at
    ]
    return Plan(change, store.currency, rows)


def _columns(store: Store, products: QuerySet[Product], change: Change) -> Plan:
    value = change.value.strip()
    names = dict(Category.objects.values_list("pk", "public_id"))
    _check(change.kind, value, names)
    rows = []
    for product in products:
        before: object
        after: object
        if change.kind is ChangeKind.CATEGORY:
            before = str(names.get(product.category_id or 0, ""))
            after = value
        elif change.kind is ChangeKind.TAX_CATEGORY:
            before, after = product.tax_category, value
        else:
            before = list(product.tags)
            others = [tag for tag in product.tags if tag != value]
            has = len(others) < len(product.tags)
            tagged = before if has else [*others, value]
            after = tagged if change.kind is ChangeKind.TAG else others
        if before != after:
            rows.append(
                PlannedRow(
                    product_id=str(product.public_id),
                    title=product.title,
                    detail="",
                    subject=product.pk,
                    before=before,
                    after=after,
                )
            )
    return Plan(change, store.currency, rows)


def _check(kind: ChangeKind, value: str, categories: Mapping[int, str]) -> None:
    if "\x00" in value:
        raise InvalidInput({"value": "invalid"})
    if kind is ChangeKind.CATEGORY:
        try:
            found = Category.objects.filter(public_id=value, archived_at=None).exists()
        except NotFound:
            found = False
        if value and not found:
            raise InvalidInput({"value": "unknown"})
        return
    if not value:
        raise InvalidInput({"value": "required"})
    if len(value) > (_LONGEST_TAX if kind is ChangeKind.TAX_CATEGORY else _LONGEST_TAG):
        raise InvalidInput({"value": "too_long"})


def _words(variant: Variant) -> str:
    return " · ".join(variant.choices) or variant.sku
