"""Sessions, cookies and forms for pages; the REST API goes past them.

A call to the API without the session's cookie can't have a session, so loading Django's layers for
it is time spent on nothing. With the cookie it takes the whole chain and must show the CSRF token
for every unsafe method, since a browser sends that cookie for any site's form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Paths programs call. All else are pages.
PROGRAM_PATHS = ("/api/", "/webhooks/", "/healthz", "/readyz", "/metrics", "/files/")

_SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "TRACE"))
_NOBODY = AnonymousUser()


class PageChain:
    """Runs ``PAGE_MIDDLEWARE`` around pages and around API calls that carry a session."""

    def __init__(self, get_response: GetResponse) -> None:
        self._direct = get_response
        self._view_hooks: list[Callable[..., HttpResponse | None]] = []
        handler: Any = get_response
        for path in reversed(settings.PAGE_MIDDLEWARE):
            handler = import_string(path)(handler)
            if hasattr(handler, "process_view"):
                self._view_hooks.insert(0, handler.process_view)
            if isinstance(handler, CsrfViewMiddleware):
                self._csrf = handler
        self._full = handler

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._is_bare(request):
            request.user = _NOBODY
            response = self._direct(request)
            if isinstance(response, HttpResponse):
                response.headers["Content-Length"] = str(len(response.content))
            return response
        return self._full(request)  # type: ignore[no-any-return]

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if self._is_bare(request):
            return None
        if self._rides_on_cookie(request):
            return self._csrf.process_view(request, _not_exempt, (), {})
        for hook in self._view_hooks:
            response = hook(request, view, args, kwargs)
            if response is not None:
                return response
        return None

    def _is_bare(self, request: HttpRequest) -> bool:
        return request.path_info.startswith(PROGRAM_PATHS) and not (
            "HTTP_COOKIE" in request.META and settings.SESSION_COOKIE_NAME in request.COOKIES
        )

    def _rides_on_cookie(self, request: HttpRequest) -> bool:
        return (
            request.path_info.startswith("/api/")
            and request.method not in _SAFE_METHODS
            and "HTTP_AUTHORIZATION" not in request.META
        )


def _not_exempt(_request: HttpRequest) -> HttpResponse:
    """Stands for an API view, all of which django-ninja marks as exempt from CSRF checks."""
    return HttpResponse()
