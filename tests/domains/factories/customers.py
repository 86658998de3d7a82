"""Customers, and addresses people keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from tests.domains.factories.numbers import fresh_number
from tradewind.domains.customers import operations
from tradewind.domains.customers.models import Address, Customer
from tradewind.domains.customers.operations import AddressWords, Dealing
from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store
from tradewind.domains.visits.models import Visit
from tradewind.kernel.money import Money

TORONTO: Mapping[str, str] = {
    "name": "Noor Haddad",
    "street_address": "12 Water Street",
    "city": "Toronto",
    "country_area": "ON",
    "postal_code": "M5V 2T6",
}


def make_customer(
    *,
    store: Store,
    email: str = "",
    name: str = "Noor Haddad",
    spent: str = "10.00",
    at: datetime = datetime(2026, 11, 20, 12, tzinfo=UTC),
    person: Person | None = None,
    visit: Visit | None = None,
) -> Customer:
    """Somebody who bought from the store once more."""
    rows = operations.record_dealings(
        dealings=[Dealing(store_id=store.pk, spent=Money.of(spent, store.currency))],
        person_id=person.pk if person else None,
        email=email or f"customer{fresh_number()}@example.org",
        name=name,
        phone="",
        language="en",
        country="CA",
        visit_id=visit.pk if visit else None,
        at=at,
    )
    return Customer.objects.for_store(store.pk).get(pk=rows[store.pk])


def make_address(
    *, person: Person, street: str = "12 Water Street", is_default: bool = False
) -> Address:
    """One more address in Toronto."""
    return operations.add_address(
        person_id=person.pk,
        words=AddressWords(country="CA", fields={**TORONTO, "street_address": street}),
        is_default=is_default,
    )
