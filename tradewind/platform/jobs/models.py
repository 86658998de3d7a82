"""Why a job failed; procrastinate keeps the job itself."""

from __future__ import annotations

from django.db import models


class JobFailure(models.Model):
    """What the last failing attempt of a job raised. Goes with the job's own row."""

    job_id = models.BigIntegerField(primary_key=True)
    error = models.TextField()
    failed_at = models.DateTimeField()

    class Meta:
        db_table = "jobs_failure"

    def __str__(self) -> str:
        return f"{self.job_id}: {self.error}"
