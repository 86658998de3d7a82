"""The mall's banners: what stands on top of its pages, for whom, and from when until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.console.acting import actor
from tradewind.console.settings.forms import Typed, moment_of, saved
from tradewind.console.shell import mall_shell
from tradewind.domains.notices.announcing import change, put_up, take_off
from tradewind.domains.notices.banners import get_banner, is_due, list_banners
from tradewind.domains.notices.models import MallBanner
from tradewind.kernel import clock
from tradewind.platform import audit
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n.languages import languages, own_name
from tradewind.platform.i18n.listing import split_list

_HERE = "console:mall_banners"
_DAYS = ("shown_from", "shown_until")


@dataclass(frozen=True, slots=True)
class BannerRow:
    """A line of the list."""

    banner: MallBanner
    audience: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class BannerScreen:
    """The form; `banner` is None for a new one. `translations` are code, language and text."""

    banner: MallBanner | None
    form: Typed
    audiences: Sequence[tuple[str, str]]
    languages: Sequence[tuple[str, str, bool]]
    translations: Sequence[tuple[str, str, str]]


@audience.mall("mall.view")
@require_safe
def banners(request: HttpRequest) -> HttpResponse:
    """Every banner, the newest first."""
    now = clock.now()
    rows = [
        BannerRow(row, str(MallBanner.Audience(row.audience).label), is_due(row, now))
        for row in list_banners()
    ]
    may_change = "sections.change" in actor_of(request).mall_permissions
    context = {"shell": mall_shell(request), "rows": rows, "may_change": may_change}
    return render(request, "console/mall/banners.html", context)


@audience.mall("sections.change")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form for one more; POST its fields."""
    if request.method != "POST":
        return _page(request, None, Typed({"audience": MallBanner.Audience.ALL.value}))
    outcome = saved(
        request,
        reverse(_HERE),
        lambda: _noted(request, "notices.put_up", lambda: put_up(**_columns(request))),
        _("It stands on top of the pages from its first day on."),
    )
    return _page(request, None, outcome) if isinstance(outcome, Typed) else outcome


@audience.mall("sections.change")
@require_http_methods(["GET", "HEAD", "POST"])
def banner(request: HttpRequest, banner_id: str) -> HttpResponse:
    """One of them; POST its fields."""
    found = get_banner(banner_id=banner_id)
    if request.method != "POST":
        return _page(request, found, Typed(_values(found)))
    outcome = saved(
        request,
        reverse(_HERE),
        lambda: _noted(
            request,
            "notices.change_banner",
            lambda: change(banner_id=banner_id, **_columns(request)),
        ),
        _("Saved."),
    )
    return _page(request, found, outcome) if isinstance(outcome, Typed) else outcome


@audience.mall("sections.change")
@require_POST
def removal(request: HttpRequest, banner_id: str) -> HttpResponse:
    """Take it off for good."""
    found = get_banner(banner_id=banner_id)

    def act() -> MallBanner:
        take_off(banner_id=banner_id)
        return found

    _noted(request, "notices.take_off_banner", act)
    messages.success(request, _("Removed."))
    return HttpResponseRedirect(reverse(_HERE))


def _noted(request: HttpRequest, action: str, act: Callable[[], MallBanner]) -> None:
    audit.record(actor=actor(request), action=action, subject=act().public_id, store_id=None)


def _columns(request: HttpRequest) -> dict[str, Any]:
    said: dict[str, Any] = {
        name: request.POST.get(name, "").strip() for name in ("sentence", "link", "audience")
    }
    said["languages"] = request.POST.getlist("languages")
    said["places"] = [place.upper() for place in split_list(request.POST.get("places", ""))]
    for name in _DAYS:
        said[name] = moment_of(name, request.POST.get(name, ""))
    said["translations"] = {
        code: {"sentence": text}
        for code in _others()
        if (text := request.POST.get(f"sentence_{code}", "").strip())
    }
    return said


def _values(found: MallBanner) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(found, name) for name in ("sentence", "link", "audience")}
    said["places"] = ", ".join(found.places)
    for name in _DAYS:
        moment = getattr(found, name)
        said[name] = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}" if moment else ""
    return said | {
        f"sentence_{code}": words["sentence"] for code, words in found.translations.items()
    }


def _page(request: HttpRequest, found: MallBanner | None, form: Typed) -> HttpResponse:
    is_posted = request.method == "POST"
    read_by = request.POST.getlist("languages") if is_posted else (found.languages if found else [])
    screen = BannerScreen(
        banner=found,
        form=form,
        audiences=[(value, str(label)) for value, label in MallBanner.Audience.choices],
        languages=[(code, own_name(code), code in read_by) for code in languages()],
        translations=[
            (code, own_name(code), form.values.get(f"sentence_{code}", "")) for code in _others()
        ],
    )
    status = 422 if form.errors or form.problem else 200
    context = {"shell": mall_shell(request), "screen": screen}
    return render(request, "console/mall/banner.html", context, status=status)


def _others() -> list[str]:
    return [code for code in languages() if code != settings.LANGUAGE_CODE]
