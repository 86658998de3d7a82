"""A person's wallet, and what is offered on a product before anybody checks out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.promotion_shapes import ShownOfferShape, offer_json
from tradewind.api.reader import LanguageParams
from tradewind.domains.identity.queries import get_person
from tradewind.domains.promotions import operations, queries
from tradewind.domains.promotions.naming import product_ids
from tradewind.domains.promotions.queries import KeptOffer
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class OfferParams(LanguageParams):
    currency: str = Field("", pattern="^([A-Z]{3})?$")
    country: str = Field("", pattern="^([A-Z]{2})?$")
    region: str = Field("", max_length=6)


class OfferList(Schema):
    items: list[ShownOfferShape]


class KeptShape(Schema):
    """An entry of the wallet. `is_used` once all uses a person has are used."""

    id: str
    offer: ShownOfferShape
    source: str
    is_used: bool
    is_over: bool
    starts_at: str | None


class KeptList(Schema):
    items: list[KeptShape]


class KeepIn(Schema):
    """A public promotion's id, or a code."""

    promotion: str = Field("", max_length=40)
    code: str = Field("", max_length=60)


@router.get("/products/{product_id}/promotions", response=OfferList, summary="Offers on a product")
@audience.public
def on_product(request: HttpRequest, product_id: str, params: Query[OfferParams]) -> JsonResponse:
    currency = params.currency or settings.CURRENCIES[0]
    try:
        found = product_ids(names=[product_id], store_id=None)
    except InvalidInput:
        raise NotFound(id=product_id) from None
    shown = queries.shown_for(
        lines=queries.lines_of(units={pk: Money.zero(currency) for pk in found}),
        now=clock.now(),
        currency=currency,
        country=params.country,
        region=params.region,
        language=params.told_in,
        person_id=actor_of(request).person_id,
    )
    return JsonResponse({"items": [offer_json(one) for one in shown]})


@router.get("/me/wallet", response=KeptList, summary="What I keep, usable ones first")
@audience.person
def wallet(request: HttpRequest) -> JsonResponse:
    person = get_person(person_id=_me(request))
    kept = queries.wallet_of(
        person_id=person.pk, email=person.email, now=clock.now(), language=current()
    )
    return JsonResponse({"items": [_kept(one) for one in kept]})


@router.post("/me/wallet", response={201: KeptList}, summary="Keep an offer or a code")
@decorate_view(idempotent)
@audience.person
def keep(request: HttpRequest, body: KeepIn) -> JsonResponse:
    if body.promotion:
        operations.claim(person_id=_me(request), promotion_id=body.promotion)
    else:
        operations.keep_code(person_id=_me(request), text=body.code)
    answer = wallet(request)
    answer.status_code = 201
    return answer


@router.delete("/me/wallet/{entry_id}", response=KeptList, summary="Keep it no longer")
@decorate_view(idempotent)
@audience.person
def let_go(request: HttpRequest, entry_id: str) -> JsonResponse:
    operations.let_go(person_id=_me(request), entry_id=entry_id)
    return wallet(request)


def _me(request: HttpRequest) -> int:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise audience.SignInNeeded
    return person_id


def _kept(kept: KeptOffer) -> dict[str, Any]:
    return {
        "id": kept.entry_id,
        "offer": offer_json(kept.offer),
        "source": kept.source,
        "is_used": kept.is_used,
        "is_over": kept.is_over,
        "starts_at": kept.starts_at,
    }
