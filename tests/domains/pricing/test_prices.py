from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import TestCase

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.pricing import make_price, make_rates
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.pricing import jobs, operations
from tradewind.domains.pricing.events import PriceChanged
from tradewind.domains.pricing.queries import ShownPrice, list_prices, prices_of, rate
from tradewind.domains.pricing.rules import (
    DayRate,
    LastPrice,
    NewPrice,
    PricesOverlap,
    RateMissing,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_explicit_prices_go_before_converted_ones_in_one_statement(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    make_rates(base="USD", CAD="1.25")
    first, second, third = variants_of(make_product(variants=3))
    make_price(variant=first, amount="10.00", compare_at="12.00")
    make_price(variant=first, amount="9.00", currency="USD")
    make_price(variant=second, amount="10.01", compare_at="20.00")
    ids = [first.pk, second.pk, third.pk]
    rate(base="CAD", quote="USD", on=NOW.date())
    with django_assert_num_queries(1):
        shown = prices_of(variant_ids=ids, currency="USD", now=NOW)
    assert shown == {
        first.pk: ShownPrice(amount=Money(900, "USD"), compare_at=None, converted=False, own="USD"),
        second.pk: ShownPrice(
            amount=Money(801, "USD"),
            compare_at=Money(1600, "USD"),
            converted=True,
            own="CAD",
        ),
    }
    with django_assert_num_queries(0):
        assert prices_of(variant_ids=[], currency="USD", now=NOW) == {}


def test_a_variant_without_a_rate_can_not_be_bought_in_that_currency() -> None:
    (variant,) = variants_of(make_product())
    make_price(variant=variant)
    assert prices_of(variant_ids=[variant.pk], currency="MNT", now=NOW) == {}
    assert prices_of(variant_ids=[variant.pk], currency="CAD", now=NOW)[variant.pk].amount == Money(
        1000, "CAD"
    )


def test_a_reduction_lost_in_rounding_is_not_claimed() -> None:
    make_rates(base="CAD", KRW="2")
    (variant,) = variants_of(make_product())
    make_price(variant=variant, amount="10.00", compare_at="10.01")
    shown = prices_of(variant_ids=[variant.pk], currency="KRW", now=NOW)[variant.pk]
    assert (shown.amount, shown.compare_at) == (Money(20, "KRW"), None)


def test_a_dated_price_holds_from_its_first_moment_until_its_end() -> None:
    (variant,) = variants_of(make_product())
    make_price(variant=variant, amount="10.00")
    operations.schedule_price(
        store_id=variant.store_id,
        variant_id=variant.pk,
        amount=Money(800, "CAD"),
        compare_at=Money(1000, "CAD"),
        starts_at=NOW,
        ends_at=NOW + HOUR,
    )
    operations.schedule_price(
        store_id=variant.store_id,
        variant_id=variant.pk,
        amount=Money(700, "CAD"),
        starts_at=NOW + HOUR,
        ends_at=NOW + 2 * HOUR,
    )

    def at(moment: datetime) -> int:
        shown = prices_of(variant_ids=[variant.pk], currency="CAD", now=moment)
        return shown[variant.pk].amount.minor

    second = timedelta(seconds=1)
    assert [at(NOW - second), at(NOW), at(NOW + HOUR - second)] == [1000, 800, 800]
    assert [at(NOW + HOUR), at(NOW + 2 * HOUR - second), at(NOW + 2 * HOUR)] == [700, 700, 1000]


def test_setting_a_price_again_changes_and_tells_nothing() -> None:
    product = make_product()
    (variant,) = variants_of(product)
    make_price(variant=variant, amount="10.00")
    make_price(variant=variant, amount="10.00")
    told = PriceChanged(
        product_id=product.public_id,
        variant_id=variant.public_id,
        store_id=product.store.public_id,
    )
    assert published(PriceChanged) == [told]
    make_price(variant=variant, amount="11.00")
    assert published(PriceChanged) == [told, told]
    assert [row.amount for row in _listed(variant)] == [Money(1100, "CAD")]


def test_many_prices_by_one_statement(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    product = make_product(variants=4)
    variants = variants_of(product)
    make_price(variant=variants[0], amount="5.00")
    prices = [NewPrice(variant_id=v.pk, amount=Money(500, "CAD")) for v in variants]
    with django_assert_num_queries(5):  # savepoint, write, who to tell, tell, release
        changed = operations.set_prices(store_id=product.store_id, prices=prices)
    assert changed == [variant.pk for variant in variants[1:]]
    assert len(published(PriceChanged)) == 4


def test_no_store_prices_the_goods_of_another() -> None:
    (own,) = variants_of(make_product())
    (foreign,) = variants_of(make_product())
    prices = [NewPrice(variant_id=v.pk, amount=Money(1, "CAD")) for v in (own, foreign)]
    with pytest.raises(NotFound):
        operations.set_prices(store_id=own.store_id, prices=prices)
    with pytest.raises(NotFound):
        operations.schedule_price(
            store_id=own.store_id,
            variant_id=foreign.pk,
            amount=Money(1, "CAD"),
            starts_at=NOW,
            ends_at=None,
        )
    assert _listed(own) == _listed(foreign) == []
    assert published(PriceChanged) == []


def test_a_schedule_can_be_ended_or_dropped() -> None:
    (variant,) = variants_of(make_product())
    stranger = make_store()
    with clock.frozen_at(NOW):
        running, coming = (
            operations.schedule_price(
                store_id=variant.store_id,
                variant_id=variant.pk,
                amount=Money(minor, "CAD"),
                starts_at=start,
                ends_at=end,
            )
            for minor, start, end in ((1, NOW - HOUR, NOW + HOUR), (2, NOW + HOUR, None))
        )
        with pytest.raises(NotFound):
            operations.end_schedule(store_id=stranger.pk, price_id=running)
        for price_id in (running, coming, running):
            operations.end_schedule(store_id=variant.store_id, price_id=price_id)
    (left,) = _listed(variant)
    assert (left.id, left.ends_at) == (running, NOW)
    assert len(published(PriceChanged)) == 4


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        (NOW, NOW + HOUR),
        (NOW - HOUR, NOW + HOUR / 2),
        (NOW + HOUR / 2, NOW + 2 * HOUR),
        (None, NOW + HOUR / 2),
        (NOW + HOUR / 2, None),
    ],
)
def test_prices_for_the_same_days_are_refused(
    starts_at: datetime | None, ends_at: datetime | None
) -> None:
    first, second = variants_of(make_product(variants=2))

    def plan(variant: Variant, currency: str, start: datetime | None, end: datetime | None) -> None:
        operations.schedule_price(
            store_id=variant.store_id,
            variant_id=variant.pk,
            amount=Money(700, currency),
            starts_at=start,
            ends_at=end,
        )

    plan(first, "CAD", NOW, NOW + HOUR)
    with pytest.raises(PricesOverlap) as refused:
        plan(first, "CAD", starts_at, ends_at)
    assert refused.value.details == {"starts_at": NOW, "ends_at": NOW + HOUR}
    # Another currency, another variant, the day before and the day after are nobody's business.
    plan(first, "EUR", starts_at, ends_at)
    plan(second, "CAD", starts_at, ends_at)
    plan(first, "CAD", None, NOW)
    plan(first, "CAD", NOW + HOUR, None)
    assert len(_listed(first)) == 4


def test_another_currency_goes_back_to_being_converted() -> None:
    make_rates(base="CAD", EUR="0.5")
    (variant,) = variants_of(make_product())
    make_price(variant=variant, amount="10.00")
    make_price(variant=variant, amount="7.00", currency="EUR")

    def shown() -> Money:
        held = prices_of(variant_ids=[variant.pk], currency="EUR", now=NOW)
        return held[variant.pk].amount

    assert shown() == Money(700, "EUR")
    told = len(published(PriceChanged))
    for _again in range(2):
        operations.remove_price(store_id=variant.store_id, variant_id=variant.pk, currency="EUR")
    assert shown() == Money(500, "EUR")
    assert len(published(PriceChanged)) == told + 1
    with pytest.raises(LastPrice):
        operations.remove_price(store_id=variant.store_id, variant_id=variant.pk, currency="CAD")
    with pytest.raises(NotFound):
        operations.remove_price(store_id=make_store().pk, variant_id=variant.pk, currency="EUR")


def test_the_clock_tells_of_prices_that_turn() -> None:
    first, second, third = variants_of(make_product(variants=3))
    for variant, starts_at, ends_at in (
        (first, NOW - timedelta(seconds=30), None),
        (second, NOW - HOUR, NOW),
        (third, NOW + timedelta(seconds=1), None),
    ):
        operations.schedule_price(
            store_id=variant.store_id,
            variant_id=variant.pk,
            amount=Money(1, "CAD"),
            starts_at=starts_at,
            ends_at=ends_at,
        )
    before = len(published(PriceChanged))
    with clock.frozen_at(NOW):
        jobs.tell_of_dated_prices()
    told = [event.variant_id for event in published(PriceChanged)[before:]]
    assert told == [first.public_id, second.public_id]


def test_the_rate_is_the_latest_on_or_before_the_day(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    make_rates(on=date(2026, 11, 18), CAD="1.5")
    make_rates(on=date(2026, 11, 20), CAD="1.6")
    with django_assert_num_queries(2):
        for _ in range(3):
            assert rate(base="EUR", quote="CAD", on=date(2026, 11, 19)) == Decimal("1.5")
            assert rate(base="EUR", quote="CAD", on=date(2026, 11, 25)) == Decimal("1.6")
    with pytest.raises(RateMissing):
        rate(base="EUR", quote="CAD", on=date(2026, 11, 17))
    make_rates(on=date(2026, 11, 18), CAD="1.4")
    assert rate(base="EUR", quote="CAD", on=date(2026, 11, 19)) == Decimal("1.4")


@pytest.mark.parametrize(("base", "rate"), [("EUR", "0"), ("EUR", "-1"), ("CAD", "1")])
def test_impossible_rates_are_refused(base: str, rate: str) -> None:
    row = DayRate(base=base, quote="CAD", on=NOW.date(), rate=Decimal(rate))
    with pytest.raises(InvalidInput):
        operations.record_rates(rows=[row], source="test")


def _listed(variant: object) -> list:
    return list_prices(store_id=variant.store_id, variant_ids=[variant.pk])
