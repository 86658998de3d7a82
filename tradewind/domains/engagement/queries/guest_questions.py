"""What a guest asked, read by the letter's link."""

from __future__ import annotations

from tradewind.domains.engagement.models import GuestQuestion, Reply
from tradewind.kernel.errors import NotFound


def get_guest_question(*, token: str) -> GuestQuestion:
    """The guest's question with its product and store, and once confirmed its inquiry. Raises
    `NotFound`."""
    rows = GuestQuestion.objects.across_stores("the token opens its own row")
    found = (
        rows.select_related("product", "store", "inquiry__product", "inquiry__store")
        .filter(token=token)
        .first()
    )
    if found is None:
        raise NotFound(id=token[:4])
    return found


def replies_of(question: GuestQuestion) -> list[Reply]:
    """What was said to it, oldest first."""
    rows = Reply.objects.for_store(question.store_id).filter(inquiry=question.inquiry_id)
    return list(rows.order_by("pk")) if question.inquiry_id is not None else []
