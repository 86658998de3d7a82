"""Tags, for many products at once."""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db import transaction

from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.operations.columns import checked_columns
from tradewind.domains.catalogue.operations.telling import tell_all_changed
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput


def add_tag(*, store_id: int, product_ids: Collection[str], tag: str) -> int:
    """Tag these products; returns how many did not have it yet. Raises `InvalidInput`."""
    name = tag.strip()
    if not name:
        raise InvalidInput({"tag": "required"})
    return _retag(store_id, product_ids, lambda tags: tags if name in tags else [*tags, name])


def remove_tag(*, store_id: int, product_ids: Collection[str], tag: str) -> int:
    """Take a tag off these products; returns how many had it."""
    return _retag(store_id, product_ids, lambda tags: [held for held in tags if held != tag])


def _retag(
    store_id: int, product_ids: Collection[str], change: Callable[[list[str]], list[str]]
) -> int:
    with transaction.atomic():
        rows = Product.objects.for_store(store_id)
        found = rows.select_for_update(no_key=True).filter(public_id__in=list(product_ids))
        changed = []
        for product in found.order_by("pk"):
            tags = checked_columns({"tags": change(product.tags)})["tags"]
            if tags != product.tags:
                product.tags, product.updated_at = tags, clock.now()
                changed.append(product)
        rows.bulk_update(changed, ["tags", "updated_at"])
        tell_all_changed(changed)
    return len(changed)
