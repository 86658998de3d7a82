"""What a person was told, and how they want to be told."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.notices.choices import Choices, choices_of, list_browsers
from tradewind.domains.notices.choosing import (
    add_browser,
    choose,
    keep_quiet,
    remove_browser,
    time_of_day,
)
from tradewind.domains.notices.models import Browser
from tradewind.domains.notices.operations import dismiss, mark_read
from tradewind.domains.notices.queries import ShownNotice, count_unread, list_notices
from tradewind.domains.notices.rules import Channel, Quiet, Rhythm
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent
from tradewind.platform.push import public_key

router = Router()


class NoticeParams(PageParams):
    """`purpose` keeps those for it, `unread` those not seen yet."""

    purpose: str = ""
    unread: bool = False


class NoticeShape(Schema):
    id: str
    kind: str
    purpose: str
    text: str
    link: str
    is_read: bool
    at: str


class NoticePage(Schema):
    items: list[NoticeShape]
    next_cursor: str | None


class ReadIn(Schema):
    ids: list[str] = Field(max_length=200)


class UnreadShape(Schema):
    unread: int


class ToldShape(Schema):
    purpose: str
    label: str
    channels: list[Channel]
    rhythm: Rhythm
    is_commercial: bool


class QuietShape(Schema):
    starts: str
    ends: str
    time_zone: str


class TellingShape(Schema):
    purposes: list[ToldShape]
    quiet: QuietShape | None
    push_key: str


class ToldIn(Schema):
    channels: list[Channel] = Field(max_length=4)
    rhythm: Rhythm = Rhythm.AT_ONCE


class QuietIn(Schema):
    """Times of day such as ``22:00`` on the person's own clock."""

    starts: str = Field(max_length=8)
    ends: str = Field(max_length=8)


class BrowserIn(Schema):
    """As ``PushSubscription.toJSON()`` names it."""

    endpoint: str = Field(max_length=1000)
    p256dh: str = Field(max_length=100)
    auth: str = Field(max_length=60)
    name: str = Field("", max_length=60)


class BrowserShape(Schema):
    id: str
    name: str
    added_at: str


class BrowserList(Schema):
    items: list[BrowserShape]


@router.get("/notices", response=NoticePage, summary="What I was told, the latest first")
@audience.person
def notices(request: HttpRequest, params: Query[NoticeParams]) -> JsonResponse:
    page = list_notices(
        person_id=_me(request),
        cursor=params.cursor or "",
        limit=params.limit,
        purpose=params.purpose,
        only_unread=params.unread,
    )
    return JsonResponse(page_json(page, _notice))


@router.post("/notices/reading", response=UnreadShape, summary="I saw these")
@decorate_view(idempotent)
@audience.person
def read_notices(request: HttpRequest, body: ReadIn) -> JsonResponse:
    mark_read(person_id=_me(request), notice_ids=body.ids)
    return JsonResponse({"unread": count_unread(person_id=_me(request))})


@router.post("/notices/{notice_id}/dismissal", response=UnreadShape, summary="Take a banner away")
@decorate_view(idempotent)
@audience.person
def dismiss_banner(request: HttpRequest, notice_id: str) -> JsonResponse:
    dismiss(person_id=_me(request), notice_id=notice_id)
    return JsonResponse({"unread": count_unread(person_id=_me(request))})


@router.get("/notice-choices", response=TellingShape, summary="How I am told")
@audience.person
def telling(request: HttpRequest) -> JsonResponse:
    return JsonResponse(_choices(choices_of(person_id=_me(request))))


@router.put("/notice-choices/{purpose}", response=TellingShape, summary="How I want to be told")
@decorate_view(idempotent)
@audience.person
def change_telling(request: HttpRequest, purpose: str, body: ToldIn) -> JsonResponse:
    choose(person_id=_me(request), key=purpose, channels=body.channels, rhythm=body.rhythm)
    return telling(request)


@router.put("/quiet-hours", response=TellingShape, summary="When nothing may sound")
@decorate_view(idempotent)
@audience.person
def quiet_hours(request: HttpRequest, body: QuietIn) -> JsonResponse:
    starts, ends = time_of_day(body.starts), time_of_day(body.ends)
    if starts is None or ends is None:
        raise InvalidInput({"starts" if starts is None else "ends": "required"})
    keep_quiet(person_id=_me(request), quiet=Quiet(starts, ends))
    return telling(request)


@router.delete("/quiet-hours", response=TellingShape, summary="No quiet hours")
@decorate_view(idempotent)
@audience.person
def no_quiet_hours(request: HttpRequest) -> JsonResponse:
    keep_quiet(person_id=_me(request), quiet=None)
    return telling(request)


@router.get("/browsers", response=BrowserList, summary="Browsers that tell me")
@audience.person
def browsers(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": [_browser(one) for one in list_browsers(person_id=_me(request))]})


@router.post("/browsers", response={201: BrowserShape}, summary="Tell me in this browser")
@decorate_view(idempotent)
@audience.person
def subscribe(request: HttpRequest, body: BrowserIn) -> JsonResponse:
    return JsonResponse(_browser(add_browser(person_id=_me(request), **body.dict())), status=201)


@router.delete("/browsers/{browser_id}", response=BrowserList, summary="No longer in this one")
@decorate_view(idempotent)
@audience.person
def unsubscribe(request: HttpRequest, browser_id: str) -> JsonResponse:
    remove_browser(person_id=_me(request), browser_id=browser_id)
    return browsers(request)


def _me(request: HttpRequest) -> int:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise audience.SignInNeeded
    return person_id


def _notice(notice: ShownNotice) -> dict[str, Any]:
    return {
        "id": notice.public_id,
        "kind": notice.kind,
        "purpose": notice.purpose,
        "text": notice.text,
        "link": notice.link,
        "is_read": notice.is_read,
        "at": notice.at,
    }


def _choices(choices: Choices) -> dict[str, Any]:
    quiet = choices.quiet
    return {
        "purposes": [
            {
                "purpose": one.key,
                "label": one.label,
                "channels": sorted(one.channels),
                "rhythm": one.rhythm,
                "is_commercial": one.is_commercial,
            }
            for one in choices.purposes
        ],
        "quiet": quiet
        and {
            "starts": f"{quiet.starts:%H:%M}",
            "ends": f"{quiet.ends:%H:%M}",
            "time_zone": choices.zone,
        },
        "push_key": public_key(),
    }


def _browser(browser: Browser) -> dict[str, Any]:
    return {"id": browser.public_id, "name": browser.name, "added_at": browser.added_at}
