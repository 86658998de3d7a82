from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.flows.import_products.attributes import told
from tradewind.flows.import_products.fields import Field
from tradewind.flows.import_products.reading import guess_columns
from tradewind.flows.import_products.values import (
    BadValue,
    read_boolean,
    read_day,
    read_list,
    read_number,
    read_price,
    read_prose,
    read_text,
    read_whole,
)
from tradewind.kernel.money import Money


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.50", "CAD", 1250),
        ("12,5", "EUR", 1250),
        ("1,234.50", "CAD", 123450),
        ("1.234,50 €", "EUR", 123450),
        ("1 234,50", "EUR", 123450),
        ("$1,234", "CAD", 123400),
        ("CAD 7", "CAD", 700),
        ("12.900", "KRW", 12900),
        ("₩12,900", "KRW", 12900),
        ("1.500.000", "VND", 1500000),
        ("١٢٫٥٠", "USD", 1250),
        ("1.234", "KWD", 1234),
        (12.5, "CAD", 1250),
        (0, "CAD", 0),
    ],
)
def test_prices_as_people_write_them(text: object, currency: str, minor: int) -> None:
    assert read_price(text, currency, is_minor=False) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "ten", "12.345", "1e5", "--1", "12..5", "NaN", "∞", True])
def test_what_is_no_price(text: object) -> None:
    with pytest.raises(BadValue):
        read_price(text, "CAD", is_minor=False)


@given(st.integers(0, 10**12), st.sampled_from(["CAD", "KRW", "KWD"]))
def test_every_amount_is_read_as_it_was_written(minor: int, currency: str) -> None:
    price = Money(minor, currency)
    assert read_price(str(price.amount), currency, is_minor=False) == price
    assert read_price(minor, currency, is_minor=True) == price


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none()))
def test_any_cell_gives_a_value_or_a_named_fault(cell: object) -> None:
    for read in (read_text, read_number, read_whole, read_boolean, read_day, read_list, read_prose):
        with suppress(BadValue):
            read(cell)


def test_cells_of_spreadsheets() -> None:
    assert read_text(12345.0) == "12345"
    assert read_whole(3.0) == 3
    assert read_number("3,5") == Decimal("3.5")
    assert read_day(datetime(2024, 5, 1, 9)) == date(2024, 5, 1)
    assert read_list("a, b;c|") == ["a", "b", "c"]
    assert read_boolean("Oui") is True
    assert read_text("'=1+1") == "=1+1"
    assert read_text("'tis") == "'tis"


def test_html_becomes_paragraphs_and_no_script_stays() -> None:
    html = "<div><p>One<br>two</p><script>alert(1)</script><ul><li>x</li></ul> a &lt; b</div>"
    assert read_prose(html) == "One\ntwo\n\n• x\na < b"
    assert read_prose("5 < 6 and 7 > 2") == "5 < 6 and 7 > 2"


@pytest.mark.parametrize(
    ("name", "code", "label"),
    [
        ("t_product_colour", "product_colour", "Product colour"),
        ("n_contrast_ratio__typical_", "contrast_ratio__typical_", "Contrast ratio (typical)"),
        ("n_master__outer__case_width", "master__outer__case_width", "Master (outer) case width"),
        ("Herkunftsland / Land", "herkunftsland-land", "Herkunftsland / Land"),
    ],
)
def test_attributes_get_labels_people_can_read(name: str, code: str, label: str) -> None:
    found = told(name, "text")
    assert (found.code, found.label) == (code, label)


def test_headers_of_many_languages() -> None:
    names = ["Réf", "Référence", "Désignation", "Prix", "상품명", "Variant Price", "Notes", "n_x"]
    assert guess_columns(names) == {
        "Réf": Field.IGNORED,
        "Référence": Field.SKU,
        "Désignation": Field.TITLE,
        "Prix": Field.PRICE,
        "상품명": Field.IGNORED,
        "Variant Price": Field.IGNORED,
        "Notes": Field.IGNORED,
        "n_x": Field.ATTRIBUTE,
    }
    for name, meant in [
        ("바코드", "gtin"),
        ("үнэ", "price"),
        ("السعر", "price"),
        ("MARQUE", "brand"),
    ]:
        assert guess_columns([name]) == {name: Field(meant)}
