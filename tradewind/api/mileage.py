"""My points and deposit: what is there, what is coming, every movement, paying in and back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.shapes import Amount
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.queries import get_person
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import TopUp, Withdrawal
from tradewind.domains.loyalty.queries import (
    Balances,
    StatementRow,
    balances_of,
    find_wallet_of_person,
    statement_of,
)
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import POINTS, Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class BalanceParams(Schema):
    currency: str = Field("", pattern="^([A-Z]{3})?$", description="Mine unless told")


class PendingShape(Schema):
    order: str
    points: int
    placed_at: str
    is_delivered: bool


class LotShape(Schema):
    points: int
    expires_at: str


class MileageShape(Schema):
    """`worth` is what the points pay in the currency, None where they count for nothing."""

    points: int
    worth: Amount | None
    owed: int = Field(description="Taken back after it was spent; the next points pay it")
    pending: list[PendingShape]
    lots: list[LotShape] = Field(description="In the order they are spent")
    expiring_soon: int


class DepositShape(Schema):
    balance: Amount
    owed: Amount
    withdrawable: Amount


class DepositList(Schema):
    items: list[DepositShape]


class StatementParams(PageParams):
    only: str = Field("", description="earned, spent, returned or expired")


class DepositStatementParams(StatementParams):
    currency: str = Field("", pattern="^([A-Z]{3})?$", description="Mine unless told")


class MovementShape(Schema):
    kind: str
    text: str
    amount: Amount
    at: str
    reference: str


class MovementPage(Schema):
    items: list[MovementShape]
    next_cursor: str | None


class TopUpIn(Schema):
    minor: int = Field(gt=0)
    currency: str = Field(pattern="^[A-Z]{3}$")
    provider: str = Field(max_length=20)
    method: str = Field("card", max_length=20)
    source: str = Field("", max_length=200, description="A provider's token, never card data")
    return_url: str = Field("", max_length=500)


class TopUpShape(Schema):
    id: str
    amount: Amount
    state: str
    redirect_url: str = Field(description="The provider's page to visit, if any")


class WithdrawalIn(Schema):
    minor: int = Field(gt=0)
    currency: str = Field(pattern="^[A-Z]{3}$")


class WithdrawalShape(Schema):
    id: str
    amount: Amount
    state: str


class WithdrawalList(Schema):
    items: list[WithdrawalShape]


@router.get("/mileage", response=MileageShape, summary="My points")
@audience.person
def mileage(request: HttpRequest, params: Query[BalanceParams]) -> JsonResponse:
    return JsonResponse(mileage_json(_balances(_me(request), params.currency)))


@router.get("/mileage/statement", response=MovementPage, summary="How my points moved")
@audience.person
def mileage_statement(request: HttpRequest, params: Query[StatementParams]) -> JsonResponse:
    return _statement(_me(request), POINTS, params)


@router.get("/deposit", response=DepositList, summary="My deposit")
@audience.person
def deposit(request: HttpRequest, params: Query[BalanceParams]) -> JsonResponse:
    found = _balances(_me(request), params.currency).deposits
    return JsonResponse({"items": list(found)})


@router.get("/deposit/statement", response=MovementPage, summary="How my deposit moved")
@audience.person
def deposit_statement(request: HttpRequest, params: Query[DepositStatementParams]) -> JsonResponse:
    person = _me(request)
    return _statement(person, params.currency or _currency(person), params)


@router.post("/deposit/top-ups", response={201: TopUpShape}, summary="Pay in")
@decorate_view(idempotent(spans_transactions=True))
@audience.person
def top_up(request: HttpRequest, body: TopUpIn) -> JsonResponse:
    person = _me(request)
    row = operations.open_top_up(
        person_id=person.pk,
        amount=Money(body.minor, body.currency),
        provider=body.provider,
        method=body.method,
        key=_key(request, person),
    )
    payment = operations.begin_top_up(
        top_up=row,
        source=body.source,
        return_url=body.return_url,
        email=person.email,
        language=current(),
    )
    return JsonResponse(_top_up(TopUp.objects.get(pk=row.pk), payment.redirect_url), status=201)


@router.post("/deposit/withdrawals", response={201: WithdrawalList}, summary="Pay back to my card")
@decorate_view(idempotent)
@audience.person
def withdraw(request: HttpRequest, body: WithdrawalIn) -> JsonResponse:
    person = _me(request)
    made = operations.withdraw(
        person_id=person.pk,
        amount=Money(body.minor, body.currency),
        key=_key(request, person),
    )
    return JsonResponse({"items": [_withdrawal(row, body.currency) for row in made]}, status=201)


def mileage_json(found: Balances) -> dict[str, Any]:
    """Points as the API tells them."""
    return {
        "points": found.points.minor,
        "worth": found.worth,
        "owed": found.owed.minor,
        "pending": [
            {
                "order": row.order_id,
                "points": row.points.minor,
                "placed_at": row.placed_at,
                "is_delivered": row.is_delivered,
            }
            for row in found.pending
        ],
        "lots": [{"points": lot.points.minor, "expires_at": lot.expires_at} for lot in found.lots],
        "expiring_soon": found.expiring.minor,
    }


def _statement(person: Person, unit: str, params: StatementParams) -> JsonResponse:
    page = statement_of(
        wallet=find_wallet_of_person(person_id=person.pk),
        unit=unit,
        only=params.only,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, movement_json))


def _balances(person: Person, currency: str) -> Balances:
    unit = currency or _currency(person)
    if unit not in settings.CURRENCIES:
        raise InvalidInput({"currency": "unknown"})
    wallet = find_wallet_of_person(person_id=person.pk)
    return balances_of(wallet=wallet, currency=unit, now=clock.now())


def _currency(person: Person) -> str:
    return person.currency or str(settings.CURRENCIES[0])


def _key(request: HttpRequest, person: Person) -> str:
    """What makes a repeated call happen once: the caller's own key, or none."""
    told = request.headers.get("Idempotency-Key", "")[:40] or ids.new_token()
    return f"{person.public_id}:{told}"


def movement_json(row: StatementRow) -> dict[str, Any]:
    """One movement as the API tells it."""
    return {
        "kind": row.kind,
        "text": row.words,
        "amount": row.amount,
        "at": row.at,
        "reference": row.reference,
    }


def _top_up(row: TopUp, redirect_url: str) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "amount": row.amount,
        "state": row.state,
        "redirect_url": redirect_url,
    }


def _withdrawal(row: Withdrawal, currency: str) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "amount": Money(row.amount_minor, currency),
        "state": row.state,
    }


def _me(request: HttpRequest) -> Person:
    person_id = actor_of(request).person_id
    if person_id is None:
        raise audience.SignInNeeded
    return get_person(person_id=person_id)
