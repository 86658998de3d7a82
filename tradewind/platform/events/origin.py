"""Who and what request stands behind the events published now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """`request_id` of the request that started it all, `actor` a public id (``per_…``)."""

    request_id: str | None = None
    actor: str | None = None


_UNKNOWN = Origin()
_current: ContextVar[Origin] = ContextVar("origin", default=_UNKNOWN)


def current() -> Origin:
    """The origin of what runs now; empty where nobody said."""
    return _current.get()


@contextmanager
def acting(*, request_id: str | None = None, actor: str | None = None) -> Iterator[None]:
    """Events published within carry this request and actor. For middleware, jobs and the runner."""
    token = _current.set(Origin(request_id, actor))
    try:
        yield
    finally:
        _current.reset(token)
