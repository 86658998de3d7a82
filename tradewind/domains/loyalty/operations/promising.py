"""What orders promise to earn when they are placed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Sum

from tradewind.domains.catalogue.queries.tree import category_tree
from tradewind.domains.loyalty.models import Accrual, Hold
from tradewind.domains.loyalty.operations.locking import locked_wallet
from tradewind.domains.loyalty.operations.wallets import wallet_of_purchase
from tradewind.domains.loyalty.rules.earning import Earned, EarningLine, earn
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.domains.loyalty.terms import (
    holding,
    list_earn_rules,
    list_mileage_terms,
    rates,
)
from tradewind.domains.orders.models import Order, OrderLine
from tradewind.domains.orders.rules import Stage
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

_ANY_STORE = "an order earns in its shopper's wallet, whichever store it is of"


def accrue(*, order_ids: Collection[str]) -> int:
    """Promise what orders earn by the rules of the moment each was placed; returns the points.

    Once for each order and funder. Nothing for a cancelled one, or where points are not offered.
    However many orders, they are read by the same few statements. Raises `NotFound`.
    """
    orders = _orders(order_ids)
    offered = list_mileage_terms(currencies={order.currency for order in orders})
    earning = [
        (order, terms)
        for order in orders
        if order.stage != Stage.CANCELLED
        and (terms := holding(offered, currency=order.currency, at=order.placed_at))
    ]
    if not earning:
        return 0
    lines = _lines([order for order, _ in earning])
    rules = list_earn_rules(store_ids={order.store_id for order, _ in earning})
    spent = _paid_with_points([order for order, _ in earning])
    points = 0
    for order, terms in earning:
        earned = earn(
            store_id=order.store_id,
            lines=lines.get(order.pk, []),
            rates=rates(rules, store_id=order.store_id, at=order.placed_at),
            currency=order.currency,
            points=terms.points,
            worth_minor=terms.worth_minor,
            paid_with_points=Money(
                spent.get((order.purchase.checkout, order.currency), 0), order.currency
            ),
            total=order.purchase.total,
        )
        if earned:
            _promise(order, earned)
        points += sum(part.points for part in earned)
    return points


def _promise(order: Order, earned: Sequence[Earned]) -> None:
    with transaction.atomic():
        # Locked, so that a merge takes along what is promised beside it.
        wallet = locked_wallet(wallet_of_purchase(purchase=order.purchase).pk)
        Accrual.objects.bulk_create(
            [
                Accrual(
                    store_id=order.store_id,
                    order=order,
                    wallet=wallet,
                    funder_store_id=order.store_id if part.store_funds else None,
                    points=part.points,
                    base_minor=part.base.minor,
                    currency=order.currency,
                    placed_at=order.placed_at,
                )
                for part in earned
            ],
            ignore_conflicts=True,
        )


def _orders(order_ids: Collection[str]) -> list[Order]:
    rows = (
        Order.objects.across_stores(_ANY_STORE)
        .select_related("purchase")
        .filter(public_id__in=set(order_ids))
    )
    found = list(rows.order_by("pk"))
    for missing in set(order_ids) - {order.public_id for order in found}:
        raise NotFound(id=missing)
    return found


def _lines(orders: Sequence[Order]) -> dict[int, list[EarningLine]]:
    """By order, row id."""
    tree = category_tree()
    rows = OrderLine.objects.across_stores(_ANY_STORE).filter(order__in=orders)
    found: dict[int, list[EarningLine]] = {}
    for line in rows.select_related("product").order_by("pk"):
        category_ids = [n.category_id for n in tree.breadcrumbs(line.product.category_id)]
        goods_minor = line.goods_minor - line.discount_minor
        found.setdefault(line.order_id, []).append(
            EarningLine(category_ids=category_ids, goods_minor=goods_minor)
        )
    return found


def _paid_with_points(orders: Sequence[Order]) -> dict[tuple[str, str], int]:
    """Minor units by checkout, public id, and currency."""
    paid = Hold.objects.filter(
        holder__in={order.purchase.checkout for order in orders},
        kind=TenderKind.MILEAGE,
        state=Hold.State.CONFIRMED,
    ).values_list("holder", "currency")
    return {
        (holder, currency): int(minor)
        for holder, currency, minor in paid.annotate(minor=Sum("value_minor"))
    }
