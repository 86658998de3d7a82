"""One line per answered request."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime

import orjson
import structlog
from django.conf import settings
from django.http import HttpRequest

from tradewind.platform.http.logs import MASK
from tradewind.platform.http.request_id import current_request_id
from tradewind.platform.http.statements import tally

_QUIET = frozenset(("/healthz", "/readyz", "/metrics"))
_STDERR = 2
# Parts of a path that let their holder in: guest links, password resets, file tickets.
_SECRET_PARTS = ("token", "key", "ticket")


class AccessLog:
    """Writes method, path, status and milliseconds; with debug logging also SQL statements.

    Query strings stay out: they carry tokens and what people searched for. As JSON the line is
    written past the logging library, which would take longer than all the rest of the edge.
    """

    def __init__(self) -> None:
        log = logging.getLogger("tradewind.access")
        self._enabled = log.isEnabledFor(logging.INFO)
        self._detailed = log.isEnabledFor(logging.DEBUG)
        self._as_json = settings.LOGGING["style"] == "json"
        self._log = structlog.get_logger("tradewind.access")

    def write(self, request: HttpRequest, status: int, seconds: float) -> None:
        if not self._enabled or request.path_info in _QUIET:
            return
        told: dict[str, object] = {
            "method": request.method,
            "path": _told_path(request),
            "status": status,
            "ms": round(seconds * 1000, 2),
        }
        if self._detailed:
            told["sql"] = tally.count
            told["sql_ms"] = round(tally.seconds * 1000, 2)
        if self._as_json:
            self._write_json(told)
        else:
            self._log.info("request", **told)

    def _write_json(self, told: dict[str, object]) -> None:
        line = {
            "event": "request",
            "level": "info",
            "logger": "tradewind.access",
            "timestamp": datetime.now(UTC),
            "request_id": current_request_id(),
            **told,
        }
        # One write per line, so that lines of several threads never mix.
        os.write(_STDERR, orjson.dumps(line, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE))


def _told_path(request: HttpRequest) -> str:
    path = request.path
    match = request.resolver_match
    if match and match.kwargs:
        for name in _SECRET_PARTS:
            if secret := match.kwargs.get(name):
                path = path.replace(str(secret), MASK)
    return path
