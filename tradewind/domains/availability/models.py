"""Where stores may sell what, and who waits for it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.availability.rules import Kind
from tradewind.domains.catalogue.models import Category, Product, Variant
from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import StoreOwned
from tradewind.platform.models import PublicIdField

KIND_NAMES = {
    Kind.ONLY: _("Sold only in"),
    Kind.NEVER: _("Never sold in"),
}


class Why(models.TextChoices):
    """What a shopper reads behind "not delivered there"."""

    UNSAID = "", _("No reason given")
    LAW = "law", _("The law there does not allow it")
    CARRIAGE = "carriage", _("Carriers do not take it across that border")
    FOOD = "food", _("Food and plants may not be sent there")
    BATTERY = "battery", _("It holds a battery")
    LICENCE = "licence", _("The maker sells it there through others")


class SaleRestriction(StoreOwned):
    """A store sells this only in, or never in, some places. Narrower rules add to wider ones."""

    public_id = PublicIdField("avr")
    kind = models.CharField(
        max_length=5, choices=[(k.value, name) for k, name in KIND_NAMES.items()]
    )
    places = ArrayField(models.CharField(max_length=9), help_text="CA-BC, CA or *")
    reason = models.CharField(max_length=10, choices=Why, blank=True, default=Why.UNSAID)
    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="+")
    variant = models.ForeignKey(Variant, null=True, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("store", "kind", "product", "variant", "category"),
                name="restriction_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(variant=None) | Q(product__isnull=False),
                name="restriction_variant_of_product",
            ),
            models.CheckConstraint(
                condition=Q(category=None) | Q(product=None), name="restriction_one_subject"
            ),
        )


class PlaceWatch(StoreOwned):
    """Somebody asked to be told when a product is sold where they are."""

    person_path = "person_id"

    public_id = PublicIdField("avw")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=6, blank=True)
    language = models.CharField(max_length=12)
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("product", "email", "country", "region"),
                condition=Q(told_at=None),
                name="place_watch_once",
            ),
        )
        indexes = (
            models.Index(fields=("id",), condition=Q(told_at=None), name="place_watch_open"),
        )
