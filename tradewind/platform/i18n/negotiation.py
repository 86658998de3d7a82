"""Which language, currency and time zone a request is answered in.

The language comes from the path (``/fr/…``), else the choice remembered in a cookie, else
``Accept-Language``, else English. A prefix may stand before every path of the mall: it is taken off
before routing and becomes the script name, so that every link built while answering keeps it.
That makes pages shareable and lets search engines tell the languages apart, without a second set of
URL patterns.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from tradewind.platform.i18n.languages import languages

LANGUAGE_COOKIE = "tw_language"
CURRENCY_COOKIE = "tw_currency"
SHOWN_COOKIE = "tw_shown"
TIME_ZONE_COOKIE = "tw_zone"
_YEAR = 365 * 24 * 3600

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class LanguageAndZone:
    """Middleware: activates the language and the zone, and routes prefixed paths."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        outer_prefix = get_script_prefix()
        prefix_language = _prefix_of(request.path_info)
        if prefix_language:
            request.path_info = request.path_info[len(prefix_language) + 1 :] or "/"
            set_script_prefix(f"{outer_prefix}{prefix_language}/")
        language = prefix_language or _negotiated(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        zone = _chosen_zone(request)
        if zone:
            timezone.activate(zone)
        try:
            response = self._get_response(request)
        finally:
            # Threads, and tests' clients, serve another request next.
            translation.deactivate()
            if zone:
                timezone.deactivate()
            if prefix_language:
                set_script_prefix(outer_prefix)
        headers = response.headers
        headers.setdefault("Content-Language", language)
        if not prefix_language:
            if "Vary" in headers:
                patch_vary_headers(response, ("Accept-Language",))
            else:
                headers["Vary"] = "Accept-Language"
        return response


def currency_of(request: HttpRequest, *, among: tuple[str, ...]) -> str:
    """The currency the reader chose, when it is one of `among` (ISO 4217); else the first."""
    chosen = request.COOKIES.get(CURRENCY_COOKIE, "")
    return chosen if chosen in among else among[0]


def remember(
    response: HttpResponseBase,
    *,
    language: str = "",
    currency: str = "",
    time_zone: str = "",
    shown: str | None = None,
) -> None:
    """Keep choices for a year; an empty one, or one we don't know, leaves what was there.

    `shown` is what prices are told in beside: empty takes the choice back, None leaves it.
    Sign-in calls this with what the member's row prefers.
    """
    if language in languages():
        _keep(response, LANGUAGE_COOKIE, language)
    if _is_code(currency):
        _keep(response, CURRENCY_COOKIE, currency)
    if shown == "":
        response.delete_cookie(SHOWN_COOKIE, samesite="Lax")
    elif shown is not None and _is_code(shown):
        _keep(response, SHOWN_COOKIE, shown)
    if time_zone in _zones():
        _keep(response, TIME_ZONE_COOKIE, time_zone)


def localised_path(path: str, language: str) -> str:
    """`path` of the mall under the prefix of `language`: ``/fr/cart``; English has none."""
    held = _prefix_of(path)
    bare = (path[len(held) + 1 :] or "/") if held else path
    return bare if language == settings.LANGUAGE_CODE else f"/{language}{bare}"


def alternates(request: HttpRequest) -> list[tuple[str, str]]:
    """Language and absolute URL of each version of this page, for `<link rel="alternate">`."""
    return [
        (language, request.build_absolute_uri(localised_path(request.path, language)))
        for language in languages()
    ]


def _is_code(currency: str) -> bool:
    return len(currency) == 3 and currency.isascii() and currency.isupper()


def _prefix_of(path: str) -> str:
    """The language whose prefix `path` carries, or nothing. English is never a prefix."""
    head = path[1:].partition("/")[0]
    return head if head in _prefixes() else ""


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(languages()[1:])


def is_time_zone(name: str) -> bool:
    """Whether that is the name of an IANA zone."""
    return name in _zones()


@cache
def _zones() -> set[str]:
    return available_timezones()


def _chosen_zone(request: HttpRequest) -> ZoneInfo | None:
    if "HTTP_COOKIE" not in request.META:
        return None
    name = request.COOKIES.get(TIME_ZONE_COOKIE)
    return ZoneInfo(name) if name in _zones() else None


def _negotiated(request: HttpRequest) -> str:
    if "HTTP_COOKIE" in request.META:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE)
        if chosen in languages():
            return str(chosen)
    return _accepted(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))


@lru_cache(maxsize=1024)
def _accepted(header: str) -> str:
    for tag, _quality in parse_accept_lang_header(header.lower()):
        base = tag.split("-")[0]
        if base in languages():
            return base
        if tag == "*":
            break
    return languages()[0]


def _keep(response: HttpResponseBase, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=_YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
