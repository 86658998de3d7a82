"""What people ask a seller, what is answered, and what is asked so often that it is written down."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Product
from tradewind.domains.engagement.models.standings import STANDINGS
from tradewind.domains.engagement.rules.standing import Standing
from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import StoreOwned
from tradewind.platform.models import PublicIdField, Translated


class Inquiry(StoreOwned):
    """A question to a store, about a product or in general.

    A secret one is read by who asked it and the seller's staff alone.
    """

    person_path = "person_id"

    public_id = PublicIdField("inq")
    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.CharField(max_length=40)
    text = models.TextField(max_length=2_000)
    language = models.CharField(max_length=12)
    is_secret = models.BooleanField(default=False)
    digest = models.CharField(max_length=32, blank=True, help_text="Of the text, for duplicates")
    standing = models.CharField(max_length=10, choices=STANDINGS, default=Standing.SHOWN)
    flags = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    waits_since = models.DateTimeField(null=True, help_text="For the seller; empty: answered")
    answered_at = models.DateTimeField(null=True, help_text="First answer")

    class Meta:
        indexes = (
            models.Index(
                fields=("product", "-id"),
                condition=Q(standing="shown", is_secret=False),
                name="inquiry_of_product",
            ),
            models.Index(
                fields=("store", "waits_since"),
                condition=Q(waits_since__isnull=False),
                name="inquiry_waiting",
            ),
            models.Index(fields=("store", "-id"), name="inquiry_of_store"),
            models.Index(fields=("person", "-id"), name="inquiry_of_person"),
            models.Index(fields=("id",), condition=Q(standing="held"), name="inquiry_queue"),
        )


class Reply(StoreOwned):
    """The seller's answer to an inquiry, or what somebody adds to it."""

    class By(models.TextChoices):
        SELLER = "seller", _("The seller")
        ASKER = "asker", _("Who asked")
        OTHER = "other", _("Another shopper")

    public_id = PublicIdField("rpl")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="replies")
    by = models.CharField(max_length=6, choices=By)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.CharField(max_length=80)
    text = models.TextField(max_length=3_000)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class FaqEntry(StoreOwned, Translated):
    """A question that is asked often, with its answer; of a product, or of the whole store.

    `words` are beginnings of its words by language (``en:deliv``), which suggestions are found by.
    """

    public_id = PublicIdField("faq")
    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Inquiry, null=True, on_delete=models.SET_NULL, related_name="+")
    question = models.CharField(max_length=300)
    answer = models.TextField(max_length=3_000)
    language = models.CharField(max_length=12)
    words = ArrayField(models.CharField(max_length=24), default=list)
    helped = models.PositiveIntegerField(default=0)
    not_helped = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("position", "id")
        indexes = (
            models.Index(fields=("store", "position", "id"), name="faq_of_store"),
            GinIndex(fields=("words",), name="faq_words"),
        )
