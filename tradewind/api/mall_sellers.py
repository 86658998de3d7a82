"""Who asks to sell here, and what the mall takes of a store's sales."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.orders.models import CategoryCommission
from tradewind.domains.orders.operations.commissions import (
    drop_category_commission,
    set_category_commission,
)
from tradewind.domains.orders.queries.commissions import category_commissions
from tradewind.domains.stores.applicants import commission_terms, list_applications
from tradewind.domains.stores.models import CommissionTerm, StoreApplication
from tradewind.domains.stores.operations.applying import (
    approve_application,
    refuse_application,
)
from tradewind.domains.stores.operations.commissions import set_commission
from tradewind.domains.stores.queries import get_store_by_id
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent

router = Router()


class ApplicationShape(Schema):
    id: str
    business: str
    contact: str
    email: str
    country: str
    currency: str
    website: str
    sells: str
    state: str
    reason: str
    asked_at: str
    store_id: str


class ApplicationPage(Schema):
    items: list[ApplicationShape]
    next_cursor: str | None


class ApplicationParams(PageParams):
    state: StoreApplication.State = StoreApplication.State.WAITING


class ApplicationApprovalIn(Schema):
    slug: str = Field(max_length=60)


class ApplicationRefusalIn(Schema):
    reason: str = Field(max_length=500, description="The applicant reads it")


class OpenedShape(Schema):
    store_id: str


class CommissionIn(Schema):
    commission_bp: int = Field(ge=0, le=10_000, description="1/100 %")
    starts_on: date


class CommissionShape(Schema):
    id: str
    commission_bp: int
    starts_on: str


class CommissionList(Schema):
    items: list[CommissionShape]


class CategoryCommissionIn(Schema):
    category_id: str
    commission_bp: int | None = Field(
        ge=0, le=10_000, description="1/100 %; null: the category above counts again"
    )
    starts_on: date


class CategoryCommissionShape(Schema):
    id: str
    category_id: str
    commission_bp: int | None
    starts_on: str


class CategoryCommissionList(Schema):
    items: list[CategoryCommissionShape]


@router.get("/applications", response=ApplicationPage, summary="Who asks to sell here")
@audience.mall("mall.view")
def applications(request: HttpRequest, params: Query[ApplicationParams]) -> JsonResponse:
    page = list_applications(
        state=params.state.value, cursor=params.cursor or "", limit=params.limit
    )
    return JsonResponse(page_json(page, _application))


@router.post(
    "/applications/{application_id}/approval",
    response={201: OpenedShape},
    summary="Open the store and invite its owner",
)
@decorate_view(idempotent)
@audience.mall("stores.approve")
def approve_applicant(
    request: HttpRequest, application_id: str, body: ApplicationApprovalIn
) -> JsonResponse:
    store = approve_application(
        application_id=application_id, slug=body.slug, actor=_actor(request)
    )
    return JsonResponse({"store_id": store.public_id}, status=201)


@router.post(
    "/applications/{application_id}/refusal",
    response=ApplicationShape,
    summary="Say no and why",
)
@decorate_view(idempotent)
@audience.mall("stores.approve")
def refuse_applicant(
    request: HttpRequest, application_id: str, body: ApplicationRefusalIn
) -> JsonResponse:
    found = refuse_application(
        application_id=application_id, reason=body.reason, actor=_actor(request)
    )
    return JsonResponse(_application(found))


@router.get(
    "/stores/{store_id}/commissions", response=CommissionList, summary="A store's dated shares"
)
@audience.mall("money.view")
def commissions(request: HttpRequest, store_id: str) -> JsonResponse:
    terms = commission_terms(store_id=get_store_by_id(public_id=store_id).pk)
    return JsonResponse({"items": [_term(term) for term in terms]})


@router.post(
    "/stores/{store_id}/commissions",
    response={201: CommissionShape},
    summary="Another share from a day on",
)
@decorate_view(idempotent)
@audience.mall("stores.approve")
def say_commission(request: HttpRequest, store_id: str, body: CommissionIn) -> JsonResponse:
    term = set_commission(
        store_id=get_store_by_id(public_id=store_id).pk,
        commission_bp=body.commission_bp,
        starts_on=body.starts_on,
        actor=_actor(request),
    )
    return JsonResponse(_term(term), status=201)


@router.get(
    "/category-commissions",
    response=CategoryCommissionList,
    summary="Dated shares of categories",
)
@audience.mall("money.view")
def list_category_commissions(request: HttpRequest) -> JsonResponse:
    """The latest day first. A share agreed with a store goes before any of a category; the nearest
    category with one counts."""
    return JsonResponse({"items": [_category_term(term) for term in category_commissions()]})


@router.post(
    "/category-commissions",
    response={201: CategoryCommissionShape},
    summary="Another share of a category from a day on",
)
@decorate_view(idempotent)
@audience.mall("stores.approve")
def say_category_commission(request: HttpRequest, body: CategoryCommissionIn) -> JsonResponse:
    term = set_category_commission(
        category_id=body.category_id,
        commission_bp=body.commission_bp,
        starts_on=body.starts_on,
        actor=_actor(request),
    )
    return JsonResponse(_category_term(term), status=201)


@router.delete(
    "/category-commissions/{term_id}",
    response={204: None},
    summary="Take back one that has not begun",
)
@decorate_view(idempotent)
@audience.mall("stores.approve")
def take_back_category_commission(request: HttpRequest, term_id: str) -> JsonResponse:
    drop_category_commission(term_id=term_id, actor=_actor(request))
    return JsonResponse(None, status=204)


def _actor(request: HttpRequest) -> str:
    return actor_of(request).person_public_id or ""


def _application(row: StoreApplication) -> dict[str, Any]:
    said = ("business", "contact", "email", "country", "currency", "website", "sells")
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in (*said, "state", "reason", "asked_at")},
        "store_id": row.store.public_id if row.store else "",
    }


def _category_term(term: CategoryCommission) -> dict[str, Any]:
    return {
        "id": str(term.public_id),
        "category_id": str(term.category.public_id),
        "commission_bp": term.commission_bp,
        "starts_on": term.starts_on.isoformat(),
    }


def _term(term: CommissionTerm) -> dict[str, Any]:
    return {
        "id": term.public_id,
        "commission_bp": term.commission_bp,
        "starts_on": term.starts_on.isoformat(),
    }
