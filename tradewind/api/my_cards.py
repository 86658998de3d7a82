"""My cards: what providers keep for next time. No number is here to be read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.payments import operations
from tradewind.domains.payments.models import SavedCard
from tradewind.domains.payments.operations.card_use import is_expired
from tradewind.domains.payments.queries import list_cards
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class KeptCardShape(Schema):
    """`id` is the `source` of a payment. `is_usable` is false once it expired or its provider let
    go of it.
    """

    id: str
    provider: str
    brand: str
    last_four: str
    expires_month: int
    expires_year: int
    country: str = Field(description="Of the billing address, empty where unknown")
    label: str
    is_default: bool
    is_usable: bool


class KeptCardList(Schema):
    items: list[KeptCardShape]


class KeptCardIn(Schema):
    """What is left out stays."""

    label: str | None = Field(None, max_length=40)
    is_default: bool = False


@router.get("/cards", response=KeptCardList, summary="My cards, the one offered first at the top")
@audience.person
def cards(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": [_card(row) for row in list_cards(person_id=_me(request))]})


@router.patch("/cards/{saved_card_id}", response=KeptCardList, summary="Name it, or offer it first")
@decorate_view(idempotent)
@audience.person
def change(request: HttpRequest, saved_card_id: str, body: KeptCardIn) -> JsonResponse:
    if body.label is None and not body.is_default:
        raise InvalidInput({"label": "required"})
    if body.label is not None:
        operations.name_card(person_id=_me(request), card_id=saved_card_id, label=body.label)
    if body.is_default:
        operations.prefer_card(person_id=_me(request), card_id=saved_card_id)
    return cards(request)


@router.delete("/cards/{saved_card_id}", response=KeptCardList, summary="Keep it no longer")
@decorate_view(idempotent)
@audience.person
def remove(request: HttpRequest, saved_card_id: str) -> JsonResponse:
    """It can't be used from here on; the provider is told within minutes."""
    operations.remove_card(person_id=_me(request), card_id=saved_card_id)
    return cards(request)


def _card(row: SavedCard) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "provider": row.provider,
        "brand": row.brand,
        "last_four": row.last_four,
        "expires_month": row.expires_month,
        "expires_year": row.expires_year,
        "country": row.country,
        "label": row.label,
        "is_default": row.is_default,
        "is_usable": row.gone_at is None and not is_expired(row),
    }


def _me(request: HttpRequest) -> int:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise audience.SignInNeeded
    return person_id
