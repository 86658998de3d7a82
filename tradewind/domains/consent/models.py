"""What a person agreed to, in which words, with what proof (CASL, PIPEDA, GDPR)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store


class Purpose(models.TextChoices):
    MARKETING = "marketing", _("News and offers")
    WATCHED = "watched", _("News of what I like")
    PERSONALIZATION = "personalization", _("Personal recommendations")
    ANALYTICS = "analytics", _("Statistics of use")


class Basis(models.TextChoices):
    EXPRESS = "express", _("Agreed")
    PURCHASE = "purchase", _("Bought within 24 months")
    INQUIRY = "inquiry", _("Asked within 6 months")


class Consent(models.Model):
    """One basis for one purpose. Never edited: withdrawn or renewed by another row.

    `store` is empty where the mall itself is the sender.
    """

    email = models.EmailField()
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    store = models.ForeignKey(Store, null=True, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    basis = models.CharField(max_length=10, choices=Basis)
    wording = models.TextField(blank=True, help_text="As shown to the person")
    proof = models.JSONField(default=dict, help_text="Page, request id, language")
    obtained_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, help_text="Implied bases lapse; express never")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("email", "purpose", "store")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(basis="express", expires_at=None)
                | ~models.Q(basis="express") & models.Q(expires_at__isnull=False),
                name="consent_only_implied_lapses",
            ),
        )
