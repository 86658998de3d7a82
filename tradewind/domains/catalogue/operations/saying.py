"""Saying a product in another language: its words, its options, what its pictures show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tradewind.domains.catalogue.models import Media, Product
from tradewind.domains.catalogue.operations.locking import locked_product
from tradewind.domains.catalogue.operations.telling import tell_changed
from tradewind.domains.catalogue.queries.texts import texts_of
from tradewind.domains.catalogue.rules.texts import WORDS, Text, alt_key, said_options
from tradewind.kernel.errors import InvalidInput


def say_product(
    *,
    store_id: int,
    product_id: str,
    language: str,
    words: Mapping[str, str],
    seen_at: datetime | None = None,
) -> Product:
    """Say these texts (key of `rules.texts` → text, empty: not said) in `language` (BCP 47).

    What is not among `words` stays; what is as it was changes and tells nothing. Raises
    `InvalidInput` (fields ``words.<key>``), `NotFound`, `Conflict` when somebody changed the
    product since `seen_at`.
    """
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id, seen_at=seen_at)
        (told,) = texts_of(products=[product])
        _check(words, {text.key: text for text in told.texts})
        changed = _say_words(product, language, words)
        changed += _say_options(product, language, words)
        if changed:
            product.save(update_fields=changed)
        if _say_pictures(product, language, words) or changed:
            tell_changed(product)
    return product


def _check(words: Mapping[str, str], known: Mapping[str, Text]) -> None:
    faults = {}
    for key, text in words.items():
        if key not in known:
            faults[f"words.{key}"] = "unknown"
        elif "\x00" in text:
            faults[f"words.{key}"] = "invalid"
        elif len(text) > known[key].most:
            faults[f"words.{key}"] = "too_long"
    if faults:
        raise InvalidInput(faults)


def _say_words(product: Product, language: str, words: Mapping[str, str]) -> list[str]:
    said = {**product.translations.get(language, {})}
    said |= {name: words[name] for name in WORDS if name in words}
    said = {name: text for name, text in said.items() if text.strip()}
    others = {code: held for code, held in product.translations.items() if code != language}
    wanted = others | ({language: said} if said else {})
    if wanted == product.translations:
        return []
    product.translations = wanted
    return ["translations"]


def _say_options(product: Product, language: str, words: Mapping[str, str]) -> list[str]:
    wanted = said_options(product.options, language, words)
    if wanted == product.options:
        return []
    product.options = wanted
    return ["options"]


def _say_pictures(product: Product, language: str, words: Mapping[str, str]) -> bool:
    rows = Media.objects.for_store(product.store_id)
    changed = []
    for media in rows.filter(product=product):
        text = words.get(alt_key(str(media.public_id)))
        if text is None or media.alt_translations.get(language, "") == text.strip():
            continue
        others = {code: held for code, held in media.alt_translations.items() if code != language}
        media.alt_translations = others | ({language: text.strip()} if text.strip() else {})
        changed.append(media)
    rows.bulk_update(changed, ["alt_translations"])
    return bool(changed)
