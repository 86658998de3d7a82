"""The command palette: pages, things to do, orders, goods and people by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tradewind.console.acting import is_fragment
from tradewind.console.pages import STORE_PAGES, page_url
from tradewind.console.shell import store_shell
from tradewind.domains.catalogue.queries import ProductFilter, list_products
from tradewind.domains.customers.queries import list_customers
from tradewind.domains.orders.models import STAGE_NAMES
from tradewind.domains.orders.queries import OrderFilter, list_orders
from tradewind.domains.orders.rules import Stage
from tradewind.platform.http import audience

TEMPLATE = "console/palette/palette.html"
_EACH = 5
_SHORTEST = 2
"""Letters below which orders, goods and people are not looked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Something to go to; `note` tells it from its like."""

    label: str
    url: str
    icon: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers of one kind."""

    id: str
    title: str
    answers: Sequence[Answer]


@audience.store("orders.view")
@require_safe
def palette(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Answers to `q`: a page, or with htmx the options alone. At most three statements."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    context = {"groups": _groups(request, text), "text": text, "store": request.store}
    if is_fragment(request):
        return render(request, f"{TEMPLATE}#answers", context)
    return render(request, TEMPLATE, {"shell": store_shell(request), **context})


def _groups(request: audience.StoreRequest, text: str) -> list[AnswerGroup]:
    groups = [
        AnswerGroup("do", _("Do"), _matching(_actions(request), text)),
        AnswerGroup("pages", _("Pages"), _matching(_pages(request), text)),
    ]
    if len(text) >= _SHORTEST:
        groups = [
            AnswerGroup("orders", _("Orders"), _orders(request, text)),
            AnswerGroup("products", _("Products"), _products(request, text)),
            AnswerGroup("people", _("Customers"), _customers(request, text)),
            *groups,
        ]
    return [group for group in groups if group.answers]


def _matching(answers: Sequence[Answer], text: str) -> list[Answer]:
    wanted = text.casefold()
    return [answer for answer in answers if answer.url and wanted in answer.label.casefold()]


def _pages(request: audience.StoreRequest) -> list[Answer]:
    permissions, slug = request.store_access.permissions, request.store.slug
    return [
        Answer(str(page.label), page_url(page.name, slug), page.icon)
        for page in STORE_PAGES
        if page.permission in permissions
    ]


def _actions(request: audience.StoreRequest) -> list[Answer]:
    slug = request.store.slug
    orders_url = reverse("console:orders", args=[slug])
    offered = [
        ("orders.fulfil", Answer(_("Pack what was paid"), f"{orders_url}?view=paid", "package")),
        (
            "orders.fulfil",
            Answer(_("Send what is packed"), f"{orders_url}?view=preparing", "truck"),
        ),
        ("products.change", Answer(_("Add a product"), page_url("product_new", slug), "plus")),
        (
            "stock.change",
            Answer(_("Receive goods"), page_url("stock_receive", slug), "package-plus"),
        ),
        ("products.import", Answer(_("Import products"), page_url("imports", slug), "file-up")),
        ("staff.change", Answer(_("Invite somebody"), page_url("staff", slug), "user-round")),
    ]
    permissions = request.store_access.permissions
    return [answer for permission, answer in offered if permission in permissions]


def _orders(request: audience.StoreRequest, text: str) -> list[Answer]:
    store = request.store
    found = list_orders(store_id=store.pk, narrow=OrderFilter(text=text), limit=_EACH)
    return [
        Answer(
            label=f"{order.number} · {order.purchase.name}",
            url=reverse("console:order", args=[store.slug, order.public_id]),
            icon="package",
            note=str(STAGE_NAMES[Stage(order.stage)]),
        )
        for order in found.items
    ]


def _products(request: audience.StoreRequest, text: str) -> list[Answer]:
    store = request.store
    if "products.view" not in request.store_access.permissions:
        return []
    found = list_products(store_id=store.pk, narrow=ProductFilter(text=text), limit=_EACH)
    stock = page_url("stock", store.slug)
    return [
        Answer(
            label=row.title,
            url=page_url("product", store.slug, row.public_id)
            or f"{stock}?{urlencode({'q': row.sku})}",
            icon="tag",
            note=row.sku,
        )
        for row in found.items
    ]


def _customers(request: audience.StoreRequest, text: str) -> list[Answer]:
    store = request.store
    if "customers.view" not in request.store_access.permissions:
        return []
    return [
        Answer(
            label=row.name or row.email,
            url=reverse("console:customer", args=[store.slug, row.public_id]),
            icon="user-round",
            note=row.email,
        )
        for row in list_customers(store_id=store.pk, text=text, limit=_EACH).items
    ]
