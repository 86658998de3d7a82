"""How imports are getting on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tradewind.domains.catalogue.models import Import, RowRemark
from tradewind.kernel.errors import NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor


def get_import(*, store_id: int, import_id: str) -> Import:
    """The store's import with that public id. Raises `NotFound`."""
    found = Import.objects.for_store(store_id).filter(public_id=import_id).first()
    if found is None:
        raise NotFound(id=import_id)
    return found


def find_unfinished(*, store_id: int, file: str, mapping: Mapping[str, Any]) -> Import | None:
    """The last import of that private file, read that way, which has not come in whole."""
    begun = Import.objects.for_store(store_id).filter(
        file=file,
        mapping=dict(mapping),
        state__in=(Import.State.PREVIEW, Import.State.RUNNING, Import.State.FAILED),
    )
    return begun.order_by("-pk").first()


def list_imports(*, store_id: int, limit: int = 20) -> Sequence[Import]:
    """A store's last imports, newest first."""
    return list(Import.objects.for_store(store_id).order_by("-pk")[:limit])


def list_remarks(
    *, store_id: int, import_id: str, warnings: bool = False, cursor: str = "", limit: int = 50
) -> Page[RowRemark]:
    """Why rows were refused, or the `warnings` about those that came in, in the file's order.

    Raises `InvalidInput` for a bad cursor.
    """
    rows = RowRemark.objects.for_store(store_id).filter(
        of__public_id=import_id, is_warning=warnings
    )
    if cursor:
        (last,) = decode_cursor(cursor, 1)
        rows = rows.filter(pk__gt=int(last))
    found = list(rows.order_by("pk")[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], encode_cursor(found[limit - 1].pk) if more else None)
