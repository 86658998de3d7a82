"""The outermost middleware: id, audience, throttles, errors, security headers, log and metrics."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tradewind.kernel.errors import TradewindError
from tradewind.platform.http import metrics, problem, request_id, statements, throttles
from tradewind.platform.http.access_log import AccessLog
from tradewind.platform.http.audience import admit
from tradewind.platform.http.policy import SecurityHeaders
from tradewind.platform.http.routes import audience_of, marked, methods_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class UndeclaredAudience(RuntimeError):
    """A route says nobody it is for. A bug; the architecture test names it before anyone can ask."""


class Edge:
    """Everything that every request passes, in one layer because layers cost time."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.security = SecurityHeaders()
        self.access_log = AccessLog()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        identity = request_id.adopt(request.META.get("HTTP_X_REQUEST_ID"))
        statements.begin()
        try:
            response = self.get_response(request)
            response.headers[request_id.HEADER] = identity
            self.security.apply(request, response)
            seconds = perf_counter() - began
            metrics.observe(request, response.status_code, seconds)
            self.access_log.write(request, response.status_code, seconds)
        finally:
            request_id.release()
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, route: dict[str, Any]
    ) -> HttpResponse | None:
        """Check who is asking, and how often, before the view or a body parser runs."""
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            # PostgreSQL holds no NUL in a text, so no view could do anything with it.
            return problem.respond(request, problem.Problem.of_status(400))
        target = marked(request, view)
        if target is None:
            headers = {"Allow": ", ".join(sorted(methods_of(view)))}
            return problem.respond(
                request, problem.Problem(405, "method_not_allowed", headers=headers)
            )
        match = request.resolver_match
        audience = audience_of(target, match.view_name if match else "")
        if audience is None:
            raise UndeclaredAudience(request.path_info)
        try:
            for throttle in getattr(target, "throttles", ()):
                throttles.hit(request, throttle)
            admit(request, audience, route)
        except TradewindError as error:
            return problem.respond(request, problem.of_error(error))
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what the business refused; anything else is Django's to report."""
        if isinstance(error, TradewindError):
            return problem.respond(request, problem.of_error(error))
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return problem.respond(request, problem.Problem.of_status(413))
        return None
