"""The list of customers, and everything the page and the sheet of one show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.console.orders.listing import OrderRow, orders_of_customer
from tradewind.domains.customers.care import Care, care_of, tags_of_store, views_of_store
from tradewind.domains.customers.queries import CustomerRow, get_customer, list_customers
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import list_staff
from tradewind.domains.visits.models import Channel

_PAGE = 40
_LATEST = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; a channel there is none of means all of them."""

    text: str
    channel: str
    cursor: str
    tag: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        channel = query.get("channel", "")
        return cls(
            text=query.get("q", "").replace("\x00", "").strip()[:100],
            channel=channel if channel in Channel.values else "",
            cursor=query.get("cursor", ""),
            tag=query.get("tag", "").replace("\x00", "").strip()[:40],
        )

    def query(self, **changed: str) -> str:
        """The address's query for this list with some of it changed."""
        said = {"q": self.text, "channel": self.channel, "tag": self.tag, **changed}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A line of the list."""

    customer: CustomerRow
    url: str
    name: str
    channel: str


@dataclass(frozen=True, slots=True)
class CustomersScreen:
    """The list. `more_url` is empty at its end; `is_narrowed` when a filter may hide rows."""

    url: str
    text: str
    channel: str
    channels: Sequence[tuple[str, str]]
    rows: Sequence[CustomerLine]
    more_url: str
    is_narrowed: bool
    tag: str
    tags: Sequence[tuple[str, str]]
    views: Sequence[tuple[str, str, str]]
    query: str


@dataclass(frozen=True, slots=True)
class CustomerScreen:
    """One customer with their latest orders; `all_url` lists the others, empty when there are none."""

    line: CustomerLine
    orders: Sequence[OrderRow]
    all_url: str
    care: Care
    staff: Sequence[tuple[str, str]]
    merge_url: str


def customers_screen(store: Store, wanted: Wanted) -> CustomersScreen:
    """Customers as the address asks. Raises `InvalidInput` for a cursor nobody gave out."""
    url = reverse("console:customers", args=[store.slug])
    page = list_customers(
        store_id=store.pk,
        text=wanted.text,
        channel=wanted.channel,
        tag=wanted.tag,
        cursor=wanted.cursor,
        limit=_PAGE,
    )
    more = wanted.query(cursor=page.next_cursor) if page.next_cursor else ""
    return CustomersScreen(
        url=url,
        text=wanted.text,
        channel=wanted.channel,
        channels=[("", _("All channels")), *_channels()],
        rows=[_line(store, row) for row in page.items],
        more_url=f"{url}?{more}" if more else "",
        is_narrowed=bool(wanted.text or wanted.channel or wanted.tag),
        tag=wanted.tag,
        tags=[("", _("All tags")), *((tag, tag) for tag in tags_of_store(store_id=store.pk))],
        views=[
            (view.public_id, view.name, f"{url}?{view.query}")
            for view in views_of_store(store_id=store.pk)
        ],
        query=wanted.query(),
    )


def customer_screen(store: Store, customer_id: str, *, may_merge: bool) -> CustomerScreen:
    """Seven statements. Raises `NotFound`."""
    customer = get_customer(store_id=store.pk, public_id=customer_id)
    orders = orders_of_customer(store, customer.row_id, limit=_LATEST + 1)
    everything = urlencode({"view": "all", "q": customer.email})
    return CustomerScreen(
        line=_line(store, customer),
        care=care_of(store_id=store.pk, customer_row_id=customer.row_id),
        staff=[
            (member.person.public_id, str(member.person))
            for member in list_staff(store_id=store.pk)
        ],
        orders=orders[:_LATEST],
        merge_url=reverse("console:customer_merge", args=[store.slug, customer_id])
        if may_merge
        else "",
        all_url=(
            f"{reverse('console:orders', args=[store.slug])}?{everything}"
            if len(orders) > _LATEST
            else ""
        ),
    )


def _line(store: Store, customer: CustomerRow) -> CustomerLine:
    return CustomerLine(
        customer=customer,
        url=reverse("console:customer", args=[store.slug, customer.public_id]),
        name=customer.name or customer.email,
        channel=str(Channel(customer.channel).label) if customer.channel else "",
    )


def _channels() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Channel.choices]
