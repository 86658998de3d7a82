"""The home page's stories and shelves."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.catalogue.models import Section

_KEPT_SECONDS = 30.0


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


_kept: tuple[float, list[Section]] | None = None


def home_sections(*, language: str, now: datetime) -> list[SectionFacts]:
    """What the home page shows at `now`, in the mall's order, said in `language`."""
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
        )
        for row in _rows()
        if (row.shown_from is None or row.shown_from <= now)
        and (row.shown_until is None or now < row.shown_until)
    ]


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
