from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.rules import GUARDED, AccountKey, Line, Unbalanced, check, spendings
from tradewind.kernel.money import Money

CLEARING, TAX = AccountKey("clearing", "CAD"), AccountKey("tax", "CAD", name="GST")
MILES = AccountKey("mileage", "PTS", person_id=7)


def line(account: AccountKey, minor: int) -> Line:
    return Line(account, Money(minor, account.unit))


def test_a_member_of_the_enumeration_and_its_text_are_one_key() -> None:
    member = AccountKey(Account.Kind.TAX, "CAD", name="GST")
    assert member == TAX
    assert type(member.kind) is str
    assert set(Account.Kind.values) >= GUARDED


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8))
def test_lines_balance_exactly_when_each_unit_sums_to_zero(amounts: list[int]) -> None:
    lines = [line(CLEARING, minor) for minor in amounts]
    check([*lines, line(TAX, -sum(amounts))])
    with pytest.raises(Unbalanced):
        check([*lines, line(TAX, 1 - sum(amounts))])


def test_units_do_not_make_up_for_each_other() -> None:
    with pytest.raises(Unbalanced) as raised:
        check([line(CLEARING, 5), line(MILES, -5)])
    assert raised.value.details == {"unit": "CAD"}
    with pytest.raises(Unbalanced):
        check([])


def test_an_amount_in_another_unit_than_its_account_is_refused() -> None:
    with pytest.raises(Unbalanced):
        check([Line(CLEARING, Money(5, "USD")), Line(CLEARING, Money(-5, "USD"))])


def test_a_credit_raises_what_a_person_may_spend() -> None:
    fund = AccountKey("funding", "PTS")
    assert spendings([line(fund, 100), line(MILES, -70), line(MILES, -30)]) == {MILES: 100}
    assert spendings([line(CLEARING, 1), line(TAX, -1)]) == {}
