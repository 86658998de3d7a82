"""How many SQL statements a request sent, and how long PostgreSQL took over them."""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from time import perf_counter
from typing import Any

from django.db import connection


class Tally(local):
    """The running request's statements; one per thread, as a thread serves one request at a time."""

    count = 0
    seconds = 0.0


tally = Tally()


def begin() -> None:
    """Start counting for a new request."""
    tally.count = 0
    tally.seconds = 0.0
    # The connection object lives as long as its thread, so this happens once per thread.
    if _timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_timed)


def _timed(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        tally.count += 1
        tally.seconds += perf_counter() - began
