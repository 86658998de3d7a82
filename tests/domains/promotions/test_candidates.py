"""Which promotions come to a basket, and how many statements that takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.catalogue import make_category, make_product
from tests.domains.factories.customers import make_customer
from tests.domains.factories.identity import make_person
from tests.domains.factories.promotions import ACTOR, make_promotion
from tests.domains.factories.stores import make_store
from tests.domains.promotions.asking import ask, basket_of, reasons
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.promotions import operations, queries
from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.operations import PromotionWords
from tradewind.domains.promotions.rules import (
    Conditions,
    Layer,
    Reward,
    RewardKind,
    Scope,
    Terms,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    forget_tree()
    queries.forget_marks()
    yield
    forget_tree()
    queries.forget_marks()


def test_a_store_s_promotion_is_for_its_own_goods_alone() -> None:
    mine, other = make_product(), make_product()
    make_promotion(store=mine.store)
    outcome = ask(mine, other)
    assert outcome.off_line(str(mine.pk)).minor == 100
    assert outcome.off_line(str(other.pk)).minor == 0
    assert outcome.applied[0].funded_by == mine.store_id


def test_the_mall_s_promotion_is_for_everybody_and_paid_by_the_mall() -> None:
    make_promotion()
    outcome = ask(make_product(), make_product())
    assert outcome.total.minor == 200
    assert outcome.applied[0].funded_by is None


def test_a_category_reaches_what_hangs_below_it() -> None:
    above = make_category()
    below = make_category(parent=above)
    inside, outside = make_product(category=below), make_product()
    make_promotion(scope=Scope(categories=frozenset({above.pk})))
    assert ask(inside).total.minor == 100
    assert ask(outside).total.minor == 0


def test_drafts_paused_ended_and_later_ones_do_nothing() -> None:
    product = make_product()
    make_promotion(store=product.store, is_live=False)
    for stop in (operations.pause_promotion, operations.end_promotion):
        row = make_promotion(store=product.store)
        stop(store_id=product.store_id, promotion_id=str(row.public_id), actor=ACTOR)
    make_promotion(store=product.store, starts_at=clock.now() + timedelta(hours=1))
    assert ask(product).applied == []


@pytest.mark.parametrize("many", [0, 60])
def test_one_statement_however_many_run(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    product, elsewhere = make_product(), make_store()
    for _ in range(many):
        make_promotion(store=elsewhere)
        make_promotion(store=product.store)
    basket = basket_of(product, codes=["NOTHING"], person=make_person())
    with django_assert_num_queries(1):
        found = queries.candidates(basket=basket)
    assert len(found) == many
    with django_assert_num_queries(1):
        queries.outcome(basket=basket)


def test_a_code_is_found_however_it_is_typed_and_only_when_entered() -> None:
    product = make_product()
    make_promotion(store=product.store, code="Spring 10")
    assert ask(product).applied == []
    outcome = ask(product, codes=[" spring10 "])
    assert outcome.applied[0].code == "SPRING10"
    assert outcome.refused == []


def test_two_sellers_may_have_the_same_code() -> None:
    one, other = make_product(), make_product()
    make_promotion(store=one.store, code="WELCOME")
    make_promotion(store=other.store, code="WELCOME", percent_bp=2000)
    assert ask(one, other, codes=["WELCOME"]).total.minor == 300
    assert reasons(ask(make_product(), codes=["WELCOME"])) == ["coupon_not_for_these"]


@pytest.mark.parametrize(
    ("stop", "reason"),
    [
        (None, "coupon_unknown"),
        (operations.pause_promotion, "coupon_paused"),
        (operations.end_promotion, "coupon_over"),
    ],
)
def test_a_code_that_does_not_run_says_why(stop: Any, reason: str) -> None:
    product = make_product()
    row = make_promotion(store=product.store, code="STOP", is_live=stop is not None)
    if stop is not None:
        stop(store_id=product.store_id, promotion_id=str(row.public_id), actor=ACTOR)
    assert reasons(ask(product, codes=["STOP"])) == [reason]


def test_what_is_in_the_wallet_applies_to_its_person_alone() -> None:
    product, person = make_product(), make_person()
    row = make_promotion(store=product.store, how=Promotion.How.WALLET)
    operations.claim(person_id=person.pk, promotion_id=str(row.public_id))
    assert ask(product, person=person).total.minor == 100
    assert ask(product, person=make_person()).total.minor == 0
    assert ask(product).total.minor == 0


def test_a_code_of_a_targeted_promotion_is_for_those_who_were_given_it() -> None:
    product, person = make_product(), make_person()
    make_customer(store=product.store, person=person, email=person.email)
    row = make_promotion(store=product.store, code="FORYOU", how=Promotion.How.WALLET)
    given = operations.give(
        store_id=product.store_id,
        promotion_id=str(row.public_id),
        to=operations.Audience(),
        actor=ACTOR,
        tell=False,
    )
    assert given == 1
    assert reasons(ask(product, codes=["FORYOU"], person=make_person())) == ["coupon_not_for_you"]
    assert ask(product, codes=["FORYOU"], person=person).total.minor == 100


def test_a_first_order_is_the_store_s_first_and_the_mall_s_first() -> None:
    bought, fresh = make_product(), make_product()
    make_customer(store=bought.store, email="noor@example.org")
    needs = Conditions(first_order=True)
    make_promotion(store=bought.store, code="FIRST", needs=needs)
    make_promotion(store=fresh.store, code="FIRST", needs=needs)
    make_promotion(code="MALL", needs=needs, layer=Layer.ORDER)
    asked = ask(bought, fresh, codes=["FIRST", "MALL"], email="Noor@example.org")
    assert [one.by_store.keys() for one in asked.applied] == [{fresh.store_id}]
    assert reasons(asked) == ["coupon_first_order_only"]


def test_a_changed_promotion_counts_from_the_next_quote() -> None:
    product = make_product()
    row = make_promotion(store=product.store)
    assert ask(product).total.minor == 100
    operations.change(
        store_id=product.store_id,
        promotion_id=str(row.public_id),
        said=PromotionWords(
            name="More", terms=Terms(Reward(RewardKind.AMOUNT, minor=300)), currency="CAD"
        ),
        actor=ACTOR,
    )
    assert ask(product).total.minor == 300


def test_a_product_s_page_shows_what_is_public_and_runs() -> None:
    product, person = make_product(), make_person()
    make_promotion(store=product.store, name="By itself")
    shared = make_promotion(store=product.store, name="With a code", code="SHOW")
    make_promotion(store=product.store, code="SECRET", is_public=False)
    bulk = make_promotion(store=product.store, how=Promotion.How.CODE, is_live=False)
    operations.generate_codes(
        store_id=product.store_id, promotion_id=str(bulk.public_id), count=3, actor=ACTOR
    )
    operations.publish_promotion(
        store_id=product.store_id, promotion_id=str(bulk.public_id), actor=ACTOR
    )
    make_promotion(store=make_store())
    operations.claim(person_id=person.pk, promotion_id=str(shared.public_id))
    basket = basket_of(product)
    shown = queries.shown_for(
        lines=basket.lines, now=basket.now, currency="CAD", person_id=person.pk
    )
    assert {(one.name, one.code, one.is_kept) for one in shown} == {
        ("By itself", "", False),
        ("With a code", "SHOW", True),
    }
    with pytest.raises(NotFound):
        operations.claim(person_id=person.pk, promotion_id=str(bulk.public_id))


def test_thousands_of_codes_are_made_each_once() -> None:
    row = make_promotion(how=Promotion.How.CODE, is_live=False)
    made = operations.generate_codes(
        store_id=None, promotion_id=str(row.public_id), count=7_000, actor=ACTOR, prefix="mall-"
    )
    codes = [text for text, limit, used in queries.every_code(promotion=row) if limit == 1]
    assert made == len(codes) == len(set(codes)) == 7_000
    assert all(text.startswith("MALL-") and len(text) == 15 for text in codes)


def test_another_issuer_s_promotion_is_not_there() -> None:
    row = make_promotion(store=make_store())
    for store_id in (None, make_store().pk):
        with pytest.raises(NotFound):
            operations.pause_promotion(
                store_id=store_id, promotion_id=str(row.public_id), actor=ACTOR
            )
        with pytest.raises(NotFound):
            queries.get_promotion(store_id=store_id, promotion_id=str(row.public_id))
