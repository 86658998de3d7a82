"""Telling people things, each once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from tradewind.domains.consent.queries import may_send
from tradewind.domains.notices.jobs import send_notice
from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.kernel import clock


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
    letter_of(kind)
    now = clock.now()
    if is_commercial and not may_send(email=email, now=now, store_id=store_id):
        return False
    by_mail = channel == Notice.Channel.EMAIL
    try:
        with transaction.atomic():
            notice = Notice.objects.create(
                key=key,
                kind=kind,
                channel=channel,
                is_commercial=is_commercial,
                person_id=person_id,
                store_id=store_id,
                address=email if by_mail else "",
                language=language,
                facts=dict(facts),
                state=Notice.State.WAITING if by_mail else Notice.State.SENT,
                sent_at=None if by_mail else now,
            )
            if by_mail:
                send_notice.defer(notice_id=notice.public_id)
    except IntegrityError:
        # Only the key is unique: an event that came twice.
        return False
    return True


def mark_read(*, person_id: int, notice_ids: list[str]) -> int:
    """Note that a person saw these of their notices; returns how many were unread."""
    return Notice.objects.filter(
        person_id=person_id,
        public_id__in=notice_ids,
        channel=Notice.Channel.SITE,
        state=Notice.State.SENT,
    ).update(state=Notice.State.READ)
