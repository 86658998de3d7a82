"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.db import connection

from tradewind.kernel import clock
from tradewind.platform.http.request_id import current_request_id

_INSERT = (
    "INSERT INTO audit_entry (at, actor, action, subject, store_id, changes, request_id)"
    " VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s)"
)


def record(
    *,
    actor: str | None,
    action: str,
    subject: str,
    store_id: int | None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry, in the running transaction if there is one.

    `actor` and `subject` are public ids (``per_…``, ``ord_…``), `actor` None for the mall itself;
    `action` is a stable name (``orders.cancel``); `store_id` None for what is mall-wide;
    `changes` maps a field to its ``[before, after]`` (JSON values), without personal data, because
    an entry can't be erased.
    """
    told = orjson.dumps(changes or {}).decode()
    values = [clock.now(), actor, action, subject, store_id, told, current_request_id()]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
