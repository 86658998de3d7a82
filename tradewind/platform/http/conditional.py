"""Answers that need not be sent again: entity tags and public caching (RFC 9110, RFC 9111)."""

from __future__ import annotations

from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags


def etag_of(*parts: object) -> str:
    """A strong entity tag for what `parts` (versions, ids, language …) determine."""
    told = "\x1f".join(map(str, parts)).encode()
    return f'"{blake2b(told, digest_size=12).hexdigest()}"'


def holds(request: HttpRequest, etag: str) -> bool:
    """Whether the caller has that version already, so that the work can be left undone."""
    known = request.META.get("HTTP_IF_NONE_MATCH")
    return known is not None and not {etag, "*"}.isdisjoint(
        tag.removeprefix("W/") for tag in parse_etags(known)
    )


def not_modified(etag: str, *, max_age: int) -> HttpResponse:
    """304 for a caller who `holds` the version."""
    return _cacheable(HttpResponse(status=304), etag, max_age)


def public(
    request: HttpRequest, response: HttpResponse, *, max_age: int, etag: str | None = None
) -> HttpResponse:
    """Let anyone keep `response` for `max_age` seconds and then ask whether it changed.

    The tag is made from the body unless given. Gives 304 when the caller has this version. Only
    for what is the same for everybody who reads this language.
    """
    if response.status_code != 200:
        return response
    tag = etag or f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    _cacheable(response, tag, max_age)
    answer = get_conditional_response(request, etag=tag, response=response)
    return answer if isinstance(answer, HttpResponse) else response


def _cacheable(response: HttpResponse, etag: str, max_age: int) -> HttpResponse:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={max_age}"
    patch_vary_headers(response, ["Accept-Language"])
    return response
