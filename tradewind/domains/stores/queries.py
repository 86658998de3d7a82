"""Reading stores, their staff and their places."""

from __future__ import annotations

from collections.abc import Collection

from tradewind.domains.stores.models import Store
from tradewind.kernel.errors import NotFound

_public_ids: dict[int, str] = {}


def public_ids(*, store_ids: Collection[int]) -> dict[int, str]:
    """Public ids by row id. Kept in the process, because neither ever changes."""
    unknown = [store_id for store_id in store_ids if store_id not in _public_ids]
    if unknown:
        _public_ids.update(Store.objects.filter(pk__in=unknown).values_list("pk", "public_id"))
    return {store_id: _public_ids[store_id] for store_id in store_ids}


def get_open_store(*, slug: str) -> Store:
    """A store that sells, by its slug. Raises `NotFound`."""
    store = Store.objects.filter(slug=slug, status=Store.Status.OPEN).first()
    if store is None:
        raise NotFound(id=slug)
    return store


def list_open_stores() -> list[Store]:
    """Every store that sells, by name."""
    return list(Store.objects.filter(status=Store.Status.OPEN))
