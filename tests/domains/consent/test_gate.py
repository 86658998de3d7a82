"""The gate before every commercial message: what it relies on, and why it stays shut."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.stores import make_store
from tradewind.domains.consent.links import NewsSubscription, read_stop_token, stop_token
from tradewind.domains.consent.models import Basis, Purpose
from tradewind.domains.consent.operations import agree, imply, withdraw
from tradewind.domains.consent.queries import Sending, gate, gate_all
from tradewind.domains.consent.rules import Ground, Refusal, judge

NOW = datetime(2026, 6, 10, tzinfo=UTC)
EMAIL = "noor@example.org"
moments = st.none() | st.timedeltas(timedelta(days=-900), timedelta(days=900)).map(
    lambda span: NOW + span
)


@st.composite
def ground_lists(draw: st.DrawFn) -> list[Ground]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        basis = draw(st.sampled_from(["express", "purchase", "inquiry"]))
        expires = None if basis == "express" else draw(moments) or NOW
        made.append(Ground(number, basis, expires, draw(st.none() | st.just(NOW))))
    return made


@given(grounds=ground_lists())
def test_it_opens_on_a_standing_ground_and_on_nothing_else(grounds: list[Ground]) -> None:
    verdict = judge(grounds, NOW)
    standing = {
        one.id: one
        for one in grounds
        if one.withdrawn_at is None and (one.expires_at is None or one.expires_at > NOW)
    }
    assert verdict.is_allowed == bool(standing)
    if not standing:
        assert (verdict.basis, verdict.consent_id) == ("", None)
        assert verdict.refusal is not None
        return
    assert verdict.consent_id is not None
    relied = standing[verdict.consent_id]
    assert relied.basis == verdict.basis
    if any(one.basis == "express" for one in standing.values()):
        assert verdict.basis == "express", "what was said goes before what was taken for granted"


@pytest.mark.django_db
class TestRows:
    def test_a_purchase_carries_24_months_and_a_question_6(self) -> None:
        for basis, days in ((Basis.PURCHASE, 730), (Basis.INQUIRY, 182)):
            email = f"{basis}@example.org"
            imply(email=email, basis=basis, at=NOW, proof={})
            assert gate(email=email, now=NOW + timedelta(days=days - 2)).basis == basis
            late = gate(email=email, now=NOW + timedelta(days=days + 4))
            assert late.refusal == Refusal.LAPSED

    def test_what_was_said_never_lapses_and_a_no_acts_at_once(self) -> None:
        agree(email=EMAIL, purpose=Purpose.MARKETING, wording="account.news", proof={})
        assert gate(email=EMAIL.upper(), now=NOW + timedelta(days=36_500)).basis == "express"
        withdraw(email=EMAIL, purpose=Purpose.MARKETING)
        assert gate(email=EMAIL, now=NOW).refusal == Refusal.WITHDRAWN

    def test_other_purposes_and_other_senders_open_nothing(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        store = make_store()
        agree(email=EMAIL, purpose=Purpose.ANALYTICS, wording="account.analytics", proof={})
        agree(
            email=EMAIL,
            purpose=Purpose.MARKETING,
            wording="account.news",
            proof={},
            store_id=store.pk,
        )
        mall, seller = Sending(EMAIL), Sending(EMAIL, store.pk)
        with django_assert_num_queries(1):
            verdicts = gate_all({mall, seller}, now=NOW)
        assert verdicts[mall].refusal == Refusal.MISSING
        assert verdicts[seller].is_allowed
        with django_assert_num_queries(0):
            assert gate_all([], now=NOW) == {}


def test_the_way_out_tells_nothing_of_whose_it_is() -> None:
    subscription = NewsSubscription(EMAIL, 7)
    token = stop_token(subscription)
    assert read_stop_token(token) == subscription
    assert "noor" not in token
