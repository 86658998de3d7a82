"""When a failed job is tried again."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

from procrastinate.jobs import Job as QueuedJob
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from tradewind.kernel import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff(BaseRetryStrategy):
    """`attempts` in all, with pauses that grow from `first_seconds` fourfold up to `cap_seconds`.

    Half of a pause is random ("equal jitter", https://aws.amazon.com/builders-library/
    timeouts-retries-and-backoff-with-jitter/), so that what failed together does not return
    together. After the last attempt the job stays, marked as failed.
    """

    attempts: int = 8
    first_seconds: float = 5.0
    cap_seconds: float = 3_600.0

    def pause(self, failures: int) -> timedelta:
        """How long to wait after the `failures`-th failure (from 1)."""
        longest = min(self.cap_seconds, self.first_seconds * 4 ** (failures - 1))
        return timedelta(seconds=random.uniform(longest / 2, longest))

    def get_retry_decision(
        self,
        *,
        exception: BaseException,
        job: QueuedJob,
    ) -> RetryDecision | None:
        """What procrastinate asks after a failure; None ends the job as failed."""
        failures = job.attempts + 1
        if failures >= self.attempts:
            return None
        return RetryDecision(retry_at=clock.now() + self.pause(failures))
