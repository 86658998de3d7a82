"""A guest shows an address or number to be theirs, to see and spend the points that lie under it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.mileage import (
    MileageShape,
    MovementPage,
    StatementParams,
    mileage_json,
    movement_json,
)
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import Contact
from tradewind.domains.loyalty.operations.codes import wallet_of_proof
from tradewind.domains.loyalty.queries import balances_of, statement_of
from tradewind.kernel import clock
from tradewind.kernel.money import POINTS
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import page_json
from tradewind.platform.http.throttles import throttled
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()

HEADER = "Points-Proof"


class CodeIn(Schema):
    kind: Contact.Kind
    value: str = Field(min_length=3, max_length=254)
    country: str = Field("CA", pattern="^[A-Z]{2}$", description="Of a phone without a prefix")


class CodeShape(Schema):
    id: str
    expires_at: str


class DigitsIn(Schema):
    digits: str = Field(min_length=1, max_length=20)
    currency: str = Field("", pattern="^([A-Z]{3})?$")


class ProofShape(Schema):
    """`proof` speaks for the contact for half an hour; give it where points are spent."""

    proof: str
    mileage: MileageShape


@router.post("", response={201: CodeShape}, summary="Send a code to an address or number")
@decorate_view(idempotent)
@throttled("otp.send", per_minute=6)
@audience.public
def send(request: HttpRequest, body: CodeIn) -> JsonResponse:
    row = operations.send_one_time_code(
        kind=body.kind, value=body.value, country=body.country, language=current()
    )
    return JsonResponse({"id": row.public_id, "expires_at": row.expires_at}, status=201)


@router.post("/{code_id}/check", response=ProofShape, summary="Show that the code came")
@throttled("otp.check", per_minute=20)
@audience.public
def check(request: HttpRequest, code_id: str, body: DigitsIn) -> JsonResponse:
    proof = operations.check_code(code_id=code_id, digits=body.digits)
    currency = body.currency if body.currency in settings.CURRENCIES else settings.CURRENCIES[0]
    found = balances_of(wallet=wallet_of_proof(proof=proof), currency=currency, now=clock.now())
    return JsonResponse({"proof": proof, "mileage": mileage_json(found)})


@router.get("/movements", response=MovementPage, summary="Every movement of a guest's points")
@audience.guest_token
def movements(request: HttpRequest, params: Query[StatementParams]) -> JsonResponse:
    """Opened by the proof in the `Points-Proof` header."""
    wallet = wallet_of_proof(proof=request.headers.get(HEADER, "")[:500])
    page = statement_of(
        wallet=wallet,
        unit=POINTS,
        only=params.only,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, movement_json))
