"""The notice centre of a member: what they were told, and the way from there to what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.domains.notices.operations import dismiss, mark_all_read, mark_read
from tradewind.domains.notices.people import topic_of
from tradewind.domains.notices.purposes import PURPOSES
from tradewind.domains.notices.queries import (
    ShownNotice,
    count_by_purpose,
    count_unread,
    find_notice,
    list_notices,
)
from tradewind.kernel.errors import NotFound
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.realtime import tickets
from tradewind.storefront.account.frame import account_page, person_id_of, person_of
from tradewind.storefront.going_back import back
from tradewind.ui.shell import Link

_HERE = "storefront:account_notices"


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A line; `url` leads to what it is about and notes that it was read."""

    notice: ShownNotice
    url: str


@dataclass(frozen=True, slots=True)
class NoticesScreen:
    """The list with its filters. `older_url` is empty at the end."""

    rows: list[NoticeRow]
    filters: list[Link]
    unread: int
    older_url: str
    is_filtered: bool


@audience.person
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """What was told, the latest first; POST marks all of it as read."""
    person_id = person_id_of(request)
    if request.method == "POST":
        mark_all_read(person_id=person_id)
        return HttpResponseRedirect(reverse(_HERE))
    return account_page(request, "notices.html", _HERE, {"screen": _screen(request, person_id)})


@audience.person
@require_safe
def notice(request: HttpRequest, notice_id: str) -> HttpResponse:
    """On to what a notice is about; having gone there is having read it."""
    person_id = person_id_of(request)
    found = find_notice(person_id=person_id, notice_id=notice_id)
    if found is None:
        raise NotFound(id=notice_id)
    mark_read(person_id=person_id, notice_ids=[notice_id])
    return HttpResponseRedirect(found.link or reverse(_HERE))


@audience.person
@require_POST
def dismissal(request: HttpRequest, notice_id: str) -> HttpResponse:
    """Take a banner away; the page without script comes back to where it was."""
    dismiss(person_id=person_id_of(request), notice_id=notice_id)
    if "HX-Request" in request.headers:
        return HttpResponse()
    return back(request, reverse(_HERE))


@audience.person
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The bell of the masthead, as it stands now."""
    context = {
        "notices_url": reverse(_HERE),
        "bell_url": reverse("storefront:account_bell"),
        "unread": count_unread(person_id=person_id_of(request)),
    }
    return render(request, "ui/layouts/bell.html", context)


@audience.person
@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """Leave to hear of one's own notices as they come."""
    return JsonResponse({"ticket": tickets.issue(topics=[topic_of(person_of(request).public_id)])})


def _screen(request: HttpRequest, person_id: int) -> NoticesScreen:
    purpose, only_unread = request.GET.get("purpose", ""), "unread" in request.GET
    page = list_notices(
        person_id=person_id,
        cursor=request.GET.get("after", ""),
        purpose=purpose,
        only_unread=only_unread,
    )
    asked = {"purpose": purpose} if purpose else {"unread": "1"} if only_unread else {}
    unread = count_unread(person_id=person_id)
    return NoticesScreen(
        rows=[
            NoticeRow(one, reverse("storefront:account_notice", args=[one.public_id]))
            for one in page.items
        ],
        filters=_filters(person_id, purpose, only_unread, unread),
        unread=unread,
        older_url=f"?{urlencode({**asked, 'after': page.next_cursor})}" if page.next_cursor else "",
        is_filtered=bool(asked),
    )


def _filters(person_id: int, purpose: str, only_unread: bool, unread: int) -> list[Link]:
    here = reverse(_HERE)
    counts = count_by_purpose(person_id=person_id)
    return [
        Link(_("All"), here, is_current=not purpose and not only_unread),
        Link(_("Unread"), f"{here}?unread=1", count=unread, is_current=only_unread),
        *(
            Link(str(one.label), f"{here}?purpose={one.key}", is_current=purpose == one.key)
            for one in PURPOSES
            if counts.get(one.key)
        ),
    ]
