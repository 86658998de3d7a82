"""A product on sale in under a minute, and all of them as a file."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from itertools import chain
from typing import IO

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.console.acting import actor, field_errors, told, whole_number
from tradewind.console.products.choosing import category_choices
from tradewind.console.products.guessing import guess_category
from tradewind.console.shell import store_shell
from tradewind.domains.catalogue.models import Product
from tradewind.flows.import_products import export_products, export_workbook
from tradewind.flows.quick_add_product import quick_add_product
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform import audit
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n.amounts import read_amount
from tradewind.platform.i18n.formats import currency_symbol
from tradewind.platform.i18n.languages import current

ADD = "console/products/add.html"
GUESS = "guess"


@audience.store("products.change")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The form; POST title, price, stock, category (``guess`` for a guess) and one picture, taken
    (`photo`) or chosen (`picture`)."""
    if request.method != "POST":
        return _form(request, {"category": GUESS, "stock": "1"}, {})
    try:
        product = _add(request)
    except InvalidInput as error:
        return _form(request, request.POST, _beside(field_errors(error)))
    except TradewindError as error:
        where = "picture" if error.code.startswith("picture") else ""
        return _form(request, request.POST, {where: told(error)})
    messages.success(
        request,
        _("The mall looks at it first. It is on sale as soon as it is approved.")
        if product.status == Product.Status.WAITING
        else _("It is on sale."),
    )
    return HttpResponseRedirect(
        reverse("console:product", args=[request.store.slug, product.public_id])
    )


@audience.store("products.change")
@require_safe
def guess(request: audience.StoreRequest, store: str) -> HttpResponse:
    """What the title typed so far seems to be: GET `title`."""
    title = request.GET.get("title", "").replace("\x00", "")[:300]
    found = guess_category(store_id=request.store.pk, title=title)
    name = found.title(current()) if found else ""
    return render(request, f"{ADD}#guess", {"guess": name})


@audience.store("products.import")
@require_safe
def export(request: audience.StoreRequest, store: str) -> HttpResponseBase:
    """Every product that is not put away, as CSV an import reads back without a change."""
    day = clock.now().date().isoformat()
    # The mark at the front tells spreadsheets that this is UTF-8.
    lines = chain(["\ufeff"], export_products(store_id=request.store.pk))
    return StreamingHttpResponse(
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{request.store.slug}-{day}.csv"'},
    )


@audience.store("products.import")
@require_safe
def export_book(request: audience.StoreRequest, store: str) -> HttpResponseBase:
    """The same as a workbook."""
    day = clock.now().date().isoformat()
    return FileResponse(
        export_workbook(store_id=request.store.pk),
        as_attachment=True,
        filename=f"{request.store.slug}-{day}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _add(request: audience.StoreRequest) -> Product:
    form = request.POST
    title, stock = form.get("title", "").strip(), whole_number(form.get("stock", "") or "0")
    faults = {} if title else {"title": "required"}
    price = _price(request, faults)
    if stock is None:
        faults["stock"] = "invalid"
    if faults or price is None or stock is None:
        raise InvalidInput(faults)
    product = quick_add_product(
        store_id=request.store.pk,
        title=title,
        price=price,
        stock=stock,
        upload=_upload(request),
        category=_category(request, title),
        actor=actor(request),
    )
    audit.record(
        actor=actor(request),
        action="products.add",
        subject=product.public_id,
        store_id=request.store.pk,
        changes={"title": title, "price": str(price), "stock": stock},
    )
    return product


def _price(request: audience.StoreRequest, faults: dict[str, str]) -> Money | None:
    text = request.POST.get("price", "")
    if not text.strip():
        faults["price"] = "required"
        return None
    try:
        return read_amount(text, request.store.currency, current())
    except BadAmount:
        faults["price"] = "bad_amount"
        return None


def _category(request: audience.StoreRequest, title: str) -> str | None:
    wanted = request.POST.get("category", "")
    if wanted != GUESS:
        return wanted or None
    found = guess_category(store_id=request.store.pk, title=title)
    return found.public_id if found else None


def _upload(request: audience.StoreRequest) -> IO[bytes] | None:
    return request.FILES.get("photo") or request.FILES.get("picture")


def _beside(errors: Mapping[str, str]) -> dict[str, str]:
    return {{"amount": "price"}.get(name, name): text for name, text in errors.items()}


def _form(
    request: audience.StoreRequest, values: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    context = {
        "shell": store_shell(request),
        "store": request.store,
        "list_url": reverse("console:products", args=[request.store.slug]),
        "values": {name: values.get(name, "") for name in ("title", "price", "stock", "category")},
        "errors": errors,
        "problem": errors.get("") or (sentence("invalid_input") if errors else ""),
        "lost_picture": bool(errors and request.FILES),
        "currency_sign": currency_symbol(request.store.currency, current()),
        "categories": category_choices(current(), by="public"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, ADD, context, status=status)
