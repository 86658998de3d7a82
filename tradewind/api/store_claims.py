"""A store's claims and the steps its staff take, each a thing of its own:
``POST …/claims/{id}/approval``. And what the store promises about returns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.claims import ClaimShape, claim_json
from tradewind.api.shapes import Amount
from tradewind.domains.orders import queries
from tradewind.domains.orders.claims import ClaimKind, ClaimState, Condition
from tradewind.domains.orders.models import ReturnPolicy
from tradewind.domains.orders.operations import claims, set_return_policy
from tradewind.domains.orders.operations.claims import Inspected
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import list_locations
from tradewind.flows import take_back
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform import audit
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent

router = Router()
_URL = r"^(https?://\S+)?$"


class ClaimParams(PageParams):
    state: ClaimState | None = None
    text: str = Field("", max_length=100, description="How a number or the buyer's name begins")


class ClaimPage(Schema):
    items: list[ClaimShape]
    next_cursor: str | None


class AnswerIn(Schema):
    answer: str = Field("", max_length=1000, description="What the shopper reads")


class ReasonIn(Schema):
    answer: str = Field(min_length=1, max_length=1000, description="What the shopper reads")


class InspectedIn(Schema):
    accepted: int = Field(ge=0, le=1_000_000)
    condition: Condition = Condition.SELLABLE


class InspectionIn(Schema):
    lines: dict[str, InspectedIn] = Field(description="Every line of the claim, by its id")
    location: str = Field(max_length=40, description="The shelf it goes back to")


class ReplacementIn(Schema):
    carrier: str = Field("", max_length=40)
    tracking_number: str = Field("", max_length=60)
    tracking_url: str = Field("", max_length=300, pattern=_URL)


class PolicyShape(Schema):
    """Days count from the arrival of the last parcel."""

    return_days: int
    exchange_days: int
    label_fee: Amount
    refunds_shipping: bool
    instructions: str


class PolicyIn(Schema):
    return_days: int = Field(ge=0, le=365)
    exchange_days: int = Field(ge=0, le=365)
    label_fee_minor: int = Field(0, ge=0, le=10**9, description="In the store's currency")
    refunds_shipping: bool = False
    instructions: str = Field("", max_length=2000)


@router.get("/claims", response=ClaimPage, summary="Cancellations, returns, exchanges")
@audience.store("orders.view")
def list_claims(
    request: audience.StoreRequest, store: Path[str], params: Query[ClaimParams]
) -> JsonResponse:
    page = queries.list_claims(
        store_id=request.store.pk,
        states=(params.state,) if params.state else (),
        text=params.text,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, claim_json))


@router.get("/claims/{claim_id}", response=ClaimShape, summary="One of them")
@audience.store("orders.view")
def read(request: audience.StoreRequest, store: Path[str], claim_id: str) -> JsonResponse:
    return _answer(request, claim_id)


@router.post("/claims/{claim_id}/approval", response=ClaimShape, summary="Agree to a return")
@decorate_view(idempotent)
@audience.store("orders.cancel")
def approve(
    request: audience.StoreRequest, store: Path[str], claim_id: str, body: AnswerIn
) -> JsonResponse:
    whose = _whose(request, claim_id)
    return _step(
        request, claim_id, "claims.approve", lambda: claims.approve(**whose, answer=body.answer)
    )


@router.post("/claims/{claim_id}/refusal", response=ClaimShape, summary="Say no")
@decorate_view(idempotent)
@audience.store("orders.cancel")
def refuse(
    request: audience.StoreRequest, store: Path[str], claim_id: str, body: ReasonIn
) -> JsonResponse:
    whose = _whose(request, claim_id)
    return _step(
        request, claim_id, "claims.refuse", lambda: claims.refuse(**whose, answer=body.answer)
    )


@router.post("/claims/{claim_id}/receipt", response=ClaimShape, summary="The parcel is here")
@decorate_view(idempotent)
@audience.store("orders.fulfil")
def receive(request: audience.StoreRequest, store: Path[str], claim_id: str) -> JsonResponse:
    whose = _whose(request, claim_id)
    return _step(request, claim_id, "claims.receive", lambda: claims.receive(**whose))


@router.post("/claims/{claim_id}/inspection", response=ClaimShape, summary="How it came back")
@decorate_view(idempotent)
@audience.store("orders.fulfil")
def inspect(
    request: audience.StoreRequest, store: Path[str], claim_id: str, body: InspectionIn
) -> JsonResponse:
    queries.get_claim(store_id=request.store.pk, claim_id=claim_id)
    places = {row.public_id: row.pk for row in list_locations(store_id=request.store.pk)}
    if body.location not in places:
        raise InvalidInput({"location": "invalid"})
    seen = {
        line_id: Inspected(look.accepted, look.condition) for line_id, look in body.lines.items()
    }
    return _step(
        request,
        claim_id,
        "claims.inspect",
        lambda: claims.inspect(
            store_id=request.store.pk,
            claim_id=claim_id,
            inspected=seen,
            location_id=places[body.location],
        ),
    )


@router.post(
    "/claims/{claim_id}/refund",
    response=ClaimShape,
    summary="Accept and refund; an exchange's replacement may go out",
)
@decorate_view(idempotent)
@audience.store("orders.cancel")
def settle(
    request: audience.StoreRequest, store: Path[str], claim_id: str, body: AnswerIn
) -> JsonResponse:
    whose = _whose(request, claim_id)

    def act() -> None:
        found = queries.get_claim(store_id=request.store.pk, claim_id=claim_id)
        if found.kind == ClaimKind.EXCHANGE:
            claims.accept_exchange(**whose, inspected={}, location_id=None, answer=body.answer)
        else:
            take_back.settle(**whose, answer=body.answer)

    return _step(request, claim_id, "claims.settle", act)


@router.post("/claims/{claim_id}/rejection", response=ClaimShape, summary="Not accepted")
@decorate_view(idempotent)
@audience.store("orders.cancel")
def reject(
    request: audience.StoreRequest, store: Path[str], claim_id: str, body: ReasonIn
) -> JsonResponse:
    whose = _whose(request, claim_id)
    return _step(
        request, claim_id, "claims.reject", lambda: claims.reject(**whose, answer=body.answer)
    )


@router.post("/claims/{claim_id}/replacement", response=ClaimShape, summary="Send the replacement")
@decorate_view(idempotent)
@audience.store("orders.fulfil")
def replace(
    request: audience.StoreRequest, store: Path[str], claim_id: str, body: ReplacementIn
) -> JsonResponse:
    whose = _whose(request, claim_id)
    return _step(
        request,
        claim_id,
        "claims.replace",
        lambda: claims.send_replacement(**whose, **body.dict()),
    )


@router.get("/return-policy", response=PolicyShape, summary="What the store promises")
@audience.store("orders.view")
def read_policy(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    policy = queries.policy_of(store_id=request.store.pk)
    return JsonResponse(_policy(request.store, policy))


@router.put("/return-policy", response=PolicyShape, summary="Promise something else")
@audience.store("store.change")
def write_policy(request: audience.StoreRequest, store: Path[str], body: PolicyIn) -> JsonResponse:
    policy = set_return_policy(
        store_id=request.store.pk,
        actor=_actor(request),
        return_days=body.return_days,
        exchange_days=body.exchange_days,
        label_fee=Money(body.label_fee_minor, request.store.currency),
        refunds_shipping=body.refunds_shipping,
        instructions=body.instructions,
    )
    return JsonResponse(_policy(request.store, policy))


def _policy(store: Store, policy: ReturnPolicy) -> dict[str, object]:
    return {
        "return_days": policy.return_days,
        "exchange_days": policy.exchange_days,
        "label_fee": money(Money(policy.label_fee_minor, store.currency)),
        "refunds_shipping": policy.refunds_shipping,
        "instructions": policy.instructions,
    }


def _actor(request: HttpRequest) -> str:
    return actor_of(request).person_public_id or ""


def _whose(request: audience.StoreRequest, claim_id: str) -> dict[str, Any]:
    return {"store_id": request.store.pk, "claim_id": claim_id, "actor": _actor(request)}


def _step(
    request: audience.StoreRequest, claim_id: str, action: str, act: Callable[[], object]
) -> JsonResponse:
    """Take the step and note it in the audit trail, both or neither."""
    with transaction.atomic():
        act()
        audit.record(
            actor=_actor(request), action=action, subject=claim_id, store_id=request.store.pk
        )
    return _answer(request, claim_id)


def _answer(request: audience.StoreRequest, claim_id: str) -> JsonResponse:
    return JsonResponse(claim_json(queries.get_claim(store_id=request.store.pk, claim_id=claim_id)))
