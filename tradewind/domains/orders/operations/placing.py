"""A paid checkout becomes a purchase with an order for each store."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tradewind.domains.customers.operations import Dealing, record_dealings
from tradewind.domains.inventory.operations import allocate
from tradewind.domains.ledger.operations import Posted, post_all
from tradewind.domains.orders.booking import sale_key, sale_postings
from tradewind.domains.orders.events import OrderPlaced, PurchasePlaced
from tradewind.domains.orders.models import Order, OrderLine, Purchase, StageChange
from tradewind.domains.orders.rules import OrderDraft, PurchaseDraft, Stage, commissions, share_of
from tradewind.domains.stores.queries import public_ids
from tradewind.kernel import clock, ids
from tradewind.platform.events import Event, publish_all
from tradewind.platform.models import direct


def place(*, draft: PurchaseDraft) -> Purchase:
    """Write the purchase, its orders, their stock and their books, all or nothing.

    The caller holds the checkout's row lock and has seen every payment part confirmed; the
    checkout's own id, unique on the purchase, is what makes a second purchase impossible.
    """
    now = clock.now()
    # Part of the caller's transaction: nobody goes on after a purchase that failed.
    with transaction.atomic(savepoint=False):
        purchase = _purchase(draft, now)
        orders = _write(draft, purchase, now)
        allocate(
            holder=draft.checkout, orders={order.store_id: order.public_id for order in orders}
        )
        post_all(
            [
                Posted(
                    key=sale_key(order.public_id),
                    kind="sale",
                    reference=order.public_id,
                    postings=postings,
                )
                for order, part in zip(orders, draft.orders, strict=True)
                # What a store gives away whole moves no money.
                if (postings := sale_postings(part))
            ],
            posted_at=now,
        )
        publish_all(_events(purchase, orders))
    return purchase


def _purchase(draft: PurchaseDraft, now: datetime) -> Purchase:
    return Purchase(
        number=ids.new_reference(),
        checkout=draft.checkout,
        token=ids.new_token(),
        person_id=draft.person_id,
        email=draft.email,
        name=draft.name,
        phone=draft.phone,
        language=draft.language,
        country=draft.country,
        address=dict(draft.address),
        currency=draft.total.currency,
        total_minor=draft.total.minor,
        visit_id=draft.visit_id,
        channel=draft.channel,
        placed_at=now,
    )


def _write(draft: PurchaseDraft, purchase: Purchase, now: datetime) -> list[Order]:
    customers = record_dealings(
        dealings=[Dealing(store_id=order.store_id, spent=order.total) for order in draft.orders],
        person_id=draft.person_id,
        email=draft.email,
        name=draft.name,
        phone=draft.phone,
        language=draft.language,
        country=draft.country,
        visit_id=draft.visit_id,
        at=now,
    )
    orders = [
        _order(purchase, part, position, customers[part.store_id], draft.note, now)
        for position, part in enumerate(draft.orders, start=1)
    ]
    direct.insert(
        [purchase],
        orders,
        [
            line
            for order, part in zip(orders, draft.orders, strict=True)
            for line in _lines(order, part)
        ],
        [
            StageChange(store_id=order.store_id, order=order, to_stage=Stage.PAID, changed_at=now)
            for order in orders
        ],
    )
    return orders


def _order(
    purchase: Purchase, part: OrderDraft, position: int, customer_id: int, note: str, now: datetime
) -> Order:
    return Order(
        store_id=part.store_id,
        number=f"{purchase.number}-{position}",
        purchase=purchase,
        customer_id=customer_id,
        currency=part.total.currency,
        goods_minor=part.goods.minor,
        shipping_minor=part.shipping.minor,
        tax_minor=part.tax.minor,
        duties_minor=part.duties.minor if part.duties else 0,
        total_minor=part.total.minor,
        discount_minor=part.discount.minor,
        shipping_paid_minor=part.shipping_paid.minor,
        shipping_taxes=list(part.shipping_taxes),
        shipping_funded_minor=part.shipping_funded.minor,
        delivery=part.delivery,
        promised_from=part.promised_from,
        promised_until=part.promised_until,
        note=note,
        placed_at=now,
        stage_at=now,
    )


def _lines(order: Order, part: OrderDraft) -> list[OrderLine]:
    return [
        OrderLine(
            store_id=order.store_id,
            order=order,
            product_id=line.product_id,
            variant_id=line.variant_id,
            title=line.title,
            choices=list(line.choices),
            sku=line.sku,
            picture=line.picture,
            quantity=line.quantity,
            unit_minor=line.unit.minor,
            goods_minor=line.unit.minor * line.quantity,
            tax_minor=line.tax.minor,
            discount_minor=line.discount.minor,
            funded_minor=line.funded.minor,
            paid_minor=line.paid.minor,
            commission_minor=commission.minor,
            commission_bp=share_of(line, part),
            discounts=list(line.discounts),
            taxes=list(line.taxes),
        )
        for line, commission in zip(part.lines, commissions(part), strict=True)
    ]


def _events(purchase: Purchase, orders: list[Order]) -> list[Event]:
    stores = public_ids(store_ids=[order.store_id for order in orders])
    placed: list[Event] = [
        OrderPlaced(
            order_id=order.public_id,
            purchase_id=purchase.public_id,
            store_id=stores[order.store_id],
            total=order.total,
            channel=purchase.channel,
        )
        for order in orders
    ]
    purchase_placed = PurchasePlaced(
        purchase_id=purchase.public_id,
        order_ids=[order.public_id for order in orders],
        total=purchase.total,
        channel=purchase.channel,
    )
    return [purchase_placed, *placed]
