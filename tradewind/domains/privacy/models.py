"""What people ask about their own data: a copy of it, or its erasure."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.platform.models import PublicIdField


class Archive(models.Model):
    """A copy of everything about a person, for themselves, kept for a few days."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being put together")
        READY = "ready", _("Ready")
        GONE = "gone", _("Deleted again")

    public_id = PublicIdField("arc")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    language = models.CharField(max_length=12)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0, help_text="Bytes")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(state="waiting"), name="archive_one_at_a_time"
            ),
        )
        indexes = (
            models.Index(fields=("expires_at",), condition=Q(state="ready"), name="archive_due"),
            models.Index(fields=("person", "-asked_at"), name="archive_of_person"),
        )


class Erasure(models.Model):
    """A wish to be forgotten, then the record of what was done about it and what the law keeps.

    `person` is a row without a name afterwards. Nothing here says who they were.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting")
        CANCELLED = "cancelled", _("Taken back")
        DONE = "done", _("Erased")

    public_id = PublicIdField("era")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    gives_up_points = models.BooleanField(default=False)
    hindrances = models.JSONField(default=list, help_text="Codes that put it off, as last seen")
    ended_at = models.DateTimeField(null=True)
    removed = models.JSONField(default=dict, help_text="What → how many rows")
    kept = models.JSONField(default=list, help_text='[{"what": "orders", "basis": "tax"}]')

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(state="asked"), name="erasure_one_at_a_time"
            ),
        )
        indexes = (
            models.Index(fields=("due_at",), condition=Q(state="asked"), name="erasure_due"),
            models.Index(fields=("state", "-id"), name="erasure_by_state"),
        )
