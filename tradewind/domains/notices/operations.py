"""Telling people things, each once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db import connection, transaction

from tradewind.domains.consent.queries import Sending, gate_all
from tradewind.domains.consent.rules import Verdict
from tradewind.domains.notices.jobs import dispatch
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.people import Reader, readers
from tradewind.domains.notices.purposes import STAFF, purpose_of
from tradewind.domains.notices.rules import Channel, Purpose, Rhythm, Telling, decide
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import NotFound
from tradewind.platform.realtime import publish

_ON_PAGES = (Channel.SITE, Channel.BANNER)
# Only the key is unique: a conflict is an event that came twice.
_INSERT = """
INSERT INTO notices_notice (public_id, key, kind, channel, purpose, is_commercial, basis, consent_id,
                            person_id, store_id, address, language, facts, state, failure,
                            created_at, sent_at, due_at, rhythm)
SELECT public_id, key, kind, channel, purpose, is_commercial, basis, consent_id,
       person_id, store_id, address, language, facts, state, '', %s, sent_at, due_at, rhythm
FROM jsonb_to_recordset(%s::jsonb) AS told(
    public_id uuid, key varchar, kind varchar, channel varchar, purpose varchar,
    is_commercial boolean, basis varchar, consent_id bigint, person_id bigint, store_id bigint,
    address varchar, language varchar, facts jsonb, state varchar, sent_at timestamptz,
    due_at timestamptz, rhythm varchar)
ON CONFLICT (key) DO NOTHING RETURNING public_id, key, state, channel
"""


class News(NamedTuple):
    """Something to tell somebody, as `notify` takes it."""

    key: str
    kind: str
    channel: Notice.Channel | None
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
    channel: Notice.Channel | None,
    language: str,
    facts: Mapping[str, Any],
    email: str = "",
    person_id: int | None = None,
    store_id: int | None = None,
    is_commercial: bool = False,
) -> bool:
    """Tell somebody something, once for each `key`, in the caller's transaction.

    `facts` are JSON values, ids rather than people's data; the letter of `kind` makes words of
    them. `channel` narrows what the person chose for the kind's purpose: e-mail alone, or the
    notice centre, which takes banner and browser along; None leaves it to them. E-mails need
    `email`, all else needs `person_id`. What may not be sent now is held. A commercial kind, and
    one called so, is not written unless the consent gate is open. False when nothing was done.
    """
    news = News(key, kind, channel, language, facts, email, person_id, store_id, is_commercial)
    return notify_all([news]) == 1


def notify_all(told: Sequence[News]) -> int:
    """`notify` for many in a few statements; how many of them were not told before and may be."""
    now = clock.now()
    plans = [_Plan(news, _purpose(news)) for news in told]
    known = readers(person_ids={news.person_id for news in told if news.person_id is not None})
    verdicts = gate_all(
        {_sending(plan) for plan in plans if plan.purpose.is_commercial},
        now=now,
    )
    rows = [
        row
        for plan in plans
        for row in _rows(plan, known.get(plan.news.person_id or 0), verdicts, now)
    ]
    if not rows:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_INSERT, [now, orjson.dumps(rows).decode()])
        written = [_Written(*row) for row in cursor.fetchall()]
        waiting = [one for one in written if one.state == Notice.State.WAITING]
        dispatch([(ids.encode("ntc", one.uuid), one.channel) for one in waiting])
        _show({row["key"]: row["person_id"] for row in rows}, written, known)
    keys = {row["key"]: row["said"] for row in rows}
    return len({keys[one.key] for one in written})


class _Plan(NamedTuple):
    news: News
    purpose: Purpose


class _Written(NamedTuple):
    """A notice as the database took it; `uuid` is its public id, unprefixed."""

    uuid: Any
    key: str
    state: str
    channel: str


def _purpose(news: News) -> Purpose:
    # A kind that nobody lists is a bug, told before the row is written.
    purpose = purpose_of(news.kind)
    return replace(purpose, is_commercial=True) if news.is_commercial else purpose


def _sending(plan: _Plan) -> Sending:
    return Sending(plan.news.email, plan.news.store_id, plan.purpose.consent)


def _rows(
    plan: _Plan, reader: Reader | None, verdicts: Mapping[Sending, Verdict], now: datetime
) -> Iterator[dict[str, Any]]:
    news, purpose = plan
    verdict = verdicts.get(_sending(plan), Verdict())
    asked = str(news.channel or "")
    guest = frozenset({Channel.EMAIL}) if news.email else frozenset[Channel]()
    for telling in decide(
        # A guest has nowhere to choose: whoever bought by e-mail is told by e-mail.
        purpose=purpose if reader else replace(purpose, defaults=guest),
        asked=asked,
        chosen=reader.wishes.get(purpose.key) if reader else None,
        reach=reader.reach(news.email) if reader else guest,
        quiet=reader.quiet if reader else None,
        zone=reader.zone if reader else "UTC",
        is_consented=verdict.is_allowed,
        now=now,
    ):
        yield _row(plan, telling, verdict, now)


def _row(plan: _Plan, telling: Telling, verdict: Verdict, now: datetime) -> dict[str, Any]:
    news, purpose = plan
    is_shown = telling.channel in _ON_PAGES
    if telling.due_at is not None:
        state = Notice.State.HELD
    else:
        state = Notice.State.SENT if is_shown else Notice.State.WAITING
    own_key = news.channel is not None and telling.channel == str(news.channel)
    return {
        "public_id": ids.new_uuid(),
        "said": news.key,
        "key": news.key if own_key else f"{news.key}:{telling.channel}",
        "kind": news.kind,
        "channel": telling.channel.value,
        "purpose": purpose.key,
        "is_commercial": purpose.is_commercial,
        "basis": verdict.basis if purpose.is_commercial else "",
        "consent_id": verdict.consent_id if purpose.is_commercial else None,
        "person_id": news.person_id,
        "store_id": news.store_id,
        # The gate is asked again for it, whatever the channel, when the notice leaves.
        "address": news.email if telling.channel is Channel.EMAIL or purpose.is_commercial else "",
        "language": news.language,
        "facts": dict(news.facts),
        "state": state.value,
        "sent_at": now if is_shown else None,
        "due_at": telling.due_at,
        "rhythm": "" if telling.rhythm is Rhythm.AT_ONCE else telling.rhythm.value,
    }


def _show(
    persons: Mapping[str, int | None], written: Sequence[_Written], known: Mapping[int, Reader]
) -> None:
    topics = {
        reader.topic
        for one in written
        if one.channel in _ON_PAGES and (reader := known.get(persons[one.key] or 0))
    }
    if topics:
        transaction.on_commit(lambda: _ring(sorted(topics)))


def _ring(topics: Sequence[str]) -> None:
    for topic in topics:
        publish(topic=topic, kind="told", payload={})


def mark_read(*, person_id: int, notice_ids: list[str]) -> int:
    """Note that a person saw these of their notices; returns how many were unread."""
    return Notice.objects.filter(
        person_id=person_id,
        public_id__in=notice_ids,
        channel=Notice.Channel.SITE,
        state=Notice.State.SENT,
    ).update(state=Notice.State.READ)


def mark_all_read(*, person_id: int, store_id: int | None = None) -> int:
    """The same for all of them, or for what they are told as staff of a store; returns how many."""
    rows = Notice.objects.filter(
        person_id=person_id, channel=Notice.Channel.SITE, state=Notice.State.SENT
    )
    if store_id is not None:
        rows = rows.filter(store_id=store_id, purpose__in=STAFF)
    return rows.update(state=Notice.State.READ)


def dismiss(*, person_id: int, notice_id: str) -> bool:
    """Take a banner off a person's pages; False when it was gone already.

    Raises `NotFound` for one that is not theirs.
    """
    own = Notice.objects.filter(
        person_id=person_id, public_id=notice_id, channel=Notice.Channel.BANNER
    )
    if own.filter(state=Notice.State.SENT).update(state=Notice.State.READ):
        return True
    if not own.exists():
        raise NotFound(id=notice_id)
    return False
