"""How long ended jobs stay. Those that succeed go at once; the others wait to be looked at."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from tradewind.kernel import clock

# By what happened to it last: a job that was tried again by hand is young again. With each go its
# events and what its last attempt raised.
_FORGET = """
DELETE FROM procrastinate_jobs AS job
WHERE job.status IN ('succeeded', 'failed', 'cancelled', 'aborted') AND NOT EXISTS (
    SELECT FROM procrastinate_events AS event WHERE event.job_id = job.id AND event.at >= %s
)
"""


def forget(*, days: int) -> int:
    """Forget jobs that ended, well or not, more than `days` ago; returns how many. 0 keeps all."""
    if not days:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [clock.now() - timedelta(days=days)])
        return int(cursor.rowcount)
