"""The addresses a person keeps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.domains.factories.customers import TORONTO, make_address
from tests.domains.factories.identity import make_person
from tests.parallel import in_parallel
from tradewind.domains.customers.models import Address
from tradewind.domains.customers.operations import (
    AddressWords,
    add_address,
    change_address,
    make_default,
    remove_address,
)
from tradewind.domains.customers.queries import default_address, list_addresses
from tradewind.domains.identity.models import Person
from tradewind.kernel.errors import InvalidInput, NotFound


def streets(person: Person) -> list[tuple[str, bool]]:
    return [
        (address.fields["street_address"], address.is_default)
        for address in list_addresses(person_id=person.pk)
    ]


@pytest.mark.django_db
class TestAddresses:
    def test_the_first_is_the_default_and_another_can_be(self) -> None:
        person = make_person()
        make_address(person=person, street="1 First")
        second = make_address(person=person, street="2 Second")
        assert streets(person) == [("1 First", True), ("2 Second", False)]

        make_default(person_id=person.pk, address_id=second.public_id)
        assert streets(person) == [("2 Second", True), ("1 First", False)]
        make_address(person=person, street="3 Third", is_default=True)
        assert [street for street, is_default in streets(person) if is_default] == ["3 Third"]

    def test_removing_the_default_passes_it_on(self) -> None:
        person = make_person()
        first = make_address(person=person, street="1 First")
        make_address(person=person, street="2 Second")

        remove_address(person_id=person.pk, address_id=first.public_id)
        remove_address(person_id=person.pk, address_id=first.public_id)

        assert streets(person) == [("2 Second", True)]

    def test_no_default_without_addresses(self) -> None:
        assert default_address(person_id=make_person().pk) is None

    def test_each_fault_is_named_and_nothing_is_kept(self) -> None:
        person = make_person()
        words = AddressWords(
            country="CA",
            fields={**TORONTO, "postal_code": "12345", "city": ""},
            label="x" * 41,
            phone="12",
        )
        with pytest.raises(InvalidInput) as refused:
            add_address(person_id=person.pk, words=words)
        assert refused.value.fields == {
            "label": "too_long",
            "postal_code": "invalid",
            "city": "required",
            "phone": "invalid",
        }
        assert not Address.objects.exists()

    def test_a_phone_is_kept_the_way_the_world_dials_it(self) -> None:
        person = make_person()
        address = make_address(person=person)
        changed = change_address(
            person_id=person.pk,
            address_id=address.public_id,
            words=AddressWords(country="CA", fields=TORONTO, phone="(416) 555-0199"),
        )
        assert changed.phone == "+14165550199"

    def test_another_s_address_is_not_found(self) -> None:
        address = make_address(person=make_person())
        stranger = make_person()
        with pytest.raises(NotFound):
            make_default(person_id=stranger.pk, address_id=address.public_id)
        with pytest.raises(NotFound):
            change_address(
                person_id=stranger.pk,
                address_id=address.public_id,
                words=AddressWords(country="CA", fields=TORONTO),
            )
        remove_address(person_id=stranger.pk, address_id=address.public_id)
        assert Address.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_make_one_default() -> None:
    person = make_person()

    def add() -> Address:
        return make_address(person=person, is_default=True)

    rivals: list[Callable[[], Address]] = [add, add, add]
    in_parallel(rivals)

    assert sorted(is_default for _, is_default in streets(person)) == [False, False, True]
