"""Questions as shoppers ask and read them, and what is asked often."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.reader import LanguageParams
from tradewind.api.review_shapes import AppealIn, AppealShape, FlaggedShape, FlagIn
from tradewind.api.reviews import appeal_json
from tradewind.domains.catalogue.queries import get_product
from tradewind.domains.engagement.models import FaqEntry, Inquiry, Reply
from tradewind.domains.engagement.operations import asking, faq, judging, voting
from tradewind.domains.engagement.queries import inquiries as queries
from tradewind.domains.engagement.rules.reading import Reader
from tradewind.domains.identity.queries import get_person
from tradewind.domains.stores.queries import get_store_by_id
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.http.throttles import throttled
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class ReplyShape(Schema):
    id: str
    by: str
    author: str
    text: str
    written_at: str


class InquiryShape(Schema):
    id: str
    product_id: str
    store_id: str
    author: str
    text: str
    language: str
    is_secret: bool
    standing: str
    asked_at: str
    waits_since: str | None
    answered_at: str | None
    replies: list[ReplyShape]


class InquiryPage(Schema):
    items: list[InquiryShape]
    next_cursor: str | None


class InquiryIn(Schema):
    """About a product, or to a store in general."""

    text: str = Field(min_length=1, max_length=2_000)
    product_id: str = Field("", max_length=40)
    store_id: str = Field("", max_length=40)
    is_secret: bool = False


class CommentIn(Schema):
    text: str = Field(min_length=1, max_length=3_000)


class FaqShape(Schema):
    id: str
    question: str
    answer: str


class FaqList(Schema):
    items: list[FaqShape]


class FaqParams(LanguageParams):
    text: str = Field("", max_length=300)


class RatingIn(Schema):
    did_help: bool


@router.get("/products/{product_id}/inquiries", response=InquiryPage, summary="Public questions")
@audience.public
def list_public(request: HttpRequest, product_id: str, params: Query[PageParams]) -> JsonResponse:
    page = queries.list_public(
        product_id=product_id, cursor=params.cursor or "", limit=params.limit
    )
    return JsonResponse(page_json(page, inquiry_json))


@router.get("/products/{product_id}/faq", response=FaqList, summary="What is asked often")
@audience.public
def product_faq(request: HttpRequest, product_id: str, params: Query[FaqParams]) -> JsonResponse:
    """With `text`, what may answer it, the nearest first."""
    product = get_product(product_id=product_id, language=params.told_in)
    row_id = queries.product_row(product_id=product_id)
    return _faq(product.store.store_id, params, row_id)


@router.get("/sellers/{seller_id}/faq", response=FaqList, summary="What a seller is asked often")
@audience.public
def seller_faq(request: HttpRequest, seller_id: str, params: Query[FaqParams]) -> JsonResponse:
    return _faq(get_store_by_id(public_id=seller_id).pk, params, None)


@router.post("/faq/{faq_id}/rating", response=FaqList, summary="Whether it helped")
@decorate_view(idempotent)
@throttled("faq.rating", per_minute=10)
@audience.public
def rate(request: HttpRequest, faq_id: str, body: RatingIn) -> JsonResponse:
    faq.rate_entry(entry_id=faq_id, did_help=body.did_help)
    return JsonResponse({"items": []})


@router.get("/me/inquiries", response=InquiryPage, summary="What I asked")
@audience.person
def list_mine(request: HttpRequest, params: Query[PageParams]) -> JsonResponse:
    page = queries.list_own(person_id=_me(request), cursor=params.cursor or "", limit=params.limit)
    return JsonResponse(page_json(page, inquiry_json))


@router.post("/me/inquiries", response={201: InquiryShape}, summary="Ask a seller")
@decorate_view(idempotent)
@audience.person
def ask(request: HttpRequest, body: InquiryIn) -> JsonResponse:
    made = asking.ask(person=get_person(person_id=_me(request)), language=current(), **body.dict())
    return JsonResponse(inquiry_json(made), status=201)


@router.get("/inquiries/{inquiry_id}", response=InquiryShape, summary="One question I may read")
@audience.person
def read(request: HttpRequest, inquiry_id: str) -> JsonResponse:
    reader = Reader(person_id=_me(request))
    return JsonResponse(inquiry_json(queries.get_inquiry(inquiry_id=inquiry_id, reader=reader)))


@router.post("/inquiries/{inquiry_id}/replies", response={201: InquiryShape}, summary="Add to it")
@decorate_view(idempotent)
@audience.person
def comment(request: HttpRequest, inquiry_id: str, body: CommentIn) -> JsonResponse:
    person = get_person(person_id=_me(request))
    asking.comment(inquiry_id=inquiry_id, person=person, text=body.text)
    found = queries.get_inquiry(inquiry_id=inquiry_id, reader=Reader(person_id=person.pk))
    return JsonResponse(inquiry_json(found), status=201)


@router.delete("/inquiries/{inquiry_id}", response=InquiryShape, summary="Take it back")
@decorate_view(idempotent)
@audience.person
def withdraw(request: HttpRequest, inquiry_id: str) -> JsonResponse:
    return JsonResponse(
        inquiry_json(asking.withdraw(person_id=_me(request), inquiry_id=inquiry_id))
    )


@router.post("/inquiries/{inquiry_id}/flags", response={201: FlaggedShape}, summary="Report it")
@decorate_view(idempotent)
@audience.person
def flag(request: HttpRequest, inquiry_id: str, body: FlagIn) -> JsonResponse:
    flagged = voting.flag_inquiry(
        inquiry_id=inquiry_id, person_id=_me(request), reason=body.reason, note=body.note
    )
    return JsonResponse({"standing": flagged.standing}, status=201)


@router.post(
    "/inquiries/{inquiry_id}/appeal", response={201: AppealShape}, summary="Ask to look again"
)
@decorate_view(idempotent)
@audience.person
def appeal(request: HttpRequest, inquiry_id: str, body: AppealIn) -> JsonResponse:
    made = judging.appeal(
        subject_id=inquiry_id,
        text=body.text,
        actor=actor_of(request).person_public_id or "",
        person_id=_me(request),
        store_id=None,
    )
    return JsonResponse(appeal_json(made), status=201)


def inquiry_json(inquiry: Inquiry) -> dict[str, Any]:
    """As somebody reads it who may."""
    return {
        "id": inquiry.public_id,
        "product_id": inquiry.product.public_id if inquiry.product else "",
        "store_id": inquiry.store.public_id,
        "author": inquiry.author,
        "text": inquiry.text,
        "language": inquiry.language,
        "is_secret": inquiry.is_secret,
        "standing": inquiry.standing,
        "asked_at": inquiry.asked_at,
        "waits_since": inquiry.waits_since,
        "answered_at": inquiry.answered_at,
        "replies": [_reply(reply) for reply in inquiry.replies.all()],
    }


def _reply(reply: Reply) -> dict[str, Any]:
    return {
        "id": reply.public_id,
        "by": reply.by,
        "author": reply.author,
        "text": reply.text,
        "written_at": reply.written_at,
    }


def _faq(store_id: int, params: FaqParams, product_id: int | None) -> JsonResponse:
    language = params.told_in
    if params.text:
        found = queries.suggest(
            store_id=store_id, text=params.text, language=language, product_id=product_id
        )
        return JsonResponse(
            {
                "items": [
                    {"id": one.id, "question": one.question, "answer": one.answer} for one in found
                ]
            }
        )
    entries = queries.list_faq(store_id=store_id, product_id=product_id)
    return JsonResponse({"items": [_entry(entry, language) for entry in entries]})


def _entry(entry: FaqEntry, language: str) -> dict[str, str]:
    return {
        "id": entry.public_id,
        "question": entry.text("question", language),
        "answer": entry.text("answer", language),
    }


def _me(request: HttpRequest) -> int:
    return actor_of(request).person_id or 0
