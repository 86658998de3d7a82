"""Doing what was planned for many products, all or none, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tradewind.domains.catalogue import operations as catalogue
from tradewind.domains.catalogue.models import Product
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.inventory.operations import set_low_at
from tradewind.domains.pricing.models import Price
from tradewind.domains.pricing.operations import set_prices
from tradewind.domains.pricing.rules import NewPrice
from tradewind.domains.stores.models import Store
from tradewind.flows.change_products.planning import Change, ChangeKind, plan_change
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform import audit
from tradewind.platform.audit.queries import list_by_subject

_ACTION, _UNDO = "products.bulk", "products.bulk_undo"


class PlanOutdated(TradewindError):
    """What would change is not what was agreed to: somebody changed the products meanwhile."""

    code = "bulk_plan_outdated"


class ChangeGone(TradewindError):
    """This change was taken back before."""

    code = "bulk_change_gone"


@dataclass(frozen=True, slots=True)
class Carried:
    """`change_id` (``blk_…``) takes it back; `changed` values became others, `left` ones did not
    because somebody had changed them since."""

    change_id: str
    changed: int
    left: int


def carry_out(
    *, store_id: int, product_ids: Sequence[str], change: Change, mark: str, actor: str
) -> Carried:
    """Do `change`, all or none, as the plan of that `mark` says. The way back stands in the audit
    trail.

    Raises `PlanOutdated` when it would do anything else by now, and what `plan_change` raises.
    """
    with transaction.atomic():
        # Locked in key order, so that what is planned now is what is written below.
        rows = Product.objects.for_store(store_id).filter(public_id__in=list(product_ids))
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        plan = plan_change(store_id=store_id, product_ids=product_ids, change=change)
        if plan.mark != mark:
            raise PlanOutdated
        change_id = ids.new_id("blk")
        told = [[row.product_id, row.subject, row.before, row.after] for row in plan.rows]
        done = _write(store_id, change.kind, told)
        audit.record(
            actor=actor,
            action=_ACTION,
            subject=change_id,
            store_id=store_id,
            changes={"kind": change.kind.value, "value": change.value, "rows": told},
        )
    return Carried(change_id, done, len(told) - done)


def take_back(*, store_id: int, change_id: str, actor: str) -> Carried:
    """Undo a change that was carried out, once; values changed since stay and are counted.

    Raises `NotFound`, `ChangeGone`.
    """
    with transaction.atomic():
        # The store's row is the lock: of two who take the same back, the second finds it done.
        list(Store.objects.select_for_update(no_key=True).filter(pk=store_id).values_list("pk"))
        entries = list_by_subject(subject=change_id, store_id=store_id).items
        done = next((entry for entry in entries if entry.action == _ACTION), None)
        if done is None:
            raise NotFound(id=change_id)
        if any(entry.action == _UNDO for entry in entries):
            raise ChangeGone(id=change_id)
        told = [
            [product, subject, after, before]
            for product, subject, before, after in done.changes["rows"]
        ]
        changed = _write(store_id, ChangeKind(done.changes["kind"]), told)
        audit.record(
            actor=actor,
            action=_UNDO,
            subject=change_id,
            store_id=store_id,
            changes={"changed": changed, "left": len(told) - changed},
        )
    return Carried(change_id, changed, len(told) - changed)


def _write(store_id: int, kind: ChangeKind, rows: Sequence[Sequence[Any]]) -> int:
    """Set those of `rows` (product id, subject, before, after) that are still as before."""
    if kind in (ChangeKind.PRICE_PERCENT, ChangeKind.PRICE_AMOUNT):
        return _write_prices(store_id, rows)
    if kind is ChangeKind.LOW_AT:
        return _write_alerts(store_id, rows)
    return _write_columns(store_id, kind, rows)


def _write_prices(store_id: int, rows: Sequence[Sequence[Any]]) -> int:
    currency = Store.objects.values_list("currency", flat=True).get(pk=store_id)
    lasting = Price.objects.for_store(store_id).filter(
        variant_id__in=[subject for _product, subject, _before, _after in rows],
        currency=currency,
        starts_at=None,
        ends_at=None,
    )
    held = {
        price.variant_id: [price.amount_minor, price.compare_at_minor]
        for price in lasting.select_for_update().order_by("pk")
    }
    wanted = [
        NewPrice(
            variant_id=subject,
            amount=Money(after[0], currency),
            compare_at=None if after[1] is None else Money(after[1], currency),
        )
        for _product, subject, before, after in rows
        if held.get(subject) == list(before)
    ]
    if wanted:
        set_prices(store_id=store_id, prices=wanted)
    return len(wanted)


def _write_alerts(store_id: int, rows: Sequence[Sequence[Any]]) -> int:
    done = 0
    for _product, variant_id, (location_id, before), (_location, after) in rows:
        shelf = StockLevel.objects.for_store(store_id).filter(
            variant_id=variant_id, location_id=location_id, low_at=before
        )
        if shelf.exists():
            set_low_at(
                store_id=store_id, location_id=location_id, variant_id=variant_id, low_at=after
            )
            done += 1
    return done


def _write_columns(store_id: int, kind: ChangeKind, rows: Sequence[Sequence[Any]]) -> int:
    held = {
        str(product.public_id): product
        for product in Product.objects.for_store(store_id)
        .filter(public_id__in=[product for product, *_ in rows])
        .select_related("category")
    }
    done = 0
    for product_id, _subject, before, after in rows:
        product = held.get(product_id)
        if product is None or _now(product, kind) != before:
            continue
        known: dict[str, Any] = {"store_id": store_id, "product_id": product_id}
        if kind is ChangeKind.CATEGORY:
            catalogue.change_product(**known, category=after or None)
        elif kind is ChangeKind.TAX_CATEGORY:
            catalogue.change_product(**known, tax_category=after)
        else:
            catalogue.change_product(**known, tags=after)
        done += 1
    return done


def _now(product: Product, kind: ChangeKind) -> object:
    if kind is ChangeKind.CATEGORY:
        return str(product.category.public_id) if product.category else ""
    return product.tax_category if kind is ChangeKind.TAX_CATEGORY else list(product.tags)
