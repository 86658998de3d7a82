"""The counters of throttles. Unlogged: a crash forgets them, and nobody misses them."""

from __future__ import annotations

from django.db import models


class ThrottleCounter(models.Model):
    """How often `key` was used in the window that began at `window` (Unix seconds)."""

    key = models.CharField(max_length=120, primary_key=True)
    window = models.BigIntegerField()
    hits = models.IntegerField()

    class Meta:
        app_label = "http"

    def __str__(self) -> str:
        return self.key
