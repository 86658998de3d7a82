"""What the page of one request shows to the seller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from tradewind.domains.inventory.queries import available
from tradewind.domains.pricing.queries import prices_of
from tradewind.domains.quotations.models import STATE_NAMES, Offer, Quotation, Side
from tradewind.domains.quotations.rules import MOVES, State
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.money import Money, total
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.languages import current

OFFERED_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Typed:
    """The answer as it was filled in, with what is wrong with it."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line to be priced: `now` is what so many cost each today, None where they can't be bought in
    the shopper's currency.
    """

    id: str
    title: str
    choices: str
    sku: str
    wanted: int
    there: int
    now: Money | None
    quantity: str
    unit: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A version that was offered."""

    version: int
    lines: Sequence[tuple[int, str, Money]]
    goods: Money
    delivery: Money | None
    valid_until: datetime
    note: str
    keeps_stock: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A message; `is_own`: the store's."""

    is_own: bool
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestScreen:
    """The page. `rows` is the form of an answer."""

    shopper: str
    email: str
    country: str
    currency: str
    state: str
    state_name: str
    wanted_on: date | None
    rows: Sequence[Row]
    form: Typed
    valid_until: str
    offers: Sequence[OfferRow]
    said: Sequence[Said]
    time_zone: str
    can_answer: bool
    can_say: bool
    includes_tax: bool
    urls: Mapping[str, str]


def request_screen(store: Store, row: Quotation, form: Typed | None = None) -> RequestScreen:
    """The page of `row`, read whole; two statements more."""
    form = form or Typed()
    state = State(row.state)
    return RequestScreen(
        shopper=row.name,
        email=row.email,
        country=row.country,
        currency=row.currency,
        state=state.value,
        state_name=str(STATE_NAMES[state]),
        wanted_on=row.wanted_on,
        rows=_rows(row, form),
        form=form,
        valid_until=form.values.get("valid_until") or _until(store),
        offers=[_offer(row, offer) for offer in reversed(row.offers.all())],
        said=[Said(one.by == Side.SELLER, one.text, one.said_at) for one in row.messages.all()],
        time_zone=store.time_zone,
        can_answer=State.ANSWERED in MOVES[state],
        can_say=state in (State.ASKED, State.ANSWERED, State.ACCEPTED),
        includes_tax=store.prices_include_tax,
        urls={
            "list": reverse("console:quotations", args=[store.slug]),
            "answer": reverse("console:quotation", args=[store.slug, row.public_id]),
            "message": reverse("console:quotation_message", args=[store.slug, row.public_id]),
            "refusal": reverse("console:quotation_refusal", args=[store.slug, row.public_id]),
        },
    )


def _rows(row: Quotation, form: Typed) -> list[Row]:
    wanted = list(row.wanted.all())
    ids = [line.variant_id for line in wanted]
    prices = prices_of(variant_ids=ids, currency=row.currency, now=clock.now())
    there = available(variant_ids=ids)
    rows = []
    for line in wanted:
        variant = line.variant
        price = prices.get(variant.pk)
        each = price.each(line.quantity) if price else None
        rows.append(
            Row(
                id=variant.public_id,
                title=variant.product.text("title", current()),
                choices=" · ".join(variant.choices),
                sku=variant.sku,
                wanted=line.quantity,
                there=there.get(variant.pk, 0),
                now=each,
                quantity=form.values.get(f"quantity-{variant.public_id}", str(line.quantity)),
                unit=form.values.get(
                    f"unit-{variant.public_id}", formats.amount(each) if each else ""
                ),
            )
        )
    return rows


def _offer(row: Quotation, offer: Offer) -> OfferRow:
    lines = [
        (line.quantity, line.variant.product.text("title", current()), line.unit(row.currency))
        for line in offer.lines.all()
    ]
    return OfferRow(
        version=offer.version,
        lines=lines,
        goods=total((unit * count for count, _, unit in lines), row.currency),
        delivery=None
        if offer.delivery_minor is None
        else Money(offer.delivery_minor, row.currency),
        valid_until=offer.valid_until,
        note=offer.note,
        keeps_stock=offer.keeps_stock,
    )


def _until(store: Store) -> str:
    there = (clock.now() + OFFERED_FOR).astimezone(ZoneInfo(store.time_zone))
    return there.replace(hour=18, minute=0).strftime("%Y-%m-%dT%H:%M")
