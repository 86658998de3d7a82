"""Keys that were used, and what was answered."""

from __future__ import annotations

from django.db import models


class UsedKey(models.Model):
    """One key of one caller. `status` is null until the request was answered.

    `attempt` counts who took the key up; only the latest may answer. It is theirs until
    `leased_until`; after that, unanswered, the next one may take it.
    """

    pk = models.CompositePrimaryKey("scope", "key")
    scope = models.TextField()
    key = models.TextField()
    fingerprint = models.BinaryField()
    attempt = models.IntegerField()
    leased_until = models.DateTimeField()
    expires_at = models.DateTimeField()
    status = models.SmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)

    class Meta:
        db_table = "idempotency_key"
        indexes = (models.Index(fields=("expires_at",), name="idempotency_expiry"),)

    def __str__(self) -> str:
        return self.key
