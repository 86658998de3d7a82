"""What somebody keeps to come back to, as it was when they liked it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.customers.models import Address
from tradewind.domains.engagement.models.inquiries import Inquiry
from tradewind.domains.identity.models import Person
from tradewind.kernel.money import Money
from tradewind.platform.models import CurrencyField, MinorField, PublicIdField


class Keeper(models.Model):
    """Whose favourites they are: a member, or a guest who holds the token."""

    token = models.CharField(max_length=32, unique=True, help_text="What the guest holds")
    person = models.OneToOneField(Person, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)


class KeeperMail(models.Model):
    """Where a guest hears of what they like, once the owner of the address has said yes."""

    keeper = models.OneToOneField(Keeper, on_delete=models.CASCADE, related_name="mail")
    email = models.EmailField()
    language = models.CharField(max_length=12)
    token = models.CharField(max_length=32, unique=True, help_text="Confirms, and stops")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(Lower("email"), name="keeper_mail_address"),)


class Folder(models.Model):
    """A name somebody gave to some of their favourites."""

    public_id = PublicIdField("fol")
    keeper = models.ForeignKey(Keeper, on_delete=models.CASCADE, related_name="folders")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = (Lower("name"), "id")
        constraints = (
            models.UniqueConstraint("keeper", Lower("name"), name="folder_name_once_a_keeper"),
        )

    def __str__(self) -> str:
        return self.name


class Favourite(models.Model):
    """One thing that is liked. `title` to `was_in_stock` are how it was at that moment.

    `known_minor` is the lowest price the keeper knows of, `is_out` and `is_gone` what they know of
    its stock: news is told against these, so each piece of it is told once.
    """

    class Kind(models.TextChoices):
        PRODUCT = "product", _("Product")
        ADDRESS = "address", _("Address")
        INQUIRY = "inquiry", _("Question")

    public_id = PublicIdField("fav")
    keeper = models.ForeignKey(Keeper, on_delete=models.CASCADE, related_name="favourites")
    kind = models.CharField(max_length=8, choices=Kind)
    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="+")
    variant = models.ForeignKey(
        Variant, null=True, on_delete=models.CASCADE, related_name="+", help_text="Empty: any"
    )
    address = models.ForeignKey(Address, null=True, on_delete=models.CASCADE, related_name="+")
    inquiry = models.ForeignKey(Inquiry, null=True, on_delete=models.CASCADE, related_name="+")
    folder = models.ForeignKey(
        Folder, null=True, on_delete=models.SET_NULL, related_name="favourites"
    )
    tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    title = models.CharField(max_length=300)
    picture = models.CharField(max_length=200, blank=True)
    price_minor = MinorField(null=True)
    currency = CurrencyField(blank=True)
    was_in_stock = models.BooleanField(default=True)
    known_minor = MinorField(null=True)
    is_out = models.BooleanField(default=False)
    is_gone = models.BooleanField(default=False)
    tell_price = models.BooleanField(default=True)
    tell_back = models.BooleanField(default=True)
    tell_gone = models.BooleanField(default=True)
    tell_answer = models.BooleanField(default=True)
    liked_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("keeper", "product", "variant"),
                condition=Q(kind="product"),
                nulls_distinct=False,
                name="favourite_product_once",
            ),
            models.UniqueConstraint(
                fields=("keeper", "address"),
                condition=Q(kind="address"),
                name="favourite_address_once",
            ),
            models.UniqueConstraint(
                fields=("keeper", "inquiry"),
                condition=Q(kind="inquiry"),
                name="favourite_inquiry_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="product", product__isnull=False, address=None, inquiry=None)
                | Q(kind="address", address__isnull=False, product=None, inquiry=None)
                | Q(kind="inquiry", inquiry__isnull=False, product=None, address=None),
                name="favourite_of_one_thing",
            ),
        )
        indexes = (models.Index(fields=("keeper", "-id"), name="favourite_of_keeper"),)

    @property
    def price(self) -> Money | None:
        """What it cost when it was liked."""
        return None if self.price_minor is None else Money(self.price_minor, self.currency)
