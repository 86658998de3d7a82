"""One-time codes that show an address or a number to be somebody's."""

from __future__ import annotations

from django.db import models

from tradewind.domains.loyalty.models.wallets import Contact
from tradewind.platform.models import PublicIdField


class OneTimeCode(models.Model):
    """Six digits, sent once; the row has their digest and counts the guesses."""

    public_id = PublicIdField("otc")
    kind = models.CharField(max_length=5, choices=Contact.Kind)
    value = models.CharField(max_length=254)
    digest = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("kind", "value", "-made_at")),)
