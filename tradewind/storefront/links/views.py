"""Short links, as on a poster or under a post: ``/via/MAYA``."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix
from django.views.decorators.http import require_safe

from tradewind.domains.visits.queries import find_link_code
from tradewind.platform.http import audience


@audience.public
@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the link's page, which notes the code. One nobody knows leads home."""
    link = find_link_code(code=code)
    target = link.target if link else "/"
    if link and link.archived_at is None:
        target = _with_code(target, code)
    response = HttpResponseRedirect(get_script_prefix().rstrip("/") + target)
    # A link may lead elsewhere tomorrow, and each use must reach us.
    response.headers["Cache-Control"] = "no-store"
    return response


def _with_code(target: str, code: str) -> str:
    parts = urlsplit(target)
    tagged = urlencode({"via": code})
    return urlunsplit(parts._replace(query=f"{parts.query}&{tagged}" if parts.query else tagged))
