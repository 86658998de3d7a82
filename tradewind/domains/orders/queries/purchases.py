"""What a shopper may see: their purchases, or the one a guest link opens."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower

from tradewind.domains.orders.models import Order, OrderLine, Purchase, Shipment
from tradewind.domains.orders.queries.newest_first import page_of
from tradewind.kernel.errors import NotFound
from tradewind.kernel.paging import Page

_WHY = "a purchase shows its own orders, whichever stores they are of"


def get_purchase(*, token: str) -> Purchase:
    """The purchase a guest link opens, with its orders, lines, parcels and history.

    Raises `NotFound`.
    """
    return _one(_whole().filter(token=token), token[:4])


def get_purchase_of(*, person_id: int, public_id: str) -> Purchase:
    """A purchase of this person, whole. Raises `NotFound`."""
    return _one(_whole().filter(person_id=person_id, public_id=public_id), public_id)


def get_purchase_by_id(*, public_id: str) -> Purchase:
    """A purchase whole, for what the mall itself writes about it. Raises `NotFound`."""
    return _one(_whole().filter(public_id=public_id), public_id)


def list_purchases(*, person_id: int, cursor: str = "", limit: int = 20) -> Page[Purchase]:
    """A person's purchases with their orders, newest first. Raises `InvalidInput` for a bad cursor."""
    rows = Purchase.objects.filter(person_id=person_id).prefetch_related(_orders())
    return page_of(rows, cursor=cursor, limit=limit)


def bought_before(*, purchase_id: int) -> Sequence[tuple[str, str, int]]:
    """Title, variant (public id) and pieces of everything in a purchase (row id)."""
    rows = OrderLine.objects.across_stores(_WHY).filter(order__purchase_id=purchase_id)
    return list(rows.order_by("pk").values_list("title", "variant__public_id", "quantity"))


def count_unclaimed_purchases(*, emails: Collection[str]) -> int:
    """Guests' purchases under these addresses (lower case)."""
    rows = Purchase.objects.annotate(address_of=Lower("email"))
    return rows.filter(person=None, address_of__in=list(emails)).count()


def count_of_customer(*, store_id: int, customer_id: int) -> int:
    """A store's orders of one of its customers (row id)."""
    return Order.objects.for_store(store_id).filter(customer_id=customer_id).count()


def orders_of_checkout(*, checkout_id: str) -> Sequence[Order]:
    """The orders a checkout became, none before it was paid."""
    return list(
        Order.objects.across_stores(_WHY).filter(purchase__checkout=checkout_id).order_by("pk")
    )


def _whole() -> QuerySet[Purchase]:
    return Purchase.objects.prefetch_related(
        _orders(), "orders__lines", "orders__history", "orders__delays", _shipments()
    )


def _orders() -> Prefetch[str]:
    return Prefetch(
        "orders", Order.objects.across_stores(_WHY).select_related("store").order_by("pk")
    )


def _shipments() -> Prefetch[str]:
    return Prefetch(
        "orders__shipments", Shipment.objects.across_stores(_WHY).prefetch_related("lines__line")
    )


def _one(rows: QuerySet[Purchase], named: str) -> Purchase:
    found = rows.first()
    if found is None:
        raise NotFound(id=named)
    return found
