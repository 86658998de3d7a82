"""Who waits for goods that are sold out."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import StoreOwned
from tradewind.platform.models import PublicIdField


class WaitingEntry(StoreOwned):
    """Somebody's place in the queue for a variant; served in the order of `joined_at`."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("To be confirmed")
        WAITING = "waiting", _("Waiting")
        TOLD = "told", _("Told that it is back")
        LEFT = "left", _("Left")
        EXPIRED = "expired", _("Ended")

    person_path = "person_id"

    public_id = PublicIdField("wai")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    language = models.CharField(max_length=12)
    token = models.CharField(max_length=32, unique=True, help_text="Confirms, and leaves")
    quantity = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State, default=State.UNCONFIRMED)
    asked_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True, help_text="Its place in the queue")
    told_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(help_text="Of waiting, or of the hour after being told")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                F("variant"),
                Lower("email"),
                condition=Q(state__in=("unconfirmed", "waiting")),
                name="waiting_once_a_variant",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="waiting_for_something"),
            models.CheckConstraint(
                condition=~Q(state__in=("waiting", "told")) | Q(joined_at__isnull=False),
                name="waiting_since_when",
            ),
        )
        indexes = (
            models.Index(
                fields=("variant", "joined_at", "id"),
                condition=Q(state="waiting"),
                name="waiting_queue",
            ),
            models.Index(
                fields=("variant", "ends_at"), condition=Q(state="told"), name="waiting_told"
            ),
            models.Index(
                fields=("ends_at",),
                condition=Q(state__in=("unconfirmed", "waiting")),
                name="waiting_ends",
            ),
            models.Index(fields=("person", "-id"), name="waiting_of_person"),
        )
