"""The home page's stories and shelves, chosen by the mall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction

from tradewind.domains.catalogue.models import Category, Section
from tradewind.domains.catalogue.operations.columns import Translations, text_faults
from tradewind.domains.catalogue.queries.sections import forget_sections
from tradewind.domains.catalogue.rules import slug_of
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.i18n.languages import is_country, languages


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
    link: str
    languages: list[str]
    countries: list[str]
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


def order_sections(*, slugs: Sequence[str]) -> None:
    """Put the sections in that order; those not named come after, as they stood. Raises
    `InvalidInput` for one there is none of.
    """
    with transaction.atomic():
        rows = list(Section.objects.select_for_update(no_key=True).order_by("position", "pk"))
        by_slug = {row.slug: row for row in rows}
        if len(set(slugs)) != len(slugs) or not set(slugs) <= by_slug.keys():
            raise InvalidInput({"order": "unknown"})
        named = [by_slug[slug] for slug in slugs]
        for position, row in enumerate([*named, *(row for row in rows if row.slug not in slugs)]):
            row.position = position
        Section.objects.bulk_update(rows, ["position"])
        forget_sections()
        transaction.on_commit(forget_sections)


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
    faults |= _audience_faults(given)
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


def _audience_faults(given: Mapping[str, Any]) -> dict[str, str]:
    wrong = {}
    link = given.get("link", "")
    # A path of the mall's own: the home page sends nobody elsewhere.
    if link and (not link.startswith("/") or link.startswith("//") or "\\" in link):
        wrong["link"] = "invalid"
    if not set(given.get("languages", ())) <= set(languages()):
        wrong["languages"] = "unknown"
    if not all(is_country(country) for country in given.get("countries", ())):
        wrong["countries"] = "unknown"
    return wrong


def _category(public_id: str | None) -> Category | None:
    if public_id is None:
        return None
    found = Category.objects.filter(public_id=public_id, archived_at=None).first()
    if found is None:
        raise InvalidInput({"category": "unknown"})
    return found
