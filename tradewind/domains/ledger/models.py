"""Double entry: accounts, entries, postings. A posting is never changed; a mistake is reversed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField


class Account(models.Model):
    """Where amounts of one unit rest. Debits are positive, credits negative."""

    class Kind(models.TextChoices):
        CLEARING = "clearing", _("Money on its way from a payment provider")
        RECEIVABLE = "receivable", _("Money a shopper still owes")
        PAYABLE = "payable", _("Money owed to a store")
        COMMISSION = "commission", _("The mall's share")
        TAX = "tax", _("Tax collected")
        FEES = "fees", _("What providers charge")
        BANK = "bank", _("Money in the mall's bank account")
        DEPOSIT = "deposit", _("A person's prepaid money")
        MILEAGE = "mileage", _("A person's points")
        FUNDING = "funding", _("Who pays for points and promotions")

    kind = models.CharField(max_length=12, choices=Kind)
    unit = CurrencyField()
    store = models.ForeignKey(Store, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, blank=True, help_text="Provider, tax or fund")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "unit", "store", "person", "name"),
                name="account_once",
                nulls_distinct=False,
            ),
        )


class Entry(models.Model):
    """One fact in the books. `key` makes it post once however often it is told."""

    public_id = PublicIdField("ent")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=40, db_index=True, help_text="Public id of its cause")
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT)
    posted_at = models.DateTimeField()


class Posting(models.Model):
    """An amount on an account. The postings of an entry sum to zero in every unit (trigger)."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    unit = CurrencyField()
    amount = MinorField(help_text="Minor units; debit positive, credit negative")

    class Meta:
        indexes = (models.Index(fields=("account", "id")),)


class GuardedBalance(models.Model):
    """What may be spent from a deposit or mileage account: the only balances kept as rows."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True)
    balance = MinorField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(balance__gte=0), name="guarded_balance_not_negative"
            ),
        )


class BalanceSnapshot(models.Model):
    """The sum of an account's postings up to one of them, so that balances stay quick to tell."""

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    upto = models.BigIntegerField(help_text="Id of the last posting in it")
    balance = MinorField()
