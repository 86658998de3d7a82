"""Jobs that wait, and doing them here and now."""

from __future__ import annotations

from typing import Any

import orjson
from django.db import connection

from tradewind.config.wiring import JOBS


def queued(name: str) -> list[dict[str, Any]]:
    """Arguments of the jobs of that name that wait, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args::text FROM procrastinate_jobs"
            " WHERE task_name = %s AND status = 'todo' ORDER BY id",
            [name],
        )
        return [orjson.loads(arguments) for (arguments,) in cursor.fetchall()]


def do_queued(name: str) -> int:
    """Do every job of that name that waits, in this transaction; gives how many there were."""
    (job,) = [job for job in JOBS if job.name == name]
    waiting = queued(name)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'cancelled' WHERE task_name = %s", [name]
        )
    for arguments in waiting:
        job(**arguments)
    return len(waiting)
