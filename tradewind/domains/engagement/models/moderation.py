"""How words of shoppers are reported, held, judged and appealed: every step is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tradewind.domains.engagement.models.inquiries import Inquiry
from tradewind.domains.engagement.models.reviews import Review
from tradewind.domains.engagement.rules.standing import Standing
from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import StoreOwned
from tradewind.platform.models import PublicIdField

__all__ = ["Appeal", "Flag", "Standing", "Step"]

_ONE_SUBJECT = Q(review__isnull=False, inquiry=None) | Q(review=None, inquiry__isnull=False)


class _About(StoreOwned):
    """Something about a review or an inquiry."""

    review = models.ForeignKey(Review, null=True, on_delete=models.CASCADE, related_name="+")
    inquiry = models.ForeignKey(Inquiry, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class Flag(_About):
    """Somebody says that this should not stand here. One a person."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Advertising or spam")
        OFFENSIVE = "offensive", _("Offensive")
        PRIVATE = "private", _("Tells private things")
        WRONG_PLACE = "wrong_place", _("Not about this product")
        FALSE = "false", _("Not true")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    note = models.CharField(max_length=300, blank=True)
    flagged_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_ONE_SUBJECT, name="flag_of_one"),
            models.UniqueConstraint(fields=("review", "person"), name="flag_review_once"),
            models.UniqueConstraint(fields=("inquiry", "person"), name="flag_inquiry_once"),
        )


class Step(_About):
    """A step of how it was judged: the history author, seller and mall read."""

    class Kind(models.TextChoices):
        HELD = "held", _("Held by itself: several people reported it")
        HIDDEN = "hidden", _("Hidden by the mall")
        KEPT = "kept", _("Kept by the mall")
        APPEALED = "appealed", _("Asked to look again")
        UPHELD = "upheld", _("Looked at again: stays as it is")
        REVERSED = "reversed", _("Looked at again: decided otherwise")

    kind = models.CharField(max_length=8, choices=Kind)
    actor = models.CharField(max_length=40, blank=True, help_text="Public id; empty: the system")
    reason = models.CharField(max_length=500, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=_ONE_SUBJECT, name="step_of_one"),)


class Appeal(_About):
    """The author or the seller asks the mall to look again."""

    class By(models.TextChoices):
        AUTHOR = "author", _("The author")
        SELLER = "seller", _("The seller")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        UPHELD = "upheld", _("Stays as it is")
        REVERSED = "reversed", _("Decided otherwise")

    public_id = PublicIdField("apl")
    by = models.CharField(max_length=6, choices=By)
    actor = models.CharField(max_length=40, help_text="Public id of a person")
    text = models.CharField(max_length=1_000)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    answer = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=_ONE_SUBJECT, name="appeal_of_one"),
            models.UniqueConstraint(
                fields=("review", "by"),
                condition=Q(state="waiting"),
                name="appeal_review_one_waiting",
            ),
            models.UniqueConstraint(
                fields=("inquiry", "by"),
                condition=Q(state="waiting"),
                name="appeal_inquiry_one_waiting",
            ),
        )
        indexes = (
            models.Index(fields=("asked_at",), condition=Q(state="waiting"), name="appeal_queue"),
        )
