"""The mall judges what was reported, and answers appeals."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.review_shapes import FlaggedShape, JudgingStepList, JudgingStepShape, step_json
from tradewind.domains.engagement.operations import judging
from tradewind.domains.engagement.queries import judging as queries
from tradewind.domains.engagement.queries.judging import AppealRow, QueueRow
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class ReportedShape(Schema):
    """`reasons` counts why it was reported, in the reader's language."""

    subject_id: str
    store_id: str
    store_name: str
    product: str
    author: str
    text: str
    standing: str
    flags: int
    reasons: dict[str, int]
    notes: list[str]


class ReportedList(Schema):
    items: list[ReportedShape]


class QueueParams(Schema):
    view: str = Field("held", pattern="^(held|reported)$")


class DecisionIn(Schema):
    keep: bool
    reason: str = Field(min_length=1, max_length=500, description="Its author reads it")


class MallAppealShape(Schema):
    id: str
    subject_id: str
    by: str
    text: str
    subject_text: str
    standing: str
    asked_at: str
    history: list[JudgingStepShape]


class MallAppealList(Schema):
    items: list[MallAppealShape]


class AppealAnswerIn(Schema):
    """`grant` turns the decision round."""

    grant: bool
    answer: str = Field(min_length=1, max_length=500)


class AppealDone(Schema):
    state: str


@router.get("/words", response=ReportedList, summary="What is held, or reported and still shown")
@audience.mall("words.judge")
def list_queue(request: HttpRequest, params: Query[QueueParams]) -> JsonResponse:
    return JsonResponse({"items": [_row(row) for row in queries.list_queue(view=params.view)]})


@router.put("/words/{subject_id}/decision", response=FlaggedShape, summary="Keep it or hide it")
@decorate_view(idempotent)
@audience.mall("words.judge")
def decide(request: HttpRequest, subject_id: str, body: DecisionIn) -> JsonResponse:
    subject = judging.decide(
        subject_id=subject_id, keep=body.keep, reason=body.reason, actor=_actor(request)
    )
    return JsonResponse({"standing": subject.standing})


@router.get("/words/{subject_id}/history", response=JudgingStepList, summary="How it was judged")
@audience.mall("words.judge")
def history(request: HttpRequest, subject_id: str) -> JsonResponse:
    steps = queries.history_of(subject=queries.get_subject(subject_id=subject_id))
    return JsonResponse({"items": [step_json(step) for step in steps]})


@router.get("/appeals", response=MallAppealList, summary="Appeals that wait, the oldest first")
@audience.mall("words.judge")
def list_appeals(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": [_appeal(row) for row in queries.list_appeals()]})


@router.put("/appeals/{appeal_id}/answer", response=AppealDone, summary="Decide an appeal")
@decorate_view(idempotent)
@audience.mall("words.judge")
def answer(request: HttpRequest, appeal_id: str, body: AppealAnswerIn) -> JsonResponse:
    done = judging.answer_appeal(
        appeal_id=appeal_id, grant=body.grant, answer=body.answer, actor=_actor(request)
    )
    return JsonResponse({"state": done.state})


def _row(row: QueueRow) -> dict[str, Any]:
    subject = row.subject
    return {
        "subject_id": subject.public_id,
        "store_id": subject.store.public_id,
        "store_name": subject.store.name,
        "product": subject.product.title if subject.product else "",
        "author": subject.author,
        "text": subject.text,
        "standing": subject.standing,
        "flags": subject.flags,
        "reasons": dict(row.reasons),
        "notes": list(row.notes),
    }


def _appeal(row: AppealRow) -> dict[str, Any]:
    return {
        "id": row.appeal.public_id,
        "subject_id": row.subject.public_id,
        "by": row.appeal.by,
        "text": row.appeal.text,
        "subject_text": row.subject.text,
        "standing": row.subject.standing,
        "asked_at": row.appeal.asked_at,
        "history": [step_json(step) for step in row.steps],
    }


def _actor(request: HttpRequest) -> str:
    return actor_of(request).person_public_id or ""
