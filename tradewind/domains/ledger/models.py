"""Double entry: accounts, entries, postings. A posting is never changed; a mistake is reversed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store, StoreOwned
from tradewind.kernel.money import Money
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
        GIFT = "gift", _("Gift cards not yet spent")
        HELD = "held", _("Set aside for checkouts under way")
        CLAIM = "claim", _("Points and deposits a person owes back")
        FUNDING = "funding", _("Who pays for points and promotions")

    kind = models.CharField(max_length=12, choices=Kind)
    unit = CurrencyField()
    store = models.ForeignKey(Store, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, blank=True, help_text="Provider, tax, fund or holder")

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
    """What may be spent of a deposit, mileage or gift: the only balances kept as rows."""

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


class Payout(StoreOwned):
    """What the mall paid a store out of what it owes it. `entry` is its line in the books; one
    that never arrived is taken back by a mirrored entry and stays in the list."""

    public_id = PublicIdField("pyo")
    currency = CurrencyField()
    amount_minor = MinorField()
    paid_on = models.DateField()
    reference = models.CharField(max_length=60, blank=True, help_text="As the bank tells it")
    note = models.CharField(max_length=200, blank=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=40, help_text="Public id of a person")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="payout_positive"),
            models.UniqueConstraint(
                fields=("store", "reference"),
                condition=~models.Q(reference="") & models.Q(taken_back_at=None),
                name="payout_reference_once_a_store",
            ),
        )

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
