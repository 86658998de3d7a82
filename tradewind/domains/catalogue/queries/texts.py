"""What a store's products say in which language, and what they do not say yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from tradewind.domains.catalogue.models import Media, Product
from tradewind.domains.catalogue.rules.texts import WORDS, PictureWords, Text, texts
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

# The same as `Text.is_missing`, so that the list holds what its rows then show.
_MISSING = r"""
    (p.title ~ '\S' AND COALESCE(p.translations -> l.code ->> 'title', '') !~ '\S')
 OR (p.summary ~ '\S' AND COALESCE(p.translations -> l.code ->> 'summary', '') !~ '\S')
 OR (p.description ~ '\S' AND COALESCE(p.translations -> l.code ->> 'description', '') !~ '\S')
 OR (p.care ~ '\S' AND COALESCE(p.translations -> l.code ->> 'care', '') !~ '\S')
 OR EXISTS (
    SELECT FROM jsonb_array_elements(p.options) o
    WHERE (o ->> 'name' ~ '[[:alpha:]]{3}'
           AND COALESCE(o -> 'translations' -> l.code ->> 'name', '') !~ '\S')
       OR EXISTS (
          SELECT FROM jsonb_array_elements_text(o -> 'values') v
          WHERE v ~ '[[:alpha:]]{3}'
            AND COALESCE(o -> 'translations' -> l.code -> 'values' ->> v, '') !~ '\S'))
 OR EXISTS (
    SELECT FROM catalogue_media m
    WHERE m.product_id = p.id AND m.alt ~ '\S'
      AND COALESCE(m.alt_translations ->> l.code, '') !~ '\S')
"""
_COUNT = f"""
SELECT l.code, count(p.id) FILTER (WHERE {_MISSING})
FROM unnest(%(languages)s::text[]) AS l(code)
LEFT JOIN catalogue_product p ON p.store_id = %(store)s AND p.archived_at IS NULL
GROUP BY l.code
"""  # noqa: S608
_PAGE = f"""
SELECT p.id FROM catalogue_product p, (SELECT %(language)s::text AS code) l
WHERE p.store_id = %(store)s AND p.archived_at IS NULL AND p.id < %(before)s AND ({_MISSING})
ORDER BY p.id DESC LIMIT %(most)s
"""  # noqa: S608
_BEFORE_ALL = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTexts:
    """A product with all its texts."""

    product_id: int
    public_id: str
    title: str
    status: str
    texts: Sequence[Text]


def count_untold(*, store_id: int, languages: Collection[str]) -> dict[str, int]:
    """For each language, of how many products something is not said in it. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"store": store_id, "languages": list(languages)})
        return dict(cursor.fetchall())


def list_untold(
    *, store_id: int, language: str, cursor: str = "", limit: int = 20
) -> Page[ProductTexts]:
    """Products of which something is not said in `language`, newest first: three statements.

    Raises `InvalidInput` for a bad cursor.
    """
    before = _BEFORE_ALL
    if cursor:
        (before,) = decode_cursor(cursor, 1)
        if not isinstance(before, int):
            raise InvalidInput({"cursor": "invalid"})
    with connection.cursor() as opened:
        opened.execute(
            _PAGE,
            {"store": store_id, "language": language, "before": before, "most": limit + 1},
        )
        found = [pk for (pk,) in opened.fetchall()]
    rows = Product.objects.for_store(store_id).filter(pk__in=found[:limit])
    told = texts_of(products=sorted(rows, key=lambda row: -row.pk))
    return Page(told, encode_cursor(found[limit - 1]) if len(found) > limit else None)


def texts_of(*, products: Sequence[Product]) -> list[ProductTexts]:
    """Every text of these products of one store, in their order. One statement."""
    if not products:
        return []
    pictures: dict[int, list[PictureWords]] = {}
    rows = Media.objects.for_store(products[0].store_id).filter(product__in=products)
    for media in rows.only("public_id", "product_id", "alt", "alt_translations", "file"):
        pictures.setdefault(media.product_id, []).append(
            PictureWords(str(media.public_id), media.alt, media.alt_translations, media.file)
        )
    return [
        ProductTexts(
            product_id=product.pk,
            public_id=str(product.public_id),
            title=product.title,
            status=product.status,
            texts=texts(
                words={name: getattr(product, name) for name in WORDS},
                translations=product.translations,
                options=product.options,
                pictures=pictures.get(product.pk, ()),
            ),
        )
        for product in products
    ]
