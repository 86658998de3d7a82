"""The audit trail. The database refuses to change or delete what stands here."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """`actor` did `action` to `subject`. People and things by public id, never by foreign key."""

    at = models.DateTimeField()
    actor = models.TextField(null=True)  # noqa: DJ001 (null: the mall itself)
    action = models.TextField()
    subject = models.TextField()
    store_id = models.BigIntegerField(null=True)
    changes = models.JSONField()
    request_id = models.TextField(null=True)  # noqa: DJ001 (null: outside a request)

    class Meta:
        db_table = "audit_entry"
        indexes = (
            models.Index(fields=("subject", "-id"), name="audit_subject"),
            models.Index(fields=("store_id", "-id"), name="audit_store"),
            models.Index(fields=("actor", "-id"), name="audit_actor"),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.subject}"
