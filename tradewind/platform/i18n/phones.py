"""Telephone numbers: kept as E.164, shown the way the country writes them."""

from __future__ import annotations

import phonenumbers

from tradewind.kernel.errors import InvalidInput


def check_phone(text: str, *, country: str, field: str = "phone") -> str:
    """E.164 (``+14165550123``) of what a person in `country` (ISO 3166) wrote.

    Raises `InvalidInput` on `field` for what is no number in use there.
    """
    try:
        number = phonenumbers.parse(text, country.upper())
    except phonenumbers.NumberParseException:
        raise InvalidInput({field: "invalid"}) from None
    if not phonenumbers.is_valid_number(number):
        raise InvalidInput({field: "invalid"})
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(e164: str, *, country: str = "") -> str:
    """The number as read aloud: national style inside `country`, international elsewhere."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    is_home = phonenumbers.region_code_for_number(number) == country.upper()
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if is_home else style.INTERNATIONAL)
