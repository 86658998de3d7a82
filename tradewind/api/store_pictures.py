"""A product's pictures: brought, described, put in order, linked to choices, taken away."""

from __future__ import annotations

from typing import Any

from ninja import Field, File, Form, Path, Router, Schema
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from tradewind.api.cards import url_of
from tradewind.domains.catalogue import operations, queries
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class StorePictureShape(Schema):
    """`renditions` maps widths in pixels to addresses; `shows` has a value
    for each option, empty for any, and is empty itself for a picture of every variant."""

    id: str
    url: str
    alt: str
    width: int
    height: int
    renditions: dict[str, str]
    shows: list[str]


class PictureList(Schema):
    items: list[StorePictureShape]


class PictureWordsIn(Schema):
    alt: str = Field(max_length=200, description="What can be seen, for those who can't")


class PictureShowsIn(Schema):
    shows: list[str] = Field(
        max_length=4,
        description="A value for each option, empty: any; an empty list: every variant",
    )


class PictureOrderIn(Schema):
    order: list[str] = Field(max_length=40, description="Every picture once")


@router.get("/{product_id}/pictures", response=PictureList, summary="Pictures in their order")
@audience.store("products.view")
def list_pictures(
    request: audience.StoreRequest, store: Path[str], product_id: str
) -> JsonResponse:
    return _answer(request, product_id)


@router.post("/{product_id}/pictures", response={201: PictureList}, summary="Add one")
@audience.store("products.change")
def add_picture(
    request: audience.StoreRequest,
    store: Path[str],
    product_id: str,
    file: File[UploadedFile],
    alt: Form[str] = "",
) -> JsonResponse:
    """JPEG, PNG or WebP as multipart; it comes behind the others."""
    operations.add_picture(
        store_id=request.store.pk,
        product_id=product_id,
        upload=file,
        alt=alt,
    )
    return _answer(request, product_id, status=201)


@router.put("/{product_id}/pictures/order", response=PictureList, summary="Put them in order")
@decorate_view(idempotent)
@audience.store("products.change")
def order_pictures(
    request: audience.StoreRequest, store: Path[str], product_id: str, body: PictureOrderIn
) -> JsonResponse:
    operations.order_pictures(
        store_id=request.store.pk, product_id=product_id, media_ids=body.order
    )
    return _answer(request, product_id)


@router.patch("/{product_id}/pictures/{picture_id}", response=PictureList, summary="Describe one")
@decorate_view(idempotent)
@audience.store("products.change")
def describe_picture(
    request: audience.StoreRequest,
    store: Path[str],
    product_id: str,
    picture_id: str,
    body: PictureWordsIn,
) -> JsonResponse:
    operations.describe_picture(
        store_id=request.store.pk, product_id=product_id, media_id=picture_id, alt=body.alt
    )
    return _answer(request, product_id)


@router.put(
    "/{product_id}/pictures/{picture_id}/shows",
    response=PictureList,
    summary="Say which choices it shows",
)
@decorate_view(idempotent)
@audience.store("products.change")
def link_picture(
    request: audience.StoreRequest,
    store: Path[str],
    product_id: str,
    picture_id: str,
    body: PictureShowsIn,
) -> JsonResponse:
    operations.link_picture(
        store_id=request.store.pk,
        product_id=product_id,
        media_id=picture_id,
        shows=body.shows,
    )
    return _answer(request, product_id)


@router.delete("/{product_id}/pictures/{picture_id}", response=PictureList, summary="Remove one")
@decorate_view(idempotent)
@audience.store("products.change")
def remove_picture(
    request: audience.StoreRequest, store: Path[str], product_id: str, picture_id: str
) -> JsonResponse:
    operations.remove_picture(store_id=request.store.pk, product_id=product_id, media_id=picture_id)
    return _answer(request, product_id)


def _answer(request: audience.StoreRequest, product_id: str, *, status: int = 200) -> JsonResponse:
    facts = queries.get_store_product(store_id=request.store.pk, product_id=product_id, language="")
    items: list[dict[str, Any]] = [
        {
            "id": picture.public_id,
            "url": url_of(picture.file),
            "alt": picture.alt,
            "width": picture.width,
            "height": picture.height,
            "renditions": {str(wide): url_of(name) for wide, name in picture.renditions},
            "shows": picture.shows,
        }
        for picture in facts.pictures
    ]
    return JsonResponse({"items": items}, status=status)
