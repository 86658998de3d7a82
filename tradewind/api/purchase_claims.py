"""Cancelling, returning and exchanging, for whoever holds a purchase's guest token."""

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
from tradewind.domains.orders.queries import claims_of, get_claim_of, get_purchase
from tradewind.kernel.errors import NotFound
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


@router.get(
    "/purchases/{token}/claims",
    response=ClaimList,
    summary="A purchase's cancellations, returns, exchanges",
)
@audience.guest_token
def list_claims(request: HttpRequest, token: str) -> JsonResponse:
    found = claims_of(purchase_id=_purchase(token).pk)
    return JsonResponse({"items": [claim_json(claim) for claim in found]})


@router.get(
    "/purchases/{token}/orders/{order_id}/claimable",
    response=StandingList,
    summary="What can be asked about an order",
)
@audience.guest_token
def claimable(request: HttpRequest, token: str, order_id: str) -> JsonResponse:
    return JsonResponse(standing_json(_order(_purchase(token), order_id)))


@router.post(
    "/purchases/{token}/claims/estimates", response=EstimateShape, summary="What would go back"
)
@audience.guest_token
def estimate(request: HttpRequest, token: str, body: AskedIn) -> JsonResponse:
    order = _order(_purchase(token), body.order_id)
    return JsonResponse(estimate_json(order, body))


@router.post(
    "/purchases/{token}/claims/photos", response={201: PhotoTicket}, summary="Keep a photograph"
)
@audience.guest_token
def add_photo(request: HttpRequest, token: str, picture: File[UploadedFile]) -> JsonResponse:
    _purchase(token)
    return JsonResponse({"ticket": ticket_of(keep_photo(picture))}, status=201)


@router.post("/purchases/{token}/claims", response={201: ClaimShape}, summary="Ask for good")
@decorate_view(idempotent)
@audience.guest_token
def open_claim(request: HttpRequest, token: str, body: ClaimIn) -> JsonResponse:
    purchase = _purchase(token)
    claim = ask(_order(purchase, body.order_id), body)
    return _answer(purchase, claim.public_id, status=201)


@router.get("/purchases/{token}/claims/{claim_id}", response=ClaimShape, summary="One of them")
@audience.guest_token
def read(request: HttpRequest, token: str, claim_id: str) -> JsonResponse:
    return _answer(_purchase(token), claim_id)


@router.post(
    "/purchases/{token}/claims/{claim_id}/sending", response=ClaimShape, summary="It is on its way"
)
@decorate_view(idempotent)
@audience.guest_token
def send(request: HttpRequest, token: str, claim_id: str, body: SendingIn) -> JsonResponse:
    purchase = _purchase(token)
    claim = _claim(purchase, claim_id)
    claims.mark_sent_back(store_id=claim.store_id, claim_id=claim_id, **body.dict())
    return _answer(purchase, claim_id)


@router.post(
    "/purchases/{token}/claims/{claim_id}/withdrawal", response=ClaimShape, summary="Keep it"
)
@decorate_view(idempotent)
@audience.guest_token
def withdraw(request: HttpRequest, token: str, claim_id: str) -> JsonResponse:
    purchase = _purchase(token)
    claims.withdraw(store_id=_claim(purchase, claim_id).store_id, claim_id=claim_id)
    return _answer(purchase, claim_id)


def _purchase(token: str) -> Purchase:
    return get_purchase(token=token)


def _order(purchase: Purchase, order_id: str) -> Order:
    for order in purchase.orders.all():
        if order.public_id == order_id:
            return order
    raise NotFound(id=order_id)


def _claim(purchase: Purchase, claim_id: str) -> Claim:
    return get_claim_of(purchase_id=purchase.pk, claim_id=claim_id)


def _answer(purchase: Purchase, claim_id: str, *, status: int = 200) -> JsonResponse:
    return JsonResponse(claim_json(_claim(purchase, claim_id)), status=status)
