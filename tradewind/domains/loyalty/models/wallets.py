"""A wallet holds one person's points and deposit, or those of a contact who has not signed up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField, Timestamped


class Wallet(Timestamped):
    """A member's, or a non-member's known by contacts. Its row lock orders all that moves points."""

    public_id = PublicIdField("wal")
    person = models.OneToOneField(Person, null=True, on_delete=models.PROTECT, related_name="+")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(person=None), name="wallet_of_member_stays"
            ),
        )


class Contact(models.Model):
    """An address or number that leads to a wallet; counts for something once it is verified."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")

    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=5, choices=Kind)
    value = models.CharField(max_length=254, help_text="E-mail in lower case, or E.164")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "value"), name="contact_once"),)


class Debt(models.Model):
    """What was taken back after it had been spent. The next credits pay it, so no balance goes
    below zero."""

    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="debts")
    unit = CurrencyField()
    amount = MinorField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("wallet", "unit"), name="debt_once_a_unit"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="debt_not_negative"),
        )


class Adjustment(models.Model):
    """Points given or taken by hand, with who and why."""

    public_id = PublicIdField("adj")
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, unique=True, help_text="A form sent twice counts once")
    points = MinorField(help_text="Below zero when taken")
    reason = models.CharField(max_length=200)
    actor = models.CharField(max_length=40, help_text="Public id")
    role = models.CharField(max_length=10)
    funder_store = models.ForeignKey(
        Store, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the mall"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(points=0), name="adjustment_of_something"),
        )
        indexes = (models.Index(fields=("actor", "-made_at")),)
