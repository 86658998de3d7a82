"""Django, made ready for a command and put away after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from tradewind.cli.messages import compile_messages


@contextmanager
def ready() -> Iterator[None]:
    """Load the models for the length of the block."""
    compile_messages()
    django.setup()
    try:
        yield
    finally:
        # Left to the interpreter's end, a pool waits five seconds for threads that stand still.
        for connection in connections.all(initialized_only=True):
            connection.close()
            if isinstance(connection, DatabaseWrapper):
                connection.close_pool()  # type: ignore[attr-defined]  # newer than the stubs
