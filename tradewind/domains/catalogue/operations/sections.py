"""The home page's stories and shelves, chosen by the mall."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tradewind.domains.catalogue.models import Category, Section
from tradewind.domains.catalogue.operations.columns import Translations, text_faults
from tradewind.domains.catalogue.queries.sections import forget_sections
from tradewind.domains.catalogue.rules import slug_of
from tradewind.kernel.errors import InvalidInput, NotFound


class SectionColumns(TypedDict, total=False):
    """What an operator may set of a section. `category` is a public id or None; `shown_from` is
    the first moment, `shown_until` the first moment after."""

    title: str
    kind: str
    lead: str
    picture: str
    picture_narrow: str
    category: str | None
    tag: str
    position: int
    shown_from: datetime | None
    shown_until: datetime | None
    translations: Translations


def create_section(*, slug: str = "", **columns: Unpack[SectionColumns]) -> Section:
    """Put a story or a shelf on the home page. Raises `InvalidInput`."""
    if not columns.get("title", "").strip():
        raise InvalidInput({"title": "required"})
    name = slug or slug_of(columns["title"], longest=80)
    with transaction.atomic():
        if Section.objects.filter(slug=name).exists():
            raise InvalidInput({"slug": "taken"})
        return _written(Section(slug=name), columns)


def change_section(*, slug: str, **columns: Unpack[SectionColumns]) -> Section:
    """Change what is given. Raises `InvalidInput`, `NotFound`."""
    with transaction.atomic():
        section = Section.objects.select_for_update(no_key=True).filter(slug=slug).first()
        if section is None:
            raise NotFound(id=slug)
        return _written(section, columns)


def remove_section(*, slug: str) -> None:
    """Take it off the home page. Safe to repeat."""
    with transaction.atomic():
        Section.objects.filter(slug=slug).delete()
        forget_sections()
        transaction.on_commit(forget_sections)


def _written(section: Section, columns: SectionColumns) -> Section:
    given: dict[str, Any] = dict(columns)
    if "category" in given:
        section.category = _category(given.pop("category"))
    faults = text_faults(Section, given)
    if "kind" in given and given["kind"] not in Section.Kind.values:
        faults["kind"] = "unknown"
    if faults:
        raise InvalidInput(faults)
    for name, value in given.items():
        setattr(section, name, value)
    if section.shown_from and section.shown_until and section.shown_until <= section.shown_from:
        raise InvalidInput({"shown_until": "too_small"})
    section.save()
    forget_sections()
    transaction.on_commit(forget_sections)
    return section


def _category(public_id: str | None) -> Category | None:
    if public_id is None:
        return None
    found = Category.objects.filter(public_id=public_id, archived_at=None).first()
    if found is None:
        raise InvalidInput({"category": "unknown"})
    return found
