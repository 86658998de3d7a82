"""Up to four products side by side: their facts aligned, and what each costs at the door."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tradewind.domains.discovery.queries.comparing import MOST_COMPARED, Compared, compare
from tradewind.platform.files.storages import public_url
from tradewind.platform.http import audience
from tradewind.platform.i18n import formats
from tradewind.storefront.addresses import product_url
from tradewind.storefront.browse.facts import told_value
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import Shopper, shopper_of

_COOKIE = "tw_compare"
_AGE = 7 * 24 * 3600  # seconds
_ID = re.compile(r"prd_[0-9A-Za-z]{8,40}")


@dataclass(frozen=True, slots=True)
class Column:
    """One product, and the address of the page without it."""

    title: str
    brand: str
    seller: str
    url: str
    drop_url: str
    picture_url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of each; empty where a product does not tell it. `differs` between them."""

    label: str
    values: Sequence[str]
    differs: bool


@dataclass(frozen=True, slots=True)
class CompareScreen:
    """`toggle_url` shows only what differs, or everything again."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    only_differences: bool
    toggle_url: str
    clear_url: str


@audience.public
@require_safe
def compare_page(request: HttpRequest) -> HttpResponse:
    """The table. `add` and `drop` take a public id and lead back; `clear` empties it.

    Which products are compared stays in the browser.
    """
    chosen = [one for one in request.COOKIES.get(_COOKIE, "").split(".") if _ID.fullmatch(one)]
    changed = _changed(chosen, request)
    if changed is not None:
        response = HttpResponseRedirect(reverse("storefront:compare"))
        response.set_cookie(
            _COOKIE,
            ".".join(changed),
            max_age=_AGE,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
        )
        return response
    shopper = shopper_of(request)
    found = compare(
        product_ids=chosen[-MOST_COMPARED:],
        language=shopper.language,
        currency=shopper.currency,
        place=shopper.place,
    )
    context = {
        "shell": storefront_shell(request),
        "screen": _screen(found, shopper, only_differences="differences" in request.GET),
    }
    return render(request, "storefront/browse/compare.html", context)


def _changed(chosen: Sequence[str], request: HttpRequest) -> list[str] | None:
    """The new choice; None when nothing is asked for. A fifth takes the first one's place."""
    if "clear" in request.GET:
        return []
    add, drop = request.GET.get("add", ""), request.GET.get("drop", "")
    if _ID.fullmatch(add):
        return [*(one for one in chosen if one != add), add][-MOST_COMPARED:]
    return [one for one in chosen if one != drop] if drop else None


def _screen(
    found: Sequence[Compared], shopper: Shopper, *, only_differences: bool
) -> CompareScreen:
    here = reverse("storefront:compare")
    lines = [
        _line(_("Price"), [formats.money(one.price) if one.price else "" for one in found]),
        _line(
            _("To your door, before tax"),
            [formats.money(one.to_the_door) if one.to_the_door else "" for one in found],
        ),
        _line(
            _("Arrives by"),
            [formats.day(one.arrives_until) if one.arrives_until else "" for one in found],
        ),
        _line(_("In stock"), [_("Yes") if one.is_in_stock else _("No") for one in found]),
        _line(_("Seller"), [one.product.store.name for one in found]),
        _line(_("Brand"), [one.product.brand for one in found]),
    ]
    lines += [_fact_line(code, found) for code in _codes(found)]
    return CompareScreen(
        columns=[_column(one, here) for one in found],
        lines=[line for line in lines if line.differs or not only_differences],
        only_differences=only_differences,
        toggle_url=here if only_differences else f"{here}?differences=1",
        clear_url=f"{here}?clear=1",
    )


def _column(one: Compared, here: str) -> Column:
    product = one.product
    pictures = product.pictures
    return Column(
        title=product.title,
        brand=product.brand,
        seller=product.store.name,
        url=product_url(product.store.slug, product.slug),
        drop_url=f"{here}?{urlencode({'drop': product.public_id})}",
        picture_url=public_url(pictures[0].file) if pictures else "",
    )


def _codes(found: Sequence[Compared]) -> list[str]:
    """Every attribute any of them has, those of most products first."""
    counts: dict[str, int] = {}
    for one in found:
        for fact in one.product.attributes:
            counts[fact.code] = counts.get(fact.code, 0) + 1
    return sorted(counts, key=lambda code: -counts[code])


def _fact_line(code: str, found: Sequence[Compared]) -> Line:
    facts = [{fact.code: fact for fact in one.product.attributes}.get(code) for one in found]
    label = next(fact.label for fact in facts if fact is not None)
    return _line(label, [told_value(fact) if fact is not None else "" for fact in facts])


def _line(label: str, values: Sequence[str]) -> Line:
    return Line(label, values, differs=len(set(values)) > 1)
