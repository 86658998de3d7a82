"""The sellers: all of them, and each with its story and its goods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import get_open_store, list_open_stores
from tradewind.platform.files.storages import public_url
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import country_name
from tradewind.storefront.browse.results import Aisle, answer, gather
from tradewind.storefront.browse.sellers import seller
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of
from tradewind.ui.people import tint


@dataclass(frozen=True, slots=True)
class StoreScreen:
    """A seller as shoppers meet them."""

    name: str
    tagline: str
    story: str
    mark_url: str
    country: str
    since: datetime
    tint: int


@audience.public
@require_safe
def stores(request: HttpRequest) -> HttpResponse:
    """Every seller. One statement."""
    language = shopper_of(request).language
    context = {
        "shell": storefront_shell(request),
        "sellers": [seller(store, language) for store in list_open_stores()],
    }
    return render(request, "storefront/browse/stores.html", context)


@audience.public
@require_safe
def store(request: HttpRequest, slug: str) -> HttpResponse:
    """One seller's page; with htmx only its products."""
    shopper = shopper_of(request)
    found = get_open_store(slug=slug)
    results = gather(
        request, shopper, Aisle(request.path, store=slug), search_path=reverse("storefront:search")
    )
    context = {
        "shell": storefront_shell(request),
        "screen": _screen(found, shopper.language),
    }
    return answer(request, "storefront/browse/store.html", context, results)


def _screen(store: Store, language: str) -> StoreScreen:
    return StoreScreen(
        name=store.name,
        tagline=store.text("tagline", language),
        story=store.text("story", language),
        mark_url=public_url(store.mark) if store.mark else "",
        country=country_name(store.country),
        since=store.created_at,
        tint=tint(store.name),
    )
