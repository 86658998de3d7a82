"""Waiting lists: a guest's place opens with its token, a member's by sign-in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.engagement.models import WaitingEntry
from tradewind.domains.engagement.operations import waiting as operations
from tradewind.domains.engagement.queries import waiting as queries
from tradewind.domains.engagement.rules.queue import MOST_PIECES
from tradewind.domains.identity.queries import get_person
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.throttles import throttled
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class WaitIn(Schema):
    """`email` for guests, who confirm by the letter; a member's own is used."""

    variant_id: str = Field(max_length=40)
    email: str = Field("", max_length=254)
    quantity: int = Field(1, ge=1, le=MOST_PIECES)


class AskedShape(Schema):
    state: str


class WaitingPlaceShape(Schema):
    id: str
    variant_id: str
    product_id: str
    title: str
    quantity: int
    state: str
    ends_at: str


class WaitingPlaceList(Schema):
    items: list[WaitingPlaceShape]


@router.post("/waiting", response={202: AskedShape}, summary="Hear when a variant is back")
@decorate_view(idempotent)
@throttled("waiting", per_minute=10)
@audience.public
def join(request: HttpRequest, body: WaitIn) -> JsonResponse:
    """A guest's answer is always ``unconfirmed``: it tells nobody who waits already."""
    person_id = actor_of(request).person_id
    person = get_person(person_id=person_id) if person_id is not None else None
    entry = operations.join(
        variant_id=body.variant_id,
        language=current(),
        person=person,
        email=body.email,
        quantity=body.quantity,
    )
    state = entry.state if person else WaitingEntry.State.UNCONFIRMED.value
    return JsonResponse({"state": state}, status=202)


@router.post(
    "/waiting/{token}/confirmation", response=WaitingPlaceShape, summary="The address is mine"
)
@decorate_view(idempotent)
@audience.guest_token
def confirm(request: HttpRequest, token: str) -> JsonResponse:
    operations.confirm(token=token)
    return JsonResponse(_place(queries.get_entry(token=token)))


@router.delete("/waiting/{token}", response=WaitingPlaceShape, summary="Wait no longer")
@decorate_view(idempotent)
@audience.guest_token
def leave(request: HttpRequest, token: str) -> JsonResponse:
    operations.leave(token=token)
    return JsonResponse(_place(queries.get_entry(token=token)))


@router.get("/me/waiting", response=WaitingPlaceList, summary="What I wait for")
@audience.person
def list_mine(request: HttpRequest) -> JsonResponse:
    found = queries.list_waiting(person_id=actor_of(request).person_id or 0)
    return JsonResponse({"items": [_place(entry) for entry in found]})


@router.delete("/me/waiting/{waiting_id}", response=WaitingPlaceList, summary="Wait no longer")
@decorate_view(idempotent)
@audience.person
def leave_mine(request: HttpRequest, waiting_id: str) -> JsonResponse:
    operations.leave_as(person_id=actor_of(request).person_id or 0, entry_id=waiting_id)
    return list_mine(request)


def _place(entry: WaitingEntry) -> dict[str, Any]:
    product = entry.variant.product
    return {
        "id": entry.public_id,
        "variant_id": entry.variant.public_id,
        "product_id": product.public_id,
        "title": product.text("title", current()),
        "quantity": entry.quantity,
        "state": entry.state,
        "ends_at": entry.ends_at,
    }
