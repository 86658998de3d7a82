"""Telling people things, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db import connection, transaction

from tradewind.domains.consent.queries import may_send
from tradewind.domains.notices.jobs import TOGETHER, send_notice, send_notices
from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.kernel import clock, ids

_WAITING = Notice.State.WAITING.value
# Only the key is unique: a conflict is an event that came twice.
_INSERT = """
INSERT INTO notices_notice (public_id, key, kind, channel, is_commercial, person_id, store_id,
                            address, language, facts, state, failure, created_at, sent_at)
SELECT public_id, key, kind, channel, is_commercial, person_id, store_id,
       address, language, facts, state, '', %s, sent_at
FROM jsonb_to_recordset(%s::jsonb) AS told(
    public_id uuid, key varchar, kind varchar, channel varchar, is_commercial boolean,
    person_id bigint, store_id bigint, address varchar, language varchar, facts jsonb,
    state varchar, sent_at timestamptz)
ON CONFLICT (key) DO NOTHING RETURNING public_id, state
"""


class News(NamedTuple):
    """Something to tell somebody, as `notify` takes it."""

    key: str
    kind: str
    channel: Notice.Channel
    language: str
    facts: Mapping[str, Any]
    email: str = ""
    person_id: int | None = None
    store_id: int | None = None
    is_commercial: bool = False


def notify(
    *,
    key: str,
    kind: str,
    channel: Notice.Channel,
    language: str,
    facts: Mapping[str, Any],
    email: str = "",
    person_id: int | None = None,
    store_id: int | None = None,
    is_commercial: bool = False,
) -> bool:
    """Tell somebody something, once for each `key`, in the caller's transaction.

    `facts` are JSON values, ids rather than people's data; the letter of `kind` makes words of
    them. E-mails need `email` and leave by a job after the commit; the notice centre needs
    `person_id`. A commercial one without consent is not written. False when nothing was done.
    """
    news = News(key, kind, channel, language, facts, email, person_id, store_id, is_commercial)
    return notify_all([news]) == 1


def notify_all(told: Sequence[News]) -> int:
    """`notify` for many in a few statements; how many were not told before and may be."""
    now = clock.now()
    rows = [_row(news, now) for news in told if _is_allowed(news, now)]
    if not rows:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_INSERT, [now, orjson.dumps(rows).decode()])
        written = cursor.fetchall()
        _defer([ids.encode("ntc", uuid) for uuid, state in written if state == _WAITING])
    return len(written)


def _is_allowed(news: News, now: datetime) -> bool:
    letter_of(news.kind)  # a kind that nobody lists is a bug, told before the row is written
    return not news.is_commercial or may_send(email=news.email, now=now, store_id=news.store_id)


def _row(news: News, now: datetime) -> dict[str, Any]:
    by_mail = news.channel == Notice.Channel.EMAIL
    return {
        "public_id": ids.new_uuid(),
        "key": news.key,
        "kind": news.kind,
        "channel": str(news.channel),
        "is_commercial": news.is_commercial,
        "person_id": news.person_id,
        "store_id": news.store_id,
        "address": news.email if by_mail else "",
        "language": news.language,
        "facts": dict(news.facts),
        "state": _WAITING if by_mail else Notice.State.SENT.value,
        "sent_at": None if by_mail else now,
    }


def _defer(notice_ids: list[str]) -> None:
    # One alone keeps its own job and with it its own retries; many share jobs and connections.
    if len(notice_ids) == 1:
        send_notice.defer(notice_id=notice_ids[0])
        return
    for start in range(0, len(notice_ids), TOGETHER):
        send_notices.defer(notice_ids=notice_ids[start : start + TOGETHER])


def mark_read(*, person_id: int, notice_ids: list[str]) -> int:
    """Note that a person saw these of their notices; returns how many were unread."""
    return Notice.objects.filter(
        person_id=person_id,
        public_id__in=notice_ids,
        channel=Notice.Channel.SITE,
        state=Notice.State.SENT,
    ).update(state=Notice.State.READ)
