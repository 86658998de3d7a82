"""A notice on its way out: found once more, asked at the gate once more, and what became of it."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson
from django.db import connection

from tradewind.domains.consent.queries import gate
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.purposes import purpose_of
from tradewind.kernel import clock, ids

_WAITING = """
SELECT n.id, n.kind, n.language, n.facts::text, n.address, n.purpose, n.is_commercial, n.consent_id,
       n.person_id, n.store_id, COALESCE(p.time_zone, 'UTC'), COALESCE(s.email, ''),
       COALESCE(NULLIF(s.legal_name, ''), s.name, '')
FROM notices_notice n
LEFT JOIN identity_person p ON p.id = n.person_id
LEFT JOIN stores_store s ON s.id = n.store_id
WHERE n.public_id = %s AND n.state = 'waiting'
"""
_END = "UPDATE notices_notice SET state = %s, failure = %s, sent_at = %s WHERE id = %s"
_RELIED = "UPDATE notices_notice SET basis = %s, consent_id = %s WHERE id = %s"


class Leaving(NamedTuple):
    """A notice that waits to be sent, with what it needs of person and store."""

    pk: int
    public_id: str
    kind: str
    language: str
    facts: dict[str, Any]
    address: str
    purpose: str
    is_commercial: bool
    consent_id: int | None
    person_id: int | None
    store_id: int | None
    time_zone: str
    store_email: str
    store_name: str


def find_waiting(notice_id: str) -> Leaving | None:
    """The notice with that id, if it still waits."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [ids.decode("ntc", notice_id)])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, kind, language, facts, *rest = row
    return Leaving(pk, notice_id, kind, language, orjson.loads(facts), *rest)


def is_still_wanted(notice: Leaving) -> bool:
    """Whether it may leave now. A no said since it was written ends it; a commercial one notes the
    basis that holds today, which may be another than the one it was written on."""
    if not notice.is_commercial:
        return True
    verdict = gate(
        email=notice.address,
        now=clock.now(),
        store_id=notice.store_id,
        purpose=purpose_of(notice.kind).consent,
    )
    if verdict.refusal is not None:
        end(notice, Notice.State.FAILED, failure=verdict.refusal.value)
        return False
    if verdict.consent_id != notice.consent_id:
        with connection.cursor() as cursor:
            cursor.execute(_RELIED, [verdict.basis, verdict.consent_id, notice.pk])
    return True


def end(notice: Leaving, state: Notice.State, *, failure: str = "") -> None:
    """Note that it was sent, or why it never will be."""
    sent_at = clock.now() if state == Notice.State.SENT else None
    with connection.cursor() as cursor:
        cursor.execute(_END, [state.value, failure, sent_at, notice.pk])
