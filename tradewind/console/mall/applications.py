"""Businesses that ask to sell here: the queue, one of them, yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told
from tradewind.console.shell import mall_shell
from tradewind.domains.catalogue.rules import slug_of
from tradewind.domains.stores.applicants import (
    count_applications,
    get_application,
    get_document,
    list_applications,
)
from tradewind.domains.stores.models import StoreApplication
from tradewind.domains.stores.operations.applying import (
    approve_application,
    refuse_application,
)
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.files.tickets import private_url
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.ui.shell import Link

_State = StoreApplication.State


@dataclass(frozen=True, slots=True)
class ApplicationsScreen:
    """The queue, or what was decided; `more_url` is empty at its end."""

    views: Sequence[Link]
    rows: Sequence[StoreApplication]
    more_url: str


@dataclass(frozen=True, slots=True)
class ApplicationScreen:
    """One application; `slug` is the address its store would get."""

    application: StoreApplication
    slug: str
    reason: str
    problem: str
    is_waiting: bool
    may_decide: bool


@audience.mall("mall.view")
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """GET `view`: waiting, approved or refused."""
    view = request.GET.get("view", "")
    state = view if view in _State.values else _State.WAITING.value
    page = list_applications(state=state, cursor=request.GET.get("cursor", ""))
    url, waiting = reverse("console:mall_applications"), count_applications()
    screen = ApplicationsScreen(
        views=[
            Link(
                label=str(kind.label),
                url=f"{url}?view={kind.value}",
                count=waiting if kind is _State.WAITING else 0,
                is_current=kind.value == state,
            )
            for kind in _State
        ],
        rows=page.items,
        more_url=f"{url}?view={state}&cursor={page.next_cursor}" if page.next_cursor else "",
    )
    context = {"shell": mall_shell(request), "screen": screen}
    return render(request, "console/mall/applications.html", context)


@audience.mall("mall.view")
@require_safe
def application(request: HttpRequest, application_id: str) -> HttpResponse:
    """Everything the applicant said."""
    return _one(request, application_id)


@audience.mall("stores.approve")
@require_safe
def document(request: HttpRequest, application_id: str, document_id: str) -> HttpResponse:
    """Lead to a paper, for whoever asks alone."""
    found = get_document(application_id=application_id, document_id=document_id)
    url = private_url(found.file, download_as=found.name, person_id=actor_of(request).person_id)
    return HttpResponseRedirect(url)


@audience.mall("stores.approve")
@require_POST
def approval(request: HttpRequest, application_id: str) -> HttpResponse:
    """POST `slug`: the store's address."""
    slug = request.POST.get("slug", "").strip()
    try:
        store = approve_application(application_id=application_id, slug=slug, actor=actor(request))
    except NotFound:
        raise
    except TradewindError as error:
        return _one(request, application_id, slug=slug, problem=told(error))
    messages.success(
        request, _("{store} is open. Its owner is invited by e-mail.").format(store=store.name)
    )
    return HttpResponseRedirect(reverse("console:mall_applications"))


@audience.mall("stores.approve")
@require_POST
def refusal(request: HttpRequest, application_id: str) -> HttpResponse:
    """POST `reason`: the applicant reads it."""
    reason = request.POST.get("reason", "")
    try:
        refuse_application(application_id=application_id, reason=reason, actor=actor(request))
    except NotFound:
        raise
    except TradewindError as error:
        return _one(request, application_id, reason=reason, problem=told(error))
    messages.success(request, _("Refused. The applicant reads why."))
    return HttpResponseRedirect(reverse("console:mall_applications"))


def _one(
    request: HttpRequest,
    application_id: str,
    *,
    slug: str = "",
    reason: str = "",
    problem: str = "",
) -> HttpResponse:
    found = get_application(application_id=application_id)
    screen = ApplicationScreen(
        application=found,
        slug=slug or slug_of(found.business, longest=60),
        reason=reason,
        problem=problem,
        is_waiting=found.state == _State.WAITING,
        may_decide="stores.approve" in actor_of(request).mall_permissions,
    )
    context = {"shell": mall_shell(request), "screen": screen}
    status = 422 if problem else 200
    return render(request, "console/mall/application.html", context, status=status)
