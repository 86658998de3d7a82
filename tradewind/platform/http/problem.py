"""Errors at the edge: which status, which words, and in which form they leave.

The REST API answers problem+json (RFC 9457); pages get an error page in the mall's look. Templates
``errors/<status>.html`` (or ``errors/error.html``) receive `status`, `code`, `title`, `details`
and `request_id`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template import TemplateDoesNotExist
from django.template.loader import select_template
from django.utils.http import urlencode

from tradewind.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound, TradewindError
from tradewind.platform.http import json
from tradewind.platform.http.audience import SecondFactorNeeded, SignInNeeded
from tradewind.platform.http.request_id import current_request_id
from tradewind.platform.http.sentences import is_registered, sentence

MEDIA_TYPE = "application/problem+json"

_STATUSES: dict[type[TradewindError], int] = {
    TradewindError: 400,
    SignInNeeded: 401,
    NotAllowed: 403,
    SecondFactorNeeded: 403,
    NotFound: 404,
    Conflict: 409,
    InvalidInput: 422,
}
_CODES = {
    400: "bad_request",
    401: "sign_in_needed",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "body_too_large",
    415: "unsupported_media_type",
    422: "invalid_input",
    429: "too_many_requests",
    500: "internal_error",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is told about an error. `fields` maps a field's path to the code of its fault."""

    status: int
    code: str
    details: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_status(cls, status: int, **details: Any) -> Problem:
        """The general problem of an HTTP status."""
        return cls(status, _CODES.get(status, "error"), details)

    @property
    def title(self) -> str:
        """The sentence a person reads, in the active language."""
        return sentence(self.code, self.details)


def register(statuses: Mapping[type[TradewindError], int]) -> None:
    """Give error classes, and those derived from them, another status than 400."""
    _STATUSES.update(statuses)


def status_of(error: type[TradewindError]) -> int:
    """The HTTP status of the nearest registered ancestor."""
    return next(_STATUSES[kind] for kind in error.__mro__ if kind in _STATUSES)


def of_error(error: TradewindError) -> Problem:
    """The problem an error of the business makes."""
    details = {name: value for name, value in error.details.items() if name != "fields"}
    return Problem(
        status=status_of(type(error)),
        code=error.code,
        details=details,
        fields=error.fields if isinstance(error, InvalidInput) else {},
        headers=getattr(error, "headers", {}),
    )


def wants_json(request: HttpRequest) -> bool:
    """Whether the caller is a program: REST, a webhook, or what asks for JSON and not HTML."""
    if request.path_info.startswith(("/api/", "/webhooks/")):
        return True
    accept = request.META.get("HTTP_ACCEPT", "")
    return "json" in accept and "text/html" not in accept


def respond(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer for `problem` in the form the caller understands."""
    if wants_json(request):
        return as_json(problem)
    if problem.status == HTTPStatus.UNAUTHORIZED:
        return _lead_to(request, "account_login")
    if problem.code == SecondFactorNeeded.code:
        return _lead_to(request, "mfa_activate_totp")
    return as_page(request, problem)


def as_json(problem: Problem) -> HttpResponse:
    """problem+json: `type`, `title`, `status`, `code`, `details`, `fields`, `request_id`."""
    body: dict[str, Any] = {
        "type": f"urn:tradewind:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "details": problem.details,
        "request_id": current_request_id(),
    }
    if problem.fields:
        body["fields"] = {
            path: {"code": code, "message": field_sentence(code)}
            for path, code in problem.fields.items()
        }
    headers = {"Content-Type": MEDIA_TYPE, "Cache-Control": "no-store", **problem.headers}
    return json.JsonResponse(body, status=problem.status, headers=headers)


def field_sentence(code: str) -> str:
    """What to say beside a field whose fault is `code`."""
    known = f"field.{code}"
    return sentence(known if is_registered(known) else "field.invalid")


def as_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """An error page; a bare sentence when no template is there to draw it."""
    headers = {"Cache-Control": "no-store", **problem.headers}
    names = [f"errors/{problem.status}.html", "errors/error.html"]
    context = {
        "status": problem.status,
        "code": problem.code,
        "title": problem.title,
        "details": problem.details,
        "request_id": current_request_id(),
    }
    try:
        content = select_template(names).render(context, request)
    except TemplateDoesNotExist:
        headers["Content-Type"] = "text/plain; charset=utf-8"
        content = problem.title
    return HttpResponse(content, status=problem.status, headers=headers)


def _lead_to(request: HttpRequest, route: str) -> HttpResponse:
    """Send a reader to the page that removes the obstacle, and from there back here."""
    here = request.get_full_path() if request.method == "GET" else "/"
    target = f"{resolve_url(route)}?{urlencode({'next': here})}"
    if "HX-Request" in request.headers:
        # A redirect would be followed by htmx and put the sign-in page into a fragment.
        return HttpResponse(status=401, headers={"HX-Redirect": target})
    return HttpResponse(status=302, headers={"Location": target})
