"""What lists, shelves and search show: a read model that follows the events of the shop."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tradewind.domains.catalogue.models import Product
from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import StoreOwned
from tradewind.platform.models import CurrencyField, MinorField


class Listing(StoreOwned):
    """A product as its tile shows it. Rebuilt from the rows of truth whenever they change.

    Only products on sale have one, so a list needs one table and no join.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, primary_key=True)
    tile = models.JSONField(help_text="Everything a tile shows, in every language")
    categories = ArrayField(models.BigIntegerField(), help_text="Its category and those above")
    tags = ArrayField(models.CharField(max_length=40), default=list)
    currency = CurrencyField(help_text="The store's own")
    price_minor = MinorField(help_text="Lowest price of a variant, in `currency`")
    base_minor = MinorField(help_text="The same in the mall's currency, to sort by")
    is_in_stock = models.BooleanField()
    popularity = models.PositiveIntegerField(default=0, help_text="Pieces sold in 90 days")
    listed_at = models.DateTimeField()
    refreshed_at = models.DateTimeField(auto_now=True)
    likened_at = models.DateTimeField(null=True, help_text="When what is like it was looked for")

    class Meta:
        indexes = (
            models.Index(fields=("-popularity", "-product")),
            models.Index(fields=("-listed_at", "-product")),
            models.Index(fields=("base_minor", "product")),
            models.Index(fields=("store", "-popularity", "-product"), name="listing_of_store"),
            GinIndex(fields=("categories",), name="listing_categories"),
            GinIndex(fields=("tags",), name="listing_tags"),
            models.Index(fields=("likened_at", "product"), name="listing_to_liken"),
        )


class PopularQuery(models.Model):
    """A search people make, counted by language, for suggestions. Holds no person."""

    language = models.CharField(max_length=12)
    text = models.CharField(max_length=80)
    searches = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0, help_text="Results when last searched")
    searched_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("language", "text"), name="popular_query_once"),
        )
        indexes = (
            models.Index(fields=("-searches",), condition=Q(found__gt=0), name="popular_found"),
        )


class Together(models.TextChoices):
    """What goods can have in common."""

    BOUGHT = "bought", "Bought in one purchase"
    VIEWED = "viewed", "Looked at by one person within a day"
    SIMILAR = "similar", "Alike in words, category and brand"


class Demand(models.Model):
    """How much a product is bought or viewed, newer things counting more (`rules.affinity`).

    `country` is where it went, empty for everywhere.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Together)
    country = models.CharField(max_length=2, blank=True)
    weight = models.FloatField()
    needs_ranking = models.BooleanField(default=False, help_text="Its companions are out of date")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("product", "kind", "country"), name="demand_once_a_country"
            ),
        )
        indexes = (
            models.Index(fields=("kind", "country", "-weight"), name="demand_most"),
            models.Index(
                fields=("product",), condition=Q(needs_ranking=True), name="demand_to_rank"
            ),
        )


class Pairing(models.Model):
    """How much two products are bought or viewed together; `first` has the lower row id."""

    first = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Together)
    weight = models.FloatField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second", "kind"), name="pairing_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="pairing_in_order"
            ),
        )


class Companion(models.Model):
    """One of the goods nearest to a product; made anew from pairings whenever they change."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Together)
    score = models.FloatField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("product", "kind", "other"), name="companion_once"),
        )


class Taste(models.Model):
    """What a member says of themselves, so that goods that suit them stand first."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    sizes = ArrayField(models.CharField(max_length=20), default=list)
    skin_type = models.CharField(max_length=20, blank=True)
    measures = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), help_text="Of the body, mm"
    )
    needs = ArrayField(models.CharField(max_length=40), default=list)
    budget_minor = MinorField(null=True, help_text="Most they like to pay for one thing")
    currency = CurrencyField(blank=True, help_text="Of the budget")
    changed_at = models.DateTimeField()
