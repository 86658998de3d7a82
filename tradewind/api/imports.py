"""Products from a file, and to one."""

from __future__ import annotations

from typing import Any

from django.http import StreamingHttpResponse
from ninja import Field, File, Path, Query, Router, Schema
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from tradewind.domains.catalogue import queries
from tradewind.domains.catalogue.models import Import, RowRemark
from tradewind.domains.catalogue.operations import imports
from tradewind.domains.catalogue.operations.imports import Remark
from tradewind.flows import import_products
from tradewind.flows.import_products import Preview, PreviewRow, Reading
from tradewind.flows.import_products.jobs import start_in_background
from tradewind.flows.import_products.readers import FileUnreadable
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent

router = Router()


class ImportShape(Schema):
    """`rows_done` of `rows_total` are read; the rest counts products, `refused` rows, `warnings`
    what was left out of rows that came in."""

    id: str
    name: str
    format: str
    state: str
    rows_total: int
    rows_done: int
    created: int
    changed: int
    unchanged: int
    refused: int
    warnings: int
    columns: dict[str, str]
    currency: str
    created_at: str
    finished_at: str | None


class ImportParams(Schema):
    currency: str = Field("", pattern="^([A-Z]{3})?$", description="Of prices without one")
    stock: int = Field(0, ge=0, le=1_000_000, description="Pieces of each new product")
    is_draft: bool = Field(False, description="Do not put new products on sale")
    encoding: str = Field("", max_length=20, description="Of CSV; guessed when left out")


class ColumnsIn(Schema):
    columns: dict[str, str] = Field(
        max_length=2_000, examples=[{"Nom": "title"}], description="Column → field, '' to leave out"
    )


class RemarkShape(Schema):
    """`field` is what was meant, `column` what the file calls it."""

    row: int
    field: str
    column: str
    code: str
    value: str


class RemarkPage(Schema):
    items: list[RemarkShape]
    next_cursor: str | None


class PreviewRowShape(Schema):
    number: int
    title: str
    sku: str
    refusals: list[RemarkShape]
    warnings: list[RemarkShape]


class PreviewShape(Schema):
    """`left_out` columns are not read, addresses in `pictures` are not fetched."""

    format: str
    columns: dict[str, str]
    samples: dict[str, list[str]]
    left_out: list[str]
    pictures: list[str]
    rows: list[PreviewRowShape]


@router.post("/imports", response={201: ImportShape}, summary="Send a file")
@audience.store("products.import")
def send(
    request: audience.StoreRequest,
    store: Path[str],
    file: File[UploadedFile],
    params: Query[ImportParams],
) -> JsonResponse:
    """CSV, XLSX or JSONL, also gzipped. It waits to be checked and started. The same file sent
    again with the same parameters gives the same import until it has come in."""
    if (file.size or 0) > import_products.MAX_FILE:
        raise FileUnreadable(reason="too_large")
    opened = import_products.open_file(
        store_id=request.store.pk,
        name=file.name or "",
        content=file.read(),
        reading=Reading(
            currency=params.currency or request.store.currency,
            stock=params.stock,
            is_draft=params.is_draft,
            encoding=params.encoding,
        ),
        started_by=actor_of(request).person_public_id or "",
        resume=True,
    )
    return JsonResponse(_import(opened), status=201)


@router.get("/imports", response=list[ImportShape], summary="The last imports")
@audience.store("products.view")
def list_last(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    return JsonResponse([_import(row) for row in queries.list_imports(store_id=request.store.pk)])


@router.get("/imports/{import_id}", response=ImportShape, summary="How far it is")
@audience.store("products.view")
def read(request: audience.StoreRequest, store: Path[str], import_id: str) -> JsonResponse:
    return _answer(request, import_id)


@router.get("/imports/{import_id}/preview", response=PreviewShape, summary="The first 20 rows")
@audience.store("products.import")
def look(request: audience.StoreRequest, store: Path[str], import_id: str) -> JsonResponse:
    found = import_products.preview(store_id=request.store.pk, import_id=import_id)
    return JsonResponse(_preview(found))


@router.patch("/imports/{import_id}/columns", response=ImportShape, summary="Read otherwise")
@decorate_view(idempotent)
@audience.store("products.import")
def map_columns(
    request: audience.StoreRequest, store: Path[str], import_id: str, body: ColumnsIn
) -> JsonResponse:
    import_products.map_columns(
        store_id=request.store.pk, import_id=import_id, columns=body.columns
    )
    return _answer(request, import_id)


@router.post("/imports/{import_id}/run", response={202: ImportShape}, summary="Start or go on")
@decorate_view(idempotent)
@audience.store("products.import")
def start(request: audience.StoreRequest, store: Path[str], import_id: str) -> JsonResponse:
    start_in_background(store_id=request.store.pk, import_id=import_id)
    return _answer(request, import_id, status=202)


@router.post("/imports/{import_id}/stop", response=ImportShape, summary="Stop it")
@decorate_view(idempotent)
@audience.store("products.import")
def stop(request: audience.StoreRequest, store: Path[str], import_id: str) -> JsonResponse:
    imports.stop_import(store_id=request.store.pk, import_id=import_id)
    return _answer(request, import_id)


@router.get("/imports/{import_id}/refused", response=RemarkPage, summary="What was wrong")
@audience.store("products.view")
def list_refused(
    request: audience.StoreRequest, store: Path[str], import_id: str, params: Query[PageParams]
) -> JsonResponse:
    return _remarks(request, import_id, params, warnings=False)


@router.get("/imports/{import_id}/warnings", response=RemarkPage, summary="What was left out")
@audience.store("products.view")
def list_warnings(
    request: audience.StoreRequest, store: Path[str], import_id: str, params: Query[PageParams]
) -> JsonResponse:
    """Of rows that came in all the same."""
    return _remarks(request, import_id, params, warnings=True)


def _remarks(
    request: audience.StoreRequest, import_id: str, params: PageParams, *, warnings: bool
) -> JsonResponse:
    queries.get_import(store_id=request.store.pk, import_id=import_id)
    page = queries.list_remarks(
        store_id=request.store.pk,
        import_id=import_id,
        warnings=warnings,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, _remark))


@router.get("/export", response={200: None}, summary="Every product as CSV")
@audience.store("products.view")
def export(request: audience.StoreRequest, store: Path[str]) -> StreamingHttpResponse:
    """Read back by an import without a change."""
    lines = import_products.export_products(store_id=request.store.pk)
    headers = {
        "Content-Disposition": f'attachment; filename="{request.store.slug}-products.csv"',
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _answer(request: audience.StoreRequest, import_id: str, *, status: int = 200) -> JsonResponse:
    found = queries.get_import(store_id=request.store.pk, import_id=import_id)
    return JsonResponse(_import(found), status=status)


def _import(row: Import) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "name": row.name,
        "format": row.format,
        "state": row.state,
        "rows_total": row.rows_total,
        "rows_done": row.rows_done,
        "created": row.created,
        "changed": row.changed,
        "unchanged": row.unchanged,
        "refused": row.refused,
        "warnings": row.warnings,
        "columns": row.mapping["columns"],
        "currency": row.mapping["currency"],
        "created_at": row.created_at,
        "finished_at": row.finished_at,
    }


def _preview(found: Preview) -> dict[str, Any]:
    return {
        "format": found.format,
        "columns": {name: meant.value for name, meant in found.reading.columns.items()},
        "samples": {name: list(values) for name, values in found.samples.items()},
        "left_out": list(found.left_out),
        "pictures": list(found.pictures),
        "rows": [_preview_row(row) for row in found.rows],
    }


def _preview_row(row: PreviewRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.facts.columns.get("title", "") if row.facts else "",
        "sku": row.facts.sku if row.facts else "",
        "refusals": [_remark(refusal) for refusal in row.refusals],
        "warnings": [_remark(warning) for warning in row.warnings],
    }


def _remark(row: RowRemark | Remark) -> dict[str, Any]:
    return {
        "row": row.row,
        "field": row.field,
        "column": row.column,
        "code": row.code,
        "value": row.value,
    }
