"""How an order moves and what it books. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tradewind.domains.orders.worth import spread_commission
from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import Money, Rounding, total

DUTY = "DUTY"
"""What customs asks, as it stands among taxes in rows and in the books."""


class Stage(StrEnum):
    """Where an order stands."""

    PAID = "paid"
    PREPARING = "preparing"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.PAID: frozenset({Stage.PREPARING, Stage.PARTLY_SHIPPED, Stage.SHIPPED, Stage.CANCELLED}),
    # Back to paid only by `put_back`: whoever began to pack by mistake.
    Stage.PREPARING: frozenset({Stage.PAID, Stage.PARTLY_SHIPPED, Stage.SHIPPED, Stage.CANCELLED}),
    Stage.PARTLY_SHIPPED: frozenset({Stage.PARTLY_SHIPPED, Stage.SHIPPED}),
    # Cancelled only by `refuse_at_door`: it came back with the courier.
    Stage.SHIPPED: frozenset({Stage.DELIVERED, Stage.CANCELLED}),
    Stage.DELIVERED: frozenset(),
    Stage.CANCELLED: frozenset(),
}

TO_DO = (Stage.PAID, Stage.PREPARING, Stage.PARTLY_SHIPPED)
"""Stages in which the seller still has something to pack."""


class IllegalMove(TradewindError):
    """An order can't go from the stage it is in to the one asked for."""

    code = "order_illegal_move"


class NothingToShip(TradewindError):
    """A shipment of no pieces, or of more than are left."""

    code = "order_nothing_to_ship"


@dataclass(frozen=True, slots=True)
class LineDraft:
    """A line as it was agreed to. `unit` is the price shown; `taxes` and `discounts` as stored on
    the row; `paid` is what the shopper pays for it, `discount` taken off and tax put on, and
    `funded` what the mall pays the store of the discount.
    """

    product_id: int
    variant_id: int
    title: str
    choices: Sequence[str]
    sku: str
    picture: str
    quantity: int
    unit: Money
    tax: Money
    taxes: Sequence[Mapping[str, object]]
    paid: Money
    discount: Money
    funded: Money
    discounts: Sequence[Mapping[str, object]] = ()
    # The category's share, 1/100 %; None: the order's own holds.
    commission_bp: int | None = None

    @property
    def net(self) -> Money:
        """What is paid for it without tax: the base of the mall's commission."""
        return self.paid - self.tax


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """One store's part. `total` is what the shopper pays, `tax_by_name` what of it is tax,
    `goods_net` what the goods cost without tax (the base of the mall's commission). `shipping` is
    as shown after its discount, `shipping_paid` with its tax; `discount` is everything taken off.
    """

    store_id: int
    commission_bp: int
    lines: Sequence[LineDraft]
    goods_net: Money
    shipping: Money
    shipping_paid: Money
    shipping_taxes: Sequence[Mapping[str, object]]
    shipping_funded: Money
    discount: Money
    tax_by_name: Mapping[str, Money]
    total: Money
    delivery: str
    promised_from: date
    promised_until: date
    # Of `tax_by_name`, what pays customs. None in drafts from before duties were charged.
    duties: Money | None = None

    @property
    def goods(self) -> Money:
        return total((line.unit * line.quantity for line in self.lines), self.total.currency)

    @property
    def tax(self) -> Money:
        return total(self.tax_by_name.values(), self.total.currency)

    @property
    def funded(self) -> Money:
        """What the mall pays the store on top of what the shopper pays."""
        unit = self.total.currency
        return total((line.funded for line in self.lines), unit) + self.shipping_funded


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """Everything a paid checkout turns into."""

    checkout: str
    person_id: int | None
    email: str
    name: str
    phone: str
    language: str
    country: str
    address: Mapping[str, str]
    note: str
    total: Money
    visit_id: int | None
    channel: str
    orders: Sequence[OrderDraft]


@dataclass(frozen=True, slots=True)
class Shares:
    """Who gets what of an order: together they are its total and what the mall `funded` of it."""

    store: Money
    commission: Money
    tax_by_name: Mapping[str, Money]


def check_move(from_stage: Stage, to_stage: Stage) -> None:
    """Raises `IllegalMove` unless `MOVES` has it."""
    if to_stage not in MOVES[from_stage]:
        raise IllegalMove(from_stage=from_stage.value, to_stage=to_stage.value)


def shares(order: OrderDraft) -> Shares:
    """The mall's commission is on goods before tax; the store keeps the rest and the delivery fee."""
    commission = total(commissions(order), order.total.currency)
    return Shares(
        store=order.total + order.funded - order.tax - commission,
        commission=commission,
        tax_by_name=order.tax_by_name,
    )


def commissions(order: OrderDraft) -> list[Money]:
    """The mall's commission by line. Lines of one share are rounded together, then apportioned."""
    alike: dict[int, list[int]] = {}
    for place, line in enumerate(order.lines):
        alike.setdefault(share_of(line, order), []).append(place)
    found = [Money.zero(order.total.currency)] * len(order.lines)
    for commission_bp, places in alike.items():
        nets = [order.lines[place].net for place in places]
        whole = total(nets, order.total.currency)
        part = whole.times(Decimal(commission_bp) / 10_000, Rounding.HALF_UP)
        for place, share in zip(places, spread_commission(part, nets), strict=True):
            found[place] = share
    return found


def share_of(line: LineDraft, order: OrderDraft) -> int:
    """The share that holds for a line, 1/100 %."""
    return order.commission_bp if line.commission_bp is None else line.commission_bp


def stage_after_shipping(*, ordered: int, shipped: int) -> Stage:
    """On its way once every piece is; partly until then."""
    return Stage.SHIPPED if shipped == ordered else Stage.PARTLY_SHIPPED
