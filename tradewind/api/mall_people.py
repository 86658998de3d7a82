"""The office gives a member what they did as a guest under another address."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.identity.queries import get_person_by_id
from tradewind.flows.merge_customers import merge_guest, preview_guest
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class GuestParams(Schema):
    email: str = Field(max_length=254, description="What the guest bought under")


class GuestMergeIn(Schema):
    email: str = Field(max_length=254, description="The office vouches that it is theirs")


class GuestMergeShape(Schema):
    """How many purchases, records in stores, consents, wallets and places in waiting lists."""

    purchases: int
    records: int
    consents: int
    wallets: int
    waiting: int


@router.get(
    "/people/{person_id}/guest-merges",
    response=GuestMergeShape,
    summary="What a member would get of a guest",
)
@audience.mall("people.merge")
def preview(request: HttpRequest, person_id: str, params: Query[GuestParams]) -> JsonResponse:
    person = get_person_by_id(public_id=person_id)
    return JsonResponse(asdict(preview_guest(person=person, email=params.email)))


@router.post(
    "/people/{person_id}/guest-merges",
    response=GuestMergeShape,
    summary="Give a member what a guest did",
)
@decorate_view(idempotent)
@audience.mall("people.merge")
def merge(request: HttpRequest, person_id: str, body: GuestMergeIn) -> JsonResponse:
    """Purchases, dealings, consents, points and deposit, reviews and places in queues; each store
    has one record of them afterwards. It can't be undone. Favourites of guests hang on their
    browser and come along when they sign in there; accounts are not merged."""
    moved = merge_guest(
        person=get_person_by_id(public_id=person_id),
        email=body.email,
        actor=actor_of(request).person_public_id or "",
    )
    return JsonResponse(asdict(moved))
