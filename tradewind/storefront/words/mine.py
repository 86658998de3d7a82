"""What a member wrote and asked, and asking the mall to look again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.domains.engagement.models import Inquiry, Review, Step
from tradewind.domains.engagement.models.standings import STANDING_NAMES
from tradewind.domains.engagement.operations import judging, reviewing
from tradewind.domains.engagement.queries import inquiries, reviews
from tradewind.domains.engagement.queries.judging import history_of
from tradewind.domains.engagement.queries.waiting import list_waiting
from tradewind.domains.engagement.rules.standing import Standing
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n.languages import current
from tradewind.storefront.account.frame import account_page, person_id_of
from tradewind.storefront.going_back import back
from tradewind.storefront.telling import told
from tradewind.storefront.words.showing import (
    QuestionCard,
    ReviewCard,
    question_card,
    review_card,
)

_STOPPED = (Standing.HELD, Standing.HIDDEN)


@dataclass(frozen=True, slots=True)
class Judged:
    """How it stands: `standing` is empty while it is shown, `steps` are sentence, reason, when."""

    standing: str
    steps: list[tuple[str, str, datetime]]
    appeal_url: str


@dataclass(frozen=True, slots=True)
class OwnReview:
    """A review of one's own, and where it is changed."""

    card: ReviewCard
    title: str
    change_url: str
    removal_url: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question of one's own."""

    card: QuestionCard
    judged: Judged


@audience.person
@require_safe
def my_reviews(request: HttpRequest) -> HttpResponse:
    """What could be reviewed, then what was, the newest first."""
    person_id = person_id_of(request)
    page = reviews.list_own_reviews(person_id=person_id, cursor=request.GET.get("cursor", ""))
    context: dict[str, object] = {
        "open": [
            (
                line.title,
                reverse(
                    "storefront:write_review", args=[line.order.purchase.token, line.public_id]
                ),
            )
            for line in reviews.list_lines_unreviewed(person_id=person_id)
        ],
        "rows": [_own_review(row) for row in page.items],
        "more_url": _more(page.next_cursor),
        "waiting": [
            (
                entry.variant.product.text("title", current()),
                str(entry.get_state_display()),
                reverse("storefront:waiting_place", args=[entry.token]),
            )
            for entry in list_waiting(person_id=person_id)
        ],
    }
    return account_page(request, "reviews.html", "storefront:account_reviews", context)


@audience.person
@require_safe
def my_questions(request: HttpRequest) -> HttpResponse:
    """What was asked, secret ones too, the newest first."""
    page = inquiries.list_own(person_id=person_id_of(request), cursor=request.GET.get("cursor", ""))
    context: dict[str, object] = {
        "rows": [OwnQuestion(question_card(row), _judged(row)) for row in page.items],
        "more_url": _more(page.next_cursor),
    }
    return account_page(request, "questions.html", "storefront:account_questions", context)


@audience.person
@require_POST
def remove_review(request: HttpRequest, review_id: str) -> HttpResponse:
    """Take it back for good."""
    own = reviews.get_own_review(person_id=person_id_of(request), review_id=review_id)
    reviewing.withdraw(purchase=own.purchase, review_id=review_id)
    messages.success(request, _("Your review is taken back."))
    return HttpResponseRedirect(reverse("storefront:account_reviews"))


@audience.person
@require_POST
def appeal(request: HttpRequest, subject_id: str) -> HttpResponse:
    """POST `text`: ask the mall to look again at what one wrote."""
    try:
        judging.appeal(
            subject_id=subject_id,
            text=request.POST.get("text", ""),
            actor=actor_of(request).person_public_id or "",
            person_id=person_id_of(request),
            store_id=None,
        )
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("The mall looks at it again and tells you."))
    return back(request, reverse("storefront:account_reviews"))


def _own_review(row: Review) -> OwnReview:
    return OwnReview(
        card=review_card(row),
        title=row.product.text("title", current()),
        change_url=reverse(
            "storefront:write_review", args=[row.purchase.token, row.line.public_id]
        ),
        removal_url=reverse("storefront:account_review_removal", args=[row.public_id]),
        judged=_judged(row),
    )


def _judged(row: Review | Inquiry) -> Judged:
    """History is read of what was stopped alone, which is rare."""
    if row.standing not in _STOPPED:
        return Judged("", [], "")
    steps = [
        (str(Step.Kind(step.kind).label), step.reason, step.taken_at)
        for step in history_of(subject=row)
    ]
    url = reverse("storefront:account_appeal", args=[row.public_id])
    return Judged(str(STANDING_NAMES[Standing(row.standing)]), steps, url)


def _more(cursor: str | None) -> str:
    return f"?{urlencode({'cursor': cursor})}" if cursor else ""
