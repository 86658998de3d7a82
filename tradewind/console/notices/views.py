"""What somebody is told as staff of a store."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.console.shell import person_id_of, store_shell
from tradewind.domains.notices.operations import mark_all_read, mark_read
from tradewind.domains.notices.queries import ShownNotice, count_unread, find_notice, list_notices
from tradewind.kernel.errors import NotFound
from tradewind.platform.http import audience


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A line; `url` leads to what it is about and notes that it was read."""

    notice: ShownNotice
    url: str


@dataclass(frozen=True, slots=True)
class NoticesScreen:
    """The list, the latest first. `older_url` is empty at the end."""

    rows: list[NoticeRow]
    unread: int
    older_url: str


@audience.store("orders.view")
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The list; POST marks all of it as read."""
    person_id, store_id = person_id_of(request), request.store.pk
    if request.method == "POST":
        mark_all_read(person_id=person_id, store_id=store_id)
        return HttpResponseRedirect(reverse("console:notices", args=[store]))
    page = list_notices(person_id=person_id, cursor=request.GET.get("after", ""), store_id=store_id)
    screen = NoticesScreen(
        rows=[
            NoticeRow(one, reverse("console:notice", args=[store, one.public_id]))
            for one in page.items
        ],
        unread=count_unread(person_id=person_id, store_id=store_id),
        older_url=f"?{urlencode({'after': page.next_cursor})}" if page.next_cursor else "",
    )
    context = {"shell": store_shell(request), "screen": screen}
    return render(request, "console/notices/notices.html", context)


@audience.store("orders.view")
@require_safe
def notice(request: audience.StoreRequest, store: str, notice_id: str) -> HttpResponse:
    """On to what a notice is about; having gone there is having read it."""
    person_id = person_id_of(request)
    found = find_notice(person_id=person_id, notice_id=notice_id)
    if found is None:
        raise NotFound(id=notice_id)
    mark_read(person_id=person_id, notice_ids=[notice_id])
    return HttpResponseRedirect(found.link or reverse("console:notices", args=[store]))


@audience.store("orders.view")
@require_safe
def bell(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The bell of the top bar, as it stands now."""
    context = {
        "notices_url": reverse("console:notices", args=[store]),
        "bell_url": reverse("console:notices_bell", args=[store]),
        "unread": count_unread(person_id=person_id_of(request), store_id=request.store.pk),
    }
    return render(request, "ui/layouts/bell.html", context)
