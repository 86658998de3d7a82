"""What the queue needs done by the clock."""

from __future__ import annotations

from django.conf import settings

from tradewind.platform.jobs import retention
from tradewind.platform.jobs.job import periodic


@periodic("47 2 * * *")
def forget_old() -> None:
    """Forget jobs that ended long ago."""
    retention.forget(days=settings.JOBS_KEPT_DAYS)
