"""What lists, shelves and search show: a read model that follows the events of the shop."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tradewind.domains.catalogue.models import Product
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

    class Meta:
        indexes = (
            models.Index(fields=("-popularity", "-product")),
            models.Index(fields=("-listed_at", "-product")),
            models.Index(fields=("base_minor", "product")),
            models.Index(fields=("store", "-popularity", "-product"), name="listing_of_store"),
            GinIndex(fields=("categories",), name="listing_categories"),
            GinIndex(fields=("tags",), name="listing_tags"),
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
