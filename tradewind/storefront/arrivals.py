"""The source of a visit, kept in a signed cookie until the shopper does something worth a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tradewind.domains.visits.rules import Arrival, arrival_of

_COOKIE = "tw_from"
_AGE = 30 * 24 * 3600  # seconds; GA4 attributes a purchase to its source for 30 days by default
_SALT = "arrival"

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RememberArrival:
    """Middleware around pages: notes where a visit came from, the latest known source winning.

    A direct visit never replaces a source, as in every last-non-direct-click model, and leaves no
    cookie. Outside the session, so that looking around costs no row.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        is_counted = getattr(request, "_is_counted", True)
        if is_counted and request.method == "GET" and "HX-Request" not in request.headers:
            self._note(request, response)
        return response

    def _note(self, request: HttpRequest, response: HttpResponseBase) -> None:
        if response.status_code != 200 or not _is_page(response):
            return
        arrival = arrival_of(
            query=request.GET.dict(),
            referrer=request.META.get("HTTP_REFERER", ""),
            own_host=request.get_host().partition(":")[0],
            landing=request.path,
        )
        if arrival is None or arrival.tells_nothing:
            return
        response.set_cookie(
            _COOKIE,
            signing.dumps(asdict(arrival), salt=_SALT, compress=True),
            max_age=_AGE,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
        )


def leave_uncounted(request: HttpRequest) -> None:
    """Looking at this page is no visit."""
    request._is_counted = False  # type: ignore[attr-defined]


def arrival_in(request: HttpRequest) -> Arrival | None:
    """What an earlier page noted; None for nothing, or for a cookie that is not ours."""
    try:
        noted = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_AGE)
        return Arrival(**noted)
    except (signing.BadSignature, TypeError):
        return None


def _is_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")
