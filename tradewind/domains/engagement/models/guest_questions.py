"""What somebody without an account asks, until their address is shown to be theirs, and after."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from tradewind.domains.catalogue.models import Product
from tradewind.domains.engagement.models.inquiries import Inquiry
from tradewind.domains.stores.models import StoreOwned


class GuestQuestion(StoreOwned):
    """A question as a guest wrote it. Nobody reads it before the letter's link was followed: then
    it becomes `inquiry`, and the same link is how the guest reads the answers."""

    token = models.CharField(max_length=32, unique=True, help_text="Confirms, and reads answers")
    email = models.EmailField()
    product = models.ForeignKey(Product, null=True, on_delete=models.CASCADE, related_name="+")
    author = models.CharField(max_length=40)
    text = models.TextField(max_length=2_000)
    language = models.CharField(max_length=12)
    is_secret = models.BooleanField(default=False)
    digest = models.CharField(max_length=32, blank=True, help_text="Of the text, for duplicates")
    asked_at = models.DateTimeField()
    inquiry = models.OneToOneField(
        Inquiry, null=True, on_delete=models.CASCADE, related_name="guest"
    )

    class Meta:
        indexes = (
            models.Index(Lower("email"), name="guest_question_of"),
            models.Index(
                fields=("asked_at",),
                condition=models.Q(inquiry=None),
                name="guest_question_unconfirmed",
            ),
        )
