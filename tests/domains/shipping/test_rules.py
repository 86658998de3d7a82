from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.shipping.rules import (
    Tariff,
    check_places,
    leaves_on,
    specificity,
)
from tradewind.domains.shipping.working_days import WorkingDays
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

FRIDAY = date(2026, 11, 20)
WEEKDAYS = WorkingDays(frozenset({5, 6}), frozenset())


def cad(minor: int) -> Money:
    return Money(minor, "CAD")


@pytest.mark.parametrize(
    ("places", "rank"),
    [(["CA-BC"], 0), (["*", "CA-BC", "CA"], 0), (["CA"], 1), (["*"], 2), (["CA-ON", "US"], None)],
)
def test_the_most_specific_name_of_a_place(places: list[str], rank: int | None) -> None:
    assert specificity(places, Place("CA", "BC")) == rank


def test_a_country_without_region_is_not_in_a_region() -> None:
    assert specificity(["CA-BC"], Place("CA")) is None


@pytest.mark.parametrize(
    ("weight_g", "fee"),
    [(0, 1000), (1000, 1000), (1001, 1200), (2000, 1200), (2001, 1400), (3500, 1600)],
)
def test_each_kilogram_begun_after_the_first_costs(weight_g: int, fee: int) -> None:
    tariff = Tariff(price=cad(1000), per_kg=cad(200), free_from=cad(10_000))
    assert tariff.fee(cad(9999), weight_g) == cad(fee)
    assert tariff.fee(cad(10_000), weight_g) == cad(0)


def test_nothing_is_free_without_a_limit() -> None:
    tariff = Tariff(price=cad(1000), per_kg=cad(0), free_from=None)
    assert tariff.fee(cad(10**9), 0) == cad(1000)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, date(2026, 11, 23)),
        (FRIDAY, 5, date(2026, 11, 27)),
        (FRIDAY, 6, date(2026, 11, 30)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 22), 1, date(2026, 11, 24)),
        (date(2026, 11, 16), 4, FRIDAY),
        (date(2026, 11, 18), 3, date(2026, 11, 23)),
    ],
)
def test_working_days_skip_weekends(day: date, count: int, expected: date) -> None:
    assert WEEKDAYS.add(day, count) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_working_days_are_as_many_as_counted_by_hand(day: date, count: int) -> None:
    expected = day
    while expected.weekday() >= 5:
        expected += timedelta(days=1)
    left = count
    while left:
        expected += timedelta(days=1)
        left -= expected.weekday() < 5
    assert WEEKDAYS.add(day, count) == expected


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        (datetime(2026, 11, 20, 18, 59, tzinfo=UTC), "America/Toronto", FRIDAY),
        (datetime(2026, 11, 20, 19, 0, tzinfo=UTC), "America/Toronto", date(2026, 11, 23)),
        (datetime(2026, 11, 19, 23, 0, tzinfo=UTC), "Asia/Seoul", FRIDAY),
        (datetime(2026, 11, 20, 5, 0, tzinfo=UTC), "Asia/Seoul", date(2026, 11, 23)),
        (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), "Europe/Paris", date(2026, 11, 23)),
    ],
)
def test_the_cut_off_is_at_two_in_the_store(now: datetime, zone: str, expected: date) -> None:
    assert leaves_on(now, zone, WEEKDAYS) == expected


def test_places_are_codes() -> None:
    check_places(["*", "CA", "CA-BC", "US-MA", "MN-047"])
    for wrong in ([], ["Canada"], ["ca"], ["CA-"], ["CA-BCBC"], ["C1"], ["CA-B C"], [""], ["**"]):
        with pytest.raises(InvalidInput) as raised:
            check_places(wrong)
        assert list(raised.value.fields) == ["places"]
