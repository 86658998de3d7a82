"""The notice centre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A line of the notice centre, in the active language; `link` may be empty."""

    public_id: str
    kind: str
    text: str
    link: str
    is_read: bool
    at: datetime


def list_notices(*, person_id: int, cursor: str = "", limit: int = 20) -> Page[ShownNotice]:
    """What a person was told on the site, the latest first. Raises `InvalidInput`."""
    rows = Notice.objects.filter(person_id=person_id, channel=Notice.Channel.SITE)
    if cursor:
        (last_id,) = decode_cursor(cursor, 1)
        if not isinstance(last_id, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=last_id)
    found = list(rows.order_by("-pk")[: limit + 1])
    shown = [_shown(notice) for notice in found[:limit]]
    more = len(found) > limit
    return Page(shown, encode_cursor(found[limit - 1].pk) if more else None)


def count_unread(*, person_id: int) -> int:
    """How many the person has not seen."""
    return Notice.objects.filter(
        person_id=person_id, channel=Notice.Channel.SITE, state=Notice.State.SENT
    ).count()


def _shown(notice: Notice) -> ShownNotice:
    letter = letter_of(notice.kind)
    context = letter.gather(notice.facts)
    return ShownNotice(
        public_id=notice.public_id,
        kind=notice.kind,
        text=str(letter.subject).format_map(context),
        link=context.get("link", ""),
        is_read=notice.state == Notice.State.READ,
        at=notice.created_at,
    )
