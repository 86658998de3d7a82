"""Naming one of the store's products in a form: typed, or taken from what is suggested."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.domains.catalogue.queries import ProductFilter, list_products, product_named
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import audience

_SUGGESTED = 8


@audience.store("products.view")
@require_safe
def pick(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Products that `product` (GET), typed so far, could mean."""
    text = request.GET.get("product", "")[:100]
    found = list_products(
        store_id=request.store.pk, narrow=ProductFilter(text=text), limit=_SUGGESTED
    )
    return render(request, "console/products/suggested.html", {"rows": found.items})


def picked(*, store_id: int, text: str) -> str:
    """The public id of the product a form names, empty for none; raises `InvalidInput`."""
    if not text.strip():
        return ""
    try:
        return product_named(store_id=store_id, text=text)
    except NotFound:
        raise InvalidInput({"product": "unknown"}) from None
