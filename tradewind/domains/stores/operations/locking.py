"""The store's row lock, taken before anything that must stay true of all its rows."""

from __future__ import annotations

from tradewind.domains.stores.models import Store
from tradewind.kernel.errors import NotFound


def locked_store(store_id: int) -> Store:
    """The store, its row locked until the transaction ends. Raises `NotFound`."""
    store = Store.objects.select_for_update().filter(pk=store_id).first()
    if store is None:
        raise NotFound(id=store_id)
    return store
