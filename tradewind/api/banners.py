"""The mall's banners: what a reader is shown, and the office putting them up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.reader import PlacedParams
from tradewind.domains.notices import announcing
from tradewind.domains.notices.banners import find_banner, list_banners
from tradewind.domains.notices.models import MallBanner
from tradewind.kernel import clock
from tradewind.kernel.place import Place
from tradewind.platform import audit
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()
mall_router = Router()


class BannerParams(PlacedParams):
    """`dismissed` are ids of banners not to be shown again."""

    dismissed: list[str] = Field([], max_length=50)


class ReadBannerShape(Schema):
    id: str
    text: str
    link: str


class ReadBannerList(Schema):
    items: list[ReadBannerShape]


class BannerIn(Schema):
    """`places` are ``CA`` or ``CA-ON``; empty lists mean all. `shown_until` is the first moment
    after. `translations`: ``{"fr": {"sentence": "…"}}``."""

    sentence: str = Field(max_length=200)
    link: str = Field("", max_length=200)
    audience: MallBanner.Audience = MallBanner.Audience.ALL
    languages: list[str] = Field([], max_length=20)
    places: list[str] = Field([], max_length=250)
    shown_from: datetime | None = None
    shown_until: datetime | None = None
    translations: dict[str, dict[str, str]] = {}


class BannerShape(BannerIn):
    id: str


class BannerList(Schema):
    items: list[BannerShape]


@router.get("/banners", response=ReadBannerList, summary="What the mall shows this reader on top")
@audience.public
def shown(request: HttpRequest, reader: Query[BannerParams]) -> JsonResponse:
    found = find_banner(
        person_id=actor_of(request).person_id,
        language=reader.told_in,
        place=Place(reader.country, reader.region),
        now=clock.now(),
        dismissed=reader.dismissed,
    )
    items = [{"id": found.public_id, "text": found.text, "link": found.link}] if found else []
    return JsonResponse({"items": items})


@mall_router.get("/banners", response=BannerList, summary="Every banner, the newest first")
@audience.mall("mall.view")
def banners(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": [_banner(row) for row in list_banners()]})


@mall_router.post("/banners", response={201: BannerShape}, summary="Put up a banner")
@decorate_view(idempotent)
@audience.mall("sections.change")
def put_up(request: HttpRequest, body: BannerIn) -> JsonResponse:
    made = announcing.put_up(**body.dict())
    _note(request, "notices.put_up", made.public_id)
    return JsonResponse(_banner(made), status=201)


@mall_router.put("/banners/{banner_id}", response=BannerShape, summary="Change a banner")
@decorate_view(idempotent)
@audience.mall("sections.change")
def change(request: HttpRequest, banner_id: str, body: BannerIn) -> JsonResponse:
    changed = announcing.change(banner_id=banner_id, **body.dict())
    _note(request, "notices.change_banner", banner_id)
    return JsonResponse(_banner(changed))


@mall_router.delete("/banners/{banner_id}", response=BannerList, summary="Take a banner off")
@decorate_view(idempotent)
@audience.mall("sections.change")
def take_off(request: HttpRequest, banner_id: str) -> JsonResponse:
    announcing.take_off(banner_id=banner_id)
    _note(request, "notices.take_off_banner", banner_id)
    return banners(request)


def _note(request: HttpRequest, action: str, subject: str) -> None:
    audit.record(actor=_actor(request), action=action, subject=subject, store_id=None)


def _banner(row: MallBanner) -> dict[str, Any]:
    names = ("sentence", "link", "audience", "languages", "places", "shown_from", "shown_until")
    return {"id": row.public_id, "translations": row.translations} | {
        name: getattr(row, name) for name in names
    }


def _actor(request: HttpRequest) -> str:
    return actor_of(request).person_public_id or ""
