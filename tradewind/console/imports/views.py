"""Bringing a file of products in: upload, look, start, watch, stop, go on."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from http import HTTPStatus
from io import StringIO

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.console.acting import actor, field_errors, is_fragment, recorded, told
from tradewind.console.imports.screen import (
    ImportScreen,
    column_fields,
    import_rows,
    import_screen,
)
from tradewind.console.imports.wording import told as why
from tradewind.console.shell import store_shell
from tradewind.domains.catalogue.models import Import
from tradewind.domains.catalogue.operations.imports import stop_import
from tradewind.domains.catalogue.queries import get_import, list_remarks
from tradewind.flows.import_products import MAX_FILE, Reading, map_columns, open_file
from tradewind.flows.import_products.jobs import start_in_background
from tradewind.flows.import_products.readers import FileUnreadable
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.platform.http import audience

LIST = "console/imports/list.html"
PAGE = "console/imports/import.html"
_PAGE_OF_REMARKS = 500
# A spreadsheet runs what begins like this (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@audience.store("products.import")
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Files that came before, and the form for the next: POST `file`, and `draft` when new
    products wait among the drafts."""
    if request.method != "POST":
        return _list(request, "")
    upload = request.FILES.get("file")
    if upload is None:
        return _list(request, _("Choose a file first."))
    if upload.size is None or upload.size > MAX_FILE:
        return _list(request, told(FileUnreadable(reason="too_large")))
    reading = Reading(currency=request.store.currency, is_draft="draft" in request.POST)
    try:
        opened = open_file(
            store_id=request.store.pk,
            name=upload.name or "",
            content=upload.read(),
            reading=reading,
            started_by=actor(request),
        )
    except TradewindError as error:
        return _list(request, told(error))
    return HttpResponseRedirect(_url(request, opened.public_id))


@audience.store("products.import")
@require_safe
def show(request: audience.StoreRequest, store: str, import_id: str) -> HttpResponse:
    """One import: how it would be read, how far it is, or how it ended. With htmx only that."""
    screen = import_screen(request.store, import_id)
    if is_fragment(request):
        return render(request, f"{PAGE}#state", {"screen": screen, "store": request.store})
    return _page(request, screen)


@audience.store("products.import")
@require_POST
def read_columns(request: audience.StoreRequest, store: str, import_id: str) -> HttpResponse:
    """Look at the file again, its columns read as the form says (``column-<place>``)."""
    refused = _map(request, import_id)
    if refused is not None:
        return refused
    return _went_well(request, import_id)


@audience.store("products.import")
@require_POST
def start(request: audience.StoreRequest, store: str, import_id: str) -> HttpResponse:
    """Let it come in; one that was stopped goes on where it was."""
    if get_import(store_id=request.store.pk, import_id=import_id).state == Import.State.PREVIEW:
        refused = _map(request, import_id)
        if refused is not None:
            return refused
    return _step(
        request,
        import_id,
        "imports.start",
        lambda: start_in_background(store_id=request.store.pk, import_id=import_id),
    )


@audience.store("products.import")
@require_POST
def stop(request: audience.StoreRequest, store: str, import_id: str) -> HttpResponse:
    """Stop it after the batch that is under way."""
    return _step(
        request,
        import_id,
        "imports.stop",
        lambda: stop_import(store_id=request.store.pk, import_id=import_id),
    )


@audience.store("products.import")
@require_safe
def refused_rows(request: audience.StoreRequest, store: str, import_id: str) -> HttpResponseBase:
    """The refused rows as CSV: row, column, why, what stood there."""
    return _remarks(request, import_id, warnings=False)


@audience.store("products.import")
@require_safe
def warnings(request: audience.StoreRequest, store: str, import_id: str) -> HttpResponseBase:
    """The same of what was left out of rows that came in."""
    return _remarks(request, import_id, warnings=True)


def _remarks(
    request: audience.StoreRequest, import_id: str, *, warnings: bool
) -> StreamingHttpResponse:
    found = get_import(store_id=request.store.pk, import_id=import_id)
    name = f"{'warnings' if warnings else 'refused'}-{found.public_id}.csv"
    return StreamingHttpResponse(
        _lines(request.store.pk, found.public_id, warnings=warnings),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def safe_cell(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _lines(store_id: int, import_id: str, *, warnings: bool) -> Iterator[str]:
    # The mark at the front tells spreadsheets that this is UTF-8.
    yield "\ufeff" + _line([_("Row"), _("Column"), _("Why"), _("What stood there")])
    cursor: str | None = ""
    while cursor is not None:
        page = list_remarks(
            store_id=store_id,
            import_id=import_id,
            warnings=warnings,
            cursor=cursor,
            limit=_PAGE_OF_REMARKS,
        )
        for row in page.items:
            yield _line([str(row.row), row.column or row.field, why("", row.code), row.value])
        cursor = page.next_cursor


def _line(cells: list[str]) -> str:
    line = StringIO()
    csv.writer(line).writerow([safe_cell(cell) for cell in cells])
    return line.getvalue()


def _map(request: audience.StoreRequest, import_id: str) -> HttpResponse | None:
    """Read the columns as the form says; the page with what is wrong when that is not possible."""
    found = get_import(store_id=request.store.pk, import_id=import_id)
    fields = column_fields(list(Reading.from_json(found.mapping).columns))
    columns = {name: request.POST[field] for field, name in fields.items() if field in request.POST}
    try:
        map_columns(store_id=request.store.pk, import_id=import_id, columns=columns)
    except InvalidInput as error:
        places = {f"columns.{name}": field for field, name in fields.items()}
        errors = {places.get(name, name): text for name, text in field_errors(error).items()}
        problem = ""
        if "columns" in errors:
            problem = _("Say which column holds the SKU or the id: it tells products apart.")
        screen = import_screen(request.store, import_id, errors=errors, problem=problem)
        return _refused(request, screen)
    return None


def _step(
    request: audience.StoreRequest, import_id: str, action: str, act: Callable[[], object]
) -> HttpResponse:
    try:
        recorded(request, action=action, subject=import_id, act=act)
    except TradewindError as error:
        screen = import_screen(request.store, import_id, problem=told(error))
        return _refused(request, screen)
    return _went_well(request, import_id)


def _went_well(request: audience.StoreRequest, import_id: str) -> HttpResponse:
    if is_fragment(request):
        context = {"screen": import_screen(request.store, import_id), "store": request.store}
        return render(request, f"{PAGE}#state", context)
    return HttpResponseRedirect(_url(request, import_id))


def _refused(request: audience.StoreRequest, screen: ImportScreen) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if is_fragment(request):
        context = {"screen": screen, "store": request.store}
        return render(request, f"{PAGE}#state", context, status=status)
    return _page(request, screen, status)


def _page(
    request: audience.StoreRequest, screen: ImportScreen, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"shell": store_shell(request), "screen": screen, "store": request.store}
    return render(request, PAGE, context, status=status)


def _list(request: audience.StoreRequest, problem: str) -> HttpResponse:
    context = {
        "shell": store_shell(request),
        "store": request.store,
        "rows": import_rows(request.store),
        "problem": problem,
        "most_mb": MAX_FILE >> 20,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, LIST, context, status=status)


def _url(request: audience.StoreRequest, import_id: str) -> str:
    return reverse("console:import", args=[request.store.slug, import_id])
