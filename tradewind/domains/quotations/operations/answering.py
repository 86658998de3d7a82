"""What the seller offers; every offer is a version of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.operations import hold, release
from tradewind.domains.quotations.models import Offer, OfferLine, Quotation, Side
from tradewind.domains.quotations.operations.locking import locked, move
from tradewind.domains.quotations.rules import (
    LONGEST_MESSAGE,
    MOST_MINOR,
    MOST_PIECES,
    State,
    check_move,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform import audit

LONGEST_VALID = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An offer. `lines` maps variants (public ids) to pieces and the price of each, in the request's
    currency as the store shows prices; `delivery` None leaves delivery to the store's own fees.
    """

    lines: Mapping[str, tuple[int, Money]]
    delivery: Money | None
    valid_until: datetime
    note: str = ""
    keeps_stock: bool = False


def answer(*, store_id: int, quotation_id: str, said: Answered, actor: str) -> Quotation:
    """Offer it, in place of the version before. With `keeps_stock` the pieces are set aside.

    Raises `NotFound`, `InvalidInput`, `QuotationClosed`, `StockShort`.
    """
    now = clock.now()
    with transaction.atomic():
        row = locked(quotation_id=quotation_id, store_id=store_id)
        check_move(State(row.state), State.ANSWERED)
        variants = _checked(row, said, now)
        row.version += 1
        offer = Offer.objects.create(
            store_id=store_id,
            quotation=row,
            version=row.version,
            delivery_minor=None if said.delivery is None else said.delivery.minor,
            valid_until=said.valid_until,
            note=said.note.strip(),
            keeps_stock=said.keeps_stock,
            actor=actor,
            made_at=now,
        )
        OfferLine.objects.bulk_create(
            OfferLine(
                store_id=store_id,
                offer=offer,
                variant_id=variants[name],
                quantity=quantity,
                unit_minor=unit.minor,
            )
            for name, (quantity, unit) in said.lines.items()
        )
        row.valid_until, row.waits_since = said.valid_until, None
        move(row, State.ANSWERED, by=Side.SELLER)
        row.save()
        if said.keeps_stock:
            wanted = {variants[name]: quantity for name, (quantity, _) in said.lines.items()}
            hold(holder=row.public_id, wanted=wanted, expires_at=said.valid_until)
        else:
            release(holder=row.public_id)
        audit.record(
            actor=actor,
            action="quotations.answer",
            subject=row.public_id,
            store_id=store_id,
            changes={"version": [row.version - 1, row.version]},
        )
    return row


def _checked(row: Quotation, said: Answered, now: datetime) -> dict[str, int]:
    """Row ids by public id. Raises `InvalidInput`."""
    wrong: dict[str, str] = {}
    if not said.lines:
        wrong["lines"] = "required"
    for quantity, unit in said.lines.values():
        if not 1 <= quantity <= MOST_PIECES:
            wrong["quantity"] = "too_large" if quantity > 0 else "too_small"
        if not 0 <= unit.minor <= MOST_MINOR:
            wrong["unit"] = "too_large" if unit.minor > 0 else "too_small"
        if unit.currency != row.currency:
            wrong["unit"] = "invalid"
    if said.delivery is not None and (
        said.delivery.currency != row.currency or not 0 <= said.delivery.minor <= MOST_MINOR
    ):
        wrong["delivery"] = "invalid"
    if said.valid_until <= now:
        wrong["valid_until"] = "too_small"
    elif said.valid_until > now + LONGEST_VALID:
        wrong["valid_until"] = "too_large"
    if len(said.note) > LONGEST_MESSAGE or "\0" in said.note:
        wrong["note"] = "too_long" if len(said.note) > LONGEST_MESSAGE else "invalid"
    own = Variant.objects.for_store(row.store_id).filter(
        public_id__in=list(said.lines), archived_at=None
    )
    found = {variant.public_id: variant.pk for variant in own}
    if said.lines.keys() - found.keys():
        wrong["lines"] = "unknown"
    if wrong:
        raise InvalidInput(wrong)
    return found
