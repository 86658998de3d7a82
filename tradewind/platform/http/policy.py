"""Security headers of every answer: what a page may load, who may frame it, what it tells others."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_PROGRAM_POLICY = "default-src 'none'; frame-ancestors 'none'"


class SecurityHeaders:
    """Sets the headers; a page that needs more says so through `extend_policy`."""

    def __init__(self) -> None:
        self._hsts = "max-age=31536000; includeSubDomains" if settings.HTTPS else ""

    def apply(self, request: HttpRequest, response: HttpResponseBase) -> None:
        headers = response.headers
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        if self._hsts:
            headers["Strict-Transport-Security"] = self._hsts
        if "Content-Security-Policy" in headers:
            return
        if "html" in headers.get("Content-Type", ""):
            host = request.META.get("HTTP_HOST", "")
            extra = getattr(response, "_policy_extra", ())
            headers["Content-Security-Policy"] = _page_policy(host, extra)
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
        else:
            headers["Content-Security-Policy"] = _PROGRAM_POLICY


def extend_policy(response: HttpResponseBase, **sources: str) -> None:
    """Widen this page's policy: ``extend_policy(response, frame_ancestors="https://a.example")``.

    `sources` are CSP directives with underscores; their values are added to the page's own.
    """
    response._policy_extra = tuple(sources.items())  # type: ignore[attr-defined]


@lru_cache(maxsize=256)
def _page_policy(host: str, extra: tuple[tuple[str, str], ...]) -> str:
    directives = {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "connect-src": f"'self' {edge_sources(host)}",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    for name, value in extra:
        key = name.replace("_", "-")
        directives[key] = f"{directives.get(key, '')} {value}".strip()
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def edge_sources(host: str) -> str:
    """The realtime hub as CSP sources: its HTTP and its WebSocket origin.

    Without ``TRADEWIND_EDGE_URL`` the hub listens on the request's host at the next port.
    """
    if settings.EDGE_URL:
        web = settings.EDGE_URL.rstrip("/")
        return "" if web.startswith("/") else f"{web} {web.replace('http', 'ws', 1)}"
    name, _, port = host.partition(":") if not host.startswith("[") else _ipv6(host)
    if not port.isdigit():
        return ""
    scheme = "https" if settings.HTTPS else "http"
    origin = f"{name}:{int(port) + 1}"
    return f"{scheme}://{origin} {scheme.replace('http', 'ws')}://{origin}"


def _ipv6(host: str) -> tuple[str, str, str]:
    name, bracket, port = host.partition("]")
    return name + bracket, ":", port.lstrip(":")
