"""What may be sent to whom, and the proof of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_store
from tradewind.domains.consent import links, wording
from tradewind.domains.consent.models import Basis, Consent, Purpose
from tradewind.domains.consent.operations import (
    Implied,
    agree,
    claim_consents,
    imply,
    imply_all,
    withdraw,
)
from tradewind.domains.consent.queries import consents_of, may_send
from tradewind.domains.consent.rules import implied_until
from tradewind.kernel.errors import NotFound

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
EMAIL = "noor@example.org"


def agree_to_news(email: str = EMAIL, language: str = "en", store_id: int | None = None) -> None:
    agree(
        email=email,
        purpose=Purpose.MARKETING,
        wording="checkout.news",
        proof={"checkout": "chk_1", "language": language},
        store_id=store_id,
    )


def buy(at: datetime = NOW, store_id: int | None = None) -> None:
    imply(email=EMAIL, basis=Basis.PURCHASE, at=at, proof={"order": "ord_1"}, store_id=store_id)


@pytest.mark.parametrize(
    ("basis", "at", "until"),
    [
        ("purchase", datetime(2026, 11, 20, tzinfo=UTC), datetime(2028, 11, 20, tzinfo=UTC)),
        ("purchase", datetime(2028, 2, 29, tzinfo=UTC), datetime(2030, 2, 28, tzinfo=UTC)),
        ("inquiry", datetime(2026, 8, 31, tzinfo=UTC), datetime(2027, 2, 28, tzinfo=UTC)),
        ("inquiry", datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)),
    ],
)
def test_how_long_implied_consent_stands(basis: str, at: datetime, until: datetime) -> None:
    assert implied_until(basis, at) == until


@pytest.mark.django_db
class TestNews:
    def test_nothing_is_allowed_before_anybody_agreed(self) -> None:
        assert not may_send(email=EMAIL, now=NOW)

    def test_agreeing_keeps_the_whole_sentence_and_its_key(self) -> None:
        agree_to_news()
        agree_to_news("Noor@Example.org")

        row = Consent.objects.get()
        assert row.wording == wording.text("checkout.news", "en")
        assert "stop them at any time" in row.wording
        assert row.proof == {"checkout": "chk_1", "language": "en", "wording": "checkout.news"}
        assert may_send(email="NOOR@example.org ", now=NOW + timedelta(days=9_000))

    def test_a_sentence_nobody_wrote_is_refused(self) -> None:
        with pytest.raises(NotFound):
            agree(email=EMAIL, purpose=Purpose.MARKETING, wording="made.up", proof={})
        assert not Consent.objects.exists()

    def test_each_sender_is_asked_for_by_itself(self) -> None:
        store, other = make_store(), make_store()
        agree_to_news(store_id=store.pk)

        assert may_send(email=EMAIL, now=NOW, store_id=store.pk)
        assert not may_send(email=EMAIL, now=NOW, store_id=other.pk)
        assert not may_send(email=EMAIL, now=NOW)

    def test_agreeing_to_one_purpose_is_not_agreeing_to_another(self) -> None:
        agree(email=EMAIL, purpose=Purpose.ANALYTICS, wording="account.analytics", proof={})
        assert not may_send(email=EMAIL, now=NOW)

    def test_a_purchase_allows_two_years_and_the_next_one_renews(self) -> None:
        buy()
        buy()
        assert may_send(email=EMAIL, now=NOW + timedelta(days=730))
        assert not may_send(email=EMAIL, now=NOW + timedelta(days=732))

        buy(NOW + timedelta(days=400))
        buy(NOW)
        assert may_send(email=EMAIL, now=NOW + timedelta(days=732))
        assert Consent.objects.count() == 2

    def test_no_means_no_until_they_agree_themselves(self) -> None:
        buy()
        agree_to_news()
        assert withdraw(email=EMAIL, purpose=Purpose.MARKETING) == 2

        buy(NOW + timedelta(days=3))
        assert not may_send(email=EMAIL, now=NOW + timedelta(days=4))
        agree_to_news()
        assert may_send(email=EMAIL, now=NOW + timedelta(days=4))

    def test_many_purchases_take_one_statement(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        store, other = make_store(), make_store()
        agree_to_news(store_id=other.pk)
        withdraw(email=EMAIL, purpose=Purpose.MARKETING, store_id=other.pk)
        bought = [
            Implied(email, Basis.PURCHASE, NOW + timedelta(days=days), {"order": "ord_1"}, None, at)
            for email, days, at in (
                (EMAIL, 0, store.pk),
                ("Noor@Example.org", 2, store.pk),
                (EMAIL, 1, store.pk),
                (EMAIL, 1, other.pk),
                ("maya@example.org", 0, other.pk),
                ("maya@example.org", 0, None),
            )
        ]
        with django_assert_num_queries(1):
            imply_all(bought)
        imply_all(bought)
        rows = Consent.objects.filter(basis=Basis.PURCHASE).order_by("pk")
        assert sorted((row.email, row.store_id or 0, row.obtained_at) for row in rows) == [
            ("maya@example.org", 0, NOW),
            ("maya@example.org", other.pk, NOW),
            (EMAIL, store.pk, NOW + timedelta(days=2)),
        ]

    def test_a_person_reads_all_of_it(self) -> None:
        person, store = make_person(email=EMAIL), make_store(name="Kiln")
        agree_to_news()
        buy(NOW - timedelta(days=800), store_id=store.pk)
        assert claim_consents(person_id=person.pk, emails=[EMAIL.upper()]) == 2
        assert claim_consents(person_id=person.pk, emails=[EMAIL]) == 0

        shown = [
            (given.sender, given.basis, given.stands(NOW))
            for given in consents_of(person_id=person.pk)
        ]
        assert shown == [("Kiln", "purchase", False), ("", "express", True)]


def test_the_way_out_is_signed() -> None:
    subscription = links.NewsSubscription(EMAIL, 7)
    token = links.stop_token(subscription)
    assert links.read_stop_token(token) == subscription
    with pytest.raises(NotFound):
        links.read_stop_token(token[:-1] + ("A" if token[-1] != "A" else "B"))
