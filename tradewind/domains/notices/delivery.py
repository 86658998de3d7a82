"""From a waiting notice to a mail that left, or to the reason why none will."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson
from django.db import connection
from django.urls import reverse
from django.utils import translation

from tradewind.domains.consent.links import NewsSubscription, stop_token
from tradewind.domains.consent.queries import may_send
from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.kernel import clock, ids
from tradewind.platform import mail
from tradewind.platform.http.addresses import absolute_url

_WAITING = """
SELECT n.id, n.kind, n.language, n.facts::text, n.address, n.is_commercial, n.store_id,
       COALESCE(p.time_zone, 'UTC'), COALESCE(s.email, '')
FROM notices_notice n
LEFT JOIN identity_person p ON p.id = n.person_id
LEFT JOIN stores_store s ON s.id = n.store_id
WHERE n.public_id = %s AND n.state = 'waiting'
"""
_END = "UPDATE notices_notice SET state = %s, failure = %s, sent_at = %s WHERE id = %s"


class Waiting(NamedTuple):
    """A notice that waits to be sent, with what its mail needs of person and store."""

    pk: int
    public_id: str
    kind: str
    language: str
    facts: dict[str, Any]
    address: str
    is_commercial: bool
    store_id: int | None
    time_zone: str
    reply_to: str


def deliver(*, notice_id: str) -> None:
    """Send a waiting notice; one that was sent or gave up stays as it is.

    Raises `MailDelayed` while it is worth trying again. A crash between sending and noting sends
    it once more under the same Message-ID.
    """
    notice = _waiting(notice_id)
    if notice is None:
        return
    if notice.is_commercial and not _is_still_wanted(notice):
        _end(notice, Notice.State.FAILED, failure="consent withdrawn")
        return
    try:
        _send(notice)
    except mail.MailRefused as refusal:
        _end(notice, Notice.State.FAILED, failure=str(refusal.details["reason"])[:200])
    else:
        _end(notice, Notice.State.SENT)


def _waiting(notice_id: str) -> Waiting | None:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [ids.decode("ntc", notice_id)])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, kind, language, facts, *rest = row
    return Waiting(pk, notice_id, kind, language, orjson.loads(facts), *rest)


def _send(notice: Waiting) -> None:
    letter = letter_of(notice.kind)
    language = notice.language
    with translation.override(language):
        context = letter.gather(notice.facts)
        subject = str(letter.subject).format_map(context)
    mail.send(
        to=notice.address,
        subject=subject,
        template=letter.template,
        context=context,
        language=language,
        key=notice.public_id,
        time_zone=notice.time_zone,
        reply_to=notice.reply_to,
        unsubscribe_url=_stop_url(notice) if notice.is_commercial else "",
    )


def _is_still_wanted(notice: Waiting) -> bool:
    return may_send(email=notice.address, now=clock.now(), store_id=notice.store_id)


def _stop_url(notice: Waiting) -> str:
    token = stop_token(NewsSubscription(notice.address, notice.store_id))
    return absolute_url(reverse("storefront:stop_news", args=[token]), language=notice.language)


def _end(notice: Waiting, state: Notice.State, *, failure: str = "") -> None:
    sent_at = clock.now() if state == Notice.State.SENT else None
    with connection.cursor() as cursor:
        cursor.execute(_END, [state.value, failure, sent_at, notice.pk])
