"""Accepting an offer, once only, and what its payment makes of it.

Checkout calls all of these inside its own transactions, with its own row locked first.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.operations import hold, release
from tradewind.domains.inventory.queries import available
from tradewind.domains.quotations.models import Quotation, Side
from tradewind.domains.quotations.operations.locking import locked, move
from tradewind.domains.quotations.queries import newest_offer, terms_of
from tradewind.domains.quotations.rules import (
    QuotationChanged,
    QuotationClosed,
    QuotationExpired,
    QuotationShort,
    QuotationTaken,
    State,
    Terms,
)
from tradewind.kernel import clock
from tradewind.platform.i18n.languages import current


def accept(*, token: str, version: int) -> tuple[Quotation, Terms]:
    """Accept the offer of that version: its row and what it says.

    Raises `NotFound`, `QuotationTaken`, `QuotationExpired`, `QuotationChanged`, `QuotationShort`,
    `QuotationClosed`, with nothing changed.
    """
    now = clock.now()
    with transaction.atomic():
        row = locked(token=token)
        if row.state in (State.ACCEPTED, State.ORDERED):
            raise QuotationTaken
        _check_valid(row, now)
        if row.state != State.ANSWERED:
            raise QuotationClosed(state=row.state)
        if version != row.version:
            raise QuotationChanged(version=row.version)
        terms = terms_of(quotation_id=row.public_id)
        _check_stock(terms)
        row.accepted_at, row.waits_since = now, None
        move(row, State.ACCEPTED, by=Side.SHOPPER)
        row.save()
    return row, terms


def begin_payment(*, quotation_id: str, until: datetime) -> None:
    """Its checkout is being paid until then: it does not run out meanwhile, and what was set aside
    is free for the checkout's own hold, in the same transaction.

    Raises `QuotationExpired`, `QuotationClosed`.
    """
    with transaction.atomic():
        row = locked(quotation_id=quotation_id)
        _check_valid(row, clock.now())
        if row.state != State.ACCEPTED:
            raise QuotationClosed(state=row.state)
        row.paying_until = until
        row.save(update_fields=["paying_until", "updated_at"])
        release(holder=quotation_id)


def end_payment(*, quotation_id: str) -> None:
    """Its checkout let go: within its time the offer stands as before, its pieces set aside again.

    To be called once the checkout's hold is released, in the same transaction.
    """
    with transaction.atomic():
        row = locked(quotation_id=quotation_id)
        row.paying_until = None
        row.save(update_fields=["paying_until", "updated_at"])
        offer = newest_offer(row)
        if row.state == State.ACCEPTED and offer.keeps_stock and offer.valid_until > clock.now():
            wanted = {line.variant_id: line.quantity for line in offer.lines.all()}
            hold(holder=quotation_id, wanted=wanted, expires_at=offer.valid_until)


def finish(*, quotation_id: str, purchase_id: str) -> None:
    """It was paid."""
    with transaction.atomic():
        row = locked(quotation_id=quotation_id)
        if row.state == State.ORDERED:
            return
        row.purchase, row.paying_until = purchase_id, None
        move(row, State.ORDERED, by="")
        row.save()


def _check_valid(row: Quotation, now: datetime) -> None:
    ran_out = row.valid_until is not None and row.valid_until <= now
    if row.state == State.EXPIRED or (ran_out and row.state != State.DECLINED):
        raise QuotationExpired(until=row.valid_until)


def _check_stock(terms: Terms) -> None:
    left = available(variant_ids=[line.variant_id for line in terms.lines])
    for line in terms.lines:
        there = left[line.variant_id] + terms.kept.get(line.variant_id, 0)
        if there < line.quantity:
            raise QuotationShort(
                title=_title(line.variant_id), available=there, wanted=line.quantity
            )


def _title(variant_id: int) -> str:
    variant = Variant.objects.across_stores("the offer names it").select_related("product")
    return str(variant.get(pk=variant_id).product.text("title", current()))
