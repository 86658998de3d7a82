"""Reading applications and the mall's shares, for the office."""

from __future__ import annotations

from tradewind.domains.stores.models import (
    ApplicationDocument,
    CommissionTerm,
    StoreApplication,
)
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor


def list_applications(*, state: str, cursor: str = "", limit: int = 50) -> Page[StoreApplication]:
    """Applications in that state, those that waited longest first while they wait, else the latest.

    Raises `InvalidInput` for a bad cursor.
    """
    oldest_first = state == StoreApplication.State.WAITING
    rows = StoreApplication.objects.filter(state=state).select_related("store")
    if cursor:
        (last,) = decode_cursor(cursor, 1)
        if not isinstance(last, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__gt=last) if oldest_first else rows.filter(pk__lt=last)
    found = list(rows.order_by("pk" if oldest_first else "-pk")[: limit + 1])
    items = found[:limit]
    return Page(items, encode_cursor(items[-1].pk) if len(found) > limit else None)


def get_application(*, application_id: str) -> StoreApplication:
    """One, with its documents. Raises `NotFound`."""
    found = (
        StoreApplication.objects.select_related("store")
        .prefetch_related("documents")
        .filter(public_id=application_id)
        .first()
    )
    if found is None:
        raise NotFound(id=application_id)
    return found


def get_document(*, application_id: str, document_id: str) -> ApplicationDocument:
    """A paper of that application. Raises `NotFound`."""
    found = ApplicationDocument.objects.filter(
        application__public_id=application_id, public_id=document_id
    ).first()
    if found is None:
        raise NotFound(id=document_id)
    return found


def count_applications() -> int:
    """How many wait."""
    return StoreApplication.objects.filter(state=StoreApplication.State.WAITING).count()


def commission_terms(*, store_id: int) -> list[CommissionTerm]:
    """Every share said for a store, the latest day first."""
    return list(CommissionTerm.objects.for_store(store_id))
