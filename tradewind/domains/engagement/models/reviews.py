"""What buyers say of goods that reached them, and the sums of it."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.engagement.models.standings import STANDINGS
from tradewind.domains.engagement.rules.score import average, mean
from tradewind.domains.engagement.rules.standing import Standing
from tradewind.domains.identity.models import Person
from tradewind.domains.orders.models import OrderLine, Purchase
from tradewind.domains.stores.models import StoreOwned
from tradewind.platform.models import PublicIdField


class Review(StoreOwned):
    """What a buyer says of one line of an order that was delivered; so each is a verified purchase."""

    person_path = "person_id"

    public_id = PublicIdField("rev")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    variant = models.ForeignKey(Variant, null=True, on_delete=models.SET_NULL, related_name="+")
    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="+")
    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    author = models.CharField(max_length=40, help_text="As the author wants to be called")
    stars = models.PositiveSmallIntegerField()
    as_described = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=5_000, blank=True)
    language = models.CharField(max_length=12)
    choices = models.JSONField(default=list, help_text="What was bought: values of the options")
    about = models.JSONField(default=dict, help_text="What the author shows of themselves")
    digest = models.CharField(max_length=32, blank=True, help_text="Of the text, for duplicates")
    standing = models.CharField(max_length=10, choices=STANDINGS, default=Standing.SHOWN)
    helpful = models.PositiveIntegerField(default=0)
    flags = models.PositiveIntegerField(default=0)
    pictures_count = models.PositiveSmallIntegerField(default=0)
    reply = models.TextField(max_length=3_000, blank=True)
    reply_by = models.CharField(max_length=40, blank=True, help_text="Public id of a person")
    replied_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="review_stars"),
            models.CheckConstraint(
                condition=Q(as_described=None) | Q(as_described__gte=1, as_described__lte=5),
                name="review_as_described",
            ),
        )
        indexes = (
            models.Index(
                fields=("product", "-id"), condition=Q(standing="shown"), name="review_newest"
            ),
            models.Index(
                fields=("product", "-helpful", "-id"),
                condition=Q(standing="shown"),
                name="review_helpful",
            ),
            models.Index(fields=("store", "-id"), name="review_of_store"),
            models.Index(fields=("person", "-id"), name="review_of_person"),
            models.Index(fields=("id",), condition=Q(standing="held"), name="review_queue"),
        )


class ReviewPicture(StoreOwned):
    """A picture of a review. `renditions` maps a width in pixels to a public file."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="pictures")
    file = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    renditions = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)


class HelpfulVote(StoreOwned):
    """Somebody found a review helpful. One a person."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("review", "person"), name="vote_once"),)


class ProductScore(StoreOwned):
    """The sums of a product's shown reviews, moved with each of them."""

    product = models.OneToOneField(
        Product, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    one = models.PositiveIntegerField(default=0)
    two = models.PositiveIntegerField(default=0)
    three = models.PositiveIntegerField(default=0)
    four = models.PositiveIntegerField(default=0)
    five = models.PositiveIntegerField(default=0)
    described_count = models.PositiveIntegerField(default=0)
    described_sum = models.PositiveIntegerField(default=0)
    with_pictures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(described_sum__gte=F("described_count")), name="score_described"
            ),
        )

    @property
    def histogram(self) -> tuple[int, int, int, int, int]:
        """How many gave one star, two, … five."""
        return self.one, self.two, self.three, self.four, self.five

    @property
    def count(self) -> int:
        return sum(self.histogram)

    @property
    def average(self) -> Decimal | None:
        """Stars to one decimal; None for no review."""
        return average(self.histogram)

    @property
    def described_average(self) -> Decimal | None:
        """How well it is described, of five to one decimal; None where nobody said."""
        return mean(self.described_sum, self.described_count)
