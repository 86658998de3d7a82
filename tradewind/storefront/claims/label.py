"""The slip that goes into a parcel on its way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from django.utils.safestring import SafeString, mark_safe

from tradewind.domains.orders.models import Claim
from tradewind.domains.orders.queries import policy_of
from tradewind.domains.stores.queries import list_locations
from tradewind.platform.i18n.addresses import address_lines
from tradewind.platform.i18n.languages import country_name


@dataclass(frozen=True, slots=True)
class LabelScreen:
    """What is printed. `address` is where it goes, `qr` the claim's number for a scanner."""

    number: str
    seller: str
    address: Sequence[str]
    sender_address: Sequence[str]
    lines: Sequence[tuple[int, str, str]]
    instructions: str
    due_on: date | None
    qr: SafeString
    back_url: str


def label_screen(claim: Claim, back_url: str) -> LabelScreen:
    """The slip of a claim that was read whole."""
    purchase = claim.order.purchase
    return LabelScreen(
        number=claim.number,
        seller=claim.store.name,
        address=_return_address(claim.store_id),
        sender_address=address_lines(
            purchase.country, purchase.address, with_country=country_name(purchase.country)
        ),
        lines=[
            (row.quantity, row.line.title, " · ".join([*row.line.choices, row.line.sku]))
            for row in claim.lines.all()
        ],
        instructions=policy_of(store_id=claim.store_id).instructions,
        due_on=claim.due_at.date() if claim.due_at else None,
        qr=_qr(claim.number),
        back_url=back_url,
    )


def _return_address(store_id: int) -> Sequence[str]:
    """The first place the store picks from that has an address."""
    for location in list_locations(store_id=store_id):
        if location.address:
            return address_lines(
                location.country, location.address, with_country=country_name(location.country)
            )
    return ()


def _qr(number: str) -> SafeString:
    drawn = segno.make(number, error="m", micro=False)
    svg = drawn.svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return mark_safe(svg)  # noqa: S308
