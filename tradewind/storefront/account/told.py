"""How a member wants to be told: for each purpose the ways, the hours that stay quiet, the browsers."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.domains.notices.choices import Chosen, choices_of, list_browsers
from tradewind.domains.notices.choosing import (
    add_browser,
    choose,
    keep_quiet,
    remove_browser,
    time_of_day,
)
from tradewind.domains.notices.models import Browser
from tradewind.domains.notices.rules import Channel, Quiet, Rhythm
from tradewind.domains.stores.queries import stores_of
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.push import public_key
from tradewind.storefront.account.frame import account_page, person_id_of

_HERE = "storefront:account_told"


@dataclass(frozen=True, slots=True)
class Way:
    """A channel of one purpose; a fixed one can't be turned off."""

    field: str
    value: str
    label: str
    is_on: bool
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class PurposeForm:
    """One purpose with its choices. `rhythm_field` is empty where e-mail always comes at once."""

    key: str
    label: str
    note: str
    ways: list[Way]
    rhythm_field: str
    rhythm: str
    is_commercial: bool


@dataclass(frozen=True, slots=True)
class ToldScreen:
    """All that the page shows. `starts` and `ends` are ``22:00``, empty without quiet hours."""

    purposes: list[PurposeForm]
    rhythms: list[tuple[str, str]]
    starts: str
    ends: str
    zone: str
    browsers: list[Browser]
    push_key: str
    error: str = ""


@audience.person
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest) -> HttpResponse:
    """The form; without script too."""
    person_id = person_id_of(request)
    if request.method != "POST":
        return _page(request, "")
    try:
        _keep(request, person_id)
    except InvalidInput as error:
        return _page(request, sentence(f"field.{next(iter(error.fields.values()))}"))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse(_HERE))


@audience.person
@require_POST
def browser(request: HttpRequest) -> HttpResponse:
    """Add the browser that asks, as its push service names it."""
    try:
        add_browser(
            person_id=person_id_of(request),
            endpoint=request.POST.get("endpoint", ""),
            p256dh=request.POST.get("p256dh", ""),
            auth=request.POST.get("auth", ""),
            name=request.POST.get("name", "").replace("\x00", ""),
        )
    except InvalidInput:
        messages.error(request, _("This browser can't be reached."))
    else:
        messages.success(request, _("This browser will tell you."))
    return HttpResponseRedirect(reverse(_HERE))


@audience.person
@require_POST
def browser_removal(request: HttpRequest, browser_id: str) -> HttpResponse:
    """Tell it no longer."""
    remove_browser(person_id=person_id_of(request), browser_id=browser_id)
    messages.success(request, _("Turned off."))
    return HttpResponseRedirect(reverse(_HERE))


def _keep(request: HttpRequest, person_id: int) -> None:
    starts = time_of_day(request.POST.get("starts", ""))
    ends = time_of_day(request.POST.get("ends", ""))
    if (starts is None) != (ends is None):
        raise InvalidInput({"time": "required"})
    held = choices_of(person_id=person_id)
    for chosen in _shown(person_id, held.purposes):
        channels = frozenset(request.POST.getlist(f"{chosen.key}.channels"))
        rhythm = request.POST.get(f"{chosen.key}.rhythm", chosen.rhythm)
        if not chosen.can_hide:
            channels |= {Channel.SITE}
        if (channels, rhythm) != (chosen.channels, chosen.rhythm):
            choose(person_id=person_id, key=chosen.key, channels=channels, rhythm=rhythm)
    keep_quiet(
        person_id=person_id, quiet=Quiet(starts, ends) if starts and ends is not None else None
    )


def _shown(person_id: int, purposes: list[Chosen]) -> list[Chosen]:
    """Those that concern the person: a store's only who works in one."""
    works = bool(stores_of(person_id=person_id))
    return [chosen for chosen in purposes if works or not chosen.for_staff]


def _page(request: HttpRequest, error: str) -> HttpResponse:
    person_id = person_id_of(request)
    held = choices_of(person_id=person_id)
    screen = ToldScreen(
        purposes=[_form(chosen) for chosen in _shown(person_id, held.purposes)],
        rhythms=[
            (Rhythm.AT_ONCE.value, _("At once")),
            (Rhythm.DAILY.value, _("Once a day")),
            (Rhythm.WEEKLY.value, _("Once a week")),
        ],
        starts=held.quiet.starts.strftime("%H:%M") if held.quiet else "",
        ends=held.quiet.ends.strftime("%H:%M") if held.quiet else "",
        zone=held.zone.replace("_", " "),
        browsers=list_browsers(person_id=person_id),
        push_key=public_key(),
        error=error,
    )
    return account_page(
        request,
        "told.html",
        "storefront:account_notices",
        {"screen": screen},
        status=422 if error else 200,
    )


def _form(chosen: Chosen) -> PurposeForm:
    names = {
        Channel.SITE: _("Notice centre"),
        Channel.BANNER: _("Banner"),
        Channel.EMAIL: _("E-mail"),
        Channel.PUSH: _("Browser"),
    }
    return PurposeForm(
        key=chosen.key,
        label=chosen.label,
        note=chosen.note,
        ways=[
            Way(
                f"{chosen.key}.channels",
                channel.value,
                name,
                channel in chosen.channels,
                channel is Channel.SITE and not chosen.can_hide,
            )
            for channel, name in names.items()
        ],
        rhythm_field="" if chosen.is_urgent else f"{chosen.key}.rhythm",
        rhythm=chosen.rhythm.value,
        is_commercial=chosen.is_commercial,
    )
