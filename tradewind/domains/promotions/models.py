"""Promotions, their codes, what people keep of them, and every use."""

from __future__ import annotations

from typing import Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store
from tradewind.platform.models import (
    CurrencyField,
    MinorField,
    PublicIdField,
    ScopedQuerySet,
    Timestamped,
    Translated,
)

M = TypeVar("M", bound=models.Model)


class IssuedQuerySet(ScopedQuerySet[M]):
    """Rows of one issuer: a store, or the mall, whose rows name no store."""

    def for_issuer(self, store_id: int | None) -> Self:
        """Rows of that store; of the mall itself for None."""
        return self._within(self.filter(store_id=store_id))


IssuedManager = models.Manager.from_queryset(IssuedQuerySet)


class Issued(models.Model):
    """A row of whoever gives the advantage. One deployment is one mall, so a row without a store is
    the mall's; as rows of a store it can't be read without saying whose are meant."""

    store = models.ForeignKey(
        Store, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: the mall"
    )

    objects = IssuedManager()

    class Meta:
        abstract = True


class Promotion(Issued, Translated, Timestamped):
    """An advantage and its rules. `terms` are `rules.Terms`; every change makes a new `version`."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Running")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    class How(models.TextChoices):
        AUTOMATIC = "automatic", _("By itself")
        CODE = "code", _("With a code")
        WALLET = "wallet", _("From the wallet")

    class GivesBack(models.TextChoices):
        CANCELLED = "cancelled", _("When the whole order is cancelled")
        RETURNED = "returned", _("Also when everything it made cheaper comes back")

    public_id = PublicIdField("prm")
    name = models.CharField(max_length=80, help_text="As shoppers read it")
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    how = models.CharField(max_length=10, choices=How, default=How.AUTOMATIC)
    is_public = models.BooleanField(default=True, help_text="Shown before checkout, claimable")
    terms = models.JSONField()
    reach = ArrayField(models.CharField(max_length=80), help_text="See rules.reach")
    currency = models.CharField(max_length=3, blank=True, help_text="Of its amounts, if any")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    total_limit = models.PositiveIntegerField(null=True, help_text="Uses by everybody")
    person_limit = models.PositiveIntegerField(null=True, help_text="Uses by one person or e-mail")
    used = models.PositiveIntegerField(default=0, help_text="Counted only under a total limit")
    gives_back = models.CharField(
        max_length=10,
        choices=GivesBack,
        db_default=GivesBack.CANCELLED.value,
        help_text="When a use is free again",
    )
    budget_minor = MinorField(null=True, help_text="In `currency`")
    spent_minor = MinorField(default=0, help_text="Counted only under a budget")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(total_limit=None) | Q(used__lte=F("total_limit")),
                name="promotion_used_within",
            ),
            models.CheckConstraint(
                condition=Q(budget_minor=None) | Q(spent_minor__lte=F("budget_minor")),
                name="promotion_spent_within",
            ),
            models.CheckConstraint(condition=Q(spent_minor__gte=0), name="promotion_spent"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="promotion_window",
            ),
        )
        indexes = (
            GinIndex(
                fields=("reach",),
                name="promotion_reach",
                condition=Q(state="live", how="automatic"),
                # Pending entries would make the first carts after a burst of edits look through a list.
                fastupdate=False,
            ),
            models.Index(fields=("store", "-id"), name="promotion_of_issuer"),
        )

    def __str__(self) -> str:
        return self.name


class Code(Issued):
    """What is typed: one word for everybody, or one of thousands for one person each."""

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="codes")
    text = models.CharField(max_length=40, help_text="As `rules.normal_code` writes it")
    limit = models.PositiveIntegerField(null=True, help_text="Uses of this code alone")
    used = models.PositiveIntegerField(default=0, help_text="Counted only under a limit")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("text", "store"), nulls_distinct=False, name="code_once_an_issuer"
            ),
            models.CheckConstraint(
                condition=Q(limit=None) | Q(used__lte=F("limit")), name="code_used_within"
            ),
        )


class WalletEntry(models.Model):
    """A promotion that a person keeps: claimed by themselves, or given to them."""

    class Source(models.TextChoices):
        CLAIMED = "claimed", _("Claimed")
        GIVEN = "given", _("Given")

    public_id = PublicIdField("wal")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="kept_by")
    code = models.ForeignKey(Code, null=True, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=8, choices=Source)
    added_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, help_text="When the person was told, or left alone")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "promotion"), name="wallet_once_a_person"),
        )
        indexes = (
            models.Index(
                fields=("promotion", "id"), condition=Q(told_at=None), name="wallet_to_tell"
            ),
        )


class Tally(models.Model):
    """How often one person, or one e-mail address, used a promotion with a limit for each.

    The row is what parallel checkouts meet at: it is raised by one conditional statement.
    """

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="+")
    who = models.CharField(max_length=70, help_text="p:<person>, or e:<SHA-256 of the address>")
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("promotion", "who"), name="tally_once_each"),
        )


class Redemption(Issued):
    """One use: held while a checkout is paid, confirmed with its purchase, or given back."""

    class State(models.TextChoices):
        HELD = "held", _("Held")
        CONFIRMED = "confirmed", _("Used")
        RETURNED = "returned", _("Given back")

    promotion = models.ForeignKey(Promotion, on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(Code, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    whos = ArrayField(models.CharField(max_length=70), default=list, help_text="Tallies raised")
    holder = models.CharField(max_length=40, help_text="Public id of a checkout")
    purchase = models.CharField(max_length=40, blank=True, help_text="Public id")
    state = models.CharField(max_length=10, choices=State, default=State.HELD)
    amount_minor = MinorField()
    currency = CurrencyField()
    shares = models.JSONField(help_text="Store id → what of the amount fell on its order")
    counted = models.BooleanField(default=False, help_text="Raised the promotion's own counters")
    returned = ArrayField(
        models.BigIntegerField(), default=list, help_text="Stores whose order was cancelled"
    )
    used_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("holder", "promotion"),
                condition=~Q(state="returned"),
                name="redemption_once_a_holder",
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="redemption_of_something"),
        )
        indexes = (
            models.Index(fields=("purchase",), condition=~Q(purchase=""), name="redemption_bought"),
            models.Index(fields=("promotion", "-used_at"), name="redemption_of_promotion"),
        )


class PromotionSale(Issued):
    """What one order brought that used a promotion; written from the event stream, read by `figures`.

    Amounts are in the order's currency: `revenue_minor` is what the shopper paid for the whole
    order, `discount_minor` the promotion's part of what was taken off it, and what went back since
    stands beside them.
    """

    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="+")
    order = models.CharField(max_length=40, help_text="Public id")
    day = models.DateField(help_text="On the issuer's own clock")
    currency = CurrencyField()
    units = models.PositiveIntegerField(help_text="Pieces it made cheaper")
    units_back = models.PositiveIntegerField(default=0)
    discount_minor = MinorField()
    discount_back_minor = MinorField(default=0)
    revenue_minor = MinorField()
    refunded_minor = MinorField(default=0)
    is_kept = models.BooleanField(default=True, help_text="Something of the order is still sold")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("promotion", "order"), name="promotion_sale_once"),
            models.CheckConstraint(
                condition=Q(units_back__lte=F("units")), name="promotion_sale_units"
            ),
        )
        indexes = (
            models.Index(fields=("promotion", "day"), name="promotion_sale_days"),
            models.Index(fields=("order",), name="promotion_sale_order"),
        )
