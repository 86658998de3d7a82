"""The line to the mail server: one for each mail, or one for several that leave together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend


class _Shared:
    """A connection that stays open between mails until one of them fails."""

    def __init__(self) -> None:
        self._connection: SmtpBackend | None = None

    def open(self) -> BaseEmailBackend:
        if self._connection is not None:
            return self._connection
        connection: BaseEmailBackend = get_connection()
        # Files and the console have nothing to keep open: a file would take all mails into one.
        if isinstance(connection, SmtpBackend):
            connection.open()
            self._connection = connection
        return connection

    def drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


_shared: ContextVar[_Shared | None] = ContextVar("mail_line", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Mails sent within leave over one connection where there is a mail server."""
    line = _Shared()
    token = _shared.set(line)
    try:
        yield
    finally:
        _shared.reset(token)
        line.drop()


def connect() -> BaseEmailBackend:
    """What the next mail leaves by. Raises what `smtplib` and the network raise."""
    line = _shared.get()
    if line is None:
        alone: BaseEmailBackend = get_connection()
        return alone
    return line.open()


def hang_up() -> None:
    """A mail failed: what state the shared connection is in nobody knows."""
    line = _shared.get()
    if line is not None:
        line.drop()
