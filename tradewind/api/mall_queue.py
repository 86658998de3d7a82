"""Everything that waits for the mall to decide."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from tradewind.flows.waiting_decisions import WORDS, Kind, Waiting, waiting_decisions
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse

router = Router()


class WaitingParams(Schema):
    kind: Kind | None = None


class WaitingShape(Schema):
    """`id` is of a product, a review, a question, an appeal or an application. `about` is the
    product or what the applicant sells, `text` what was written, `reasons` count why it was
    reported in the reader's language, `is_hidden` whether shoppers don't see it meanwhile."""

    kind: Kind
    id: str
    title: str
    since: str
    store_id: str
    store_name: str
    about: str
    text: str
    reasons: dict[str, int]
    is_hidden: bool


class WaitingList(Schema):
    """`counts` by kind; `is_more` when a kind has more than the hundred that are listed of it."""

    items: list[WaitingShape]
    counts: dict[str, int]
    is_more: bool


@router.get("/queue", response=WaitingList, summary="What waits for the mall, longest first")
@audience.mall("mall.view")
def list_waiting(request: HttpRequest, params: Query[WaitingParams]) -> JsonResponse:
    """What people wrote only for those who may judge it."""
    may_judge = "words.judge" in actor_of(request).mall_permissions
    kinds = [kind for kind in Kind if params.kind in (None, kind)]
    found = waiting_decisions(kinds=[kind for kind in kinds if may_judge or kind not in WORDS])
    return JsonResponse(
        {
            "items": [_shape(one) for one in found.items],
            "counts": {kind.value: count for kind, count in found.counts.items()},
            "is_more": found.is_more,
        }
    )


def _shape(one: Waiting) -> dict[str, Any]:
    plain = ("id", "title", "since", "store_id", "store_name", "about", "text", "is_hidden")
    return {
        "kind": one.kind.value,
        **{name: getattr(one, name) for name in plain},
        "reasons": dict(one.reasons),
    }
