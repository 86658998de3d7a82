"""What a checkout starts with, and what it takes in."""

from __future__ import annotations

import pytest

from tests.domains.factories.checkout import ADDRESS, make_cart, make_checkout, make_goods
from tests.domains.factories.identity import make_person
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import Details
from tradewind.domains.customers.operations import AddressWords, add_address
from tradewind.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db


def test_a_member_s_checkout_fills_itself_in() -> None:
    person = make_person(email="noor@example.org")
    add_address(person_id=person.pk, words=AddressWords(country="CA", fields=ADDRESS))
    cart = operations.open_cart(currency="CAD", country="CA", language="en", person_id=person.pk)

    row = operations.begin(cart=cart)

    assert (row.email, row.name, row.country) == ("noor@example.org", "Noor Haddad", "CA")
    assert row.address["postal_code"] == "M5V 2T6"


def test_a_guest_s_knows_only_where_they_are() -> None:
    row = operations.begin(cart=make_cart(make_goods()))

    assert (row.email, row.name, row.address) == ("", "", {"country_area": "ON"})


def test_what_is_wrong_is_named_and_nothing_is_kept() -> None:
    checkout = make_checkout(make_goods())

    with pytest.raises(InvalidInput) as wrong:
        operations.set_details(
            checkout=checkout,
            details=Details(
                email="nobody", phone="12", note="x" * 501, address={**ADDRESS, "postal_code": "1"}
            ),
        )

    assert set(wrong.value.fields) == {"email", "phone", "note", "postal_code"}
    kept = Checkout.objects.get()
    assert (kept.email, kept.address["postal_code"]) == ("noor@example.org", "M5V 2T6")


def test_another_country_starts_the_address_anew() -> None:
    checkout = make_checkout(make_goods())

    row = operations.set_place(checkout=checkout, country="FR", region="", deliveries={})

    assert (row.country, row.address) == ("FR", {})
