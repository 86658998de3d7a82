"""The mall looks at what was reported, and at appeals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told
from tradewind.console.mall.going_back import back_or
from tradewind.console.shell import mall_shell
from tradewind.domains.engagement.operations import judging
from tradewind.domains.engagement.queries import judging as queries
from tradewind.domains.engagement.queries.judging import AppealRow, QueueRow
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.ui.shell import Link

TEMPLATE = "console/words/judging.html"


@dataclass(frozen=True, slots=True)
class JudgingScreen:
    """What waits for the mall in one of three views."""

    views: Sequence[Link]
    view: str
    rows: Sequence[QueueRow]
    appeals: Sequence[AppealRow]


@audience.mall("words.judge")
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """GET `view`: held, reported, appeals."""
    view = request.GET.get("view", "")
    view = view if view in ("reported", "appeals") else "held"
    url = reverse("console:mall_words")
    waiting = queries.count_waiting()
    counts = {
        "held": (_("Held"), waiting.held),
        "reported": (_("Reported"), waiting.reported),
        "appeals": (_("Appeals"), waiting.appeals),
    }
    screen = JudgingScreen(
        views=[
            Link(name, f"{url}?view={key}", count=count, is_current=key == view)
            for key, (name, count) in counts.items()
        ],
        view=view,
        rows=() if view == "appeals" else queries.list_queue(view=view),
        appeals=queries.list_appeals() if view == "appeals" else (),
    )
    return render(request, TEMPLATE, {"shell": mall_shell(request), "screen": screen})


@audience.mall("words.judge")
@require_POST
def decision(request: HttpRequest, subject_id: str) -> HttpResponse:
    """POST `keep` (1 or 0) and `reason`."""
    try:
        judging.decide(
            subject_id=subject_id,
            keep=request.POST.get("keep") == "1",
            reason=request.POST.get("reason", ""),
            actor=actor(request),
        )
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Decided. The author hears of it."))
    return back_or(request, reverse("console:mall_words"))


@audience.mall("words.judge")
@require_POST
def answer(request: HttpRequest, appeal_id: str) -> HttpResponse:
    """POST `grant` (1 or 0) and `answer`."""
    try:
        judging.answer_appeal(
            appeal_id=appeal_id,
            grant=request.POST.get("grant") == "1",
            answer=request.POST.get("answer", ""),
            actor=actor(request),
        )
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Decided. The author hears of it."))
    return back_or(request, f"{reverse('console:mall_words')}?view=appeals")
