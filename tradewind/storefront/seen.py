"""The cookie of a guest who lets the mall remember what they look at."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

SEEN_COOKIE = "tw_seen"
_AGE = 180 * 24 * 3600  # seconds


def seen_token(request: HttpRequest) -> str:
    """What the browser holds; empty for who never allowed it."""
    return request.COOKIES.get(SEEN_COOKIE, "")


def keep_seen(response: HttpResponseBase, token: str) -> None:
    """Let the browser be known again; without a token, never again."""
    if not token:
        response.delete_cookie(SEEN_COOKIE, samesite="Lax")
        return
    response.set_cookie(
        SEEN_COOKIE,
        token,
        max_age=_AGE,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
