"""What the pages of a request for a price show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from tradewind.domains.quotations.models import STATE_NAMES, Offer, OfferLine, Quotation, Side
from tradewind.domains.quotations.models import WantedLine as WantedRow
from tradewind.domains.quotations.rules import State
from tradewind.kernel import clock
from tradewind.kernel.money import Money, total
from tradewind.platform.i18n.languages import current


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A variant on the form; `id` is its public id."""

    id: str
    title: str
    choices: str
    quantity: str


@dataclass(frozen=True, slots=True)
class NewScreen:
    """The form, with what was typed and what is wrong with it."""

    lines: Sequence[WantedLine]
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a request or an offer; `unit` and `amount` are None where nothing is offered yet."""

    title: str
    choices: str
    quantity: int
    unit: Money | None
    amount: Money | None


@dataclass(frozen=True, slots=True)
class ShownOffer:
    """One version. `delivery` is None where the store's own fees hold."""

    version: int
    lines: Sequence[ShownLine]
    delivery: Money | None
    goods: Money
    valid_until: datetime
    note: str
    keeps_stock: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A message; `is_own`: the shopper's."""

    is_own: bool
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QuotationScreen:
    """A request as its shopper reads it. `offer` is the newest, `former` those before."""

    seller: str
    seller_url: str
    state: str
    state_name: str
    wanted: Sequence[ShownLine]
    wanted_on: date | None
    offer: ShownOffer | None
    former: Sequence[ShownOffer]
    said: Sequence[Said]
    can_accept: bool
    can_pay: bool
    can_say: bool
    urls: Mapping[str, str]


def quotation_screen(row: Quotation) -> QuotationScreen:
    """The page of `row`, read whole."""
    offers = [shown_offer(row, offer) for offer in row.offers.all()]
    state = State(row.state)
    in_time = row.valid_until is not None and row.valid_until > clock.now()
    return QuotationScreen(
        seller=row.store.text("name", current()),
        seller_url=reverse("storefront:store", args=[row.store.slug]),
        state=state.value,
        state_name=str(STATE_NAMES[state]),
        wanted=[_line(line, None) for line in row.wanted.all()],
        wanted_on=row.wanted_on,
        offer=offers[-1] if offers else None,
        former=offers[-2::-1],
        said=[Said(one.by == Side.SHOPPER, one.text, one.said_at) for one in row.messages.all()],
        can_accept=state is State.ANSWERED and in_time,
        can_pay=state is State.ACCEPTED and in_time,
        can_say=state in (State.ASKED, State.ANSWERED, State.ACCEPTED),
        urls={
            name: reverse(f"storefront:quotation_{name}", args=[row.token])
            for name in ("acceptance", "checkout", "message", "refusal")
        },
    )


def shown_offer(row: Quotation, offer: Offer) -> ShownOffer:
    """An offer with its sums, in the request's currency."""
    lines = [_line(line, line.unit(row.currency)) for line in offer.lines.all()]
    return ShownOffer(
        version=offer.version,
        lines=lines,
        delivery=None
        if offer.delivery_minor is None
        else Money(offer.delivery_minor, row.currency),
        goods=total((line.amount for line in lines if line.amount is not None), row.currency),
        valid_until=offer.valid_until,
        note=offer.note,
        keeps_stock=offer.keeps_stock,
    )


def _line(line: WantedRow | OfferLine, unit: Money | None) -> ShownLine:
    return ShownLine(
        title=line.variant.product.text("title", current()),
        choices=" · ".join(line.variant.choices),
        quantity=line.quantity,
        unit=unit,
        amount=None if unit is None else unit * line.quantity,
    )
