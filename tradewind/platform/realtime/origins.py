"""Whose pages may open a connection."""

from __future__ import annotations

from urllib.parse import urlsplit

from tradewind.platform.realtime.configuration import Configuration


def is_allowed(*, origin: str, host: str, configuration: Configuration) -> bool:
    """Whether a page of `origin` (``https://mall.example``) may listen at a hub called `host`.

    The public address and the allowed hosts count; where neither is set, as in development, the
    page must come from the hub's own host, whatever the port.
    """
    parts = urlsplit(origin.lower())
    name = parts.hostname
    if parts.scheme not in ("http", "https") or not name:
        return False
    if origin.lower() == configuration.public_origin:
        return True
    patterns = [pattern for pattern in configuration.allowed_hosts if pattern != "*"]
    if patterns:
        return any(_matches(name, pattern) for pattern in patterns)
    if configuration.public_origin and not configuration.allowed_hosts:
        return False
    return name == urlsplit(f"//{host.lower()}").hostname


def _matches(name: str, pattern: str) -> bool:
    if pattern.startswith("."):
        return name == pattern[1:] or name.endswith(pattern)
    return name == pattern
