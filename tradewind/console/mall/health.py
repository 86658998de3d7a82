"""Whether everything that should follow does: the stream's readers, and the jobs."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor
from tradewind.console.shell import mall_shell
from tradewind.kernel.errors import NotFound
from tradewind.platform import audit
from tradewind.platform.events import parking
from tradewind.platform.events.queries import (
    count_unnumbered,
    list_parked,
    list_subscription_states,
)
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.jobs import failures


@audience.mall("mall.view")
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """How far each reader is, and what is parked; `cursor` goes on."""
    parked = list_parked(cursor=request.GET.get("cursor") or None)
    context = {
        "shell": mall_shell(request),
        "states": list_subscription_states(),
        "unnumbered": count_unnumbered(),
        "parked": parked.items,
        "next_cursor": parked.next_cursor,
        "can_repair": "events.repair" in actor_of(request).mall_permissions,
    }
    return render(request, "console/mall/events.html", context)


@audience.mall("events.repair")
@require_POST
def event_again(request: HttpRequest) -> HttpResponse:
    """Try an aggregate's parked events again: POST `subscription`, `aggregate`."""
    return _repair(request, "events.send_again", parking.send_again, _("It is tried again now."))


@audience.mall("events.repair")
@require_POST
def event_skip(request: HttpRequest) -> HttpResponse:
    """Give up an aggregate's first parked event for good: POST `subscription`, `aggregate`."""
    return _repair(request, "events.skip", parking.skip, _("Skipped for good."))


@audience.mall("mall.view")
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs that used up their attempts, latest first; `cursor` goes on."""
    failed = failures.list_failed(cursor=request.GET.get("cursor") or None)
    context = {
        "shell": mall_shell(request),
        "failed": failed.items,
        "next_cursor": failed.next_cursor,
        "can_repair": "events.repair" in actor_of(request).mall_permissions,
    }
    return render(request, "console/mall/jobs.html", context)


@audience.mall("events.repair")
@require_POST
def job_again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Put a failed job back in its queue."""
    try:
        with transaction.atomic():
            failures.try_again(job_id=job_id)
            _note(request, "jobs.try_again", str(job_id))
    except NotFound:
        messages.error(request, _("That job is no longer among the failed ones."))
    else:
        messages.success(request, _("It is tried again now."))
    return HttpResponseRedirect(reverse("console:mall_jobs"))


def _repair(request: HttpRequest, action: str, act: Callable[..., None], said: str) -> HttpResponse:
    subscription = request.POST.get("subscription", "")
    aggregate = request.POST.get("aggregate", "")
    try:
        with transaction.atomic():
            act(subscription=subscription, aggregate=aggregate)
            _note(request, action, aggregate, subscription=[None, subscription])
    except NotFound:
        messages.error(request, _("Nothing of it is parked any more."))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("console:mall_events"))


def _note(request: HttpRequest, action: str, subject: str, **changes: object) -> None:
    audit.record(
        actor=actor(request), action=action, subject=subject, store_id=None, changes=changes
    )
