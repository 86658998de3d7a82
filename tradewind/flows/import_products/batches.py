"""One batch of an import: products, prices and stock by set-based statements, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction

from tradewind.domains.catalogue.models import Import, Product
from tradewind.domains.catalogue.operations import (
    Loaded,
    ProductToLoad,
    VariantToLoad,
    load_products,
)
from tradewind.domains.catalogue.operations.imports import (
    Progress,
    Remark,
    check_turn,
    locked_import,
    record_batch,
)
from tradewind.domains.inventory import operations as inventory
from tradewind.domains.inventory.rules import StockPromised
from tradewind.domains.pricing import operations as pricing
from tradewind.domains.pricing.quantity_prices import NewSteps, set_lasting_steps
from tradewind.domains.pricing.rules import NewPrice
from tradewind.flows.import_products.attributes import KnownAttributes
from tradewind.flows.import_products.categories import Categories
from tradewind.flows.import_products.grouping import Goods
from tradewind.flows.import_products.reading import Reading
from tradewind.flows.import_products.rows import RowFacts

_REFERENCE = "import"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a run writes: the store, the location stock is counted at, the import's row."""

    store_id: int
    location_id: int
    import_id: str
    actor: str


class Batches:
    """Takes batches of products in, one transaction each."""

    def __init__(self, target: Target, reading: Reading) -> None:
        self._target = target
        self._reading = reading
        self._attributes = KnownAttributes()
        self._categories = Categories()
        self._loaded: dict[int, Loaded] = {}

    def take(self, batch: Sequence[Goods], *, rows_done: int) -> Import:
        """Write a batch and note it in the import's row, which is returned; nothing of it without the other.

        Goods whose stock is promised to shoppers are refused and the rest written. Raises
        `ImportStopped`, `Conflict`.
        """
        collided = False
        while True:
            try:
                return self._write(batch, rows_done)
            except StockPromised as short:
                batch = self._without(batch, short)
            except IntegrityError:
                # Somebody made a product of that id between our look and our write.
                if collided:
                    raise
                collided = True
            self._attributes.forget()

    def _write(self, batch: Sequence[Goods], rows_done: int) -> Import:
        target = self._target
        with transaction.atomic():
            running = locked_import(store_id=target.store_id, import_id=target.import_id)
            check_turn(running, rows_done=rows_done)
            whole = [goods for goods in batch if not goods.refusals]
            self._attributes.learn(
                told for goods in whole for facts in goods.facts for told, _ in facts.attributes
            )
            loaded = load_products(
                store_id=target.store_id, goods=[self._to_load(goods) for goods in whole]
            )
            self._loaded = dict(zip(map(id, whole), loaded, strict=True))
            pairs = [
                (one, facts, variant_id)
                for goods, one in zip(whole, loaded, strict=True)
                for facts, variant_id in zip(goods.variants, one.variant_ids, strict=False)
            ]
            touched = {*self._set_prices(pairs), *self._set_stock(pairs)}
            record_batch(running, progress=self._progress(batch, touched))
        return running

    def _to_load(self, goods: Goods) -> ProductToLoad:
        first = goods.facts[0]
        columns: dict[str, Any] = dict(first.columns)
        status = columns.pop("status", None)
        has_price = any(facts.price is not None for facts in goods.variants)
        born = Product.Status.ACTIVE if has_price and not self._reading.is_draft else "draft"
        if status is not None:
            columns["status"] = status
        category = self._categories.find(first.category)
        if category is not None:
            columns["category_id"] = category
        told = {
            self._attributes.code_of(attribute): value
            for facts in goods.facts
            for attribute, value in facts.attributes
        }
        if told:
            columns["attributes"] = told
        return ProductToLoad(
            external_id=goods.external_id,
            columns=columns,
            options=goods.option_names,
            variants=tuple(_variant(facts) for facts in goods.variants),
            status=status or born,
        )

    def _set_prices(self, pairs: Sequence[tuple[Loaded, RowFacts, int]]) -> list[int]:
        prices = [
            NewPrice(variant_id=variant_id, amount=facts.price, compare_at=facts.compare_at)
            for _, facts, variant_id in pairs
            if facts.price is not None
        ]
        if not prices:
            return []
        changed = pricing.set_prices(store_id=self._target.store_id, prices=prices)
        wanted: dict[str, list[NewSteps]] = {}
        for _, facts, variant_id in pairs:
            if facts.price is not None and facts.steps is not None:
                one = NewSteps(variant_id=variant_id, steps=facts.steps)
                wanted.setdefault(facts.price.currency, []).append(one)
        for currency, steps in wanted.items():
            changed += set_lasting_steps(
                store_id=self._target.store_id, wanted=steps, currency=currency
            )
        return changed

    def _set_stock(self, pairs: Iterable[tuple[Loaded, RowFacts, int]]) -> list[int]:
        counted: dict[int, int] = {}
        fresh: dict[int, int] = {}
        for one, facts, variant_id in pairs:
            if facts.stock is not None:
                counted[variant_id] = facts.stock
            elif variant_id in one.new_variant_ids and self._reading.stock:
                fresh[variant_id] = self._reading.stock
        target = self._target
        if fresh:
            inventory.receive(
                store_id=target.store_id,
                location_id=target.location_id,
                pieces=fresh,
                reference=_REFERENCE,
                actor=target.actor,
            )
        if not counted:
            return []
        return inventory.count(
            store_id=target.store_id,
            location_id=target.location_id,
            counted=counted,
            note=_REFERENCE,
            actor=target.actor,
        )

    def _without(self, batch: Sequence[Goods], short: StockPromised) -> list[Goods]:
        """The batch with the goods refused whose count is below what shoppers were promised."""
        promised = short.details["variant"]
        return [
            _refused(goods, "stock", "stock_promised")
            if (one := self._loaded.get(id(goods))) and promised in one.variant_ids
            else goods
            for goods in batch
        ]

    def _progress(self, batch: Sequence[Goods], touched: set[int]) -> Progress:
        created = changed = unchanged = refused = 0
        refusals: list[Remark] = []
        warnings: list[Remark] = []
        for goods in batch:
            one = self._loaded.get(id(goods))
            if one is not None and one.product is None:
                goods = _refused(goods, "title", "required")
            if goods.refusals or one is None:
                refused += goods.rows
                refusals += goods.refusals
                continue
            warnings += goods.warnings
            warnings += self._categories.warnings(goods.facts[0])
            if one.is_new:
                created += 1
                if self._lacks_price(goods):
                    warnings.append(Remark(goods.facts[0].number, "price", "no_price"))
            elif one.is_changed or touched.intersection(one.variant_ids):
                changed += 1
            else:
                unchanged += 1
        return Progress(
            rows=sum(goods.rows for goods in batch),
            created=created,
            changed=changed,
            unchanged=unchanged,
            refused=refused,
            refusals=self._reading.placed(refusals),
            warnings=self._reading.placed(warnings),
        )

    def _lacks_price(self, goods: Goods) -> bool:
        """Whether a new product waits among the drafts for nothing but a price."""
        is_asked = self._reading.is_draft or "status" in goods.facts[0].columns
        return not is_asked and all(facts.price is None for facts in goods.variants)


def _variant(facts: RowFacts) -> VariantToLoad:
    columns: dict[str, Any] = {}
    if facts.gtins is not None:
        columns["gtin"] = facts.gtins[0] if facts.gtins else ""
        columns["other_gtins"] = list(facts.gtins[1:])
    if facts.weight_g is not None:
        columns["weight_g"] = facts.weight_g
    return VariantToLoad(
        sku=facts.sku, choices=tuple(value for _, value in facts.options), columns=columns
    )


def _refused(goods: Goods, field: str, code: str) -> Goods:
    return replace(
        goods,
        refusals=tuple(Remark(facts.number, field, code, facts.sku) for facts in goods.facts),
    )
