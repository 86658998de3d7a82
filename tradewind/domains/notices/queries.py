"""The notice centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.purposes import STAFF
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

_BANNERS = 2
"""Shown at once; the next comes when one is dismissed."""


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A line of the notice centre, in the active language; `link` may be empty."""

    public_id: str
    kind: str
    purpose: str
    text: str
    link: str
    is_read: bool
    at: datetime


def list_notices(
    *,
    person_id: int,
    cursor: str = "",
    limit: int = 20,
    purpose: str = "",
    only_unread: bool = False,
    store_id: int | None = None,
) -> Page[ShownNotice]:
    """What a person was told on the site, the latest first. Raises `InvalidInput`.

    `purpose` keeps those for it; `store_id` what the person is told as staff of that store.
    """
    rows = Notice.objects.filter(person_id=person_id, channel=Notice.Channel.SITE)
    if purpose:
        rows = rows.filter(purpose=purpose)
    if only_unread:
        rows = rows.filter(state=Notice.State.SENT)
    if store_id is not None:
        rows = _as_staff(rows, store_id)
    if cursor:
        (last_id,) = decode_cursor(cursor, 1)
        if not isinstance(last_id, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=last_id)
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = [_shown(notice) for notice in found[:limit]]
    more = len(found) > limit
    return Page(
        [notice for notice in shown if notice is not None],
        encode_cursor(found[limit - 1].pk) if more else None,
    )


def find_notice(*, person_id: int, notice_id: str) -> ShownNotice | None:
    """That line of a person's notice centre. Raises `NotFound` for an id of something else."""
    row = Notice.objects.filter(
        person_id=person_id, public_id=notice_id, channel=Notice.Channel.SITE
    ).first()
    return _shown(row) if row else None


def count_unread(*, person_id: int, store_id: int | None = None) -> int:
    """How many the person has not seen; of a store, those they are told as its staff."""
    rows = Notice.objects.filter(
        person_id=person_id, channel=Notice.Channel.SITE, state=Notice.State.SENT
    )
    return (rows if store_id is None else _as_staff(rows, store_id)).count()


def count_by_purpose(*, person_id: int) -> dict[str, int]:
    """How many notices of the centre a person has for each purpose; none is left out."""
    rows = Notice.objects.filter(person_id=person_id, channel=Notice.Channel.SITE)
    return dict(rows.values_list("purpose").annotate(count=Count("pk")).order_by("purpose"))


@dataclass(frozen=True, slots=True)
class Bell:
    """What stands around every page of somebody: how much is unread, and what must be seen."""

    unread: int = 0
    banners: tuple[ShownNotice, ...] = ()


def bell(*, person_id: int) -> Bell:
    """Two statements, both of an index that holds only what is unread. A commercial banner goes with the consent it stands on."""
    unseen = Notice.objects.filter(person_id=person_id, state=Notice.State.SENT)
    banners = unseen.filter(_consented(), channel=Notice.Channel.BANNER).order_by("-pk")[:_BANNERS]
    shown = (_shown(notice) for notice in banners)
    return Bell(
        unread=count_unread(person_id=person_id),
        banners=tuple(one for one in shown if one is not None),
    )


def _consented() -> Q:
    return Q(is_commercial=False) | Q(consent__isnull=False, consent__withdrawn_at=None) & (
        Q(consent__expires_at=None) | Q(consent__expires_at__gt=clock.now())
    )


def _as_staff(rows: QuerySet[Notice], store_id: int) -> QuerySet[Notice]:
    return rows.filter(store_id=store_id, purpose__in=STAFF)


def _shown(notice: Notice) -> ShownNotice | None:
    letter = letter_of(notice.kind)
    try:
        context = letter.gather(notice.facts)
    except NotFound:  # what it was about is gone since
        return None
    return ShownNotice(
        public_id=notice.public_id,
        kind=notice.kind,
        purpose=notice.purpose,
        text=str(letter.subject).format_map(context),
        link=context.get("link", ""),
        is_read=notice.state == Notice.State.READ,
        at=notice.created_at,
    )
