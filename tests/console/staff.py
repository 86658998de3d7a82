"""Somebody at work in a store, and what they see."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.identity.models import Person
from tradewind.domains.orders.models import Order
from tradewind.domains.stores.models import Store

HTMX = {"HX-Request": "true"}


def signed_in(person: Person) -> Client:
    """A browser that `person` signed in with."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def member(store: Store, role: str = "owner") -> tuple[Person, Client]:
    """Somebody who works in `store`, and their browser."""
    person = make_person(name=f"{role.title()} Person")
    make_staff(store=store, person=person, role=role)
    return person, signed_in(person)


def operator() -> tuple[Person, Client]:
    """An operator of the mall, and their browser."""
    person = make_person(is_operator=True)
    return person, signed_in(person)


def bought(*variants: Variant, quantity: int = 1) -> Order:
    """A paid order of one store's goods."""
    checkout = make_checkout(*variants, quantity=quantity)
    pay(checkout)
    return Order.objects.across_stores("a test").get(
        purchase__checkout=checkout.public_id, store_id=variants[0].store_id
    )


def sold_goods(**columns: Any) -> tuple[Store, Variant, Order]:
    """A store, something it sells, and an order of it."""
    variant = make_goods(**columns)
    return variant.store, variant, bought(variant)
