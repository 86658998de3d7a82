"""What a store's products say in the mall's languages, and what is missing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.catalogue import operations, queries
from tradewind.domains.catalogue.queries import ProductTexts, texts_of
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.i18n.languages import languages
from tradewind.platform.idempotency import idempotent

router = Router()


class TextShape(Schema):
    """`kind` is title, summary, description, care, option, value or alt; `said` is by language,
    `missing` are the mall's languages it should still be said in."""

    key: str
    kind: str
    source: str
    said: dict[str, str]
    missing: list[str]


class ProductTextsShape(Schema):
    id: str
    title: str
    texts: list[TextShape]


class ProductTextsPage(Schema):
    items: list[ProductTextsShape]
    next_cursor: str | None


class UntoldParams(PageParams):
    language: str = Field(max_length=12, description="BCP 47, one of the mall's")


class WordsIn(Schema):
    words: dict[str, str] = Field(
        max_length=1_500,
        examples=[{"title": "Tasse", "option:Colour": "Couleur"}],
        description="Key → text, '' for not said; what is left out stays",
    )
    seen_at: datetime | None = Field(
        None, description="`updated_at` of what was read; 409 when it changed since"
    )


@router.get("/untold", response=ProductTextsPage, summary="Products not all said in a language")
@audience.store("products.view")
def list_untold(
    request: audience.StoreRequest, store: Path[str], params: Query[UntoldParams]
) -> JsonResponse:
    page = queries.list_untold(
        store_id=request.store.pk,
        language=_known(request, params.language),
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, lambda texts: _texts(request, texts)))


@router.get("/{product_id}/texts", response=ProductTextsShape, summary="Every text of a product")
@audience.store("products.view")
def read_texts(request: audience.StoreRequest, store: Path[str], product_id: str) -> JsonResponse:
    facts = queries.get_store_product(store_id=request.store.pk, product_id=product_id, language="")
    return JsonResponse(_texts(request, texts_of(products=[facts.product])[0]))


@router.put(
    "/{product_id}/texts/{language}", response=ProductTextsShape, summary="Say it in a language"
)
@decorate_view(idempotent)
@audience.store("products.change")
def say(
    request: audience.StoreRequest,
    store: Path[str],
    product_id: str,
    language: str,
    body: WordsIn,
) -> JsonResponse:
    product = operations.say_product(
        store_id=request.store.pk,
        product_id=product_id,
        language=_known(request, language),
        words=body.words,
        seen_at=body.seen_at,
    )
    return JsonResponse(_texts(request, texts_of(products=[product])[0]))


def _known(request: audience.StoreRequest, language: str) -> str:
    if language not in languages() or language == request.store.language:
        raise InvalidInput({"language": "unknown"})
    return language


def _texts(request: audience.StoreRequest, texts: ProductTexts) -> dict[str, Any]:
    others = [code for code in languages() if code != request.store.language]
    return {
        "id": texts.public_id,
        "title": texts.title,
        "texts": [
            {
                "key": text.key,
                "kind": text.kind,
                "source": text.source,
                "said": text.said,
                "missing": [code for code in others if text.is_missing(code)],
            }
            for text in texts.texts
        ],
    }
