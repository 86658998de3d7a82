"""How the mall is laid out: its categories and its sellers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from tradewind.api.cards import url_of
from tradewind.api.reader import LanguageParams, answer
from tradewind.domains.catalogue.queries import CategoryNode, category_tree
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import get_open_store, list_open_stores
from tradewind.platform.http import audience

router = Router()

_FRESH_SECONDS = 60


class CategoryShape(Schema):
    id: str
    slug: str
    title: str
    description: str
    picture: str
    children: list[CategoryShape]


class SellerPageShape(Schema):
    """`mark` is the address of its logo, empty when it has none."""

    id: str
    slug: str
    name: str
    tagline: str
    story: str
    country: str
    currency: str
    mark: str


class CategoryList(Schema):
    items: list[CategoryShape]


class StoreList(Schema):
    items: list[SellerPageShape]


@router.get("/categories", response=CategoryList, summary="The tree of categories")
@audience.public
def list_categories(request: HttpRequest, params: Query[LanguageParams]) -> HttpResponse:
    language = params.told_in
    body = {"items": [_category(node, language) for node in category_tree().roots]}
    return answer(request, body, language=language, max_age=_FRESH_SECONDS)


@router.get("/stores", response=StoreList, summary="Sellers, by name")
@audience.public
def list_stores(request: HttpRequest, params: Query[LanguageParams]) -> HttpResponse:
    language = params.told_in
    body = {"items": [_store(store, language) for store in list_open_stores()]}
    return answer(request, body, language=language, max_age=_FRESH_SECONDS)


@router.get("/stores/{slug}", response=SellerPageShape, summary="One seller")
@audience.public
def read_store(request: HttpRequest, slug: str, params: Query[LanguageParams]) -> HttpResponse:
    language = params.told_in
    body = _store(get_open_store(slug=slug), language)
    return answer(request, body, language=language, max_age=_FRESH_SECONDS)


def _category(node: CategoryNode, language: str) -> dict[str, Any]:
    return {
        "id": node.public_id,
        "slug": node.slug,
        "title": node.title(language),
        "description": node.description(language),
        "picture": url_of(node.picture) if node.picture else "",
        "children": [_category(child, language) for child in node.children],
    }


def _store(store: Store, language: str) -> dict[str, Any]:
    return {
        "id": store.public_id,
        "slug": store.slug,
        "name": store.text("name", language),
        "tagline": store.text("tagline", language),
        "story": store.text("story", language),
        "country": store.country,
        "currency": store.currency,
        "mark": url_of(store.mark) if store.mark else "",
    }
