from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import TestCase

from tests.domains.tax.test_rules import book_on
from tradewind.domains.tax.models import TaxRule
from tradewind.domains.tax.operations import load_rules
from tradewind.domains.tax.published import published_rules
from tradewind.domains.tax.queries import forget_rates, rates_on
from tradewind.kernel.place import Place

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _fresh_rates() -> Iterator[None]:
    forget_rates()
    yield
    forget_rates()


def test_the_migration_loaded_what_is_published() -> None:
    for day in (date(2025, 3, 31), DAY):
        loaded, expected = rates_on(day=day).rates, book_on(day).rates
        assert {code: list(rates) for code, rates in loaded.items()} == expected
    assert TaxRule.objects.get(name="QST").translations == {"fr": {"name": "TVQ"}}


def test_a_day_is_read_once(django_assert_num_queries: TestCase.assertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert rates_on(day=DAY) is rates_on(day=DAY)


def test_loading_again_changes_nothing() -> None:
    before = list(TaxRule.objects.order_by("pk").values())
    load_rules(rows=published_rules())
    assert list(TaxRule.objects.order_by("pk").values()) == before


def test_a_rule_of_the_same_day_is_replaced_and_seen_at_once() -> None:
    rows = published_rules()
    (ontario,) = [row for row in rows if (row.region, row.category) == ("ON", "standard")]
    assert rates_on(day=DAY).taxes(Place("CA", "ON"), "standard", False)[0].rate == 13
    load_rules(rows=[replace(ontario, rate=Decimal("12.5"))])
    assert rates_on(day=DAY).taxes(Place("CA", "ON"), "standard", False)[0].rate == Decimal("12.5")
    assert TaxRule.objects.count() == len(rows)
