"""Reviews as shoppers read and write them."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Field, File, Query, Router, Schema
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from tradewind.api.review_shapes import (
    AppealIn,
    AppealShape,
    FlaggedShape,
    FlagIn,
    JudgingStepList,
    OwnReviewPage,
    OwnReviewShape,
    ReviewIn,
    ReviewPage,
    ScoreShape,
    own_review_json,
    review_json,
    score_json,
    step_json,
    words_of,
)
from tradewind.domains.engagement.models import Appeal
from tradewind.domains.engagement.operations import judging, reviewing, voting
from tradewind.domains.engagement.queries import reviews as queries
from tradewind.domains.engagement.queries.judging import history_of
from tradewind.domains.engagement.queries.reviews import ReviewFilter
from tradewind.domains.orders.queries import get_purchase, get_purchase_of
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class ReviewParams(PageParams):
    """`choice` (repeatable) is what buyers like me bought; `about` a pair ``Skin type:dry``."""

    sort: str = Field("newest", pattern="^(newest|helpful|high|low)$")
    stars: int | None = Field(None, ge=1, le=5)
    with_pictures: bool = False
    choice: list[str] = Field(default_factory=list, max_length=10)
    about: str = Field("", max_length=90)


class HelpfulShape(Schema):
    helpful: int


@router.get("/products/{product_id}/reviews", response=ReviewPage, summary="What buyers say")
@audience.public
def list_reviews(
    request: HttpRequest, product_id: str, params: Query[ReviewParams]
) -> JsonResponse:
    name, _, value = params.about.partition(":")
    page = queries.list_reviews(
        product_id=product_id,
        narrow=ReviewFilter(
            stars=params.stars,
            with_pictures=params.with_pictures,
            choices=params.choice,
            about={name.strip(): value.strip()} if value.strip() else None,
        ),
        sort=params.sort,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, review_json))


@router.get("/products/{product_id}/score", response=ScoreShape, summary="Their stars in sum")
@audience.public
def score(request: HttpRequest, product_id: str) -> JsonResponse:
    return JsonResponse(score_json(queries.score_of(product_id=product_id)))


@router.get("/me/reviews", response=OwnReviewPage, summary="What I wrote")
@audience.person
def list_mine(request: HttpRequest, params: Query[PageParams]) -> JsonResponse:
    page = queries.list_own_reviews(
        person_id=_me(request), cursor=params.cursor or "", limit=params.limit
    )
    return JsonResponse(page_json(page, own_review_json))


@router.post(
    "/me/purchases/{purchase_id}/lines/{line_id}/review",
    response={201: OwnReviewShape},
    summary="Review what reached me",
)
@decorate_view(idempotent)
@audience.person
def write(request: HttpRequest, purchase_id: str, line_id: str, body: ReviewIn) -> JsonResponse:
    purchase = get_purchase_of(person_id=_me(request), public_id=purchase_id)
    made = reviewing.write(
        purchase=purchase, line_id=line_id, words=words_of(body), language=current()
    )
    return JsonResponse(own_review_json(made), status=201)


@router.post(
    "/purchases/{token}/lines/{line_id}/review",
    response={201: OwnReviewShape},
    summary="Review what reached a guest",
)
@decorate_view(idempotent)
@audience.guest_token
def write_as_guest(request: HttpRequest, token: str, line_id: str, body: ReviewIn) -> JsonResponse:
    made = reviewing.write(
        purchase=get_purchase(token=token),
        line_id=line_id,
        words=words_of(body),
        language=current(),
    )
    return JsonResponse(own_review_json(made), status=201)


@router.put("/me/reviews/{review_id}", response=OwnReviewShape, summary="Say it otherwise")
@decorate_view(idempotent)
@audience.person
def edit(request: HttpRequest, review_id: str, body: ReviewIn) -> JsonResponse:
    own = queries.get_own_review(person_id=_me(request), review_id=review_id)
    changed = reviewing.edit(purchase=own.purchase, review_id=review_id, words=words_of(body))
    return JsonResponse(own_review_json(changed))


@router.post("/me/reviews/{review_id}/pictures", response=OwnReviewShape, summary="Add a picture")
@audience.person
def add_picture(
    request: HttpRequest, review_id: str, file: File[UploadedFile | None] = None
) -> JsonResponse:
    """JPEG, PNG or WebP as multipart."""
    own = queries.get_own_review(person_id=_me(request), review_id=review_id)
    if file is None:
        raise InvalidInput({"file": "required"})
    reviewing.add_picture(purchase=own.purchase, review_id=review_id, upload=file)
    own = queries.get_own_review(person_id=_me(request), review_id=review_id)
    return JsonResponse(own_review_json(own))


@router.delete("/me/reviews/{review_id}", response=OwnReviewShape, summary="Take it back")
@decorate_view(idempotent)
@audience.person
def withdraw(request: HttpRequest, review_id: str) -> JsonResponse:
    own = queries.get_own_review(person_id=_me(request), review_id=review_id)
    gone = reviewing.withdraw(purchase=own.purchase, review_id=review_id)
    return JsonResponse(own_review_json(gone))


@router.get(
    "/me/reviews/{review_id}/history", response=JudgingStepList, summary="How it was judged"
)
@audience.person
def history(request: HttpRequest, review_id: str) -> JsonResponse:
    own = queries.get_own_review(person_id=_me(request), review_id=review_id)
    return JsonResponse({"items": [step_json(step) for step in history_of(subject=own)]})


@router.post(
    "/me/reviews/{review_id}/appeal", response={201: AppealShape}, summary="Ask to look again"
)
@decorate_view(idempotent)
@audience.person
def appeal(request: HttpRequest, review_id: str, body: AppealIn) -> JsonResponse:
    queries.get_own_review(person_id=_me(request), review_id=review_id)
    made = judging.appeal(
        subject_id=review_id,
        text=body.text,
        actor=actor_of(request).person_public_id or "",
        person_id=_me(request),
        store_id=None,
    )
    return JsonResponse(appeal_json(made), status=201)


@router.put("/reviews/{shown_id}/helpful", response=HelpfulShape, summary="It helped me")
@decorate_view(idempotent)
@audience.person
def helpful(request: HttpRequest, shown_id: str) -> JsonResponse:
    count = voting.find_helpful(review_id=shown_id, person_id=_me(request))
    return JsonResponse({"helpful": count})


@router.delete("/reviews/{shown_id}/helpful", response=HelpfulShape, summary="Or not, after all")
@decorate_view(idempotent)
@audience.person
def not_helpful(request: HttpRequest, shown_id: str) -> JsonResponse:
    count = voting.take_vote_back(review_id=shown_id, person_id=_me(request))
    return JsonResponse({"helpful": count})


@router.post("/reviews/{shown_id}/flags", response={201: FlaggedShape}, summary="Report it")
@decorate_view(idempotent)
@audience.person
def flag(request: HttpRequest, shown_id: str, body: FlagIn) -> JsonResponse:
    flagged = voting.flag_review(
        review_id=shown_id, person_id=_me(request), reason=body.reason, note=body.note
    )
    return JsonResponse({"standing": flagged.standing}, status=201)


def appeal_json(made: Appeal) -> dict[str, object]:
    """An appeal as whoever made it reads it."""
    return {
        "id": made.public_id,
        "by": made.by,
        "state": made.state,
        "text": made.text,
        "answer": made.answer,
        "asked_at": made.asked_at,
    }


def _me(request: HttpRequest) -> int:
    return actor_of(request).person_id or 0
