"""Limits under real rivals on real connections."""

from __future__ import annotations

from functools import partial

import pytest

from tests.domains.factories.catalogue import make_product
from tests.domains.factories.identity import make_person
from tests.domains.factories.promotions import make_promotion
from tests.domains.promotions.asking import ask
from tests.parallel import in_parallel
from tradewind.domains.promotions.errors import CouponUsedUp, CouponYoursUsed
from tradewind.domains.promotions.models import Promotion, Redemption, Tally
from tradewind.domains.promotions.operations import confirm, give_back, release, reserve
from tradewind.domains.promotions.rules import Layer, Outcome, Stacking

pytestmark = pytest.mark.django_db(transaction=True)


def shop(outcome: Outcome, number: int, person_id: int | None = None, email: str = "") -> bool:
    try:
        reserve(holder=f"chk_{number}", applied=outcome.applied, person_id=person_id, email=email)
    except (CouponUsedUp, CouponYoursUsed):
        return False
    return True


def held() -> int:
    return int(Redemption.objects.across_stores("test").count())


def test_fifty_shoppers_and_a_coupon_with_one_use() -> None:
    product = make_product()
    row = make_promotion(store=product.store, code="LAST", total_limit=1)
    outcome = ask(product, codes=["LAST"])
    got = in_parallel([partial(shop, outcome, number) for number in range(50)])
    assert (got.count(True), held()) == (1, 1)
    row.refresh_from_db(from_queryset=Promotion.objects.across_stores("test"))
    assert row.used == 1


def test_one_person_in_many_tabs_uses_it_as_often_as_one_may() -> None:
    product, person = make_product(), make_person()
    make_promotion(store=product.store, person_limit=2)
    outcome = ask(product)
    got = in_parallel(
        [
            # Signed in in some tabs, as a guest with the same address in others.
            partial(shop, outcome, number, person.pk if number % 2 else None, person.email)
            for number in range(20)
        ]
    )
    assert got.count(True) == held() == 2
    assert Tally.objects.get(who__startswith="e:").used == 2


def test_a_budget_is_not_overspent_by_rivals() -> None:
    product = make_product()
    row = make_promotion(budget_minor=730)
    outcome = ask(product)
    got = in_parallel([partial(shop, outcome, number) for number in range(30)])
    assert got.count(True) == 7
    row.refresh_from_db(from_queryset=Promotion.objects.across_stores("test"))
    assert row.spent_minor == 700


def test_carts_with_the_same_promotions_do_not_wait_for_each_other_forever() -> None:
    product = make_product()
    both = Stacking(combines_with=frozenset(Layer))
    rows = [
        make_promotion(store=product.store, stacking=both, total_limit=100, person_limit=90)
        for _ in range(4)
    ]
    outcome = ask(product)
    assert len(outcome.applied) == 4

    def turn(number: int) -> None:
        for _ in range(4):
            assert shop(outcome, number, None, f"shopper{number % 3}@example.org")
            release(holder=f"chk_{number}")

    in_parallel([partial(turn, number) for number in range(12)])
    assert held() == 0
    for row in rows:
        row.refresh_from_db(from_queryset=Promotion.objects.across_stores("test"))
        assert (row.used, row.spent_minor) == (0, 0)
    assert set(Tally.objects.values_list("used", flat=True)) == {0}


def test_a_use_is_given_back_once_however_many_ask() -> None:
    one, other = make_product(), make_product()
    row = make_promotion(layer=Layer.ORDER, total_limit=5, budget_minor=1000)
    assert shop(ask(one, other), 1)
    confirm(holder="chk_1", purchase_id="pur_1")
    stores = [one.store_id, other.store_id]
    freed = in_parallel(
        [
            partial(give_back, purchase_id="pur_1", store_id=stores[number % 2])
            for number in range(12)
        ]
    )
    assert sum(freed) == 1
    row.refresh_from_db(from_queryset=Promotion.objects.across_stores("test"))
    assert (row.used, row.spent_minor) == (0, 0)
