"""Probes, figures, and the pages Django asks for when a request goes wrong."""

from __future__ import annotations

import secrets
from ipaddress import ip_address

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from tradewind.platform.http import audience, metrics, problem, readiness, request_id
from tradewind.platform.http.json import JsonResponse

_log = structlog.get_logger(__name__)


@audience.public
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process is alive; nothing else is asked."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@audience.public
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when every readiness check passes, else 503, with each check's answer."""
    checks = readiness.report()
    ready = all(answer == "ok" for answer in checks.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": checks},
        status=200 if ready else 503,
        headers={"Cache-Control": "no-store"},
    )


@audience.public
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Prometheus' figures, for this machine and for whoever holds ``METRICS_TOKEN``."""
    if not (_is_local(request) or _has_metrics_token(request)):
        return problem.as_json(problem.Problem.of_status(404))
    return HttpResponse(metrics.exposition(), content_type=metrics.CONTENT_TYPE)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return problem.respond(request, problem.Problem.of_status(400))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return problem.respond(request, problem.Problem.of_status(403))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return problem.respond(request, problem.Problem.of_status(404))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500. It draws a page without context, for anything might be what broke."""
    told = problem.Problem.of_status(500)
    if problem.wants_json(request):
        return problem.as_json(told)
    try:
        page = render_to_string(
            "errors/500.html",
            {"title": told.title, "status": 500, "request_id": request_id.current_request_id()},
        )
    except Exception:
        # Whatever broke the page may break the error page too; a sentence always gets through.
        _log.exception("error page failed")
        return HttpResponse(told.title, status=500, content_type="text/plain; charset=utf-8")
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, **_why: str) -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: the form was too old, or not ours."""
    return problem.respond(request, problem.Problem(403, "csrf_failed"))


def _is_local(request: HttpRequest) -> bool:
    # A proxy on this machine makes every visitor look local, so a forwarded request never is.
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _has_metrics_token(request: HttpRequest) -> bool:
    expected: str = settings.METRICS_TOKEN
    scheme, _, given = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return (
        bool(expected)
        and scheme.lower() == "bearer"
        and secrets.compare_digest(given.encode(), expected.encode())
    )
