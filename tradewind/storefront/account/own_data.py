"""A copy of one's own data, and leaving for good (GDPR art. 15, 17 and 20; PIPEDA 4.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.domains.privacy.errors import ArchiveTooSoon, ErasureHindered, ErasureOver
from tradewind.domains.privacy.models import Archive, Erasure
from tradewind.domains.privacy.operations import COOLING_OFF
from tradewind.domains.privacy.queries import find_erasure, get_archive, latest_archive
from tradewind.flows import erase_person
from tradewind.flows.erase_person import Hindrance
from tradewind.flows.erase_person.hindrances import describe
from tradewind.flows.export_person import jobs as exporting
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform.files.tickets import private_url
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.account.frame import account_page, person_id_of, person_of
from tradewind.storefront.shopper import shopper_of

_TAB = "storefront:account_privacy"
_PAGE = "storefront:account_data"


@dataclass(frozen=True, slots=True)
class DataScreen:
    """`archive` is the one asked for last; `erasure` the wish that waits, with what put it off."""

    archive: Archive | None
    is_waiting: bool
    is_ready: bool
    erasure: Erasure | None
    hindrances: Sequence[Hindrance]


@dataclass(frozen=True, slots=True)
class ErasureScreen:
    """What stands in the way, and what one agrees to otherwise."""

    hindrances: Sequence[Hindrance]
    has_points: bool
    gives_up_points: bool
    days: int
    problem: str = ""


@audience.person
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """Where both stand. Two statements beside the frame's."""
    person_id = person_id_of(request)
    archive = latest_archive(person_id=person_id)
    erasure = find_erasure(person_id=person_id)
    screen = DataScreen(
        archive=archive,
        is_waiting=archive is not None and archive.state == Archive.State.WAITING,
        is_ready=archive is not None and _is_ready(archive),
        erasure=erasure,
        hindrances=[describe(code) for code in (erasure.hindrances if erasure else ())],
    )
    return account_page(request, "data.html", _TAB, {"screen": screen})


@audience.person
@require_POST
def ask_archive(request: HttpRequest) -> HttpResponse:
    """Have a copy put together."""
    try:
        exporting.ask_archive(
            person_id=person_id_of(request), language=shopper_of(request).language
        )
    except ArchiveTooSoon as error:
        messages.error(request, sentence(error.code))
    else:
        messages.success(request, _("We put it together and tell you when it is ready."))
    return HttpResponseRedirect(reverse(_PAGE))


@audience.person
@reauthentication_required(app="allauth.socialaccount")  # type: ignore[untyped-decorator]
@require_safe
def archive(request: HttpRequest, archive_id: str) -> HttpResponse:
    """Lead to the file by an address that lives for minutes and serves its person only."""
    person_id = person_id_of(request)
    found = get_archive(archive_id=archive_id, person_id=person_id)
    if not _is_ready(found):
        raise NotFound(id=archive_id)
    name = f"tradewind-data-{found.asked_at:%Y-%m-%d}.zip"
    return HttpResponseRedirect(private_url(found.file, download_as=name, person_id=person_id))


@audience.person
@reauthentication_required(app="allauth.socialaccount")  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest) -> HttpResponse:
    """Say what goes, what stays and what must end first; POST `sure` asks for it.

    `points` ticked gives up the points that are left.
    """
    person = person_of(request)
    gives_up = "points" in request.POST
    if request.method == "POST" and "sure" in request.POST:
        try:
            erase_person.ask(person=person, gives_up_points=gives_up)
        except ErasureHindered:
            return _erasure_page(request, gives_up, status=HTTPStatus.CONFLICT)
        messages.success(request, _("Your account will be erased. Until then you can stay."))
        return HttpResponseRedirect(reverse(_PAGE))
    if request.method == "POST":
        problem = _("Tick that you are sure.")
        return _erasure_page(request, gives_up, problem, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _erasure_page(request, gives_up)


@audience.person
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Take the wish back."""
    try:
        erase_person.take_back(person=person_of(request))
    except ErasureOver as error:
        messages.error(request, sentence(error.code))
    else:
        messages.success(request, _("Good to have you. Nothing is erased."))
    return HttpResponseRedirect(reverse(_PAGE))


def _erasure_page(
    request: HttpRequest,
    gives_up: bool,
    problem: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    found = erase_person.hindrances_of(person=person_of(request))
    screen = ErasureScreen(
        hindrances=[hindrance for hindrance in found if hindrance.code != "points_left"],
        has_points=any(hindrance.code == "points_left" for hindrance in found),
        gives_up_points=gives_up,
        days=COOLING_OFF // timedelta(days=1),
        problem=problem,
    )
    return account_page(request, "erasure.html", _TAB, {"screen": screen}, status=status)


def _is_ready(found: Archive) -> bool:
    return (
        found.state == Archive.State.READY
        and found.expires_at is not None
        and found.expires_at > clock.now()
    )
