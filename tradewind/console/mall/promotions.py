"""The mall's own promotions, with budgets."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.console.promotions import issuing, pages
from tradewind.console.promotions.desk import mall_desk
from tradewind.platform.http import audience


@audience.mall("promotions.change")
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every promotion of the mall."""
    return pages.listing(request, mall_desk(request))


@audience.mall("promotions.change")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The empty editor; POST drafts one."""
    return pages.new(request, mall_desk(request))


@audience.mall("promotions.change")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, promotion_id: str) -> HttpResponse:
    """One promotion; POST says it anew."""
    return pages.one(request, mall_desk(request), promotion_id)


@audience.mall("promotions.change")
@require_POST
def move(request: HttpRequest, promotion_id: str, what: str) -> HttpResponse:
    """Publish, pause or end it."""
    return pages.move(request, mall_desk(request), promotion_id, what)


@audience.mall("promotions.change")
@require_POST
def codes(request: HttpRequest, promotion_id: str) -> HttpResponse:
    """Add a code, or make many."""
    return issuing.codes(request, mall_desk(request), promotion_id)


@audience.mall("promotions.change")
@require_POST
def give(request: HttpRequest, promotion_id: str) -> HttpResponse:
    """Put it into wallets."""
    return issuing.give(request, mall_desk(request), promotion_id)


@audience.mall("promotions.change")
@require_safe
def code_file(request: HttpRequest, promotion_id: str) -> StreamingHttpResponse:
    """Its codes as a file."""
    return issuing.code_file(mall_desk(request), promotion_id)
