"""Jobs of workers that died: noticed by their heartbeat, given to another."""

from __future__ import annotations

from django.db import connection

# One statement: between a list of stalled jobs and their return to the queue, another sweep could
# return one and a worker start it, and it would run twice at once. NOT EXISTS, as a join's other
# side is not read again when a locked row turns out to have changed; MATERIALIZED, as the
# functions would else be called before the row is locked.
_SWEEP = """
WITH stalled AS MATERIALIZED (
    SELECT job.id, job.attempts FROM procrastinate_jobs AS job
    WHERE job.status = 'doing' AND NOT EXISTS (
        SELECT FROM procrastinate_workers AS worker
        WHERE worker.id = job.worker_id
        AND worker.last_heartbeat >= now() - make_interval(secs => %s)
    )
    FOR UPDATE OF job SKIP LOCKED
)
SELECT CASE WHEN attempts + 1 >= %s
    THEN procrastinate_finish_job_v1(id, 'failed', false)::text
    ELSE procrastinate_retry_job_v2(id, now(), NULL, NULL, NULL)::text
END FROM stalled
"""
DEADLY_ATTEMPTS = 5
"""A job whose worker died this often is taken for the cause, and failed."""


def sweep(*, seconds: float) -> int:
    """Put back what workers hold that gave no heartbeat for `seconds`. Returns how many jobs."""
    with connection.cursor() as cursor:
        cursor.execute(_SWEEP, [seconds, DEADLY_ATTEMPTS])
        return int(cursor.rowcount)
