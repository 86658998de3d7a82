"""Who may look at what is not published yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from tradewind.kernel.errors import TradewindError
from tradewind.platform.http.audience import Audience, Kind, admit

_STAFF = Audience(Kind.STORE, "products.view")
_OFFICE = Audience(Kind.MALL, "mall.view")


@dataclass(frozen=True, slots=True)
class Preview:
    """A page only its store and the mall's office see; `back_url` is where it is changed or judged,
    `is_own` whether the reader is of the store."""

    is_own: bool
    back_url: str


def preview_for(request: HttpRequest, store_slug: str) -> Preview | None:
    """The reader's way back when they may see drafts of that store, else None."""
    if _admits(request, _STAFF, store_slug):
        return Preview(is_own=True, back_url=reverse("console:products", args=[store_slug]))
    if _admits(request, _OFFICE, store_slug):
        return Preview(is_own=False, back_url=reverse("console:mall_products"))
    return None


def _admits(request: HttpRequest, audience: Audience, store_slug: str) -> bool:
    try:
        admit(request, audience, {"store": store_slug})
    except TradewindError:
        return False
    return True
