"""Shoppers who bought before, and sellers they bought from."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.db import connection, transaction

from bench.load import Headers
from bench.members import session_of
from bench.rest import ADDRESS
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations as checkout
from tradewind.domains.checkout.operations import Details, Means, Tender
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.identity.models import Person
from tradewind.domains.orders.models import Order, OrderLine, Purchase, StageChange
from tradewind.domains.orders.queries.newest_first import cursor_of
from tradewind.domains.orders.rules import Stage
from tradewind.domains.stores.models import StaffMember, Store
from tradewind.domains.stores.rules import Role
from tradewind.kernel import ids

PAGE, PAGE_OF_SELLER = 20, 40
_WHY = "bench"


@dataclass(frozen=True, slots=True)
class History:
    """A shopper and the one seller they bought from: headers of either's requests, and the cursors
    that lead to the last page of either's list."""

    shopper: Headers
    seller: Headers
    store: str
    last_purchases: str
    last_orders: str


def history(place: int, purchases: int) -> History:
    """So many purchases of one shopper, made by one real sale and copies of it, at the seller that
    has that place among the sellers."""
    store = Store.objects.order_by("pk")[place]
    shopper, clerk = _person(f"shopper-{place}"), _person(f"clerk-{place}")
    StaffMember.objects.create(store=store, person=clerk, role=Role.OPERATOR)
    with transaction.atomic():
        _repeat(_sale(store, shopper), purchases - 1, Random(place))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE orders_purchase, orders_order, orders_orderline")
    bought = Purchase.objects.filter(person=shopper)
    orders = Order.objects.for_store(store.pk)
    return History(
        session_of(shopper),
        session_of(clerk),
        store.slug,
        cursor_of(bought.order_by("placed_at")[min(PAGE, purchases - 1)]),
        cursor_of(orders.order_by("placed_at")[min(PAGE_OF_SELLER, purchases - 1)]),
    )


def _person(name: str) -> Person:
    person = Person(email=f"{name}@example.org")
    person.set_unusable_password()
    person.save()
    return person


def _sale(store: Store, shopper: Person) -> Purchase:
    cart = checkout.open_cart(
        currency="CAD", country="CA", region="ON", language="en", person_id=shopper.pk
    )
    for variant in Variant.objects.for_store(store.pk).order_by("pk")[:2]:
        checkout.add_line(cart=cart, variant_id=variant.public_id, quantity=1)
    details = Details(email=shopper.email, country="CA", address=ADDRESS)
    begun = checkout.begin(cart=cart, details=details)
    checkout.pay(
        checkout=begun,
        means=Means([Tender(provider="sandbox", source="tok_pays")]),
        agreed_total=quote_checkout(checkout=begun).total,
    )
    return Purchase.objects.get(person=shopper)


def _repeat(sale: Purchase, times: int, chance: Random) -> None:
    """Copies, an hour apart up to the sale; one in twenty is still to be packed."""
    order = Order.objects.across_stores(_WHY).get(purchase=sale)
    lines = list(OrderLine.objects.across_stores(_WHY).filter(order=order))
    steps = list(StageChange.objects.across_stores(_WHY).filter(order=order))
    purchases = Purchase.objects.bulk_create(_purchases(sale, times), batch_size=1_000)
    orders = Order.objects.bulk_create(
        (_order(order, purchase, chance) for purchase in purchases), batch_size=1_000
    )
    OrderLine.objects.bulk_create(
        (_line(line, copied) for copied in orders for line in lines), batch_size=1_000
    )
    StageChange.objects.bulk_create(
        (_step(step, copied) for copied in orders for step in steps), batch_size=1_000
    )


def _purchases(sale: Purchase, times: int) -> Iterator[Purchase]:
    for number in range(times):
        again = copy(sale)
        again.pk, again.public_id = None, ids.new_id("pur")
        again.checkout, again.token = ids.new_id("chk"), ids.new_token()
        again.number = f"{sale.person_id}-{number}"
        again.placed_at = sale.placed_at - timedelta(hours=times - number)
        yield again


def _order(order: Order, purchase: Purchase, chance: Random) -> Order:
    again = copy(order)
    again.pk, again.public_id = None, ids.new_id("ord")
    again.purchase, again.number = purchase, f"{purchase.number}-1"
    again.stage = Stage.PAID if chance.random() < 0.05 else Stage.DELIVERED
    again.placed_at = again.stage_at = purchase.placed_at
    return again


def _line(line: OrderLine, order: Order) -> OrderLine:
    again = copy(line)
    again.pk, again.public_id, again.order = None, ids.new_id("oli"), order
    again.shipped = 0 if order.stage == Stage.PAID else line.quantity
    return again


def _step(step: StageChange, order: Order) -> StageChange:
    again = copy(step)
    again.pk, again.order, again.changed_at = None, order, order.placed_at
    return again
