"""What must be known of people before they are told: their clock, their wishes, their browsers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection

from tradewind.domains.notices.rules import Channel, Quiet, Rhythm, Wanted
from tradewind.kernel import ids

_PEOPLE = """
SELECT p.id, p.public_id, p.time_zone, q.starts, q.ends,
       EXISTS (SELECT FROM notices_browser b WHERE b.person_id = p.id),
       (SELECT jsonb_object_agg(w.purpose, jsonb_build_array(w.channels, w.rhythm))
        FROM notices_wish w WHERE w.person_id = p.id)::text
FROM identity_person p LEFT JOIN notices_quiethours q ON q.person_id = p.id
WHERE p.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with an account. `topic` is where their open pages listen."""

    topic: str
    zone: str
    quiet: Quiet | None
    has_browser: bool
    wishes: dict[str, Wanted]

    def reach(self, email: str) -> frozenset[str]:
        """The channels that lead to this person."""
        ways: set[str] = {Channel.SITE, Channel.BANNER}
        if email:
            ways.add(Channel.EMAIL)
        if self.has_browser:
            ways.add(Channel.PUSH)
        return frozenset(ways)


def readers(*, person_ids: Collection[int]) -> dict[int, Reader]:
    """Those people, by row id; one statement, none for nobody."""
    if not person_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [sorted(person_ids)])
        return {row[0]: _reader(row) for row in cursor.fetchall()}


def topic_of(person_id: str) -> str:
    """Where the open pages of the person with that public id hear of new notices."""
    return f"person:{person_id}:notices"


def _reader(row: tuple[Any, ...]) -> Reader:
    _, uuid, zone, starts, ends, has_browser, wishes = row
    chosen = orjson.loads(wishes) if wishes else {}
    return Reader(
        topic=topic_of(ids.encode("per", uuid)),
        zone=zone,
        quiet=Quiet(starts, ends) if starts is not None else None,
        has_browser=has_browser,
        wishes={
            purpose: Wanted(frozenset(channels), Rhythm(rhythm))
            for purpose, (channels, rhythm) in chosen.items()
        },
    )
