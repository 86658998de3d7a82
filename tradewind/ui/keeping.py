"""Which pages a device may keep for when it has no line, and for whom."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from tradewind.ui.pwa import keep_offline

GetResponse = Callable[[HttpRequest], HttpResponseBase]

READER = "X-Reader"
_GUEST = "guest"


class KeepForOffline:
    """Middleware around pages: says who reads, and which pages may be kept.

    ``OFFLINE_PAGES`` names views that anybody may keep, ``OFFLINE_OWN_PAGES`` those that only a
    member keeps, of themselves. The reader's name is made from the person with the mall's secret;
    the service worker compares it and can't tell who it is.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response
        self._pages = frozenset(settings.OFFLINE_PAGES)
        self._own = frozenset(settings.OFFLINE_OWN_PAGES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if request.method == "GET" and "HX-Request" not in request.headers and _is_page(response):
            self._say(request, response)
        return response

    def _say(self, request: HttpRequest, response: HttpResponseBase) -> None:
        reader = _reader(request)
        response.headers[READER] = reader
        match = request.resolver_match
        name = match.view_name if match else ""
        is_kept_by_nobody = "no-store" in response.headers.get("Cache-Control", "")
        if response.status_code != 200 or is_kept_by_nobody:
            return
        if name in self._pages:
            keep_offline(response)
        elif name in self._own and reader != _GUEST:
            keep_offline(response, own=True)


def _reader(request: HttpRequest) -> str:
    # Without the cookie nobody is signed in, and asking would open a session.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return _GUEST
    return salted_hmac("tradewind.ui.reader", str(request.user.pk)).hexdigest()[:16]


def _is_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")
