"""The mall's banners: who sees which of them now. The rows are kept in the process for a moment."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tradewind.domains.consent.models import Consent, Purpose
from tradewind.domains.customers.models import Customer
from tradewind.domains.notices.models import MallBanner
from tradewind.kernel.errors import NotFound
from tradewind.kernel.place import Place

_KEPT_SECONDS = 60.0
_WHY = "whether they ever bought, of whichever store"
Audience = MallBanner.Audience


@dataclass(frozen=True, slots=True)
class ShownBanner:
    """A banner in the reader's language; `link` may be empty."""

    public_id: str
    text: str
    link: str


_kept: tuple[float, list[MallBanner]] | None = None


def find_banner(
    *,
    person_id: int | None,
    language: str,
    place: Place,
    now: datetime,
    dismissed: Collection[str] = (),
) -> ShownBanner | None:
    """The newest banner for this reader that they have not dismissed (public ids), one at a time.

    No statement but for a member where a banner is for buyers: then one.
    """
    for row in _rows():
        if row.public_id in dismissed or not _is_due(row, language, place, now):
            continue
        if _is_for(row, person_id, now):
            return ShownBanner(row.public_id, row.text("sentence", language), row.link)
    return None


def list_banners() -> list[MallBanner]:
    """Every banner, the newest first: for the mall's office."""
    return list(MallBanner.objects.all())


def get_banner(*, banner_id: str) -> MallBanner:
    """One of them. Raises `NotFound`."""
    found = MallBanner.objects.filter(public_id=banner_id).first()
    if found is None:
        raise NotFound(id=banner_id)
    return found


def is_due(row: MallBanner, now: datetime) -> bool:
    """Whether its days have come and are not over."""
    return (row.shown_from is None or row.shown_from <= now) and (
        row.shown_until is None or now < row.shown_until
    )


def forget_banners() -> None:
    """Read them anew next time."""
    global _kept
    _kept = None


def _is_due(row: MallBanner, language: str, place: Place, now: datetime) -> bool:
    return (
        is_due(row, now)
        and (not row.languages or language in row.languages)
        and (not row.places or not set(row.places).isdisjoint(place.codes))
    )


def _is_for(row: MallBanner, person_id: int | None, now: datetime) -> bool:
    if row.audience == Audience.ALL:
        return True
    if person_id is None:
        return row.audience == Audience.GUESTS
    if row.audience == Audience.BUYERS:
        return _is_known_buyer(person_id, now)
    return row.audience == Audience.MEMBERS


def _is_known_buyer(person_id: int, now: datetime) -> bool:
    """Bought before, and agreed to be shown things by that."""
    agreed = Consent.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=now),
        person_id=person_id,
        purpose=Purpose.PERSONALIZATION,
        store=None,
        withdrawn_at=None,
    )
    bought = Customer.objects.across_stores(_WHY).filter(person_id=person_id, orders_count__gt=0)
    return agreed.filter(person_id__in=bought.values("person_id")).exists()


def _rows() -> list[MallBanner]:
    global _kept
    kept = _kept
    if kept is not None and time.monotonic() - kept[0] < _KEPT_SECONDS:
        return kept[1]
    rows = list_banners()
    _kept = (time.monotonic(), rows)
    return rows
