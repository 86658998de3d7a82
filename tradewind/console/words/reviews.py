"""A store's reviews: reading them, replying, asking the mall to look again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told
from tradewind.console.shell import store_shell
from tradewind.domains.engagement.models import Review
from tradewind.domains.engagement.models.standings import STANDING_NAMES
from tradewind.domains.engagement.operations import judging, reviewing
from tradewind.domains.engagement.queries.reviews import list_store_reviews
from tradewind.domains.engagement.rules.standing import Standing
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.ui.shell import Link

TEMPLATE = "console/words/reviews.html"
_VIEWS = ("", "unanswered", "low", "held")


@dataclass(frozen=True, slots=True)
class Row:
    """A review; `standing` is empty while it is shown."""

    review: Review
    title: str
    bought: str
    standing: str


@dataclass(frozen=True, slots=True)
class ReviewsScreen:
    """A view of the store's reviews."""

    views: Sequence[Link]
    rows: Sequence[Row]
    more_url: str
    may_answer: bool


@audience.store("customers.view")
@require_safe
def reviews(request: audience.StoreRequest, store: str) -> HttpResponse:
    """GET `view`: all, unanswered, low, held."""
    view = request.GET.get("view", "")
    view = view if view in _VIEWS else ""
    page = list_store_reviews(
        store_id=request.store.pk, view=view, cursor=request.GET.get("cursor", "")
    )
    url = reverse("console:reviews", args=[store])
    names = {"": _("All"), "unanswered": _("Unanswered"), "low": _("Few stars"), "held": _("Held")}
    screen = ReviewsScreen(
        views=[
            Link(name, f"{url}?view={key}" if key else url, is_current=key == view)
            for key, name in names.items()
        ],
        rows=[_row(review) for review in page.items],
        more_url=f"{url}?{urlencode({'view': view, 'cursor': page.next_cursor})}"
        if page.next_cursor
        else "",
        may_answer="words.answer" in request.store_access.permissions,
    )
    context = {"shell": store_shell(request), "screen": screen, "store": request.store}
    return render(request, TEMPLATE, context)


@audience.store("words.answer")
@require_POST
def reply(request: audience.StoreRequest, store: str, review_id: str) -> HttpResponse:
    """POST `text`; empty takes the reply away."""
    try:
        reviewing.reply(
            store_id=request.store.pk,
            review_id=review_id,
            text=request.POST.get("text", ""),
            actor=actor(request),
        )
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("console:reviews", args=[store]))


@audience.store("words.answer")
@require_POST
def appeal(request: audience.StoreRequest, store: str, subject_id: str) -> HttpResponse:
    """POST `text`: ask the mall to look again at a review or a question it kept."""
    try:
        judging.appeal(
            subject_id=subject_id,
            text=request.POST.get("text", ""),
            actor=actor(request),
            person_id=None,
            store_id=request.store.pk,
        )
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("The mall looks at it again."))
    return HttpResponseRedirect(reverse("console:reviews", args=[store]))


def _row(review: Review) -> Row:
    standing = Standing(review.standing)
    return Row(
        review=review,
        title=review.product.title,
        bought=" · ".join(review.choices),
        standing="" if standing is Standing.SHOWN else str(STANDING_NAMES[standing]),
    )
