"""What both sides say about it, and taking leave of it."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.inventory.operations import release
from tradewind.domains.quotations.events import QuotationDiscussed
from tradewind.domains.quotations.models import Message, Quotation, Side
from tradewind.domains.quotations.operations.locking import locked, move
from tradewind.domains.quotations.rules import LONGEST_MESSAGE, QuotationClosed, State
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.events import publish
from tradewind.platform.http import throttles

_OPEN = (State.ASKED, State.ANSWERED, State.ACCEPTED)
_AN_HOUR, _HOUR = 30, 3600


def say(
    *,
    text: str,
    by: Side,
    token: str = "",
    quotation_id: str = "",
    store_id: int | None = None,
) -> Message:
    """Say something: a shopper by the page's `token`, a seller by `quotation_id` of its store.

    An offer stays as it is. Raises `NotFound`, `InvalidInput`, `QuotationClosed`,
    `TooManyRequests`.
    """
    with transaction.atomic():
        row = locked(token=token, quotation_id=quotation_id, store_id=store_id)
        said = _checked(text)
        if row.state not in _OPEN:
            raise QuotationClosed(state=row.state)
        throttles.count(name=f"quotation.{by}", who=row.public_id, limit=_AN_HOUR, seconds=_HOUR)
        now = clock.now()
        made = Message.objects.create(
            store_id=row.store_id, quotation=row, by=by, text=said, said_at=now
        )
        row.waits_since = (row.waits_since or now) if by == Side.SHOPPER else None
        row.save(update_fields=["waits_since", "updated_at"])
        publish(
            QuotationDiscussed(
                quotation_id=row.public_id,
                store_id=row.store.public_id,
                message=made.pk,
                by=str(by),
            )
        )
    return made


def decline(
    *, by: Side, token: str = "", quotation_id: str = "", store_id: int | None = None
) -> Quotation:
    """The seller offers nothing, or the shopper wants it no more. Repeating it changes nothing.

    What was set aside is free again. Raises `NotFound`, `QuotationClosed`, also while it is paid.
    """
    with transaction.atomic():
        row = locked(token=token, quotation_id=quotation_id, store_id=store_id)
        if row.state == State.DECLINED:
            return row
        if row.paying_until is not None:
            raise QuotationClosed(state=row.state)
        row.declined_by, row.waits_since = by, None
        move(row, State.DECLINED, by=str(by))
        row.save()
        release(holder=row.public_id)
    return row


def _checked(text: str) -> str:
    said = text.strip()
    if not said or len(said) > LONGEST_MESSAGE or "\0" in said:
        wrong = "required" if not said else "too_long" if "\0" not in said else "invalid"
        raise InvalidInput({"text": wrong})
    return said
