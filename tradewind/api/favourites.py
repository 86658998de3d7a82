"""Favourites. A guest's open with the token in the `Favourites-Token` header, a member's by sign-in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.reader import ReaderParams
from tradewind.api.shapes import Amount, amount_or_none
from tradewind.domains.engagement.models import Favourite, Folder, Keeper
from tradewind.domains.engagement.operations import keeping
from tradewind.domains.engagement.queries import favourites as queries
from tradewind.domains.engagement.queries.favourites import Liked
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.http.throttles import throttled
from tradewind.platform.idempotency import idempotent

router = Router()

HEADER = "Favourites-Token"


class LikeIn(Schema):
    """One of the three: a product (or one variant of it), an address, a question."""

    product_id: str = Field("", max_length=40)
    variant_id: str = Field("", max_length=40)
    address_id: str = Field("", max_length=40)
    inquiry_id: str = Field("", max_length=40)


class FavouriteShape(Schema):
    """`price` is what it cost when it was liked, `price_now` what it costs today."""

    id: str
    kind: str
    product_id: str
    variant_id: str
    address_id: str
    inquiry_id: str
    title: str
    price: Amount | None
    price_now: Amount | None
    is_cheaper: bool
    was_in_stock: bool
    is_out: bool
    is_gone: bool
    folder_id: str
    tags: list[str]
    tell_price: bool
    tell_back: bool
    tell_gone: bool
    tell_answer: bool
    liked_at: str


class LikedShape(Schema):
    """`token` opens a guest's favourites; keep it as you would a password. Empty for members."""

    favourite: FavouriteShape
    token: str


class FavouritePage(Schema):
    items: list[FavouriteShape]
    next_cursor: str | None


class FavouriteParams(PageParams):
    folder: str = Field("", max_length=40)
    tag: str = Field("", max_length=30)
    kind: str = Field("", pattern="^(product|address|inquiry)?$")


class NoticesIn(Schema):
    """What is left out stays."""

    tell_price: bool | None = None
    tell_back: bool | None = None
    tell_gone: bool | None = None
    tell_answer: bool | None = None


class BatchParams(Schema):
    """`remove`, `move` into `folder_id` (empty: none), or `tag` with exactly `tags`."""

    action: str = Field(pattern="^(remove|move|tag)$")
    ids: list[str] = Field(max_length=keeping.MOST)
    folder_id: str = Field("", max_length=40)
    tags: list[str] = Field(default_factory=list, max_length=20)


class BatchDone(Schema):
    changed: int


class FolderIn(Schema):
    name: str = Field(min_length=1, max_length=60)


class FolderShape(Schema):
    id: str
    name: str


class FolderList(Schema):
    items: list[FolderShape]


@router.post("", response={201: LikedShape}, summary="Like a product, an address or a question")
@decorate_view(idempotent)
@throttled("favourites", per_minute=60, by="actor")
@audience.public
def like(request: HttpRequest, body: LikeIn, reader: Query[ReaderParams]) -> JsonResponse:
    named = [name for name in (body.product_id, body.address_id, body.inquiry_id) if name]
    if len(named) != 1:
        raise InvalidInput({"product_id": "required"})
    currency = reader.counted_in
    keeper = _find(request) or keeping.open_keeper(person_id=actor_of(request).person_id)
    if body.product_id:
        row = keeping.like_product(
            keeper=keeper,
            product_id=body.product_id,
            variant_id=body.variant_id,
            currency=currency,
            language=reader.told_in,
        )
    elif body.address_id:
        row = keeping.like_address(keeper=keeper, address_id=body.address_id)
    else:
        row = keeping.like_inquiry(keeper=keeper, inquiry_id=body.inquiry_id)
    found = queries.get_favourite(keeper=keeper, favourite_id=row.public_id, now=clock.now())
    token = "" if keeper.person_id is not None else keeper.token
    return JsonResponse({"favourite": _favourite(found), "token": token}, status=201)


@router.get("", response=FavouritePage, summary="What I like, the newest first")
@audience.guest_token
def list_all(request: HttpRequest, params: Query[FavouriteParams]) -> JsonResponse:
    page = queries.list_favourites(
        keeper=keeper_of(request),
        now=clock.now(),
        folder_id=params.folder,
        tag=params.tag,
        kind=params.kind,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, _favourite))


@router.post("/batch", response=BatchDone, summary="Remove, move or tag many")
@decorate_view(idempotent)
@audience.guest_token
def batch(request: HttpRequest, body: BatchParams) -> JsonResponse:
    keeper = keeper_of(request)
    if body.action == "remove":
        changed = keeping.remove(keeper=keeper, favourite_ids=body.ids)
    elif body.action == "move":
        changed = keeping.move(keeper=keeper, favourite_ids=body.ids, folder_id=body.folder_id)
    else:
        changed = keeping.tag(keeper=keeper, favourite_ids=body.ids, tags=body.tags)
    return JsonResponse({"changed": changed})


@router.get("/folders", response=FolderList, summary="My folders, by name")
@audience.guest_token
def folders(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {"items": [_folder(one) for one in queries.list_folders(keeper=keeper_of(request))]}
    )


@router.post("/folders", response={201: FolderShape}, summary="Make a folder")
@decorate_view(idempotent)
@audience.guest_token
def make_folder(request: HttpRequest, body: FolderIn) -> JsonResponse:
    made = keeping.make_folder(keeper=keeper_of(request), name=body.name)
    return JsonResponse(_folder(made), status=201)


@router.patch("/folders/{folder_id}", response=FolderShape, summary="Call a folder otherwise")
@decorate_view(idempotent)
@audience.guest_token
def rename_folder(request: HttpRequest, folder_id: str, body: FolderIn) -> JsonResponse:
    named = keeping.rename_folder(keeper=keeper_of(request), folder_id=folder_id, name=body.name)
    return JsonResponse(_folder(named))


@router.delete(
    "/folders/{folder_id}", response=FolderList, summary="Remove a folder, not its things"
)
@decorate_view(idempotent)
@audience.guest_token
def remove_folder(request: HttpRequest, folder_id: str) -> JsonResponse:
    keeping.remove_folder(keeper=keeper_of(request), folder_id=folder_id)
    return folders(request)


@router.patch("/{favourite_id}", response=FavouriteShape, summary="What I am told of about it")
@decorate_view(idempotent)
@audience.guest_token
def set_notices(request: HttpRequest, favourite_id: str, body: NoticesIn) -> JsonResponse:
    keeper = keeper_of(request)
    told = {name: wanted for name, wanted in body.dict().items() if wanted is not None}
    keeping.set_notices(keeper=keeper, favourite_id=favourite_id, told=told)
    found = queries.get_favourite(keeper=keeper, favourite_id=favourite_id, now=clock.now())
    return JsonResponse(_favourite(found))


@router.delete("/{favourite_id}", response=BatchDone, summary="Like it no longer")
@decorate_view(idempotent)
@audience.guest_token
def remove(request: HttpRequest, favourite_id: str) -> JsonResponse:
    changed = keeping.remove(keeper=keeper_of(request), favourite_ids=[favourite_id])
    return JsonResponse({"changed": changed})


def _find(request: HttpRequest) -> Keeper | None:
    return queries.find_keeper(
        person_id=actor_of(request).person_id, token=request.headers.get(HEADER, "")
    )


def keeper_of(request: HttpRequest) -> Keeper:
    """Whose favourites the request opens. Raises `NotFound`."""
    keeper = _find(request)
    if keeper is None:
        raise NotFound(id="favourites")
    return keeper


def _folder(folder: Folder) -> dict[str, str]:
    return {"id": folder.public_id, "name": folder.name}


def _favourite(liked: Liked) -> dict[str, Any]:
    row: Favourite = liked.row
    return {
        "id": row.public_id,
        "kind": row.kind,
        "product_id": row.product.public_id if row.product else "",
        "variant_id": row.variant.public_id if row.variant else "",
        "address_id": row.address.public_id if row.address else "",
        "inquiry_id": row.inquiry.public_id if row.inquiry else "",
        "title": row.title,
        "price": amount_or_none(row.price),
        "price_now": amount_or_none(liked.price_now),
        "is_cheaper": liked.is_cheaper,
        "was_in_stock": row.was_in_stock,
        "is_out": liked.is_out,
        "is_gone": liked.is_gone,
        "folder_id": row.folder.public_id if row.folder else "",
        "tags": row.tags,
        **{name: getattr(row, name) for name in keeping.NOTICES},
        "liked_at": row.liked_at,
    }
