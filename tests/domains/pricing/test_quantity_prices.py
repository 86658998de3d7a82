"""What several pieces cost each: which step counts, in which currency, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.pricing import make_price, make_rates
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.pricing import operations, quantity_prices
from tradewind.domains.pricing.events import PriceChanged
from tradewind.domains.pricing.models import QuantityPrice
from tradewind.domains.pricing.queries import list_quantity_prices, prices_of, rate
from tradewind.domains.pricing.rules import (
    ShownPrice,
    Step,
    StepNotCheaper,
    StepWithoutPrice,
    falling,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

amounts = st.integers(0, 5_000).map(lambda minor: Money(minor, "CAD"))
steps = st.lists(st.builds(Step, st.integers(2, 99), amounts), max_size=6)


@given(amounts, steps)
def test_more_pieces_never_cost_more_each_and_never_more_than_one(
    amount: Money, told: list[Step]
) -> None:
    price = ShownPrice(amount=amount, compare_at=None, converted=False, steps=falling(amount, told))
    each = [price.each(pieces) for pieces in range(1, 100)]
    assert each[0] == amount
    assert each == sorted(each, reverse=True)
    for pieces in range(1, 100):
        reachable = [step.amount for step in told if step.pieces <= pieces]
        assert price.each(pieces) == min([amount, *reachable])
        ahead = price.next_step(pieces)
        assert ahead is None or (ahead.pieces > pieces and ahead.amount < price.each(pieces))


def set_to(
    variant: Variant,
    pieces: int,
    amount: str,
    currency: str = "CAD",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> int:
    return quantity_prices.set_quantity_price(
        store_id=variant.store_id,
        variant_id=variant.pk,
        pieces=pieces,
        amount=Money.of(amount, currency),
        starts_at=starts_at,
        ends_at=ends_at,
    )


def shown(variant: Variant, currency: str = "CAD", now: datetime = NOW) -> ShownPrice:
    return prices_of(variant_ids=[variant.pk], currency=currency, now=now)[variant.pk]


@pytest.mark.django_db
def test_steps_come_with_the_price_in_one_statement_and_follow_its_currency(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_rates(base="USD", CAD="1.25")
    (variant,) = variants_of(make_product())
    make_price(variant=variant, amount="10.00")
    make_price(variant=variant, amount="11.00", currency="EUR")
    set_to(variant, 10, "9.00")
    set_to(variant, 50, "7.50")
    rate(base="CAD", quote="USD", on=NOW.date())
    with django_assert_num_queries(1):
        found = shown(variant)
    assert found.steps == (Step(10, Money(900, "CAD")), Step(50, Money(750, "CAD")))
    assert [found.each(n).minor for n in (1, 9, 10, 49, 50)] == [1000, 1000, 900, 900, 750]
    # Told in another currency they are converted with the price; where that has a price of its
    # own, only steps in that currency count.
    assert [step.amount.minor for step in shown(variant, "USD").steps] == [720, 600]
    assert shown(variant, "EUR").steps == ()
    set_to(variant, 20, "10.00", "EUR")
    assert shown(variant, "EUR").each(20) == Money(1000, "EUR")
    assert len(shown(variant).steps) == 2


@pytest.mark.django_db
def test_dated_steps_count_within_their_days_and_are_told_when_they_turn() -> None:
    (variant,) = variants_of(make_product())
    make_price(variant=variant, amount="10.00")
    set_to(variant, 10, "9.00")
    dated = set_to(variant, 10, "8.00", starts_at=NOW, ends_at=NOW + HOUR)
    at = {now: shown(variant, now=now).each(10).minor for now in (NOW - HOUR, NOW, NOW + HOUR)}
    assert list(at.values()) == [900, 800, 900]
    told = len(published(PriceChanged))
    assert operations.tell_of_dated(since=NOW - HOUR, until=NOW) == 1
    assert len(published(PriceChanged)) == told + 1

    with clock.frozen_at(NOW + HOUR / 2):
        quantity_prices.remove_quantity_price(store_id=variant.store_id, row_id=dated)
    assert shown(variant, now=NOW + HOUR / 2).each(10) == Money(900, "CAD")
    rows = list_quantity_prices(store_id=variant.store_id, variant_ids=[variant.pk])
    assert [(row.amount.minor, row.ends_at) for row in rows] == [
        (900, None),
        (800, NOW + HOUR / 2),
    ]


@pytest.mark.django_db
def test_a_sale_below_a_step_makes_it_silent() -> None:
    (variant,) = variants_of(make_product())
    make_price(variant=variant, amount="10.00")
    set_to(variant, 10, "9.00")
    set_to(variant, 50, "7.00")
    operations.schedule_price(
        store_id=variant.store_id,
        variant_id=variant.pk,
        amount=Money(800, "CAD"),
        starts_at=NOW,
        ends_at=None,
    )
    assert shown(variant).steps == (Step(50, Money(700, "CAD")),)


@pytest.mark.django_db
def test_what_can_not_be_is_refused_with_nothing_written() -> None:
    (variant,) = variants_of(make_product())
    make_price(variant=variant, amount="10.00")
    with pytest.raises(StepNotCheaper):
        set_to(variant, 10, "10.00")
    with pytest.raises(StepWithoutPrice):
        set_to(variant, 10, "1.00", "EUR")
    for pieces in (0, 1, 100):
        with pytest.raises(InvalidInput):
            set_to(variant, pieces, "1.00")
    with pytest.raises(InvalidInput):
        set_to(variant, 10, "1.00", starts_at=NOW, ends_at=NOW)
    other = make_store()
    with pytest.raises(NotFound):
        quantity_prices.set_quantity_price(
            store_id=other.pk, variant_id=variant.pk, pieces=10, amount=Money(1, "CAD")
        )
    assert not QuantityPrice.objects.across_stores("a test").exists()
    row = set_to(variant, 10, "9.00")
    with pytest.raises(NotFound):
        quantity_prices.remove_quantity_price(store_id=other.pk, row_id=row)
    assert QuantityPrice.objects.for_store(variant.store_id).count() == 1
