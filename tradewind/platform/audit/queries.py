"""Reading the audit trail, latest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tradewind.kernel.paging import Page, decode_cursor, encode_cursor
from tradewind.platform.audit.models import Entry


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry; fields as in `record`, and when (UTC) and under which request it was made."""

    id: int
    at: datetime
    actor: str | None
    action: str
    subject: str
    store_id: int | None
    changes: Mapping[str, Any]
    request_id: str | None


_FIELDS = ("id", "at", "actor", "action", "subject", "store_id", "changes", "request_id")


def list_by_subject(
    *, subject: str, store_id: int | None = None, cursor: str | None = None, limit: int = 50
) -> Page[AuditEntry]:
    """What was done to `subject`, within one store when `store_id` is given.

    Raises `InvalidInput` for a bad cursor, like all here.
    """
    scope = {} if store_id is None else {"store_id": store_id}
    return _page({"subject": subject, **scope}, cursor, limit)


def list_by_store(*, store_id: int, cursor: str | None = None, limit: int = 50) -> Page[AuditEntry]:
    """What was done in a store."""
    return _page({"store_id": store_id}, cursor, limit)


def list_by_actor(
    *, actor: str, store_id: int | None = None, cursor: str | None = None, limit: int = 50
) -> Page[AuditEntry]:
    """What `actor` did, within one store when `store_id` is given."""
    scope = {} if store_id is None else {"store_id": store_id}
    return _page({"actor": actor, **scope}, cursor, limit)


def _page(filters: dict[str, Any], cursor: str | None, limit: int) -> Page[AuditEntry]:
    entries = Entry.objects.filter(**filters).order_by("-id")
    if cursor is not None:
        entries = entries.filter(id__lt=decode_cursor(cursor, 1)[0])
    found = [AuditEntry(*row) for row in entries.values_list(*_FIELDS)[: limit + 1]]
    items = found[:limit]
    return Page(items, encode_cursor(items[-1].id) if len(found) > limit else None)
