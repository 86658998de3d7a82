"""Today: the work that waits, and the figures in the store's own days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import bought, member, sold_goods
from tests.domains.factories.stores import make_store
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.operations import start_preparing
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


def test_what_waits_is_told_with_what_presses() -> None:
    store, variant, late = sold_goods(on_hand=4)
    packed = bought(variant)
    yesterday = (clock.now() - timedelta(days=2)).date()
    Order.objects.for_store(store.pk).filter(pk=late.pk).update(
        promised_from=yesterday, promised_until=yesterday
    )
    start_preparing(store_id=store.pk, order_id=packed.public_id, actor="")
    _person, client = member(store)
    screen = client.get(f"/console/{store.slug}/").context["screen"]
    assert [(task.title, task.is_urgent) for task in screen.tasks] == [
        ("1 order to pack", True),
        ("1 order being packed", False),
        ("1 shelf runs low", False),
    ]
    assert screen.tasks[0].note == "1 is past the day it was promised for"
    assert screen.tasks[0].url == f"{reverse('console:orders', args=[store.slug])}?view=paid"
    assert [row.available for row in screen.low] == [2]


def test_an_empty_store_says_that_nothing_waits() -> None:
    store = make_store()
    _person, client = member(store)
    response = client.get(f"/console/{store.slug}/")
    assert response.context["screen"].tasks == []
    assert b"Nothing waits" in response.content


def test_figures_are_for_those_who_may_see_them(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    store, _variant, _order = sold_goods()
    _operator, operator = member(store, "operator")
    assert operator.get(f"/console/{store.slug}/").context["screen"].figures == ()
    _owner, owner = member(store)
    owner.get(f"/console/{store.slug}/")
    with django_assert_num_queries(11):
        screen = owner.get(f"/console/{store.slug}/").context["screen"]
    values = [(figure.label, figure.value) for figure in screen.figures]
    assert values == [
        ("Sold in 7 days", "CA$16.95"),
        ("Orders in 7 days", "1"),
        ("Average order", "CA$16.95"),
        ("Shelves to restock", "0"),
    ]
    assert [(row.name, row.orders, row.share) for row in screen.channels] == [("Direct", 1, 1)]


def test_days_are_the_stores_own() -> None:
    # 20 November 2026, 18:00 UTC is the 21st in Seoul already.
    moment = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    store, _variant, order = sold_goods()
    store.time_zone = "Asia/Seoul"
    store.save()
    Order.objects.for_store(store.pk).filter(pk=order.pk).update(placed_at=moment)
    _person, client = member(store)
    with clock.frozen_at(moment):
        screen = client.get(f"/console/{store.slug}/").context["screen"]
    assert str(screen.day) == "2026-11-21"
    assert screen.figures[1].points[-2:] == [0.0, 1.0]
