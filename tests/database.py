"""The PostgreSQL that tests run on, and one ready-made database for each worker.

Loaded with `-p` (pyproject.toml), because it must speak before Django's settings are read.
With DATABASE_URL set that server is used, otherwise an embedded one under `.data/test`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import InsufficientPrivilege, ObjectInUse

from tradewind.platform.postgres import Cluster
from tradewind.platform.processes import Lock

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / ".data" / "test"
_SLOT = "TRADEWIND_TEST_SLOT"
_MOST_RUNS = 16
_MOST_TRIES = 10
_running = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Before pytest-django's own, which reads the settings."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if worker == "main":
        DATA.mkdir(parents=True, exist_ok=True)
        os.environ[_SLOT] = str(_running.enter_context(_own_slot()))
        if not os.environ.get("DATABASE_URL"):
            cluster = Cluster(DATA, durable=False)
            os.environ["DATABASE_URL"] = _running.enter_context(cluster.held())
    os.environ["TRADEWIND_ENV"] = "test"
    os.environ["TRADEWIND_DATA"] = str(DATA / f"{os.environ[_SLOT]}-{worker}")
    Path(os.environ["TRADEWIND_DATA"]).mkdir(exist_ok=True)
    return (yield)


def pytest_unconfigure() -> None:
    """Let go of the server; it stops when no other run uses it."""
    _running.close()


@contextmanager
def _own_slot() -> Iterator[int]:
    """A number no other run in this tree has: two runs at once must not share databases."""
    for slot in range(_MOST_RUNS):
        lock = Lock(DATA / f"run-{slot}.lock")
        if lock.try_hold():
            try:
                yield slot
            finally:
                lock.release()
            return
    raise pytest.UsageError(f"{_MOST_RUNS} test runs are going on in this tree already")


class WorkerDatabase:
    """The database of one worker: a copy of a template that is migrated once."""

    def __init__(self, url: str) -> None:
        given = conninfo_to_dict(url)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self._server = url
        self._owner = given["dbname"]
        self.name = f"{self._owner}_test_{os.environ[_SLOT]}_{worker}"
        self.template = f"{self._owner}_template_{_schema_hash()}"

    @contextmanager
    def building_template(self) -> Iterator[str | None]:
        """Yields the name of an empty database to migrate, or None when the template is there.

        One worker builds while the others wait; templates of older schemas are dropped.
        """
        with self._connect() as connection:
            # The lock lasts as long as the connection.
            connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [self._owner])
            names = connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s",
                [f"{self._owner}\\_template\\_%"],
            ).fetchall()
            if (self.template,) in names:
                yield None
                return
            for (name,) in names:
                drop(connection, name)
            building = f"{self.template}_building"
            connection.execute(_statement("CREATE DATABASE {}", building))
            yield building
            connection.execute(
                _statement("ALTER DATABASE {} RENAME TO {}", building, self.template)
            )

    def make(self) -> None:
        """Make the worker's database anew, exactly as the template is."""
        with self._connect() as connection:
            drop(connection, self.name)
            connection.execute(
                _statement("CREATE DATABASE {} TEMPLATE {}", self.name, self.template)
            )

    def leave(self) -> None:
        """Leave nothing behind."""
        with self._connect() as connection:
            drop(connection, self.name)

    def _connect(self) -> psycopg.Connection[tuple[str, ...]]:
        return psycopg.connect(self._server, autocommit=True)


def drop(connection: psycopg.Connection[tuple[str, ...]], name: str) -> None:
    """Drop a database, whoever still uses it.

    FORCE may not end an autovacuum worker unless a superuser asks; the plain form asks it to go
    and waits for that, but does not end sessions. So they take turns.
    """
    for _ in range(_MOST_TRIES):
        for how in ("DROP DATABASE IF EXISTS {} WITH (FORCE)", "DROP DATABASE IF EXISTS {}"):
            with suppress(InsufficientPrivilege, ObjectInUse):
                connection.execute(_statement(how, name))
                return
    raise RuntimeError(f"{name} is still in use")


def _statement(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))


def _schema_hash() -> str:
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    digest.update((ROOT / "tradewind" / "config" / "settings.py").read_bytes())
    for path in sorted((ROOT / "tradewind").rglob("*.py")):
        if path.parent.name in ("migrations", "models") or path.name == "models.py":
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
