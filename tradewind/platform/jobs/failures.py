"""Failed jobs: why, which, and once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor
from tradewind.platform.jobs.models import JobFailure

_ERROR_LENGTH = 500
_FAILED = """
SELECT job.id, job.task_name, job.queue_name, job.args::text, job.attempts,
       COALESCE(failure.error, ''), failure.failed_at
FROM procrastinate_jobs AS job LEFT JOIN jobs_failure AS failure ON failure.job_id = job.id
WHERE job.status = 'failed' AND job.id < %s
ORDER BY job.id DESC LIMIT %s
"""
_IS_FAILED = "SELECT FROM procrastinate_jobs WHERE id = %s AND status = 'failed' FOR UPDATE"
_BEYOND = 2**63 - 1


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job nobody tries any more. `arguments` is JSON text."""

    id: int
    name: str
    queue: str
    arguments: str
    attempts: int
    error: str
    failed_at: datetime | None


def record(job_id: int, error: BaseException) -> None:
    """Remember what an attempt raised: its kind and first line (others may hold row values)."""
    told = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"[:_ERROR_LENGTH]
    JobFailure.objects.update_or_create(
        job_id=job_id, defaults={"error": told, "failed_at": clock.now()}
    )


def list_failed(*, cursor: str | None = None, limit: int = 50) -> Page[FailedJob]:
    """Jobs that used up their attempts, latest first. Raises `InvalidInput`."""
    before: Any = decode_cursor(cursor, 1)[0] if cursor else _BEYOND
    with connection.cursor() as statement:
        statement.execute(_FAILED, [before, limit + 1])
        found = [FailedJob(*row) for row in statement.fetchall()]
    items = found[:limit]
    return Page(items, encode_cursor(items[-1].id) if len(found) > limit else None)


def try_again(*, job_id: int) -> None:
    """Put a failed job back in its queue. Call in a transaction. Raises `NotFound`."""
    with connection.cursor() as statement:
        statement.execute(_IS_FAILED, [job_id])
        if statement.fetchone() is None:
            raise NotFound(job=job_id)
    app.job_manager.retry_job_by_id(job_id, retry_at=clock.now())
