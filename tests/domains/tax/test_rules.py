from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.tax.published import published_rules
from tradewind.domains.tax.rules import (
    Assessment,
    Rate,
    RateBook,
    Rule,
    RulesOverlap,
    Taxable,
    assess,
    check_periods,
)
from tradewind.kernel.money import Money, total
from tradewind.kernel.place import Place

RULES = published_rules()
TORONTO, MONTREAL, PARIS, BOSTON = (
    Place("CA", "ON"),
    Place("CA", "QC"),
    Place("FR"),
    Place("US", "MA"),
)


def book_on(day: date) -> RateBook:
    rates: dict[str, list[Rate]] = {}
    for rule in RULES:
        if rule.starts_on <= day and (rule.ends_on is None or day <= rule.ends_on):
            code = f"{rule.country}-{rule.region}" if rule.region else rule.country
            rates.setdefault(code, []).append(
                Rate(
                    name=rule.name,
                    rate=rule.rate,
                    category=rule.category,
                    on_shipping=rule.on_shipping,
                )
            )
    return RateBook(rates)


BOOK = book_on(date(2026, 11, 20))


def taxed(
    minor: int,
    place: Place,
    *,
    origin: Place = TORONTO,
    currency: str = "CAD",
    inclusive: bool = False,
    category: str = "standard",
    is_shipping: bool = False,
    book: RateBook = BOOK,
) -> Assessment:
    line = Taxable(
        key="line",
        amount=Money(minor, currency),
        category=category,
        origin=origin,
        inclusive=inclusive,
        is_shipping=is_shipping,
    )
    return assess(lines=[line], place=place, rates=book)["line"]


def told(assessment: Assessment) -> tuple[int, list[tuple[str, str, int]], int]:
    shares = [(s.name, str(s.rate), s.amount.minor) for s in assessment.taxes]
    return assessment.net.minor, shares, assessment.gross.minor


def test_qst_is_charged_on_the_price_before_gst() -> None:
    assert told(taxed(10_000, MONTREAL)) == (
        10_000,
        [("GST", "5", 500), ("QST", "9.975", 998)],
        11_498,
    )


@pytest.mark.parametrize(
    ("region", "taxes"),
    [
        ("AB", [("GST", 5000)]),
        ("BC", [("GST", 5000), ("PST", 7000)]),
        ("MB", [("GST", 5000), ("RST", 7000)]),
        ("NB", [("HST", 15_000)]),
        ("NL", [("HST", 15_000)]),
        ("NS", [("HST", 14_000)]),
        ("NT", [("GST", 5000)]),
        ("NU", [("GST", 5000)]),
        ("ON", [("HST", 13_000)]),
        ("PE", [("HST", 15_000)]),
        ("QC", [("GST", 5000), ("QST", 9975)]),
        ("SK", [("GST", 5000), ("PST", 6000)]),
        ("YT", [("GST", 5000)]),
        ("", [("GST", 5000)]),
    ],
)
def test_every_province_and_territory(region: str, taxes: list[tuple[str, int]]) -> None:
    found = taxed(100_000, Place("CA", region))
    assert [(share.name, share.amount.minor) for share in found.taxes] == taxes


@pytest.mark.parametrize(
    ("day", "tax"),
    [(date(2025, 3, 31), 1500), (date(2025, 4, 1), 1400), (date(2026, 11, 20), 1400)],
)
def test_nova_scotia_before_and_after_2025_04_01(day: date, tax: int) -> None:
    assert taxed(10_000, Place("CA", "NS"), book=book_on(day)).tax == Money(tax, "CAD")


def test_sweets_in_france_are_not_food_and_some_chocolate_is() -> None:
    french = {"origin": PARIS, "currency": "EUR", "inclusive": False}
    rates = {
        category: taxed(10_000, PARIS, category=category, **french).tax.minor
        for category in ("food", "confectionery", "chocolate")
    }
    assert rates == {"food": 550, "confectionery": 2000, "chocolate": 550}


def test_a_french_price_at_home_contains_its_tax() -> None:
    french = {"origin": PARIS, "currency": "EUR", "inclusive": True}
    assert told(taxed(12_000, PARIS, **french)) == (10_000, [("TVA", "20", 2000)], 12_000)
    assert told(taxed(1055, PARIS, category="books", **french)) == (
        1000,
        [("TVA", "5.5", 55)],
        1055,
    )
    assert told(taxed(999, PARIS, **french)) == (833, [("TVA", "20", 166)], 999)


def test_a_french_price_sold_to_canada_leaves_its_tax_at_home() -> None:
    french = {"origin": PARIS, "currency": "EUR", "inclusive": True}
    assert told(taxed(12_000, MONTREAL, **french)) == (
        10_000,
        [("GST", "5", 500), ("QST", "9.975", 998)],
        11_498,
    )
    assert told(taxed(12_000, BOSTON, **french)) == (10_000, [], 10_000)


def test_an_inclusive_price_within_several_taxes_shares_out_what_it_contains() -> None:
    found = taxed(11_498, MONTREAL, origin=MONTREAL, inclusive=True)
    assert told(found) == (10_000, [("GST", "5", 500), ("QST", "9.975", 998)], 11_498)


def test_an_inclusive_price_sent_to_another_province_is_taxed_there() -> None:
    found = taxed(11_300, Place("CA", "AB"), origin=TORONTO, inclusive=True)
    assert told(found) == (10_000, [("GST", "5", 500)], 10_500)


def test_a_place_without_rules_has_no_tax() -> None:
    assert told(taxed(10_000, BOSTON)) == (10_000, [], 10_000)
    assert told(taxed(10_000, BOSTON, origin=BOSTON, inclusive=True)) == (10_000, [], 10_000)


def test_a_category_without_rules_of_its_own_is_standard() -> None:
    assert taxed(10_000, TORONTO, category="confectionery").tax == Money(1300, "CAD")


def test_groceries_books_and_children_s_clothing_have_rates_of_their_own() -> None:
    assert told(taxed(10_000, TORONTO, category="food")) == (10_000, [("HST", "0", 0)], 10_000)
    assert told(taxed(10_000, TORONTO, category="books")) == (10_000, [("HST", "5", 500)], 10_500)
    assert told(taxed(10_000, MONTREAL, category="books")) == (10_000, [("GST", "5", 500)], 10_500)
    vancouver = taxed(10_000, Place("CA", "BC"), category="children_clothing")
    assert told(vancouver) == (10_000, [("GST", "5", 500)], 10_500)
    montreal = taxed(10_000, MONTREAL, category="children_clothing")
    assert told(montreal) == (10_000, [("GST", "5", 500), ("QST", "9.975", 998)], 11_498)


def test_delivery_is_taxed_where_the_rule_says_so() -> None:
    book = RateBook(
        {
            "XX": [
                Rate(name="A", rate=Decimal(10), category="standard", on_shipping=True),
                Rate(name="B", rate=Decimal(5), category="standard", on_shipping=False),
            ]
        }
    )
    assert taxed(1000, Place("XX"), book=book).tax == Money(150, "CAD")
    assert taxed(1000, Place("XX"), book=book, is_shipping=True).tax == Money(100, "CAD")


def test_won_has_no_cents_to_tax_in() -> None:
    assert told(taxed(1250, MONTREAL, currency="KRW")) == (
        1250,
        [("GST", "5", 63), ("QST", "9.975", 125)],
        1438,
    )


PLACES = st.builds(
    Place, st.sampled_from(["CA", "FR", "US"]), st.sampled_from(["", "ON", "QC", "NS", "BC"])
)


@given(
    st.integers(-(10**11), 10**11),
    PLACES,
    PLACES,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["standard", "food", "books", "other"]),
    st.sampled_from(["CAD", "EUR", "KRW", "KWD"]),
)
def test_net_and_taxes_are_the_gross(
    minor: int,
    place: Place,
    origin: Place,
    inclusive: bool,
    is_shipping: bool,
    category: str,
    currency: str,
) -> None:
    asked = {
        "origin": origin,
        "inclusive": inclusive,
        "is_shipping": is_shipping,
        "category": category,
        "currency": currency,
    }
    found = taxed(minor, place, **asked)
    shares = [share.amount for share in found.taxes]
    assert found.net + total(shares, currency) == found.gross
    assert found.tax == total(shares, currency)
    at_home = BOOK.area(place) == BOOK.area(origin)
    if not inclusive:
        assert found.net.minor == minor
    elif at_home:
        assert found.gross.minor == minor
    for share in found.taxes:
        exact = Fraction(found.net.minor) * Fraction(share.rate) / 100
        # A contained tax also carries its part of the rounding of the net.
        assert abs(share.amount.minor - exact) <= (2 if inclusive and at_home else Fraction(1, 2))
        assert share.amount.minor * minor >= 0
    mirrored = taxed(-minor, place, **asked)
    assert (mirrored.net, mirrored.gross) == (-found.net, -found.gross)
    assert [share.amount for share in mirrored.taxes] == [-amount for amount in shares]


def test_published_rules_name_their_source_and_never_overlap() -> None:
    check_periods(RULES)
    assert len(RULES) == 45
    assert all(rule.source for rule in RULES)


def test_two_rates_on_one_day_are_refused() -> None:
    def rule(starts_on: date, ends_on: date | None) -> Rule:
        return Rule(
            country="CA",
            region="NS",
            name="HST",
            rate=Decimal(15),
            starts_on=starts_on,
            ends_on=ends_on,
            source="test",
            translations={},
        )

    first = rule(date(2010, 7, 1), date(2025, 3, 31))
    check_periods([rule(date(2025, 4, 1), None), first])
    for second in (rule(date(2025, 3, 31), None), rule(date(2012, 1, 1), date(2012, 2, 1))):
        with pytest.raises(RulesOverlap):
            check_periods([first, second])
