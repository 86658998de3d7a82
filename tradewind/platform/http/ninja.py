"""What every django-ninja API of the mall shares: our JSON, our problems, strict bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from tradewind.kernel.errors import TradewindError
from tradewind.platform.http import problem
from tradewind.platform.http.json import Renderer


class MalformedBody(TradewindError):
    """The body is not JSON, or not UTF-8."""

    code = "malformed_body"


class UnsupportedMediaType(TradewindError):
    """A body came in another format than JSON."""

    code = "unsupported_media_type"


problem.register({UnsupportedMediaType: 415})

# pydantic's error types by the codes of fields that we promise.
_FIELD_CODES = {
    "missing": "required",
    "string_too_short": "too_short",
    "too_short": "too_short",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "enum": "unknown",
    "literal_error": "unknown",
    "extra_forbidden": "unexpected",
}


class JsonParser(Parser):
    """Reads bodies with orjson and refuses what is not declared to be JSON."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type and not request.content_type.endswith("json"):
            raise UnsupportedMediaType(content_type=request.content_type[:100])
        if b"\\u0000" in request.body:
            # PostgreSQL holds no NUL in a text.
            raise MalformedBody
        try:
            return orjson.loads(request.body)
        except orjson.JSONDecodeError:
            raise MalformedBody from None


def install(api: NinjaAPI) -> None:
    """Give `api` our renderer, parser and error answers. Call once, before its URLs are read."""
    api.renderer = Renderer()
    api.parser = JsonParser()
    api.add_exception_handler(TradewindError, _business_error)
    api.add_exception_handler(ValidationError, _validation_error)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(RequestDataTooBig, _too_big)
    api.add_exception_handler(TooManyFieldsSent, _too_big)
    api.add_exception_handler(SuspiciousOperation, _suspicious)


def field_codes(errors: list[dict[str, Any]]) -> Mapping[str, str]:
    """Field paths to codes from pydantic's errors: ``{"lines.0.quantity": "too_small"}``.

    The first part of a location names where the value stood (body, query, path) and, for bodies,
    the second the view's parameter; neither is part of what the caller wrote.
    """
    found: dict[str, str] = {}
    for error in errors:
        where, *path = error["loc"]
        if where == "body" and len(path) > 1:
            path = path[1:]
        found.setdefault(
            ".".join(map(str, path)) or where, _FIELD_CODES.get(error["type"], "invalid")
        )
    return found


def _business_error(_request: HttpRequest, error: Any) -> HttpResponse:
    return problem.as_json(problem.of_error(error))


def _validation_error(_request: HttpRequest, error: Any) -> HttpResponse:
    fields = field_codes(error.errors)
    return problem.as_json(problem.Problem(422, "invalid_input", fields=fields))


def _http_error(_request: HttpRequest, error: Any) -> HttpResponse:
    # django-ninja's own body parsing wraps what the parser raised; the cause says more.
    if isinstance(error.__cause__ or error.__context__, TradewindError):
        return _business_error(_request, error.__cause__ or error.__context__)
    return problem.as_json(problem.Problem.of_status(error.status_code))


def _missing(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem.as_json(problem.Problem.of_status(404))


def _too_big(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem.as_json(problem.Problem.of_status(413))


def _suspicious(_request: HttpRequest, _error: Any) -> HttpResponse:
    return problem.as_json(problem.Problem.of_status(400))
