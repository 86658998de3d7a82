"""Connections of the pool that PostgreSQL has left meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tradewind.platform.postgres.engine.base import DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pooled() -> Iterator[DatabaseWrapper]:
    """Our database through a pool of two, as a web process has it."""
    own = connection.settings_dict
    options = {**own["OPTIONS"], "pool": {"min_size": 2, "max_size": 2}}
    database = DatabaseWrapper({**own, "OPTIONS": options})
    yield database
    database.close()
    database.close_pool()


def backend(database: DatabaseWrapper) -> int:
    """The process that serves the connection the pool hands out now."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    database.close()
    return int(pid)


def end(*pids: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid, 2000) FROM unnest(%s) pid", [list(pids)])
        assert cursor.fetchall() == [(True,)] * len(pids)


def test_a_connection_that_lives_is_handed_out_again(pooled: DatabaseWrapper) -> None:
    pooled.ensure_connection()
    pooled.close()
    assert pooled.pool is not None
    pooled.pool.wait()
    served = {backend(pooled) for _ in range(6)}

    with CaptureQueriesContext(pooled) as captured:
        assert backend(pooled) in served
    assert len(served) <= 2
    assert len(captured) == 1


def test_no_request_meets_connections_that_were_ended(pooled: DatabaseWrapper) -> None:
    pooled.ensure_connection()
    pooled.close()
    assert pooled.pool is not None
    pooled.pool.wait()
    former = {backend(pooled) for _ in range(6)}

    end(*former)

    assert backend(pooled) not in former
    assert backend(pooled) not in former


def test_a_request_under_way_fails_alone(pooled: DatabaseWrapper) -> None:
    with pooled.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
        end(pid)
        with pytest.raises(Exception, match="terminating connection") as failed:
            cursor.execute("SELECT 1")
    pooled.close()

    assert isinstance(failed.value.__cause__, psycopg.OperationalError)
    assert backend(pooled) != pid
