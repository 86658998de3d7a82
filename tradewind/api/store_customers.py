"""A store's customers: who bought, what staff noted, and two records that are one person."""

from __future__ import annotations

from typing import Any

from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.shapes import Amount
from tradewind.domains.customers import queries
from tradewind.domains.customers.care import Care, care_of
from tradewind.domains.customers.models import CustomerNote, CustomerTask
from tradewind.domains.customers.operations import care
from tradewind.domains.customers.queries import CustomerRow
from tradewind.flows.merge_customers import RecordMerge, merge_records, preview_records
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent

router = Router()


class CustomerParams(PageParams):
    text: str = Field("", max_length=100, description="In name, e-mail or phone")
    channel: str = Field("", max_length=20, description="Of the visit they first bought on")
    tag: str = Field("", max_length=40)


class CustomerShape(Schema):
    """`spent` counts the store's own currency only; `channel` and `source` are of the visit they
    first bought on, empty where it is not known."""

    id: str
    name: str
    email: str
    phone: str
    language: str
    country: str
    orders_count: int
    spent: Amount
    channel: str
    source: str
    first_seen_at: str
    last_order_at: str | None


class CustomerPage(Schema):
    items: list[CustomerShape]
    next_cursor: str | None


class CustomerNoteShape(Schema):
    """`author_id` is null once that person left the mall."""

    id: str
    text: str
    author_id: str | None
    mentions: list[str]
    written_at: str


class CustomerTaskShape(Schema):
    id: str
    text: str
    assignee_id: str | None
    due_on: str | None
    done_at: str | None


class WholeCustomerShape(CustomerShape):
    tags: list[str]
    notes: list[CustomerNoteShape]
    tasks: list[CustomerTaskShape]


class CustomerNoteIn(Schema):
    text: str = Field(min_length=1, max_length=2000)
    mentions: list[str] = Field([], max_length=20, description="Staff, by id")


class CustomerTagsIn(Schema):
    tags: list[str] = Field(max_length=care.MOST_TAGS)


class MergeParams(Schema):
    other: str = Field("", description="Id of the record that would be gone")


class MergeIn(Schema):
    other: str = Field(description="Id of the record that will be gone")


class MergePreviewShape(Schema):
    """What of `other` would go over to `keep`."""

    keep: CustomerShape
    other: CustomerShape
    orders: int
    notes: int
    tasks: int
    tags: int


@router.get("", response=CustomerPage, summary="Customers, the latest buyer first")
@audience.store("customers.view")
def list_all(
    request: audience.StoreRequest, store: Path[str], params: Query[CustomerParams]
) -> JsonResponse:
    page = queries.list_customers(
        store_id=request.store.pk,
        text=params.text,
        channel=params.channel,
        tag=params.tag,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, _customer))


@router.get("/{customer_id}", response=WholeCustomerShape, summary="One, with what staff noted")
@audience.store("customers.view")
def read(request: audience.StoreRequest, store: Path[str], customer_id: str) -> JsonResponse:
    return _answer(request, customer_id)


@router.post(
    "/{customer_id}/notes", response={201: WholeCustomerShape}, summary="Write something down"
)
@decorate_view(idempotent)
@audience.store("customers.view")
def note(
    request: audience.StoreRequest, store: Path[str], customer_id: str, body: CustomerNoteIn
) -> JsonResponse:
    care.write_note(
        store_id=request.store.pk,
        customer_id=customer_id,
        text=body.text.replace("\x00", ""),
        author_id=actor_of(request).person_id or 0,
        mentions=body.mentions,
    )
    return _answer(request, customer_id, status=201)


@router.delete(
    "/{customer_id}/notes/{note_id}", response=WholeCustomerShape, summary="Take a note away"
)
@decorate_view(idempotent)
@audience.store("customers.view")
def remove_note(
    request: audience.StoreRequest, store: Path[str], customer_id: str, note_id: str
) -> JsonResponse:
    care.remove_note(
        store_id=request.store.pk,
        customer_id=customer_id,
        note_id=note_id,
        actor=_actor(request),
    )
    return _answer(request, customer_id)


@router.put("/{customer_id}/tags", response=WholeCustomerShape, summary="Exactly these tags")
@decorate_view(idempotent)
@audience.store("customers.view")
def set_tags(
    request: audience.StoreRequest, store: Path[str], customer_id: str, body: CustomerTagsIn
) -> JsonResponse:
    care.set_tags(store_id=request.store.pk, customer_id=customer_id, tags=body.tags)
    return _answer(request, customer_id)


@router.get(
    "/{customer_id}/merge", response=MergePreviewShape, summary="What merging another would move"
)
@audience.store("customers.change")
def preview(
    request: audience.StoreRequest, store: Path[str], customer_id: str, params: Query[MergeParams]
) -> JsonResponse:
    queries.get_customer(store_id=request.store.pk, public_id=customer_id)
    if not params.other:
        raise InvalidInput({"other": "required"})
    found = preview_records(store_id=request.store.pk, keep_id=customer_id, other_id=params.other)
    return JsonResponse(_preview(found))


@router.post(
    "/{customer_id}/merge", response=WholeCustomerShape, summary="Make another record this one"
)
@decorate_view(idempotent)
@audience.store("customers.change")
def merge(
    request: audience.StoreRequest, store: Path[str], customer_id: str, body: MergeIn
) -> JsonResponse:
    """It can't be undone."""
    merge_records(
        store_id=request.store.pk,
        keep_id=customer_id,
        other_id=body.other,
        actor=_actor(request),
    )
    return _answer(request, customer_id)


def _answer(request: audience.StoreRequest, customer_id: str, *, status: int = 200) -> JsonResponse:
    row = queries.get_customer(store_id=request.store.pk, public_id=customer_id)
    kept = care_of(store_id=request.store.pk, customer_row_id=row.row_id)
    return JsonResponse({**_customer(row), **_care(kept)}, status=status)


def _customer(row: CustomerRow) -> dict[str, Any]:
    plain = (
        *("name", "email", "phone", "language", "country", "orders_count", "channel", "source"),
        *("first_seen_at", "last_order_at"),
    )
    return {
        "id": row.public_id,
        "spent": money(row.spent),
        **{name: getattr(row, name) for name in plain},
    }


def _care(kept: Care) -> dict[str, Any]:
    return {
        "tags": list(kept.tags),
        "notes": [_note(note) for note in kept.notes],
        "tasks": [_task(task) for task in kept.tasks],
    }


def _note(note: CustomerNote) -> dict[str, Any]:
    return {
        "id": note.public_id,
        "text": note.text,
        "author_id": note.author.public_id if note.author else None,
        "mentions": [person.public_id for person in note.mentions.all()],
        "written_at": note.written_at,
    }


def _task(task: CustomerTask) -> dict[str, Any]:
    return {
        "id": task.public_id,
        "text": task.text,
        "assignee_id": task.assignee.public_id if task.assignee else None,
        "due_on": task.due_on,
        "done_at": task.done_at,
    }


def _preview(found: RecordMerge) -> dict[str, Any]:
    return {
        "keep": _customer(found.keep),
        "other": _customer(found.other),
        "orders": found.orders,
        "notes": found.kept.notes,
        "tasks": found.kept.tasks,
        "tags": found.kept.tags,
    }


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""
