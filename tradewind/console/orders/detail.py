"""Everything the page and the sheet of one order show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.console.claims.listing import ClaimRow, claim_row
from tradewind.console.orders.listing import is_late
from tradewind.console.orders.parts import Breakdown, LineRow, Parcel, Source, Step
from tradewind.console.orders.wording import REASONS, STAGE_KINDS
from tradewind.domains.checkout.queries import paid_with
from tradewind.domains.customers.models import Customer
from tradewind.domains.orders.claims import ClaimState
from tradewind.domains.orders.models import (
    STAGE_NAMES,
    Order,
    OrderLine,
    Purchase,
    Shipment,
    StageChange,
)
from tradewind.domains.orders.queries import OrderShares, claims_of_order, get_order, order_shares
from tradewind.domains.orders.rules import MOVES, TO_DO, Stage
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import list_staff, today_in
from tradewind.domains.tax.wording import tax_name
from tradewind.domains.visits.models import Channel
from tradewind.kernel.money import Money, total
from tradewind.platform.files.storages import public_url
from tradewind.platform.i18n.addresses import address_lines
from tradewind.platform.i18n.languages import country_name


@dataclass(frozen=True, slots=True)
class OrderScreen:
    """The whole order. `change` numbers its steps, so that an open page knows what is newer."""

    id: str
    url: str
    number: str
    change: int
    stage: str
    stage_kind: str
    is_late: bool
    is_cancelled: bool
    placed_at: datetime
    customer_name: str
    customer_url: str
    email: str
    phone: str
    customer_note: str
    orders_before: int
    address: Sequence[str]
    language: str
    source: Source
    delivery: str
    promised_from: date
    promised_until: date
    lines: Sequence[LineRow]
    parcels: Sequence[Parcel]
    claims: Sequence[ClaimRow]
    refunded: Money
    history: Sequence[Step]
    money: Breakdown
    pieces: int
    pieces_left: int
    can_prepare: bool
    can_ship: bool
    can_deliver: bool
    can_delay: bool
    expected_until: date
    arrived_on: date | None
    can_cancel: bool
    reasons: Sequence[tuple[str, str]]


def order_screen(store: Store, order_id: str, *, permissions: Collection[str]) -> OrderScreen:
    """The order, and what this person may do with it now. Raises `NotFound`."""
    order = get_order(store_id=store.pk, order_id=order_id)
    purchase, stage = order.purchase, Stage(order.stage)
    lines = [_line(line, order.currency) for line in order.lines.all()]
    history = list(order.history.all())
    claims = claims_of_order(order=order)
    fulfils = "orders.fulfil" in permissions
    return OrderScreen(
        id=order.public_id,
        url=reverse("console:order", args=[store.slug, order.public_id]),
        number=order.number,
        change=len(history) - 1,
        stage=str(STAGE_NAMES[stage]),
        stage_kind=STAGE_KINDS.get(stage, ""),
        is_late=is_late(order, today_in(store)),
        is_cancelled=stage is Stage.CANCELLED,
        placed_at=order.placed_at,
        customer_name=purchase.name,
        customer_url=(
            reverse("console:customer", args=[store.slug, order.customer.public_id])
            if "customers.view" in permissions
            else ""
        ),
        email=purchase.email,
        phone=purchase.phone,
        customer_note=order.note,
        orders_before=_orders_before(order.customer),
        address=address_lines(
            purchase.country, purchase.address, with_country=country_name(purchase.country)
        ),
        language=purchase.language,
        source=_source(purchase),
        delivery=order.delivery,
        promised_from=order.promised_from,
        promised_until=order.promised_until,
        lines=lines,
        parcels=[_parcel(parcel) for parcel in order.shipments.all()],
        claims=[claim_row(store, claim) for claim in claims],
        refunded=total(
            (claim.refund for claim in claims if claim.state == ClaimState.SETTLED), order.currency
        ),
        history=_history(store, history),
        money=_breakdown(order, with_shares="figures.view" in permissions),
        pieces=sum(line.quantity for line in lines),
        pieces_left=sum(line.left for line in lines),
        can_prepare=fulfils and Stage.PREPARING in MOVES[stage],
        can_ship=fulfils and Stage.SHIPPED in MOVES[stage],
        can_deliver=fulfils and Stage.DELIVERED in MOVES[stage],
        can_delay=fulfils and stage in (*TO_DO, Stage.SHIPPED),
        expected_until=order.expected_until,
        arrived_on=_arrived_on(store, order),
        can_cancel="orders.cancel" in permissions and Stage.CANCELLED in MOVES[stage],
        reasons=[(code, str(name)) for code, name in REASONS.items()],
    )


def _arrived_on(store: Store, order: Order) -> date | None:
    moments = [
        parcel.delivered_at
        for parcel in order.shipments.all()
        if parcel.delivered_at and not parcel.claim_id
    ]
    if order.stage != Stage.DELIVERED or not moments:
        return None
    return max(moments).astimezone(ZoneInfo(store.time_zone)).date()


def _orders_before(customer: Customer) -> int:
    return max(customer.orders_count - 1, 0)


def _line(line: OrderLine, unit: str) -> LineRow:
    return LineRow(
        id=line.public_id,
        title=line.title,
        choices=" · ".join(line.choices),
        sku=line.sku,
        picture_url=public_url(line.picture) if line.picture else "",
        quantity=line.quantity,
        shipped=line.shipped,
        left=line.unsent,
        unit=Money(line.unit_minor, unit),
        goods=Money(line.goods_minor, unit),
        deductions=[
            (str(part["name"]), Money(-int(part["minor"]), unit)) for part in line.discounts
        ],
        paid=Money(line.goods_minor - line.discount_minor, unit),
    )


def _parcel(parcel: Shipment) -> Parcel:
    return Parcel(
        carrier=parcel.carrier,
        tracking_number=parcel.tracking_number,
        tracking_url=parcel.tracking_url,
        shipped_at=parcel.shipped_at,
        delivered_at=parcel.delivered_at,
        contents=[f"{item.quantity} × {item.line.title}" for item in parcel.lines.all()],
    )


def _source(purchase: Purchase) -> Source:
    visit = purchase.visit
    said: Mapping[str, str] = (
        {}
        if visit is None
        else {
            _("Link"): visit.link_code.label if visit.link_code else "",
            _("Campaign"): visit.campaign,
            _("Source"): visit.source,
            _("First page"): visit.landing,
        }
    )
    return Source(
        channel=str(Channel(purchase.channel).label),
        facts=[(name, value) for name, value in said.items() if value],
    )


def _history(store: Store, steps: Sequence[StageChange]) -> list[Step]:
    names = {
        member.person.public_id: str(member.person) for member in list_staff(store_id=store.pk)
    }
    return [
        Step(
            stage=str(STAGE_NAMES[Stage(step.to_stage)]),
            at=step.changed_at,
            who=names.get(step.actor, _("Somebody else")) if step.actor else "",
            reason=str(REASONS.get(step.reason, step.reason)),
        )
        for step in reversed(steps)
    ]


def _breakdown(order: Order, *, with_shares: bool) -> Breakdown:
    goods = Money(order.goods_minor, order.currency)
    shipping = Money(order.shipping_minor, order.currency)
    off = Money(order.discount_minor, order.currency)
    off_goods = total(
        (Money(line.discount_minor, order.currency) for line in order.lines.all()), order.currency
    )
    return Breakdown(
        goods=goods,
        discount=-off_goods,
        shipping=shipping,
        shipping_off=off_goods - off,
        ways=list(
            dict.fromkeys(
                str(part.kind.label) for part in paid_with(checkout_id=order.purchase.checkout)
            )
        ),
        tax_difference=order.total - goods - shipping + off,
        total=order.total,
        shares=_shares(order) if with_shares else None,
    )


def _shares(order: Order) -> OrderShares:
    found = order_shares(order=order)
    return replace(found, taxes=[(tax_name(name), amount) for name, amount in found.taxes])
