"""Rows of the stream. Events are written and read by SQL; these classes name the tables."""

from __future__ import annotations

from django.db import models


class StoredEvent(models.Model):
    """One published event. Partitioned by month of `occurred_at`; `position` is null until numbered."""

    pk = models.CompositePrimaryKey("id", "occurred_at")
    id = models.BigIntegerField()
    occurred_at = models.DateTimeField()
    position = models.BigIntegerField(null=True)
    event_id = models.UUIDField()
    name = models.TextField()
    version = models.SmallIntegerField()
    aggregate = models.TextField()
    payload = models.JSONField()
    request_id = models.TextField(null=True)  # noqa: DJ001 (unknown is not empty)
    actor = models.TextField(null=True)  # noqa: DJ001

    class Meta:
        db_table = "events_event"

    def __str__(self) -> str:
        return f"{self.name} {self.aggregate}"


class DroppedMonth(models.Model):
    """A partition that went: what stood up to `last_position` can't be read again."""

    name = models.TextField(primary_key=True)
    last_position = models.BigIntegerField()
    dropped_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Cursor(models.Model):
    """How far a subscription has come: everything up to `position` took effect or is parked."""

    subscription = models.TextField(primary_key=True)
    position = models.BigIntegerField()
    moved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.subscription} at {self.position}"


class ParkedEvent(models.Model):
    """An event a subscription could not take, or one waiting behind it in its aggregate.

    `due_at` is when it is tried again without being asked; null: by hand, or after the one before.
    """

    subscription = models.TextField()
    position = models.BigIntegerField()
    aggregate = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    parked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "events_parked"
        constraints = (
            models.UniqueConstraint(
                fields=("subscription", "aggregate", "position"), name="parked_once"
            ),
        )
        indexes = (models.Index(fields=("subscription", "due_at"), name="parked_due"),)

    def __str__(self) -> str:
        return f"{self.subscription} {self.position}"
