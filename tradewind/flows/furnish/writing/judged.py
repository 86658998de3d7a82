"""What people reported, what the mall decided of it, and what it is asked to look at again."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from tradewind.domains.engagement.models import Flag, Inquiry, Review
from tradewind.domains.engagement.operations import judging, voting
from tradewind.flows.furnish.writing.people import People
from tradewind.kernel import clock

_WHY = "the mall judges words about every store"
_ADVERTISED = "NEI-REPAIRHAND-UNSCENTED-75ML"
_HIDDEN = "CAL-FIRSTPRESS-500ML"
_REPORTERS = ("maya@example.com", "julien@example.com", "samira@example.com")
# SKU of the review → who found it helpful.
_HELPFUL = {
    "KLN-MORNINGMUG-CLAY-2": ("samira@example.com", "linh.tran@example.com", "bat@example.com"),
    "CAL-COCOTTE-CORAL-24CM": ("maya@example.com", "seo-yeon.park@example.com"),
    "KLN-BOWDRESS-INK-M": ("linh.tran@example.com", "maya@example.com", "julien@example.com"),
    "CED-LODGESWEAT-PINE-L": ("julien@example.com",),
    "KLN-SLOWTEAPOT-CLAY": ("maya@example.com", "bat@example.com"),
}


def write_judged(*, people: People, operator: str) -> None:
    """A review that three reported waits for the mall; one it hid is appealed. Once."""
    if Flag.objects.across_stores(_WHY).exists():
        return
    now = clock.now()
    with transaction.atomic():
        for sku, readers in _HELPFUL.items():
            for reader in readers:
                voting.find_helpful(review_id=_review(sku).public_id, person_id=people[reader].pk)
        _report(people)
        hidden = _review(_HIDDEN, email="julien@example.com")
        with clock.frozen_at(now - timedelta(days=3)):
            judging.decide(
                subject_id=hidden.public_id,
                keep=False,
                reason="Reads like a note on the parcel rather than on the oil.",
                actor=operator,
            )
        author = people["julien@example.com"]
        with clock.frozen_at(now - timedelta(hours=20)):
            judging.appeal(
                subject_id=hidden.public_id,
                text="Je parle bien de l’huile : elle est poivrée, et son bouchon goutte.",
                actor=author.public_id,
                person_id=author.pk,
                store_id=None,
            )


def _report(people: People) -> None:
    reported = _review(_ADVERTISED)
    for hours, reporter in zip((30, 26, 4), _REPORTERS, strict=True):
        with clock.frozen_at(clock.now() - timedelta(hours=hours)):
            voting.flag_review(
                review_id=reported.public_id,
                person_id=people[reporter].pk,
                reason=Flag.Reason.SPAM,
                note="Sells something else" if hours == 30 else "",
            )
    asked = Inquiry.objects.across_stores(_WHY).filter(
        product__external_id="calanque-coffee", is_secret=False
    )
    if inquiry := asked.first():
        voting.flag_inquiry(
            inquiry_id=inquiry.public_id,
            person_id=people["julien@example.com"].pk,
            reason=Flag.Reason.WRONG_PLACE,
        )


def _review(sku: str, *, email: str = "") -> Review:
    rows = Review.objects.across_stores(_WHY).filter(line__sku=sku)
    return (rows.filter(purchase__email=email) if email else rows).earliest("pk")
