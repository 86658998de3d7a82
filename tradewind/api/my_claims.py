"""Cancelling, returning and exchanging what one bought as a member."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import File, Router
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from tradewind.api.claims import (
    AskedIn,
    ClaimIn,
    ClaimList,
    ClaimShape,
    EstimateShape,
    PhotoTicket,
    SendingIn,
    StandingList,
    ask,
    claim_json,
    estimate_json,
    standing_json,
)
from tradewind.domains.orders.models import Claim, Order, Purchase
from tradewind.domains.orders.operations import claims
from tradewind.domains.orders.photos import keep_photo, ticket_of
from tradewind.domains.orders.queries import claims_of, get_claim_of, get_purchase_of
from tradewind.kernel.errors import NotFound
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


@router.get(
    "/me/purchases/{purchase_id}/claims",
    response=ClaimList,
    summary="My cancellations, returns, exchanges",
)
@audience.person
def list_claims(request: HttpRequest, purchase_id: str) -> JsonResponse:
    found = claims_of(purchase_id=_purchase(request, purchase_id).pk)
    return JsonResponse({"items": [claim_json(claim) for claim in found]})


@router.get(
    "/me/purchases/{purchase_id}/orders/{order_id}/claimable",
    response=StandingList,
    summary="What can be asked about an order",
)
@audience.person
def claimable(request: HttpRequest, purchase_id: str, order_id: str) -> JsonResponse:
    return JsonResponse(standing_json(_order(_purchase(request, purchase_id), order_id)))


@router.post(
    "/me/purchases/{purchase_id}/claims/estimates",
    response=EstimateShape,
    summary="What would go back",
)
@audience.person
def estimate(request: HttpRequest, purchase_id: str, body: AskedIn) -> JsonResponse:
    order = _order(_purchase(request, purchase_id), body.order_id)
    return JsonResponse(estimate_json(order, body))


@router.post(
    "/me/purchases/{purchase_id}/claims/photos",
    response={201: PhotoTicket},
    summary="Keep a photograph",
)
@audience.person
def add_photo(request: HttpRequest, purchase_id: str, picture: File[UploadedFile]) -> JsonResponse:
    _purchase(request, purchase_id)
    return JsonResponse({"ticket": ticket_of(keep_photo(picture))}, status=201)


@router.post(
    "/me/purchases/{purchase_id}/claims", response={201: ClaimShape}, summary="Ask for good"
)
@decorate_view(idempotent)
@audience.person
def open_claim(request: HttpRequest, purchase_id: str, body: ClaimIn) -> JsonResponse:
    purchase = _purchase(request, purchase_id)
    claim = ask(_order(purchase, body.order_id), body)
    return _answer(purchase, claim.public_id, status=201)


@router.get(
    "/me/purchases/{purchase_id}/claims/{claim_id}", response=ClaimShape, summary="One of them"
)
@audience.person
def read(request: HttpRequest, purchase_id: str, claim_id: str) -> JsonResponse:
    return _answer(_purchase(request, purchase_id), claim_id)


@router.post(
    "/me/purchases/{purchase_id}/claims/{claim_id}/sending",
    response=ClaimShape,
    summary="It is on its way",
)
@decorate_view(idempotent)
@audience.person
def send(request: HttpRequest, purchase_id: str, claim_id: str, body: SendingIn) -> JsonResponse:
    purchase = _purchase(request, purchase_id)
    claim = _claim(purchase, claim_id)
    claims.mark_sent_back(store_id=claim.store_id, claim_id=claim_id, **body.dict())
    return _answer(purchase, claim_id)


@router.post(
    "/me/purchases/{purchase_id}/claims/{claim_id}/withdrawal",
    response=ClaimShape,
    summary="Keep it",
)
@decorate_view(idempotent)
@audience.person
def withdraw(request: HttpRequest, purchase_id: str, claim_id: str) -> JsonResponse:
    purchase = _purchase(request, purchase_id)
    claims.withdraw(store_id=_claim(purchase, claim_id).store_id, claim_id=claim_id)
    return _answer(purchase, claim_id)


def _purchase(request: HttpRequest, purchase_id: str) -> Purchase:
    return get_purchase_of(person_id=actor_of(request).person_id or 0, public_id=purchase_id)


def _order(purchase: Purchase, order_id: str) -> Order:
    for order in purchase.orders.all():
        if order.public_id == order_id:
            return order
    raise NotFound(id=order_id)


def _claim(purchase: Purchase, claim_id: str) -> Claim:
    return get_claim_of(purchase_id=purchase.pk, claim_id=claim_id)


def _answer(purchase: Purchase, claim_id: str, *, status: int = 200) -> JsonResponse:
    return JsonResponse(claim_json(_claim(purchase, claim_id)), status=status)
