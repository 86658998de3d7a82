"""Real rivals: functions that run at once, each on a database connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def in_parallel(functions: Sequence[Callable[[], T]], *, seconds: float = 30) -> list[T]:
    """Start all `functions` together; their results in order. What one raises comes through.

    Every thread closes its connections. For tests with `django_db(transaction=True)`.
    """
    together = threading.Barrier(len(functions))

    def run(function: Callable[[], T]) -> T:
        try:
            together.wait(seconds)
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(functions)) as pool:
        futures = [pool.submit(run, function) for function in functions]
        return [future.result(seconds) for future in futures]
