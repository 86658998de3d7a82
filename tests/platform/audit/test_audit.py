"""The audit trail only grows, whoever asks."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper

from tradewind.kernel.errors import InvalidInput
from tradewind.platform.audit import queries, record
from tradewind.platform.audit.models import Entry
from tradewind.platform.http import request_id

pytestmark = pytest.mark.django_db


def entry(action: str = "orders.cancel", **changed: object) -> None:
    told: dict[str, object] = {"actor": "per_1", "subject": "ord_1", "store_id": 1, **changed}
    record(action=action, **told)  # type: ignore[arg-type]


def test_recorded_as_told() -> None:
    request_id.adopt("request-12345")
    try:
        entry(changes={"stage": ["paid", "cancelled"]})
    finally:
        request_id.release()
    (found,) = queries.list_by_subject(subject="ord_1").items
    assert (found.actor, found.action, found.store_id) == ("per_1", "orders.cancel", 1)
    assert found.changes == {"stage": ["paid", "cancelled"]}
    assert found.request_id == "request-12345"


def _become_replica(cursor: CursorWrapper) -> None:
    """What switches ordinary triggers off; only a superuser may, and the mall's role is none."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
        return
    cursor.execute("SET LOCAL session_replication_role = replica")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'somebody else'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM audit_entry WHERE id = -1",
        "INSERT INTO audit_entry SELECT * FROM audit_entry ON CONFLICT (id) DO UPDATE SET at = now()",
    ],
)
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_not_even_sql_changes_an_entry(statement: str, role: str) -> None:
    entry()
    with connection.cursor() as cursor:
        if role == "replica":
            _become_replica(cursor)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(statement)
    (found,) = Entry.objects.all()
    assert found.actor == "per_1"


def test_undone_with_its_transaction() -> None:
    with transaction.atomic():
        entry()
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_pages_by_subject_store_and_actor() -> None:
    for number in range(5):
        entry(f"step.{number}")
    entry("elsewhere", store_id=2)
    entry("mall", store_id=None, actor=None, subject="per_9")
    seen, cursor = [], None
    while True:
        page = queries.list_by_subject(subject="ord_1", store_id=1, cursor=cursor, limit=2)
        seen += [found.action for found in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
        entry("meanwhile", subject="ord_2")
    assert seen == ["step.4", "step.3", "step.2", "step.1", "step.0"]
    assert [found.action for found in queries.list_by_store(store_id=2).items] == ["elsewhere"]
    by_actor = queries.list_by_actor(actor="per_1", store_id=2).items
    assert [found.action for found in by_actor] == ["elsewhere"]
    assert len(queries.list_by_actor(actor="per_1").items) == 8
    assert "mall" not in {found.action for found in queries.list_by_actor(actor="per_1").items}


def test_a_cursor_of_somebody_else_is_refused() -> None:
    with pytest.raises(InvalidInput):
        queries.list_by_store(store_id=1, cursor="nonsense")
