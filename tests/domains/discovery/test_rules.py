"""Addresses of results, and what is worth counting."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.discovery.queries import Filters, Sort
from tradewind.domains.discovery.rules import Choice, format_choice, parse_choice
from tradewind.domains.discovery.rules.popularity import countable

VALUES = st.frozensets(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
AMOUNTS = st.none() | st.integers(0, 10**15)


def parsed(query: str, currency: str = "CAD") -> Choice:
    return parse_choice(parse_qs(query, keep_blank_values=True), currency=currency)


def test_an_address_reads_as_it_is_meant() -> None:
    choice = parsed(
        "q=+gaming++laptop+&brand=HP&brand=Dell&price=100-500.50&a.t_colour=Black"
        "&category=laptops&store=birch&in_stock=1&sort=price_asc&page=3"
    )
    assert choice == Choice(
        text="gaming laptop",
        filters=Filters(
            attributes={"t_colour": frozenset({"Black"})},
            brands=frozenset({"HP", "Dell"}),
            categories=frozenset({"laptops"}),
            stores=frozenset({"birch"}),
            price=(10_000, 50_050),
            in_stock=True,
        ),
        sort=Sort.PRICE_ASC,
        page=3,
    )
    assert format_choice(choice, currency="CAD") == (
        "q=gaming+laptop&brand=Dell&brand=HP&category=laptops&store=birch&price=100-500.5"
        "&in_stock=1&a.t_colour=Black&sort=price_asc&page=3"
    )


@pytest.mark.parametrize(
    ("price", "currency", "expected"),
    [
        ("100-", "CAD", (10_000, None)),
        ("-5", "CAD", (None, 500)),
        ("500-100", "CAD", (10_000, 50_000)),
        ("10.001-10.009", "CAD", (1000, 1001)),
        ("1000-2000", "KRW", (1000, 2000)),
        ("10.5-", "VND", (10, None)),
        ("-", "CAD", None),
        ("100", "CAD", None),
        ("a-b", "CAD", None),
        ("1e9-", "CAD", None),
        ("NaN-", "CAD", None),
        ("..-", "CAD", None),
        ("9" * 19 + "-", "CAD", (2**63 - 1, None)),
        ("9" * 21 + "-", "CAD", None),
        ("٣-٥", "CAD", None),
    ],
)
def test_price_ranges(price: str, currency: str, expected: object) -> None:
    assert parsed(f"price={price}", currency).filters.price == expected


@pytest.mark.parametrize(
    "query",
    [
        "sort=DROP&page=-1&in_stock=yes&price=x",
        "page=99999",
        "page=²",
        "a.=x",
        "brand=",
        "a." + "x" * 300 + "=1",
        "brand=" + "x" * 300,
        "&".join(f"a.{number}=" for number in range(500)),
    ],
)
def test_what_makes_no_sense_is_left_out(query: str) -> None:
    choice = parsed(query)
    assert choice.filters == Filters()
    assert choice.sort is Sort.RELEVANCE
    assert choice.page == 1


def test_only_so_much_is_read() -> None:
    assert len(parsed("q=" + "x" * 5_000).text) == 200
    assert len(parsed("&".join(f"brand={number}" for number in range(900))).filters.brands) == 50
    assert len(parsed("&".join(f"a.{number}=1" for number in range(900))).filters.attributes) == 50
    assert parsed("page=9999").page == 400


@given(
    brands=VALUES,
    values=VALUES,
    price=st.tuples(AMOUNTS, AMOUNTS).filter(lambda ends: ends != (None, None)),
    currency=st.sampled_from(["CAD", "KRW", "KWD"]),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 400),
)
def test_what_is_written_is_read_back(
    brands: frozenset[str],
    values: frozenset[str],
    price: tuple[int | None, int | None],
    currency: str,
    sort: Sort,
    page: int,
) -> None:
    low, high = price
    if low is not None and high is not None:
        price = min(low, high), max(low, high)
    filters = Filters(attributes={"colour": values} if values else {}, brands=brands, price=price)
    choice = Choice(text="a b", filters=filters, sort=sort, page=page)
    assert parsed(format_choice(choice, currency=currency), currency) == choice


@given(st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=30), max_size=3)))
def test_no_address_stops_the_reader(parameters: dict[str, list[str]]) -> None:
    choice = parse_choice(parameters, currency="CAD")
    format_choice(choice, currency="CAD")


def test_choosing_and_choosing_again() -> None:
    start = Choice(text="lamp", page=4)
    red = start.toggled("colour", "Red")
    assert red.filters.attributes == {"colour": {"Red"}}
    assert red.page == 1
    both = red.toggled("colour", "Blue")
    assert both.toggled("colour", "Red").filters.attributes == {"colour": {"Blue"}}
    assert red.toggled("colour", "Red") == start.on_page(1)
    assert start.toggled("brand", "HP").filters.brands == {"HP"}
    assert start.toggled("in_stock", "true").toggled("in_stock", "true").filters == Filters()
    assert start.priced(100, None).filters.price == (100, None)
    assert not start.priced(100, None).priced(None, None).is_narrowed
    assert red.unfiltered() == start.on_page(1)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("  Brass   LAMP ", "brass lamp"),
        ("rtx 2060", "rtx 2060"),
        ("noor@example.org", None),
        ("+1 416 555 0100", None),
        ("x", None),
        ("", None),
        ("x" * 81, None),
    ],
)
def test_what_may_tell_of_a_person_is_not_counted(text: str, counted: str | None) -> None:
    assert countable(text) == counted
