"""Reading customers of a store, and the addresses people keep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from tradewind.domains.customers.models import Address, Customer
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer as a store sees them. `spent` counts the store's own currency only; `channel` is
    that of the visit they first bought on, empty where it is not known.
    """

    row_id: int
    public_id: str
    name: str
    email: str
    phone: str
    language: str
    country: str
    orders_count: int
    spent: Money
    channel: str
    source: str
    first_seen_at: datetime
    last_order_at: datetime | None


def list_customers(
    *,
    store_id: int,
    text: str = "",
    channel: str = "",
    tag: str = "",
    cursor: str = "",
    limit: int = 50,
) -> Page[CustomerRow]:
    """Customers of a store, the latest buyer first; `text` in name, e-mail or phone. One statement.

    Raises `InvalidInput` for a bad cursor.
    """
    rows = _rows(store_id).filter(last_order_at__isnull=False)
    words = text.strip()
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(email__icontains=words) | Q(phone__icontains=words)
        )
    if channel:
        rows = rows.filter(first_visit__channel=channel)
    if tag:
        rows = rows.filter(tags__text=tag)
    if cursor:
        moment, row_id = _after(cursor)
        rows = rows.filter(Q(last_order_at__lt=moment) | Q(last_order_at=moment, pk__lt=row_id))
    found = [_row(row) for row in rows.order_by("-last_order_at", "-pk")[: limit + 1]]
    items = found[:limit]
    if len(found) <= limit:
        return Page(items)
    last = items[-1]
    return Page(items, encode_cursor(str(last.last_order_at), last.row_id))


def get_customer(*, store_id: int, public_id: str) -> CustomerRow:
    """One customer of a store. Raises `NotFound`."""
    row = _rows(store_id).filter(public_id=public_id).first()
    if row is None:
        raise NotFound(id=public_id)
    return _row(row)


def alike(*, store_id: int, customer: CustomerRow, limit: int = 5) -> list[CustomerRow]:
    """Other records of the store that may be the same person: the same account, phone or name, the
    latest buyer first. One statement."""
    same = Q(person__isnull=False, person__in=_person_of(customer))
    if customer.phone:
        same |= Q(phone=customer.phone)
    if customer.name.strip():
        same |= Q(name__iexact=customer.name.strip())
    rows = _rows(store_id).filter(same).exclude(pk=customer.row_id)
    return [_row(row) for row in rows.order_by("-last_order_at", "-pk")[:limit]]


def find_customer(*, store_id: int, email: str) -> CustomerRow | None:
    """The store's record under that address."""
    row = _rows(store_id).filter(email__iexact=email.strip()).first()
    return None if row is None else _row(row)


def same_person(*, person_id: int | None, emails: Collection[str]) -> list[Customer]:
    """Every store's records of a member, or with None those of a guest under `emails` (lower case)."""
    rows = Customer.objects.across_stores("a person is mall-wide")
    if person_id is not None:
        return list(rows.filter(person_id=person_id).order_by("pk"))
    known = rows.annotate(known=Lower("email")).filter(person=None, known__in=list(emails))
    return list(known.order_by("pk"))


def _person_of(customer: CustomerRow) -> QuerySet[Customer, int | None]:
    rows = Customer.objects.across_stores("its own row").filter(pk=customer.row_id)
    return rows.values_list("person_id", flat=True)


def list_addresses(*, person_id: int) -> list[Address]:
    """What a person keeps, the default first, then the latest."""
    return list(Address.objects.filter(person_id=person_id))


def default_address(*, person_id: int) -> Address | None:
    """What a person's forms start with."""
    return Address.objects.filter(person_id=person_id, is_default=True).first()


def _after(cursor: str) -> tuple[datetime, int]:
    moment, row_id = decode_cursor(cursor, 2)
    if not isinstance(row_id, int):
        raise InvalidInput({"cursor": "invalid"})
    try:
        return datetime.fromisoformat(moment), row_id
    except (TypeError, ValueError):
        raise InvalidInput({"cursor": "invalid"}) from None


def _rows(store_id: int) -> QuerySet[Customer]:
    return Customer.objects.for_store(store_id).select_related("first_visit", "store")


def _row(row: Customer) -> CustomerRow:
    visit = row.first_visit
    return CustomerRow(
        row_id=row.pk,
        public_id=row.public_id,
        name=row.name,
        email=row.email,
        phone=row.phone,
        language=row.language,
        country=row.country,
        orders_count=row.orders_count,
        spent=Money(row.spent_minor, row.store.currency),
        channel=visit.channel if visit else "",
        source=visit.source if visit else "",
        first_seen_at=row.created_at,
        last_order_at=row.last_order_at,
    )
