"""The mall lets a store sell, stops it for a while, and lets it go on."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.stores.errors import IllegalStanding
from tradewind.domains.stores.events import StoreChanged
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.operations.locking import locked_store
from tradewind.platform import audit
from tradewind.platform.events import publish

_Status = Store.Status


def approve(*, store_id: int, actor: str) -> Store:
    """A store that applied sells from now on. Raises `NotFound`, `IllegalStanding`."""
    return _move(store_id, _Status.APPLIED, _Status.OPEN, actor, "stores.approve")


def pause(*, store_id: int, actor: str) -> Store:
    """Nobody can buy there until `reopen`; orders under way go on.

    Raises `NotFound`, `IllegalStanding`.
    """
    return _move(store_id, _Status.OPEN, _Status.PAUSED, actor, "stores.pause")


def reopen(*, store_id: int, actor: str) -> Store:
    """A paused store sells again. Raises `NotFound`, `IllegalStanding`."""
    return _move(store_id, _Status.PAUSED, _Status.OPEN, actor, "stores.reopen")


def _move(
    store_id: int, from_status: Store.Status, to_status: Store.Status, actor: str, action: str
) -> Store:
    with transaction.atomic():
        store = locked_store(store_id)
        if store.status != from_status:
            raise IllegalStanding(status=str(Store.Status(store.status).label))
        store.status = to_status
        store.save(update_fields=["status", "updated_at"])
        audit.record(
            actor=actor,
            action=action,
            subject=store.public_id,
            store_id=store.pk,
            changes={"status": [from_status.value, to_status.value]},
        )
        # Listings follow this: what the store sells leaves them, or comes back.
        publish(StoreChanged(store_id=store.public_id, fields=["status"]))
    return store
