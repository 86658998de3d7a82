"""The home page: stories and shelves, their order, pictures, readers and days."""

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
from tradewind.console.settings.forms import Typed, done, moment_of, saved
from tradewind.console.shell import mall_shell
from tradewind.domains.catalogue.models import Section
from tradewind.domains.catalogue.operations.sections import (
    change_section,
    create_section,
    order_sections,
    remove_section,
)
from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.catalogue.queries.sections import (
    get_section,
    list_sections,
    preview_token,
)
from tradewind.kernel import clock
from tradewind.platform import audit
from tradewind.platform.files.pictures import store_picture
from tradewind.platform.files.storages import public_url
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.i18n.languages import country_name, current, languages, own_name

_TEXTS = ("title", "lead", "tag", "link")
_PICTURES = ("picture", "picture_narrow")


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A line of the list; `order` names every section with this one moved up."""

    section: Section
    kind: str
    picture_url: str
    is_shown: bool
    order_up: Sequence[str]


@dataclass(frozen=True, slots=True)
class SectionScreen:
    """The form; `section` is None for a new one."""

    section: Section | None
    form: Typed
    kinds: Sequence[tuple[str, str]]
    categories: Sequence[tuple[str, str]]
    languages: Sequence[tuple[str, str, bool]]
    countries: Sequence[tuple[str, str, bool]]
    translations: Sequence[tuple[str, str, str, str]]
    picture_url: str
    picture_narrow_url: str


@audience.mall("mall.view")
@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    """Every section in the order of the home page."""
    now, found = clock.now(), list_sections()
    slugs = [row.slug for row in found]
    rows = [
        SectionRow(
            section=row,
            kind=str(Section.Kind(row.kind).label),
            picture_url=public_url(row.picture) if row.picture else "",
            is_shown=(row.shown_from is None or row.shown_from <= now)
            and (row.shown_until is None or now < row.shown_until),
            order_up=_moved_up(slugs, place) if place else (),
        )
        for place, row in enumerate(found)
    ]
    context = {
        "shell": mall_shell(request),
        "rows": rows,
        "may_change": "sections.change" in actor_of(request).mall_permissions,
    }
    return render(request, "console/mall/sections.html", context)


@audience.mall("sections.change")
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """POST `order`: slugs, one after the other."""
    wanted = request.POST.getlist("order")
    return done(
        request,
        reverse("console:mall_sections"),
        lambda: _noted(
            request, "catalogue.order_sections", "home", lambda: order_sections(slugs=wanted)
        ),
        _("Moved."),
    )


@audience.mall("sections.change")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form for one more; POST its fields."""
    if request.method != "POST":
        return _page(request, None, Typed({"kind": Section.Kind.STORY.value}))
    outcome = saved(
        request,
        reverse("console:mall_sections"),
        lambda: _noted(
            request,
            "catalogue.create_section",
            "home",
            lambda: create_section(**_columns(request), position=len(list_sections())),
        ),
        _("It stands on the home page from its first day on."),
    )
    return _page(request, None, outcome) if isinstance(outcome, Typed) else outcome


@audience.mall("sections.change")
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One of them; POST its fields."""
    found = get_section(slug=section)
    if request.method != "POST":
        return _page(request, found, Typed(_values(found)))
    outcome = saved(
        request,
        reverse("console:mall_section", args=[section]),
        lambda: _noted(
            request,
            "catalogue.change_section",
            section,
            lambda: change_section(slug=section, **_columns(request)),
        ),
        _("Saved."),
    )
    return _page(request, found, outcome) if isinstance(outcome, Typed) else outcome


@audience.mall("sections.change")
@require_safe
def preview(request: HttpRequest, section: str) -> HttpResponse:
    """The home page with this section on top, whatever its days and readers."""
    token = preview_token(slug=get_section(slug=section).slug)
    return HttpResponseRedirect(f"{reverse('storefront:home')}?preview={token}")


@audience.mall("sections.change")
@require_POST
def removal(request: HttpRequest, section: str) -> HttpResponse:
    """Take it off the home page for good."""
    _noted(request, "catalogue.remove_section", section, lambda: remove_section(slug=section))
    messages.success(request, _("Removed."))
    return HttpResponseRedirect(reverse("console:mall_sections"))


def _noted(request: HttpRequest, action: str, subject: str, act: Callable[[], object]) -> None:
    act()
    audit.record(actor=actor(request), action=action, subject=subject, store_id=None)


def _columns(request: HttpRequest) -> dict[str, Any]:
    said: dict[str, Any] = {
        name: request.POST.get(name, "").replace("\x00", "").strip() for name in _TEXTS
    }
    said["kind"] = request.POST.get("kind", "")
    said["category"] = request.POST.get("category") or None
    for name in ("languages", "countries"):
        said[name] = request.POST.getlist(name)
    for name in ("shown_from", "shown_until"):
        said[name] = moment_of(name, request.POST.get(name, ""))
    for name in _PICTURES:
        if name in request.FILES:
            kept = store_picture(request.FILES[name], folder="sections")  # type: ignore[arg-type]
            said[name] = kept.largest.name
        elif f"without_{name}" in request.POST:
            said[name] = ""
    said["translations"] = {
        code: words
        for code in languages()
        if (words := _words(request, code)) and code != settings.LANGUAGE_CODE
    }
    return said


def _words(request: HttpRequest, code: str) -> dict[str, str]:
    typed = {name: request.POST.get(f"{name}_{code}", "").strip() for name in ("title", "lead")}
    return {name: text for name, text in typed.items() if text}


def _values(found: Section) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(found, name) for name in (*_TEXTS, "kind")}
    said["category"] = found.category.public_id if found.category else ""
    for name in ("shown_from", "shown_until"):
        moment = getattr(found, name)
        said[name] = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}" if moment else ""
    for code, words in found.translations.items():
        said |= {f"{name}_{code}": text for name, text in words.items()}
    return said


def _page(request: HttpRequest, found: Section | None, form: Typed) -> HttpResponse:
    is_posted = request.method == "POST"
    read_by = request.POST.getlist("languages") if is_posted else (found.languages if found else [])
    seen_in = request.POST.getlist("countries") if is_posted else (found.countries if found else [])
    screen = SectionScreen(
        section=found,
        form=form,
        kinds=[(value, str(label)) for value, label in Section.Kind.choices],
        categories=[("", _("None")), *_categories()],
        languages=[(code, own_name(code), code in read_by) for code in languages()],
        countries=[(code, country_name(code), code in seen_in) for code in settings.COUNTRIES],
        translations=[
            (
                code,
                own_name(code),
                form.values.get(f"title_{code}", ""),
                form.values.get(f"lead_{code}", ""),
            )
            for code in languages()
            if code != settings.LANGUAGE_CODE
        ],
        picture_url=public_url(found.picture) if found and found.picture else "",
        picture_narrow_url=public_url(found.picture_narrow)
        if found and found.picture_narrow
        else "",
    )
    status = 422 if form.errors or form.problem else 200
    context = {"shell": mall_shell(request), "screen": screen}
    return render(request, "console/mall/section.html", context, status=status)


def _categories() -> list[tuple[str, str]]:
    tree = category_tree()
    return [
        (node.public_id, " › ".join(tree.by_slug[slug].title(current()) for slug in node.path))
        for node in tree.by_slug.values()
    ]


def _moved_up(slugs: Sequence[str], place: int) -> list[str]:
    moved = [*slugs]
    moved[place - 1], moved[place] = moved[place], moved[place - 1]
    return moved
