"""One id from the edge to the last log line and event a request causes."""

from __future__ import annotations

import os
import re
from contextvars import ContextVar

HEADER = "X-Request-ID"

_current: ContextVar[str | None] = ContextVar("request_id", default=None)
_SANE = re.compile(r"[A-Za-z0-9_.:-]{8,64}")


def current_request_id() -> str | None:
    """The id of the request being served, None outside of one."""
    return _current.get()


def adopt(offered: str | None) -> str:
    """Bind the id a proxy sent when it is sane (8 to 64 of ``A-Za-z0-9_.:-``), else a new one."""
    if offered is None or not _SANE.fullmatch(offered):
        offered = os.urandom(12).hex()
    _current.set(offered)
    return offered


def release() -> None:
    """Forget the id; threads are used again."""
    _current.set(None)
