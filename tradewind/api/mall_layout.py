"""How the office lays out the mall: sections, categories and attributes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.catalogue.models import Category, Section
from tradewind.domains.catalogue.operations import sections as laying_out
from tradewind.domains.catalogue.operations.attributes import change_attribute
from tradewind.domains.catalogue.operations.categories import (
    archive_category,
    change_category,
    create_category,
)
from tradewind.domains.catalogue.queries.sections import list_sections
from tradewind.platform import audit
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()
Texts = dict[str, dict[str, str]]


class SectionIn(Schema):
    """`shown_until` is the first moment after; empty `languages` or `countries` mean all."""

    title: str = Field(max_length=120)
    kind: Section.Kind = Section.Kind.SHELF
    lead: str = Field("", max_length=300)
    category: str | None = None
    tag: str = Field("", max_length=40)
    link: str = Field("", max_length=200)
    languages: list[str] = Field([], max_length=20)
    countries: list[str] = Field([], max_length=250)
    shown_from: datetime | None = None
    shown_until: datetime | None = None
    translations: Texts = {}


class SectionShape(SectionIn):
    slug: str


class SectionList(Schema):
    items: list[SectionShape]


class SectionOrderIn(Schema):
    order: list[str] = Field(max_length=200)


class CategoryIn(Schema):
    """`parent` is a category's id, null at the top."""

    title: str = Field(max_length=120)
    slug: str | None = Field(None, max_length=80)
    parent: str | None = None
    description: str = ""
    position: int = 0
    translations: Texts = {}


class CategoryWrittenShape(Schema):
    id: str
    slug: str


class AttributeIn(Schema):
    """What is left out stays; its kind never changes."""

    label: str | None = Field(None, max_length=100)
    unit: str | None = Field(None, max_length=12)
    is_facet: bool | None = None
    translations: Texts | None = None


class AttributeWrittenShape(Schema):
    code: str
    label: str
    unit: str
    is_facet: bool


@router.get("/sections", response=SectionList, summary="Every section of the home page")
@audience.mall("mall.view")
def sections(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": [_section(row) for row in list_sections()]})


@router.post("/sections", response={201: SectionShape}, summary="Add a section")
@decorate_view(idempotent)
@audience.mall("sections.change")
def add_section(request: HttpRequest, body: SectionIn) -> JsonResponse:
    made = laying_out.create_section(**body.dict())
    _note(request, "catalogue.create_section", made.slug)
    return JsonResponse(_section(made), status=201)


@router.put("/sections/order", response=SectionList, summary="Put the sections in order")
@decorate_view(idempotent)
@audience.mall("sections.change")
def order_sections(request: HttpRequest, body: SectionOrderIn) -> JsonResponse:
    laying_out.order_sections(slugs=body.order)
    _note(request, "catalogue.order_sections", "home")
    return sections(request)


@router.put("/sections/{section}", response=SectionShape, summary="Change a section")
@decorate_view(idempotent)
@audience.mall("sections.change")
def put_section(request: HttpRequest, section: str, body: SectionIn) -> JsonResponse:
    changed = laying_out.change_section(slug=section, **body.dict())
    _note(request, "catalogue.change_section", section)
    return JsonResponse(_section(changed))


@router.delete("/sections/{section}", response=SectionList, summary="Remove a section")
@decorate_view(idempotent)
@audience.mall("sections.change")
def delete_section(request: HttpRequest, section: str) -> JsonResponse:
    laying_out.remove_section(slug=section)
    _note(request, "catalogue.remove_section", section)
    return sections(request)


@router.post("/categories", response={201: CategoryWrittenShape}, summary="Hang in a category")
@decorate_view(idempotent)
@audience.mall("sections.change")
def add_category(request: HttpRequest, body: CategoryIn) -> JsonResponse:
    made = create_category(**body.dict(exclude_none=True))
    _note(request, "catalogue.create_category", made.public_id)
    return JsonResponse(_category(made), status=201)


@router.put("/categories/{category_id}", response=CategoryWrittenShape, summary="Change a category")
@decorate_view(idempotent)
@audience.mall("sections.change")
def put_category(request: HttpRequest, category_id: str, body: CategoryIn) -> JsonResponse:
    said = body.dict()
    if said["slug"] is None:
        del said["slug"]
    changed = change_category(category_id=category_id, **said)
    _note(request, "catalogue.change_category", category_id)
    return JsonResponse(_category(changed))


@router.delete("/categories/{category_id}", response={204: None}, summary="Put a category away")
@decorate_view(idempotent)
@audience.mall("sections.change")
def delete_category(request: HttpRequest, category_id: str) -> JsonResponse:
    archive_category(category_id=category_id)
    _note(request, "catalogue.archive_category", category_id)
    return JsonResponse(None, status=204)


@router.patch("/attributes/{code}", response=AttributeWrittenShape, summary="Change an attribute")
@decorate_view(idempotent)
@audience.mall("sections.change")
def patch_attribute(request: HttpRequest, code: str, body: AttributeIn) -> JsonResponse:
    changed = change_attribute(code=code, **body.dict())
    _note(request, "catalogue.change_attribute", code)
    return JsonResponse(
        {
            "code": changed.code,
            "label": changed.label,
            "unit": changed.unit,
            "is_facet": changed.is_facet,
        }
    )


def _actor(request: HttpRequest) -> str:
    return actor_of(request).person_public_id or ""


def _note(request: HttpRequest, action: str, subject: str) -> None:
    audit.record(actor=_actor(request), action=action, subject=subject, store_id=None)


def _section(row: Section) -> dict[str, Any]:
    said = ("slug", "title", "kind", "lead", "tag", "link", "languages", "countries")
    return {
        **{name: getattr(row, name) for name in (*said, "shown_from", "shown_until")},
        "category": row.category.public_id if row.category else None,
        "translations": row.translations,
    }


def _category(row: Category) -> dict[str, Any]:
    return {"id": row.public_id, "slug": row.slug}
