"""Structured logs: structlog for us and, through the same steps, everybody's stdlib logging."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

import orjson
import structlog

from tradewind.platform.http.request_id import current_request_id

MASK = "•••"

_SECRET_WORDS = ("password", "passwd", "token", "authorization", "cookie", "secret", "api_key")

EventDict = MutableMapping[str, Any]


def configure(config: dict[str, str]) -> None:
    """Log to standard error as `style` (``console`` or ``json``) from `level` (``info`` …) on.

    Django calls this as ``LOGGING_CONFIG`` with ``LOGGING``, after its own defaults.
    """
    style, level = config["style"], config["level"]
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if style == "json" else _as_is,
        add_request_id,
        mask_secrets,
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(serializer=_json)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in ("django", "django.server"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = True
    # Django repeats each 4xx and 5xx as a line of its own; the access line has said it.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    for chatty in ("httpx", "httpcore", "PIL", "asyncio", "procrastinate.blueprints", "stripe"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def add_request_id(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Name the request a line belongs to."""
    identity = current_request_id()
    if identity is not None:
        event["request_id"] = identity
    return event


def mask_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Hide the value of every key, at any depth, that sounds like a secret."""
    for key, value in event.items():
        if _is_secret(key):
            event[key] = MASK
        elif isinstance(value, dict | list | tuple):
            event[key] = _masked(value)
    return event


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: MASK if _is_secret(str(key)) else _masked(inner) for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_masked(inner) for inner in value]
    return value


@lru_cache(maxsize=1024)
def _is_secret(key: str) -> bool:
    lowered = key.lower().replace("-", "_")
    return any(word in lowered for word in _SECRET_WORDS)


def _as_is(_logger: Any, _method: str, event: EventDict) -> EventDict:
    # The console renderer draws tracebacks itself.
    return event


def _json(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=repr).decode()
