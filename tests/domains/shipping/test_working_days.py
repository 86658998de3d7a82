"""Holidays by country and region, and the promises that skip them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.shipping.queries import Parcel, options
from tradewind.domains.shipping.working_days import last_year_known, renew, working_days
from tradewind.domains.shipping.working_days.calendar import FILE
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

ONTARIO = Place("CA", "ON")
FREE = {
    "Family Day": (ONTARIO, date(2026, 2, 16)),
    "Canada Day": (ONTARIO, date(2026, 7, 1)),
    "Boxing Day, observed on Monday": (ONTARIO, date(2026, 12, 28)),
    "la fête nationale": (Place("FR"), date(2026, 7, 14)),
    "Ascension": (Place("FR"), date(2026, 5, 14)),
    "Seollal": (Place("KR"), date(2026, 2, 17)),
    "Chuseok": (Place("KR"), date(2026, 9, 25)),
    "Tet": (Place("VN"), date(2026, 2, 18)),
    "National Day of Viet Nam": (Place("VN"), date(2026, 9, 2)),
    "Tsagaan Sar": (Place("MN"), date(2026, 2, 19)),
    "Naadam": (Place("MN"), date(2026, 7, 13)),
    "National Day of the Emirates": (Place("AE"), date(2026, 12, 2)),
    "Eid al-Adha": (Place("AE"), date(2026, 5, 27)),
    "Friday in Saudi Arabia": (Place("SA"), date(2026, 11, 20)),
}
WORKED = {
    "Family Day elsewhere": (Place("CA", "QC"), date(2026, 2, 16)),
    "Quebec's own day in Ontario": (ONTARIO, date(2026, 6, 24)),
    "Sunday in Saudi Arabia": (Place("SA"), date(2026, 11, 22)),
    "Friday in the Emirates": (Place("AE"), date(2026, 11, 20)),
    "a Saturday worked in Viet Nam": (Place("VN"), date(2026, 8, 22)),
    "a day of which nothing is known": (Place("ZZ"), date(2026, 12, 25)),
    "14 July in Canada": (ONTARIO, date(2026, 7, 14)),
}


@pytest.mark.parametrize("name", FREE)
def test_nobody_works_on(name: str) -> None:
    place, day = FREE[name]
    assert not working_days(place).holds(day)


@pytest.mark.parametrize("name", WORKED)
def test_work_is_done_on(name: str) -> None:
    place, day = WORKED[name]
    assert working_days(place).holds(day)


@pytest.mark.parametrize(
    ("place", "day", "count", "expected"),
    [
        (ONTARIO, date(2026, 12, 24), 1, date(2026, 12, 29)),
        (ONTARIO, date(2026, 12, 25), 0, date(2026, 12, 29)),
        (Place("FR"), date(2026, 7, 13), 1, date(2026, 7, 15)),
        (Place("KR"), date(2026, 2, 13), 1, date(2026, 2, 19)),
        (Place("MN"), date(2026, 7, 9), 1, date(2026, 7, 16)),
        (Place("VN"), date(2026, 2, 13), 1, date(2026, 2, 23)),
        (Place("AE"), date(2026, 12, 1), 1, date(2026, 12, 4)),
        (Place("SA"), date(2026, 11, 19), 1, date(2026, 11, 22)),
    ],
)
def test_counting_skips_them(place: Place, day: date, count: int, expected: date) -> None:
    assert working_days(place).add(day, count) == expected


@given(
    place=st.sampled_from([ONTARIO, Place("FR"), Place("VN"), Place("SA"), Place("ZZ")]),
    day=st.dates(date(2026, 1, 1), date(2029, 12, 1)),
    first=st.integers(0, 20),
    more=st.integers(0, 20),
)
def test_days_add_up_and_none_is_free(place: Place, day: date, first: int, more: int) -> None:
    days = working_days(place)
    reached = days.add(day, first)
    assert reached >= day
    assert days.holds(reached)
    assert days.add(reached, more) == days.add(day, first + more)
    between = (date.fromordinal(n) for n in range(day.toordinal(), reached.toordinal()))
    assert sum(map(days.holds, between)) == first


@pytest.mark.django_db
def test_a_promise_counts_days_of_the_store_and_then_of_the_shopper() -> None:
    """Ordered in Toronto on 30 June: nobody packs on Canada Day, and France rests on 14 July."""
    store = make_store(time_zone="America/Toronto", country="CA", region="ON")
    make_method(store=store, handling_days=1, min_days=6, max_days=7)

    def promised(place: Place) -> tuple[date, date]:
        [option] = options(
            parcels=[Parcel(store_id=store.pk, goods=Money(1000, "CAD"), weight_g=100)],
            place=place,
            currency="CAD",
            now=datetime(2026, 6, 30, 16, tzinfo=UTC),
        )[store.pk]
        return option.arrives_from, option.arrives_until

    assert promised(ONTARIO) == (date(2026, 7, 10), date(2026, 7, 13))
    assert promised(Place("FR")) == (date(2026, 7, 10), date(2026, 7, 13))
    assert promised(Place("MN")) == (date(2026, 7, 16), date(2026, 7, 17))


def test_the_file_is_what_the_library_knows() -> None:
    """Else: python -m tradewind.domains.shipping.working_days.renew, and read what changed."""
    assert json.loads(FILE.read_text(encoding="utf-8")) == renew.told()


def test_the_years_do_not_run_out() -> None:
    assert last_year_known() > clock.now().year
