"""What a member tells of themselves, and what they looked at: theirs to see and to delete."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.cards import Card, card_json
from tradewind.api.reader import PlacedParams
from tradewind.api.shapes import Amount, amount_or_none
from tradewind.domains.discovery import viewing
from tradewind.domains.discovery.operations import change_taste
from tradewind.domains.discovery.operations.tastes import TasteWords
from tradewind.domains.discovery.queries import personal_shelves
from tradewind.domains.discovery.queries.tastes import budget_of, find_taste, is_personalized
from tradewind.domains.visits import browsing
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class CardList(Schema):
    items: list[Card]


class TasteIn(Schema):
    """What is left out is forgotten."""

    sizes: list[str] = Field([], max_length=12)
    skin_type: str = Field("", max_length=20)
    needs: list[str] = Field([], max_length=12)
    budget: str = Field("", max_length=20, description="Major units of `currency`")
    currency: str = Field("CAD", pattern="^[A-Z]{3}$")
    measures: dict[str, int] = Field(
        default_factory=dict, max_length=8, description="Of the body, mm", examples=[{"chest": 940}]
    )


class TasteShape(Schema):
    """`is_on` is the consent: agree or take it back at ``/me/consents``."""

    is_on: bool
    sizes: list[str]
    skin_type: str
    needs: list[str]
    budget: Amount | None
    measures: dict[str, int]


@router.get("/profile", response=TasteShape, summary="What I told of myself")
@audience.person
def read_taste(request: HttpRequest) -> JsonResponse:
    return JsonResponse(_taste(_me(request)))


@router.put("/profile", response=TasteShape, summary="Tell what suits me")
@decorate_view(idempotent)
@audience.person
def write_taste(request: HttpRequest, body: TasteIn) -> JsonResponse:
    words = TasteWords(
        sizes=tuple(body.sizes),
        needs=tuple(body.needs),
        skin_type=body.skin_type,
        budget=Money.of(body.budget, body.currency) if body.budget else None,
        measures=body.measures,
    )
    change_taste(person_id=_me(request), words=words)
    return JsonResponse(_taste(_me(request)))


@router.get("/recently-viewed", response=CardList, summary="What I looked at last")
@audience.person
def recently_viewed(request: HttpRequest, params: Query[PlacedParams]) -> JsonResponse:
    found = personal_shelves(
        person_id=_me(request),
        token="",
        language=params.told_in,
        currency=params.counted_in,
        place=params.place,
        now=clock.now(),
    )
    return JsonResponse({"items": [card_json(card) for card in found.recent]})


@router.delete("/recently-viewed", response=CardList, summary="Forget what I looked at")
@decorate_view(idempotent)
@audience.person
def forget_viewed(request: HttpRequest) -> JsonResponse:
    viewing.drop(person_id=_me(request))
    browsing.forget_views(person_id=_me(request))
    return JsonResponse({"items": []})


def _me(request: HttpRequest) -> int:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise audience.SignInNeeded
    return person_id


def _taste(person_id: int) -> dict[str, Any]:
    taste = find_taste(person_id=person_id)
    return {
        "is_on": is_personalized(person_id=person_id),
        "sizes": taste.sizes if taste else [],
        "skin_type": taste.skin_type if taste else "",
        "needs": taste.needs if taste else [],
        "budget": amount_or_none(budget_of(taste)) if taste else None,
        "measures": taste.measures if taste else {},
    }
