"""A store's promotions."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.console.promotions import issuing, pages
from tradewind.console.promotions.desk import store_desk
from tradewind.platform.http import audience


@audience.store("promotions.change")
@require_safe
def listing(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Every promotion of the store."""
    return pages.listing(request, store_desk(request))


@audience.store("promotions.change")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The empty editor; POST drafts one."""
    return pages.new(request, store_desk(request))


@audience.store("promotions.change")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: audience.StoreRequest, store: str, promotion_id: str) -> HttpResponse:
    """One promotion; POST says it anew."""
    return pages.one(request, store_desk(request), promotion_id)


@audience.store("promotions.change")
@require_POST
def move(request: audience.StoreRequest, store: str, promotion_id: str, what: str) -> HttpResponse:
    """Publish, pause or end it."""
    return pages.move(request, store_desk(request), promotion_id, what)


@audience.store("promotions.change")
@require_POST
def codes(request: audience.StoreRequest, store: str, promotion_id: str) -> HttpResponse:
    """Add a code, or make many."""
    return issuing.codes(request, store_desk(request), promotion_id)


@audience.store("promotions.change")
@require_POST
def give(request: audience.StoreRequest, store: str, promotion_id: str) -> HttpResponse:
    """Put it into wallets."""
    return issuing.give(request, store_desk(request), promotion_id)


@audience.store("promotions.change")
@require_safe
def code_file(
    request: audience.StoreRequest, store: str, promotion_id: str
) -> StreamingHttpResponse:
    """Its codes as a file."""
    return issuing.code_file(store_desk(request), promotion_id)
