from __future__ import annotations

import pytest

from tradewind.kernel.errors import InvalidInput
from tradewind.platform.i18n.addresses import address_form, address_lines, check_address
from tradewind.platform.i18n.phones import check_phone, show_phone

HOME = {
    "street_address": " 1 Rue Saint-Paul ",
    "city": "Montréal",
    "country_area": "Québec",
    "postal_code": "h3z2y7",
    "planet": "Earth",
}


def test_a_form_has_the_countrys_fields_in_its_order() -> None:
    form = address_form("ca", "en")
    assert [(field.name, field.label, field.is_required) for field in form] == [
        ("name", "Full name", True),
        ("company_name", "Company", False),
        ("street_address", "Street address", True),
        ("city", "City", True),
        ("country_area", "Province", True),
        ("postal_code", "Postal code", True),
    ]
    assert ("QC", "Quebec") in form[4].choices
    assert form[5].autocomplete == "postal-code"
    assert [field.name for field in address_form("KR", "en")][2:5] == [
        "country_area",
        "city",
        "city_area",
    ]
    assert "postal_code" not in [field.name for field in address_form("AE", "en")]


def test_areas_are_in_the_readers_language_where_known() -> None:
    def areas(country: str, language: str) -> dict[str, str]:
        [field] = [f for f in address_form(country, language) if f.name == "country_area"]
        return dict(field.choices)

    assert areas("CA", "fr")["BC"] == "Colombie-Britannique"
    assert areas("AE", "en")["أبو ظبي"] == "Abu Dhabi"
    assert areas("AE", "ar")["أبو ظبي"] == "أبو ظبي"


def test_an_address_is_tidied_and_keeps_its_writers_case() -> None:
    assert check_address("CA", HOME) == {
        "name": "",
        "company_name": "",
        "street_address": "1 Rue Saint-Paul",
        "city": "Montréal",
        "country_area": "QC",
        "postal_code": "H3Z2Y7",
    }


@pytest.mark.parametrize(
    ("country", "changes", "fields"),
    [
        ("CA", {"city": ""}, {"city": "required"}),
        ("CA", {"postal_code": "90210"}, {"postal_code": "invalid"}),
        ("CA", {"country_area": "Texas"}, {"country_area": "invalid"}),
        ("CA", {"street_address": "x" * 201}, {"street_address": "too_long"}),
        ("CA", {"city": "Mont\x00réal"}, {"city": "invalid"}),
        ("QQ", {}, {"country": "unknown"}),
        ("../etc", {}, {"country": "unknown"}),
    ],
)
def test_faults_are_named(country: str, changes: dict[str, str], fields: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_address(country, {**HOME, **changes})
    assert caught.value.fields == fields


def test_a_label_is_written_the_countrys_way() -> None:
    lines = address_lines("CA", {**check_address("CA", HOME), "name": "Zoë"}, with_country="Canada")
    assert lines == ["Zoë", "1 Rue Saint-Paul", "Montréal QC H3Z2Y7", "Canada"]
    french = {"name": "Zoë", "street_address": "1 rue X", "city": "Paris", "postal_code": "75001"}
    assert address_lines("FR", french) == ["Zoë", "1 rue X", "75001 Paris"]


def test_phones() -> None:
    assert check_phone("(514) 398-4455", country="ca") == "+15143984455"
    assert check_phone("+82 2-312-3456", country="CA") == "+8223123456"
    assert show_phone("+15143984455", country="CA") == "(514) 398-4455"
    assert show_phone("+15143984455", country="FR") == "+1 514-398-4455"


@pytest.mark.parametrize("text", ["", "12", "not a phone", "+1 514 398", "9" * 300])
def test_what_is_no_phone(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_phone(text, country="CA")
    assert caught.value.fields == {"phone": "invalid"}
