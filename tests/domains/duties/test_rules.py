"""What customs asks, by sums done on paper."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.duties.published import published_rules
from tradewind.domains.duties.rules import Imported, ImportRule, crosses, estimate, rule_for
from tradewind.kernel.money import Money, total

TODAY = date(2026, 11, 20)


def rule(**changes: object) -> ImportRule:
    told: dict[str, object] = {
        "countries": ["XX"],
        "currency": "EUR",
        "starts_on": date(2020, 1, 1),
        "duty_free_to": Decimal(150),
        "tax_free_to": None,
        "duty": Decimal(4),
        "duty_by_chapter": {"61": Decimal(12)},
        "free_origins": ["CA"],
        "tax_name": "VAT",
        "tax": Decimal(20),
        "source": "test",
        "is_verified": False,
    }
    return ImportRule(**(told | changes))  # type: ignore[arg-type]


def asked(
    value: str, *, hs: str = "6109", origin: str = "CN", sold_taxed: bool = False
) -> tuple[int, int]:
    found = estimate(
        rule=rule(),
        goods=[Imported(key=1, value=Money.of(value, "EUR"), hs=hs, origin=origin)],
        shipping=Money.of("10.00", "EUR"),
        worth=Money.of(value, "EUR"),
        is_taxed_at_sale=sold_taxed,
    )
    return found.duty.minor, found.tax.minor


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("150.00", (0, 3200)),  # at the threshold: none; VAT on 160
        ("150.01", (1800, 3560)),  # 12 % of 150.01 = 18.00; VAT on 178.01 = 35.60
        ("200.00", (2400, 4680)),
    ],
)
def test_thresholds(value: str, expected: tuple[int, int]) -> None:
    assert asked(value) == expected


def test_chapter_origin_and_tax_of_the_sale() -> None:
    assert asked("200.00", hs="") == (800, 4360)
    assert asked("200.00", origin="CA") == (0, 4200)
    assert asked("200.00", sold_taxed=True) == (2400, 0)


@given(values=st.lists(st.integers(0, 10**7), min_size=1, max_size=5), fee=st.integers(0, 10**5))
def test_the_lines_are_the_whole(values: list[int], fee: int) -> None:
    goods = [
        Imported(key=place, value=Money(minor, "EUR"), hs="6109", origin="CN")
        for place, minor in enumerate(values)
    ]
    found = estimate(
        rule=rule(),
        goods=goods,
        shipping=Money(fee, "EUR"),
        worth=Money(sum(values), "EUR"),
        is_taxed_at_sale=False,
    )
    assert total((charge.whole for charge in found.charges.values()), "EUR") == found.whole
    assert all(charge.whole.minor >= 0 for charge in found.charges.values())


def test_what_is_published_says_where_it_is_from_and_that_nobody_verified_it() -> None:
    rules = published_rules()
    assert {code for one in rules for code in one.countries} >= {
        "CA",
        "US",
        "FR",
        "GB",
        "KR",
        "VN",
        "MN",
    }
    assert all(one.source and one.rates_source and not one.is_verified for one in rules)


def limits(country: str, sent_from: str, on: date = TODAY) -> tuple[str | None, str | None]:
    """Duty and tax limits of the rule that holds."""
    found = rule_for(published_rules(), country, on, sent_from=sent_from)
    assert found is not None
    return tuple(
        None if one is None else str(one) for one in (found.duty_free_to, found.tax_free_to)
    )  # type: ignore[return-value]


def test_limits_by_where_a_parcel_comes_from() -> None:
    assert limits("CA", "US") == limits("CA", "MX") == ("150", "40")
    assert limits("CA", "FR") == ("20", "20")
    assert limits("KR", "US") == ("200", "200")
    assert limits("KR", "FR") == ("150", "150")
    assert limits("US", "CA") == (None, None)
    assert limits("GB", "FR") == ("135", None)
    assert limits("FR", "CA", date(2026, 6, 30)) == ("150", None)
    assert limits("FR", "CA", date(2026, 7, 1)) == (None, None)


def europe(*goods: tuple[str, str], flat: str | None = "3.00") -> tuple[int, int]:
    """Duty and tax of a parcel to Germany, each line its value and number."""
    found = rule_for(published_rules(), "DE", TODAY)
    assert found is not None
    whole = sum((Money.of(value, "EUR").minor for value, _ in goods), 0)
    asks = estimate(
        rule=found,
        goods=[
            Imported(key=place, value=Money.of(value, "EUR"), hs=hs, origin="CA")
            for place, (value, hs) in enumerate(goods)
        ],
        shipping=Money.of("0.00", "EUR"),
        worth=Money(whole, "EUR"),
        is_taxed_at_sale=False,
        flat=None if flat is None else Money.of(flat, "EUR"),
        country="DE",
    )
    assert total((charge.duty for charge in asks.charges.values()), "EUR") == asks.duty
    return asks.duty.minor, asks.tax.minor


def test_the_flat_duty_is_asked_once_for_each_kind_of_goods() -> None:
    # The Council's own example: one silk blouse and two of wool are two kinds, EUR 6.
    assert europe(("50.00", "620610"), ("20.00", "620620"), ("20.00", "62062000"))[0] == 600
    assert europe(("100.00", "620610")) == (300, 1957)  # 19 % of 103
    assert europe(("0.00", ""), ("0.00", ""))[0] == 300
    assert europe(("200.00", "620610"), flat=None) == (0, 3800)  # from Canada: free by treaty


def test_a_customs_union_has_no_border_and_the_newest_rule_holds() -> None:
    older, newer = rule(), rule(starts_on=date(2026, 1, 1))
    assert rule_for([older, newer], "XX", TODAY) is newer
    assert rule_for([older, newer], "XX", date(2025, 1, 1)) is older
    assert rule_for([older], "YY", TODAY) is None
    europe = rule_for(published_rules(), "FR", TODAY)
    assert europe is not None
    assert not crosses(europe, "DE")
    assert crosses(europe, "CA")
