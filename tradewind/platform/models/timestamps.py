"""When a row came and when it last changed."""

from __future__ import annotations

from django.db import models


class Timestamped(models.Model):
    """`created_at` and `updated_at`, both UTC. Bulk updates set `updated_at` themselves."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
