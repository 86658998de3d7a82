"""The newest offer of a request, as checkout needs it."""

from __future__ import annotations

from tradewind.domains.inventory.models import Reservation
from tradewind.domains.quotations.models import Offer, Quotation
from tradewind.domains.quotations.rules import OfferedLine, State, Terms
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

_WHY = "the offer of one request"


def newest_offer(row: Quotation) -> Offer:
    """The offer of the row's version. Raises `NotFound` before there is one."""
    offer = (
        Offer.objects.across_stores(_WHY)
        .prefetch_related("lines")
        .filter(quotation=row, version=row.version)
        .first()
    )
    if offer is None:
        raise NotFound(id=row.public_id)
    return offer


def terms_of(*, quotation_id: str) -> Terms:
    """What the newest offer says. Four statements. Raises `NotFound`."""
    row = Quotation.objects.across_stores(_WHY).filter(public_id=quotation_id).first()
    if row is None:
        raise NotFound(id=quotation_id)
    offer = newest_offer(row)
    kept: dict[int, int] = {}
    held = Reservation.objects.across_stores(_WHY).filter(
        holder=quotation_id, state=Reservation.State.HELD
    )
    for variant_id, quantity in held.values_list("variant_id", "quantity"):
        kept[variant_id] = kept.get(variant_id, 0) + quantity
    is_over = row.state not in (State.ANSWERED, State.ACCEPTED) or offer.valid_until <= clock.now()
    return Terms(
        quotation_id=quotation_id,
        version=offer.version,
        lines=[
            OfferedLine(line.variant_id, line.quantity, line.unit(row.currency))
            for line in offer.lines.all()
        ],
        delivery=None
        if offer.delivery_minor is None
        else Money(offer.delivery_minor, row.currency),
        currency=row.currency,
        valid_until=offer.valid_until,
        kept=kept,
        refusal="quotation_over" if is_over else "",
    )
