"""What notices do in the background."""

from __future__ import annotations

from tradewind.domains.notices.delivery import deliver
from tradewind.platform.jobs import Backoff, job

# Two days, as mail servers do among themselves (RFC 5321 §4.5.4.1 asks for four to five).
_PATIENCE = Backoff(attempts=54)


@job(queue="mail", retry=_PATIENCE)
def send_notice(*, notice_id: str) -> None:
    """Send a notice; tried again while the mail server is away."""
    deliver(notice_id=notice_id)
