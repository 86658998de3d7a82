"""Who asked to be erased, and what was done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from tradewind.domains.privacy.models import Erasure
from tradewind.domains.privacy.queries import list_erasures
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json

router = Router()


class KeptOnGroundShape(Schema):
    what: str
    basis: str


class ErasureRecordShape(Schema):
    """`removed` counts rows by what they were; `kept` says what stays and on what ground."""

    id: str
    person_id: str
    state: str
    asked_at: str
    due_at: str
    ended_at: str | None
    hindrances: list[str]
    removed: dict[str, int]
    kept: list[KeptOnGroundShape]


class ErasurePage(Schema):
    items: list[ErasureRecordShape]
    next_cursor: str | None


class ErasureParams(PageParams):
    state: Erasure.State | None = None


@router.get("/erasures", response=ErasurePage, summary="Wishes to be erased, and their records")
@audience.mall("mall.view")
def erasures(request: HttpRequest, params: Query[ErasureParams]) -> JsonResponse:
    page = list_erasures(
        state=params.state.value if params.state else "",
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, _record))


def _record(row: Erasure) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "person_id": row.person.public_id,
        "state": row.state,
        "asked_at": row.asked_at,
        "due_at": row.due_at,
        "ended_at": row.ended_at,
        "hindrances": row.hindrances,
        "removed": row.removed,
        "kept": row.kept,
    }
