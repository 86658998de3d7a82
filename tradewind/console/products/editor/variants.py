"""The lines of a product's variants: what identifies each, what it costs, how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tradewind.console.acting import whole_number
from tradewind.console.products.editor.saving import FieldShown, Outcome, shown
from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.queries import OwnProductFacts
from tradewind.domains.catalogue.queries.facts import VariantFacts
from tradewind.domains.inventory import operations as inventory
from tradewind.domains.inventory.queries import levels
from tradewind.domains.pricing import operations as pricing
from tradewind.domains.pricing.queries import list_prices
from tradewind.domains.stores.models import Location, Store
from tradewind.domains.stores.queries import list_locations
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.amounts import read_amount

FACTS, PRICE, STOCK = "facts", "price", "stock"
STOCK_PREFIX = "stock-"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where pieces lie: the field of the form, the place's name, and how many are promised."""

    field: str
    location: str
    promised: int
    shown: FieldShown


@dataclass(frozen=True, slots=True)
class VariantCard:
    """A variant's three small forms. `notices` are by form."""

    id: str
    name: str
    facts: Mapping[str, FieldShown]
    price: Mapping[str, FieldShown]
    shelves: Sequence[Shelf]
    notices: Mapping[str, str]
    saved: str


class Shelves:
    """Prices and stock of one product's variants, read by three statements."""

    def __init__(self, store: Store, facts: OwnProductFacts, language: str) -> None:
        ids = [variant.variant_id for variant in facts.variants]
        self._store, self._language = store, language
        self.locations: list[Location] = list_locations(store_id=store.pk)
        self._levels = {
            (level.variant_id, level.location_id): level
            for level in levels(store_id=store.pk, variant_ids=ids)
        }
        lasting = [
            row
            for row in list_prices(store_id=store.pk, variant_ids=ids)
            if row.starts_at is None and row.ends_at is None
        ]
        self._prices = {
            row.variant_id: row for row in lasting if row.amount.currency == store.currency
        }

    def facts_of(self, variant: VariantFacts) -> dict[str, str]:
        weight = str(variant.weight_g) if variant.weight_g else ""
        return {"sku": variant.sku, "gtin": variant.gtin, "weight_g": weight}

    def price_of(self, variant: VariantFacts) -> dict[str, str]:
        row = self._prices.get(variant.variant_id)
        return {
            "price": self._said(row.amount if row else None),
            "compare_at": self._said(row.compare_at if row else None),
        }

    def stock_of(self, variant: VariantFacts) -> dict[str, str]:
        return {
            STOCK_PREFIX + place.public_id: str(self._on_hand(variant, place))
            for place in self.locations
        }

    def card(self, variant: VariantFacts, outcomes: Mapping[str, Outcome]) -> VariantCard:
        """The card of a variant; `outcomes` are by form."""
        none = Outcome()
        stock = shown(self.stock_of(variant), outcomes.get(STOCK, none))
        return VariantCard(
            id=variant.public_id,
            name=" · ".join(variant.choices),
            facts=shown(self.facts_of(variant), outcomes.get(FACTS, none)),
            price=shown(self.price_of(variant), outcomes.get(PRICE, none)),
            shelves=[self._shelf(variant, place, stock) for place in self.locations],
            notices={form: outcome.notice for form, outcome in outcomes.items()},
            saved=next((form for form, outcome in outcomes.items() if outcome.is_saved), ""),
        )

    def _shelf(
        self, variant: VariantFacts, place: Location, stock: Mapping[str, FieldShown]
    ) -> Shelf:
        level = self._levels.get((variant.variant_id, place.pk))
        name = STOCK_PREFIX + place.public_id
        return Shelf(name, place.name, level.reserved if level else 0, stock[name])

    def _on_hand(self, variant: VariantFacts, place: Location) -> int:
        level = self._levels.get((variant.variant_id, place.pk))
        return level.on_hand if level else 0

    def _said(self, amount: Money | None) -> str:
        return formats.amount(amount, self._language) if amount else ""


def write_facts(store: Store, variant: VariantFacts, wanted: Mapping[str, str]) -> None:
    """Raises `InvalidInput`, `NotFound`."""
    weight = whole_number(wanted.get("weight_g", "") or "0")
    if weight is None:
        raise InvalidInput({"weight_g": "invalid"})
    operations.change_variant(
        store_id=store.pk,
        variant_id=variant.public_id,
        sku=wanted.get("sku"),
        gtin=wanted.get("gtin"),
        weight_g=weight if "weight_g" in wanted else None,
    )


def write_price(
    store: Store,
    variant: VariantFacts,
    held: Mapping[str, str],
    wanted: Mapping[str, str],
    language: str,
) -> None:
    """Set the lasting price in the store's currency; `held` are the texts it has now.

    Raises `InvalidInput`.
    """
    texts = {**held, **wanted}
    amounts: dict[str, Money | None] = {}
    faults = {}
    for name, text in texts.items():
        try:
            amounts[name] = read_amount(text, store.currency, language) if text.strip() else None
        except BadAmount:
            faults[name] = "bad_amount"
    price = amounts.get("price")
    if price is None and "price" not in faults:
        faults["price"] = "required"
    if faults or price is None:
        raise InvalidInput(faults)
    pricing.set_price(
        store_id=store.pk,
        variant_id=variant.variant_id,
        amount=price,
        compare_at=amounts["compare_at"],
    )


def write_stock(
    store: Store,
    variant: VariantFacts,
    locations: Sequence[Location],
    wanted: Mapping[str, str],
    actor: str,
) -> None:
    """Write down what was counted at each place. Raises `InvalidInput`, `StockPromised`."""
    counted = {name: whole_number(text) for name, text in wanted.items()}
    faults = {name: "invalid" for name, found in counted.items() if found is None}
    if faults:
        raise InvalidInput(faults)
    for place in locations:
        found = counted.get(STOCK_PREFIX + place.public_id)
        if found is not None:
            inventory.count(
                store_id=store.pk,
                location_id=place.pk,
                counted={variant.variant_id: found},
                actor=actor,
            )
