"""What a store does with reviews, questions and what is asked often."""

from __future__ import annotations

from typing import Any

from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.inquiries import InquiryPage, InquiryShape, inquiry_json
from tradewind.api.review_shapes import (
    AppealIn,
    AppealShape,
    OwnReviewPage,
    OwnReviewShape,
    own_review_json,
)
from tradewind.api.reviews import appeal_json
from tradewind.domains.engagement.models import FaqEntry
from tradewind.domains.engagement.operations import asking, faq, judging, reviewing
from tradewind.domains.engagement.operations.faq import FaqWords
from tradewind.domains.engagement.queries import inquiries, reviews
from tradewind.domains.engagement.queries.waiting import count_waiting
from tradewind.domains.engagement.rules.reading import Reader
from tradewind.domains.identity.queries import get_person
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.i18n.languages import languages
from tradewind.platform.idempotency import idempotent

router = Router()


class ReviewView(PageParams):
    view: str = Field("", pattern="^(unanswered|low|held)?$")


class InquiryView(PageParams):
    view: str = Field("waiting", pattern="^(waiting|all)$")


class TextIn(Schema):
    text: str = Field("", max_length=3_000)


class FaqTexts(Schema):
    question: str = Field("", max_length=300)
    answer: str = Field("", max_length=3_000)


class FaqIn(Schema):
    """`inquiry_id`: the question it was made of."""

    question: str = Field(min_length=1, max_length=300)
    answer: str = Field(min_length=1, max_length=3_000)
    language: str = Field("en", max_length=12)
    product_id: str = Field("", max_length=40)
    position: int = Field(0, ge=0, le=9_999)
    translations: dict[str, FaqTexts] = Field(default_factory=dict, max_length=20)
    inquiry_id: str = Field("", max_length=40)


class OwnFaqShape(Schema):
    id: str
    question: str
    answer: str
    language: str
    product_id: str
    position: int
    translations: dict[str, dict[str, str]]
    helped: int
    not_helped: int


class OwnFaqList(Schema):
    items: list[OwnFaqShape]


class DemandShape(Schema):
    variant_id: str
    pieces: int


class DemandList(Schema):
    items: list[DemandShape]


@router.get("/reviews", response=OwnReviewPage, summary="Reviews of our goods")
@audience.store("customers.view")
def list_reviews(
    request: audience.StoreRequest, store: Path[str], params: Query[ReviewView]
) -> JsonResponse:
    page = reviews.list_store_reviews(
        store_id=request.store.pk,
        view=params.view,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, own_review_json))


@router.put("/reviews/{review_id}/reply", response=OwnReviewShape, summary="Reply, or take it away")
@decorate_view(idempotent)
@audience.store("words.answer")
def reply(
    request: audience.StoreRequest, store: Path[str], review_id: str, body: TextIn
) -> JsonResponse:
    review = reviewing.reply(
        store_id=request.store.pk, review_id=review_id, text=body.text, actor=_actor(request)
    )
    return JsonResponse(own_review_json(review))


@router.post("/words/{subject_id}/appeal", response={201: AppealShape}, summary="Ask the mall")
@decorate_view(idempotent)
@audience.store("words.answer")
def appeal(
    request: audience.StoreRequest, store: Path[str], subject_id: str, body: AppealIn
) -> JsonResponse:
    """A review or a question of ours that the mall kept."""
    made = judging.appeal(
        subject_id=subject_id,
        text=body.text,
        actor=_actor(request),
        person_id=None,
        store_id=request.store.pk,
    )
    return JsonResponse(appeal_json(made), status=201)


@router.get("/inquiries", response=InquiryPage, summary="Questions, those that wait first")
@audience.store("customers.view")
def list_inquiries(
    request: audience.StoreRequest, store: Path[str], params: Query[InquiryView]
) -> JsonResponse:
    page = inquiries.list_of_store(
        store_id=request.store.pk,
        view=params.view,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, inquiry_json))


@router.get("/inquiries/{inquiry_id}", response=InquiryShape, summary="One question")
@audience.store("customers.view")
def read_inquiry(request: audience.StoreRequest, store: Path[str], inquiry_id: str) -> JsonResponse:
    return _inquiry(request, inquiry_id)


@router.post("/inquiries/{inquiry_id}/answers", response={201: InquiryShape}, summary="Answer it")
@decorate_view(idempotent)
@audience.store("words.answer")
def answer(
    request: audience.StoreRequest, store: Path[str], inquiry_id: str, body: TextIn
) -> JsonResponse:
    asking.answer(
        store_id=request.store.pk,
        inquiry_id=inquiry_id,
        text=body.text,
        person=get_person(person_id=actor_of(request).person_id or 0),
    )
    return _inquiry(request, inquiry_id, status=201)


@router.get("/faq", response=OwnFaqList, summary="What we are asked often")
@audience.store("products.view")
def list_faq(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    entries = inquiries.list_all_faq(store_id=request.store.pk)
    return JsonResponse({"items": [_entry(entry) for entry in entries]})


@router.post("/faq", response={201: OwnFaqShape}, summary="Write one down")
@decorate_view(idempotent)
@audience.store("words.answer")
def add_faq(request: audience.StoreRequest, store: Path[str], body: FaqIn) -> JsonResponse:
    made = faq.add_entry(store_id=request.store.pk, words=_words(body), inquiry_id=body.inquiry_id)
    return JsonResponse(_entry(made), status=201)


@router.put("/faq/{faq_id}", response=OwnFaqShape, summary="Say it anew")
@decorate_view(idempotent)
@audience.store("words.answer")
def change_faq(
    request: audience.StoreRequest, store: Path[str], faq_id: str, body: FaqIn
) -> JsonResponse:
    changed = faq.change_entry(store_id=request.store.pk, entry_id=faq_id, words=_words(body))
    return JsonResponse(_entry(changed))


@router.delete("/faq/{faq_id}", response=OwnFaqList, summary="Tell it no longer")
@decorate_view(idempotent)
@audience.store("words.answer")
def remove_faq(request: audience.StoreRequest, store: Path[str], faq_id: str) -> JsonResponse:
    inquiries.get_entry(store_id=request.store.pk, entry_id=faq_id)
    faq.remove_entry(store_id=request.store.pk, entry_id=faq_id)
    entries = inquiries.list_all_faq(store_id=request.store.pk)
    return JsonResponse({"items": [_entry(entry) for entry in entries]})


@router.get("/waiting", response=DemandList, summary="How many pieces people wait for")
@audience.store("stock.view")
def waiting(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    counts = count_waiting(store_id=request.store.pk)
    return JsonResponse(
        {"items": [{"variant_id": name, "pieces": pieces} for name, pieces in counts.items()]}
    )


def _inquiry(request: audience.StoreRequest, inquiry_id: str, *, status: int = 200) -> JsonResponse:
    reader = Reader(staff_of=request.store.pk)
    found = inquiries.get_store_inquiry(
        store_id=request.store.pk, inquiry_id=inquiry_id, reader=reader
    )
    return JsonResponse(inquiry_json(found), status=status)


def _words(body: FaqIn) -> FaqWords:
    said = body.dict(exclude={"inquiry_id", "language"})
    language = body.language if body.language in languages() else "en"
    return FaqWords(language=language, **said)


def _entry(entry: FaqEntry) -> dict[str, Any]:
    return {
        "id": entry.public_id,
        "question": entry.question,
        "answer": entry.answer,
        "language": entry.language,
        "product_id": entry.product.public_id if entry.product else "",
        "position": entry.position,
        "translations": entry.translations,
        "helped": entry.helped,
        "not_helped": entry.not_helped,
    }


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""
