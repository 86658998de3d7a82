"""robots.txt (RFC 9309) and sitemaps (sitemaps.org protocol 0.9)."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.discovery.queries import count_listings, list_listed_addresses
from tradewind.domains.stores.queries import list_open_stores
from tradewind.platform.http import audience
from tradewind.storefront.addresses import product_url

IN_A_MAP = 5_000  # addresses; the protocol allows 50,000 and 50 MB
# What only makes sense to one person, or has no end.
CLOSED = ("/account/", "/api/", "/cart", "/checkout", "/console/", "/orders/", "/search")


@audience.public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where crawlers may go."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('storefront:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@audience.public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one map of places, then one for every 5,000 products."""
    pages = -(-count_listings(currency=settings.CURRENCIES[0]) // IN_A_MAP)
    maps = [reverse("storefront:sitemap_places")]
    maps += [reverse("storefront:sitemap_products", args=[page]) for page in range(1, pages + 1)]
    return _xml(request, "index.xml", [(path, None) for path in maps])


@audience.public
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The home page, every section and every seller."""
    paths = [reverse("storefront:home"), reverse("storefront:stores")]
    paths += [reverse("storefront:category", args=[slug]) for slug in category_tree().by_slug]
    paths += [reverse("storefront:store", args=[store.slug]) for store in list_open_stores()]
    return _xml(request, "map.xml", [(path, None) for path in paths])


@audience.public
@require_safe
def products(request: HttpRequest, page: int) -> HttpResponse:
    """Products on sale, by page. Past the last one there is nothing."""
    found = list_listed_addresses(page=page, limit=IN_A_MAP) if 0 < page <= IN_A_MAP else []
    if not found:
        raise Http404
    return _xml(
        request,
        "map.xml",
        [(product_url(each.store_slug, each.slug), each.changed_at) for each in found],
    )


def _xml(request: HttpRequest, template: str, entries: list[tuple[str, object]]) -> HttpResponse:
    root = request.build_absolute_uri("/").rstrip("/")
    told = [(root + path, changed_at) for path, changed_at in entries]
    return render(
        request,
        f"storefront/crawlers/{template}",
        {"entries": told},
        content_type="application/xml; charset=utf-8",
    )
