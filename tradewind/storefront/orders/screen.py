"""Everything the purchase page shows: what was bought, where it is, what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.checkout.queries import paid_with
from tradewind.domains.checkout.telling import name_of
from tradewind.domains.orders.claims import ClaimState
from tradewind.domains.orders.models import STAGE_NAMES, Claim, Order, OrderLine, Purchase, Shipment
from tradewind.domains.orders.rules import Stage
from tradewind.kernel.money import Money, total
from tradewind.platform.files.storages import public_url
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.addresses import address_lines
from tradewind.platform.i18n.languages import country_name
from tradewind.storefront.claims.screen import ClaimRow, claim_row
from tradewind.storefront.orders.hours import OrderHours, hours_of
from tradewind.ui import tiles

_LINE = (Stage.PAID, Stage.PREPARING, Stage.SHIPPED, Stage.DELIVERED)
"""The stages every order is shown to pass, in order."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an order. `deductions` are promotions by name with what they took, below zero;
    `paid` is what is left of `goods` after them.
    """

    title: str
    choices: str
    picture_url: str
    quantity: int
    goods: Money
    deductions: Sequence[tuple[str, Money]]
    paid: Money
    review_url: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel on its way or arrived."""

    carrier: str
    tracking_number: str
    tracking_url: str
    shipped_at: datetime
    contents: str


@dataclass(frozen=True, slots=True)
class DelayNote:
    """A later date the seller told; `cancel_url` is empty once everything left."""

    before: date
    until: date
    note: str
    cancel_url: str


@dataclass(frozen=True, slots=True)
class OrderPart:
    """One seller's order. `next` is what happens now, in one sentence.

    `tax_in_prices` (zero or below) takes out what the prices hold already, so that rows add up.
    """

    id: str
    number: str
    seller: str
    seller_url: str
    stage: str
    next: str
    is_cancelled: bool
    hours: OrderHours | None
    stages: Sequence[tiles.Stage]
    lines: Sequence[LineRow]
    parcels: Sequence[Parcel]
    goods: Money
    discounts: Sequence[tuple[str, Money]]
    shipping: Money
    shipping_off: Money
    tax: Money
    tax_difference: Money
    tax_in_prices: Money
    total: Money
    refunded: Money
    claim_url: str
    claims: Sequence[ClaimRow]
    delay: DelayNote | None


@dataclass(frozen=True, slots=True)
class PaidRow:
    """A way it was paid, in words. `returned` is None where nothing of it went back."""

    name: str
    amount: Money
    returned: Money | None


@dataclass(frozen=True, slots=True)
class PurchaseScreen:
    """The whole page."""

    number: str
    name: str
    email: str
    placed_on: date
    address: Sequence[str]
    orders: Sequence[OrderPart]
    total: Money
    paid: Sequence[PaidRow]
    ticket_url: str
    again_url: str


def purchase_screen(purchase: Purchase, claims: Sequence[Claim]) -> PurchaseScreen:
    """The page of a purchase that was read whole, and of its `claims`, newest first. One statement,
    two where points, a deposit or a card paid a part."""
    return PurchaseScreen(
        number=purchase.number,
        name=purchase.name,
        email=purchase.email,
        placed_on=purchase.placed_at.date(),
        address=address_lines(
            purchase.country, purchase.address, with_country=country_name(purchase.country)
        ),
        orders=[
            _order(
                order,
                [claim for claim in claims if claim.order_id == order.pk],
                purchase,
            )
            for order in purchase.orders.all()
        ],
        total=purchase.total,
        paid=[
            PaidRow(name_of(part), part.amount, part.returned or None)
            for part in paid_with(checkout_id=purchase.checkout)
        ],
        ticket_url=reverse("storefront:purchase_ticket", args=[purchase.token]),
        again_url=reverse("storefront:purchase_again", args=[purchase.token]),
    )


def _order(order: Order, claims: Sequence[Claim], purchase: Purchase) -> OrderPart:
    token = purchase.token
    unit = order.currency
    goods, shipping = Money(order.goods_minor, unit), Money(order.shipping_minor, unit)
    difference = order.total - goods - shipping + Money(order.discount_minor, unit)
    lines = list(order.lines.all())
    off_goods = total((Money(line.discount_minor, unit) for line in lines), unit)
    return OrderPart(
        id=order.public_id,
        number=order.number,
        seller=order.store.name,
        seller_url=reverse("storefront:store", args=[order.store.slug]),
        stage=str(STAGE_NAMES[Stage(order.stage)]),
        next=_next(order),
        is_cancelled=order.stage == Stage.CANCELLED,
        stages=_stages(order),
        hours=hours_of(order, purchase.checkout, token),
        lines=[_line(line, order, unit) for line in lines],
        parcels=[_parcel(parcel) for parcel in order.shipments.all()],
        goods=goods,
        discounts=_named(lines, unit),
        shipping=shipping,
        shipping_off=off_goods - Money(order.discount_minor, unit),
        tax=Money(order.tax_minor, unit),
        tax_difference=difference,
        tax_in_prices=difference - Money(order.tax_minor, unit),
        total=order.total,
        refunded=total(
            (claim.refund for claim in claims if claim.state == ClaimState.SETTLED), unit
        ),
        claim_url=reverse("storefront:claim_new", args=[token, order.public_id]),
        claims=[claim_row(claim, token) for claim in claims],
        delay=_delay(order, token),
    )


def _delay(order: Order, token: str) -> DelayNote | None:
    told = list(order.delays.all())
    if not told or order.stage in (Stage.DELIVERED, Stage.CANCELLED):
        return None
    form = reverse("storefront:claim_new", args=[token, order.public_id])
    unsent = any(line.unsent for line in order.lines.all())
    return DelayNote(
        before=order.promised_until,
        until=told[-1].until,
        note=told[-1].note,
        cancel_url=f"{form}?kind=cancel" if unsent else "",
    )


def _next(order: Order) -> str:
    until = formats.day(order.expected_until)
    sentences = {
        Stage.PAID: _("{seller} has your order and packs it next. It arrives by {until}."),
        Stage.PREPARING: _("{seller} is packing it now. It arrives by {until}."),
        Stage.PARTLY_SHIPPED: _("Part of it is on its way; the rest follows by {until}."),
        Stage.SHIPPED: _("Your order is on its way. It arrives by {until}."),
        Stage.DELIVERED: _("It has arrived. Enjoy it."),
        Stage.CANCELLED: _("This order was cancelled. What you paid for it goes back to you."),
    }
    return sentences[Stage(order.stage)].format(seller=order.store.name, until=until)


def _stages(order: Order) -> list[tiles.Stage]:
    reached = {Stage(step.to_stage): step.changed_at for step in order.history.all()}
    if order.stage == Stage.CANCELLED:
        return [
            tiles.Stage(str(STAGE_NAMES[Stage.PAID]), "done", at=reached.get(Stage.PAID)),
            tiles.Stage(str(STAGE_NAMES[Stage.CANCELLED]), "failed", at=order.stage_at),
        ]
    # Partly on its way stands where "on its way" will.
    now = Stage.PREPARING if order.stage == Stage.PARTLY_SHIPPED else Stage(order.stage)
    place = _LINE.index(now)
    return [
        tiles.Stage(
            str(STAGE_NAMES[stage]),
            "done"
            if index < place or now is Stage.DELIVERED
            else "now"
            if index == place
            else "next",
            # A seller who began by mistake put it back: that stage is ahead again.
            at=reached.get(stage) if index <= place else None,
        )
        for index, stage in enumerate(_LINE)
    ]


def _line(line: OrderLine, order: Order, unit: str) -> LineRow:
    arrived = order.stage == Stage.DELIVERED and line.shipped
    return LineRow(
        title=line.title,
        choices=" · ".join(line.choices),
        picture_url=public_url(line.picture) if line.picture else "",
        quantity=line.quantity,
        goods=Money(line.goods_minor, unit),
        deductions=_named([line], unit),
        paid=Money(line.goods_minor - line.discount_minor, unit),
        review_url=reverse("storefront:write_review", args=[order.purchase.token, line.public_id])
        if arrived
        else "",
    )


def _named(lines: Sequence[OrderLine], unit: str) -> list[tuple[str, Money]]:
    """What each promotion took off these lines, by the name it had then."""
    found: dict[str, int] = {}
    for line in lines:
        for part in line.discounts:
            found[part["name"]] = found.get(part["name"], 0) + part["minor"]
    return [(name, Money(-minor, unit)) for name, minor in found.items()]


def _parcel(parcel: Shipment) -> Parcel:
    return Parcel(
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        tracking_url=parcel.tracking_url,
        shipped_at=parcel.shipped_at,
        contents=formats.listed(
            f"{item.quantity} × {item.line.title}" for item in parcel.lines.all()
        ),
    )
