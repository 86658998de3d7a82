"""The home page's stories and shelves."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from tradewind.domains.catalogue.models import Section
from tradewind.kernel.errors import NotFound

_KEPT_SECONDS = 30.0
_SALT = "tradewind.section.preview"
_PREVIEW_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFacts:
    """A story or a shelf. A shelf shows what hangs on its category or carries its tag."""

    slug: str
    kind: str
    title: str
    lead: str
    picture: str
    picture_narrow: str
    category_slug: str
    tag: str
    link: str = ""


_kept: tuple[float, list[Section]] | None = None


def home_sections(
    *, language: str, now: datetime, country: str = "", preview: str = ""
) -> list[SectionFacts]:
    """What the home page shows at `now` to a reader of `language` in `country`, in the mall's order.

    `preview` is the slug of one that is shown in any case, before all others.
    """
    return [
        SectionFacts(
            slug=row.slug,
            kind=row.kind,
            title=row.text("title", language),
            lead=row.text("lead", language),
            picture=row.picture,
            picture_narrow=row.picture_narrow,
            category_slug=row.category.slug if row.category else "",
            tag=row.tag,
            link=row.link,
        )
        for row in sorted(_rows(), key=lambda row: row.slug != preview)
        if row.slug == preview or _is_for(row, language, country, now)
    ]


def list_sections() -> list[Section]:
    """Every section, also those not shown now: for the mall's office."""
    return list(Section.objects.select_related("category").order_by("position", "pk"))


def get_section(*, slug: str) -> Section:
    """One of them. Raises `NotFound`."""
    found = Section.objects.select_related("category").filter(slug=slug).first()
    if found is None:
        raise NotFound(id=slug)
    return found


def preview_token(*, slug: str) -> str:
    """What a link to a preview carries: whoever has it sees that section early, for an hour."""
    return signing.dumps(slug, salt=_SALT)


def read_preview(token: str) -> str:
    """The slug a preview is of; empty for a token that is not ours or too old."""
    try:
        return str(signing.loads(token, salt=_SALT, max_age=_PREVIEW_SECONDS))
    except signing.BadSignature:
        return ""


def _is_for(row: Section, language: str, country: str, now: datetime) -> bool:
    return (
        (row.shown_from is None or row.shown_from <= now)
        and (row.shown_until is None or now < row.shown_until)
        and (not row.languages or language in row.languages)
        and (not row.countries or country in row.countries)
    )


def forget_sections() -> None:
    """Read them anew next time."""
    global _kept
    _kept = None


def _rows() -> list[Section]:
    global _kept
    kept = _kept
    if kept is not None and time.monotonic() - kept[0] < _KEPT_SECONDS:
        return kept[1]
    rows = list(Section.objects.select_related("category").order_by("position", "pk"))
    _kept = (time.monotonic(), rows)
    return rows
