"""What notices do in the background."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.db import connection

from tradewind.domains.notices.delivery import deliver
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.pushing import push
from tradewind.platform import mail
from tradewind.platform.jobs import Backoff, job

logger = logging.getLogger(__name__)

TOGETHER = 20
"""Letters of one job: they share a connection to the mail server."""

# Two days, as mail servers do among themselves (RFC 5321 §4.5.4.1 asks for four to five).
_PATIENCE = Backoff(attempts=54)


@job(queue="mail", retry=_PATIENCE)
def send_notice(*, notice_id: str) -> None:
    """Send a notice; tried again while the mail server is away."""
    deliver(notice_id=notice_id)


@job(queue="mail", retry=_PATIENCE)
def send_notices(*, notice_ids: list[str]) -> None:
    """Send several, one after another. One that can't go now gets a job of its own, to be tried
    again as `send_notice` is; the job itself is repeated only when its worker dies."""
    with mail.together():
        for notice_id in notice_ids:
            try:
                deliver(notice_id=notice_id)
            except Exception:
                if not connection.is_usable():
                    raise
                logger.warning("%s is tried again by itself", notice_id, exc_info=True)
                send_notice.defer(notice_id=notice_id)


# What a phone shows a day late is no news.
@job(queue="mail", retry=Backoff(attempts=12))
def push_notice(*, notice_id: str) -> None:
    """Show a notice in the person's browsers; tried again while none of their services answers."""
    push(notice_id=notice_id)


def dispatch(waiting: Sequence[tuple[str, str]]) -> None:
    """Put off the sending of notices that wait, given as id and channel, until the running
    transaction has committed."""
    for notice_id, channel in waiting:
        if channel == Notice.Channel.PUSH:
            push_notice.defer(notice_id=notice_id)
    mailed = [notice_id for notice_id, channel in waiting if channel == Notice.Channel.EMAIL]
    # One alone keeps its own job and with it its own retries; many share jobs and connections.
    if len(mailed) == 1:
        send_notice.defer(notice_id=mailed[0])
        return
    for start in range(0, len(mailed), TOGETHER):
        send_notices.defer(notice_ids=mailed[start : start + TOGETHER])
