"""What a product may hold, checked before the database would have to refuse it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.db.models import CharField, Model

from tradewind.domains.catalogue.models import Attribute, Category, Product
from tradewind.kernel.errors import InvalidInput, NotFound

AttributeValue = str | int | float | bool | list[str]
Translations = Mapping[str, Mapping[str, str]]

_MOST_TEXT = 100_000
_MOST_TAGS = 50
_TRANSLATED = frozenset({"title", "summary", "description", "care"})


class ProductColumns(TypedDict, total=False):
    """What a form or a program may set of a product; what is left out stays as it is.

    `category` is a public id or None; `attributes` maps declared codes to values of their kind;
    `translations` is ``{"fr": {"title": …, "description": …}}`` and replaces all there were.
    """

    title: str
    slug: str
    external_id: str
    summary: str
    description: str
    care: str
    brand: str
    category: str | None
    tags: Sequence[str]
    attributes: Mapping[str, AttributeValue]
    tax_category: str
    released_on: date | None
    translations: Translations


def checked_columns(columns: ProductColumns) -> dict[str, Any]:
    """The columns as the row takes them. Raises `InvalidInput`."""
    given: dict[str, Any] = dict(columns)
    category = given.pop("category", None)
    faults = text_faults(Product, given)
    if "title" in given and not given["title"].strip():
        faults["title"] = "required"
    if "tags" in given:
        given["tags"] = list(dict.fromkeys(tag.strip() for tag in given["tags"] if tag.strip()))
        if len(given["tags"]) > _MOST_TAGS or any(len(tag) > 40 for tag in given["tags"]):
            faults["tags"] = "too_long"
    if "translations" in given:
        given["translations"] = _checked_translations(given["translations"], faults)
    if "attributes" in given:
        given["attributes"] = dict(given["attributes"])
        faults |= _attribute_faults(given["attributes"])
    if "category" in columns:
        given["category_id"] = _category(category, faults)
    if faults:
        raise InvalidInput(faults)
    return given


def text_faults(model: type[Model], columns: Mapping[str, Any]) -> dict[str, str]:
    """Field → code for texts that are too long for their column or that no row can hold."""
    faults = {}
    for name, value in columns.items():
        if not isinstance(value, str):
            continue
        field = model._meta.get_field(name)
        most = field.max_length if isinstance(field, CharField) else _MOST_TEXT
        if "\x00" in value:
            faults[name] = "invalid"
        elif most is not None and len(value) > most:
            faults[name] = "too_long"
    return faults


def is_of_kind(kind: str, value: object) -> bool:
    """Whether `value` may stand for an attribute of that kind."""
    if kind == Attribute.Kind.BOOLEAN:
        return isinstance(value, bool)
    if kind == Attribute.Kind.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    texts = value if isinstance(value, list) else [value]
    return all(isinstance(text, str) and "\x00" not in text for text in texts)


def _attribute_faults(attributes: Mapping[str, object]) -> dict[str, str]:
    if not attributes:
        return {}
    kinds = dict(Attribute.objects.filter(code__in=attributes).values_list("code", "kind"))
    faults = {}
    for code, value in attributes.items():
        if code not in kinds:
            faults[f"attributes.{code}"] = "unknown"
        elif not is_of_kind(kinds[code], value):
            faults[f"attributes.{code}"] = "invalid"
    return faults


def _checked_translations(given: Translations, faults: dict[str, str]) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = {}
    for language, words in given.items():
        if not set(words) <= _TRANSLATED:
            faults[f"translations.{language}"] = "unexpected"
            continue
        for name, fault in text_faults(Product, words).items():
            faults[f"translations.{language}.{name}"] = fault
        said = {name: text for name, text in words.items() if text.strip()}
        if said:
            kept[language] = said
    return kept


def _category(public_id: str | None, faults: dict[str, str]) -> int | None:
    if public_id is None:
        return None
    try:
        found = Category.objects.filter(public_id=public_id, archived_at=None).first()
    except NotFound:
        found = None
    if found is None:
        faults["category"] = "unknown"
        return None
    return found.pk
