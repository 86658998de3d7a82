"""Django's PostgreSQL backend, whose pool hands out no connection the server has left.

Django's health check asks the server before every request, which takes 0.12 ms, two thirds of them
CPU of ours. But a server that ends a connection closes its socket, after a last word
or without; so an idle connection with something to read is no good any more, and to see that takes
no round trip.
"""

from __future__ import annotations

import select
from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """What Django loads for ``ENGINE``."""

    # Django's own, which django-stubs does not know.
    pool: ConnectionPool[Any] | None
    close_pool: Callable[[], None]

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection of the pool that still leads somewhere, or one outside of any pool."""
        connection = super().get_new_connection(conn_params)
        while self.pool is not None and _is_left(connection):
            connection.close()
            self.pool.putconn(connection)  # which drops it and opens another
            connection = super().get_new_connection(conn_params)
        return connection


def _is_left(connection: Connection[Any]) -> bool:
    if connection.closed:
        return True
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)
    return bool(socket.poll(0))
