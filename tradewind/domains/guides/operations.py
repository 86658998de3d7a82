"""Every change of a store's guides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from tradewind.domains.catalogue.models import Category, Product
from tradewind.domains.guides.models import Guide
from tradewind.domains.guides.rules import UNITS, GuideTaken, read_shades, read_sizes
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit

_LONGEST_TITLE, _LONGEST_HOW, _LONGEST_BRAND, _LONGEST_TABLE = 80, 2_000, 80, 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideWords:
    """What a guide says: `table` as `rules.read_sizes` (in `unit`) or `rules.read_shades` reads it;
    about a product (public id), or a category (slug), a brand, both, or nothing: all."""

    title: str
    table: str
    unit: str = "cm"
    how: str = ""
    product: str = ""
    category: str = ""
    brand: str = ""


def write_guide(*, store_id: int, kind: str, words: GuideWords, actor: str) -> Guide:
    """A new guide of `kind` (size or shade). Raises `InvalidInput`, `NotFound`, `GuideTaken`,
    `GuideUnreadable`."""
    if kind not in Guide.Kind.values:
        raise InvalidInput({"kind": "unknown"})
    guide = Guide(store_id=store_id, kind=kind)
    return _save(guide, words, actor)


def change_guide(*, store_id: int, guide_id: str, words: GuideWords, actor: str) -> Guide:
    """Say it otherwise, of the same kind. Raises as `write_guide`."""
    with transaction.atomic():
        rows = Guide.objects.for_store(store_id).select_for_update(of=("self",))
        guide = rows.filter(public_id=guide_id).first()
        if guide is None:
            raise NotFound(id=guide_id)
        return _save(guide, words, actor)


def remove_guide(*, store_id: int, guide_id: str, actor: str) -> None:
    """Raises `NotFound`."""
    with transaction.atomic():
        gone, _ = Guide.objects.for_store(store_id).filter(public_id=guide_id).delete()
        if not gone:
            raise NotFound(id=guide_id)
        audit.record(actor=actor, action="guides.remove", subject=guide_id, store_id=store_id)


def _save(guide: Guide, words: GuideWords, actor: str) -> Guide:
    _check(words)
    guide.rows = _rows(guide.kind, words)
    guide.title, guide.how = words.title.strip(), words.how.strip()
    guide.brand = words.brand.strip()
    guide.product = _product(guide.store_id, words.product)
    guide.category = _category(words.category)
    try:
        with transaction.atomic():
            guide.save()
            audit.record(
                actor=actor,
                action="guides.write",
                subject=guide.public_id,
                store_id=guide.store_id,
                changes={"rows": [None, len(guide.rows)]},
            )
    except IntegrityError:
        raise GuideTaken from None
    return guide


def _check(words: GuideWords) -> None:
    wrong = {
        name: "too_long"
        for name, text, most in (
            ("title", words.title, _LONGEST_TITLE),
            ("how", words.how, _LONGEST_HOW),
            ("brand", words.brand, _LONGEST_BRAND),
            ("table", words.table, _LONGEST_TABLE),
        )
        if len(text.strip()) > most
    }
    wrong |= {
        name: "invalid"
        for name, text in (("title", words.title), ("how", words.how), ("brand", words.brand))
        if "\x00" in text
    }
    if not words.title.strip():
        wrong["title"] = "required"
    if words.unit not in UNITS:
        wrong["unit"] = "unknown"
    if words.product and (words.category or words.brand.strip()):
        wrong["product"] = "invalid"
    if wrong:
        raise InvalidInput(wrong)


def _rows(kind: str, words: GuideWords) -> list[dict[str, Any]]:
    if kind == Guide.Kind.SIZE:
        return read_sizes(words.table, words.unit)
    return read_shades(words.table)


def _product(store_id: int, public_id: str) -> Product | None:
    if not public_id:
        return None
    found = Product.objects.for_store(store_id).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(id=public_id)
    return found


def _category(slug: str) -> Category | None:
    if not slug:
        return None
    found = Category.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound(id=slug)
    return found
