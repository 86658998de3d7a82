"""Whether this process may be sent requests: checks by name, each saying what is wrong or nothing."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

Check = Callable[[], str | None]

_log = structlog.get_logger(__name__)


def database() -> str | None:
    """PostgreSQL answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return None


class AppliedMigrations:
    """Every migration of this version has run. Once true it stays true for the process."""

    def __init__(self) -> None:
        self._applied = False

    def __call__(self) -> str | None:
        if self._applied:
            return None
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            return f"{len(waiting)} not applied"
        self._applied = True
        return None


_checks: dict[str, Check] = {"database": database, "migrations": AppliedMigrations()}


def register(name: str, check: Check) -> None:
    """Add a check: it returns None when all is well, else a few words; raising counts as failing."""
    _checks[name] = check


def report() -> dict[str, str]:
    """Each check's name with ``ok`` or what is wrong. Causes of exceptions go to the log only."""
    return {name: _result(name, check) for name, check in _checks.items()}


def _result(name: str, check: Check) -> str:
    try:
        return check() or "ok"
    except DatabaseError:
        _log.warning("not ready", check=name, exc_info=True)
        return "database does not answer"
    except Exception:
        # Whatever a check stumbles over, the answer is "not ready" and never a broken probe.
        _log.exception("not ready", check=name)
        return "failed"
