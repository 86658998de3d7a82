"""Uses from hold to purchase and back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product
from tests.domains.factories.customers import make_customer
from tests.domains.factories.identity import make_person
from tests.domains.factories.promotions import ACTOR, make_promotion
from tests.domains.promotions.asking import ask, basket_of, reasons
from tradewind.domains.consent.models import Purpose
from tradewind.domains.consent.operations import agree
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.models import Notice
from tradewind.domains.promotions import operations, queries
from tradewind.domains.promotions.errors import CouponUsedUp, CouponYoursUsed
from tradewind.domains.promotions.events import PromotionGivenBack, PromotionRedeemed
from tradewind.domains.promotions.models import Code, Promotion, Redemption, Tally
from tradewind.domains.promotions.operations import PromotionWords
from tradewind.domains.promotions.rules import Layer, Reward, RewardKind, Terms
from tradewind.domains.promotions.telling import tell_next
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db


def reserve(holder: str, outcome: object, person: Person | None = None, email: str = "") -> None:
    operations.reserve(
        holder=holder,
        applied=outcome.applied,  # type: ignore[attr-defined]
        person_id=person.pk if person else None,
        email=email,
    )


def counters(row: Promotion) -> tuple[int, int]:
    found = Promotion.objects.across_stores("test").get(pk=row.pk)
    return found.used, found.spent_minor


def uses() -> list[tuple[str, str, int]]:
    rows = Redemption.objects.across_stores("test").order_by("id")
    return list(rows.values_list("holder", "state", "amount_minor"))


def test_a_use_is_held_confirmed_and_told() -> None:
    product = make_product()
    row = make_promotion(store=product.store, total_limit=2, budget_minor=1000)
    reserve("chk_1", ask(product))
    assert (uses(), counters(row)) == ([("chk_1", "held", 100)], (1, 100))
    assert operations.confirm(holder="chk_1", purchase_id="pur_1") == 1
    assert operations.confirm(holder="chk_1", purchase_id="pur_1") == 0
    assert (uses(), counters(row)) == ([("chk_1", "confirmed", 100)], (1, 100))
    (told,) = published(PromotionRedeemed)
    assert (told.promotion_id, told.purchase_id, told.amount.minor) == (
        row.public_id,
        "pur_1",
        100,
    )
    operations.release(holder="chk_1")
    assert counters(row) == (1, 100)


def test_letting_go_frees_everything_and_holding_again_counts_once() -> None:
    product, person = make_product(), make_person()
    row = make_promotion(
        store=product.store, code="ONE", total_limit=1, person_limit=1, budget_minor=100
    )
    for _ in range(3):
        outcome = queries.outcome(
            basket=basket_of(product, codes=["ONE"], person=person, email=person.email),
            holder="chk_1",
        )
        reserve("chk_1", outcome, person, person.email)
        assert counters(row) == (1, 100)
    assert reasons(ask(product, codes=["ONE"], person=person)) == ["coupon_yours_used"]
    assert reasons(ask(product, codes=["ONE"])) == ["coupon_used_up"]
    operations.release(holder="chk_1")
    operations.release(holder="chk_1")
    assert (uses(), counters(row)) == ([], (0, 0))
    assert ask(product, codes=["ONE"], person=person).total.minor == 100


def test_a_hold_replaces_what_the_checkout_kept_before() -> None:
    product = make_product()
    first = make_promotion(store=product.store, total_limit=1)
    reserve("chk_1", ask(product))
    operations.pause_promotion(
        store_id=product.store_id, promotion_id=str(first.public_id), actor=ACTOR
    )
    other = make_promotion(store=product.store, total_limit=1)
    reserve("chk_1", queries.outcome(basket=basket_of(product), holder="chk_1"))
    assert (counters(first), counters(other)) == ((0, 0), (1, 100))


def test_the_last_use_goes_to_one() -> None:
    product = make_product()
    make_promotion(store=product.store, total_limit=1)
    outcome = ask(product)
    reserve("chk_1", outcome)
    with pytest.raises(CouponUsedUp):
        reserve("chk_2", outcome)
    assert uses() == [("chk_1", "held", 100)]


def test_a_person_is_counted_under_account_and_address() -> None:
    product, person = make_product(), make_person(email="Noor@example.org")
    make_promotion(store=product.store, person_limit=1)
    outcome = ask(product)
    reserve("chk_1", outcome, person, person.email)
    with pytest.raises(CouponYoursUsed):
        reserve("chk_2", outcome, None, "noor@EXAMPLE.org")
    assert sorted(Tally.objects.values_list("used", flat=True)) == [1, 1]
    assert ask(product, email="noor@example.org").applied == []


def test_a_budget_never_pays_more_than_it_has() -> None:
    product = make_product()
    row = make_promotion(budget_minor=250)
    outcome = ask(product)
    reserve("chk_1", outcome)
    reserve("chk_2", outcome)
    with pytest.raises(CouponUsedUp):
        reserve("chk_3", outcome)
    assert counters(row) == (2, 200)
    assert ask(product).applied == []
    assert ask(make_product(), unit=400).total.minor == 40


def test_a_code_for_one_use_works_once() -> None:
    product = make_product()
    row = make_promotion(store=product.store, how=Promotion.How.CODE, is_live=False)
    operations.generate_codes(
        store_id=product.store_id, promotion_id=str(row.public_id), count=2, actor=ACTOR
    )
    operations.publish_promotion(
        store_id=product.store_id, promotion_id=str(row.public_id), actor=ACTOR
    )
    mine, other = (text for text, _, _ in queries.every_code(promotion=row))
    reserve("chk_1", ask(product, codes=[mine]))
    assert reasons(ask(product, codes=[mine])) == ["coupon_used_up"]
    assert ask(product, codes=[other]).total.minor == 100
    operations.release(holder="chk_1")
    assert set(Code.objects.for_store(product.store_id).values_list("used", flat=True)) == {0}


def test_a_cancelled_order_gives_its_share_back_and_the_last_one_the_use() -> None:
    one, other = make_product(), make_product()
    row = make_promotion(
        layer=Layer.ORDER, total_limit=1, person_limit=1, budget_minor=1000, code="MALL"
    )
    outcome = ask(one, other, codes=["MALL"])
    reserve("chk_1", outcome, None, "noor@example.org")
    operations.confirm(holder="chk_1", purchase_id="pur_1")
    assert operations.give_back(purchase_id="pur_1", store_id=one.store_id) == 0
    assert operations.give_back(purchase_id="pur_1", store_id=one.store_id) == 0
    assert counters(row) == (1, 100)
    assert operations.give_back(purchase_id="pur_1", store_id=other.store_id) == 1
    assert operations.give_back(purchase_id="pur_1", store_id=other.store_id) == 0
    assert counters(row) == (0, 0)
    assert len(published(PromotionGivenBack)) == 1
    reserve("chk_2", outcome, None, "noor@example.org")


def test_a_limit_set_later_counts_what_was_used_before() -> None:
    product = make_product()
    row = make_promotion(store=product.store)
    for number in range(3):
        reserve(f"chk_{number}", ask(product))
    assert counters(row) == (0, 0)
    said = PromotionWords(
        name="Tight", terms=Terms(Reward(RewardKind.PERCENT, percent_bp=1000)), total_limit=2
    )
    with pytest.raises(InvalidInput) as refused:
        operations.change(
            store_id=product.store_id, promotion_id=str(row.public_id), said=said, actor=ACTOR
        )
    assert refused.value.fields == {"total_limit": "too_small"}
    operations.change(
        store_id=product.store_id,
        promotion_id=str(row.public_id),
        said=PromotionWords(name="Tight", terms=said.terms, total_limit=3),
        actor=ACTOR,
    )
    assert counters(row) == (3, 300)
    assert ask(product).applied == []


def test_only_those_who_agreed_are_told_of_a_gift_each_once() -> None:
    product = make_product()
    keen, quiet = make_person(), make_person()
    for person in (keen, quiet):
        make_customer(store=product.store, person=person, email=person.email)
    agree(
        email=keen.email,
        purpose=Purpose.MARKETING,
        wording="account.news",
        proof={"language": "en"},
        person_id=keen.pk,
        store_id=product.store_id,
    )
    row = make_promotion(store=product.store, how=Promotion.How.WALLET)
    for expected in (2, 0):
        given = operations.give(
            store_id=product.store_id,
            promotion_id=str(row.public_id),
            to=operations.Audience(),
            actor=ACTOR,
        )
        assert given == expected
        assert tell_next(promotion_id=str(row.public_id)) is False
    told = Notice.objects.filter(kind="promotions.gift")
    assert {notice.person_id for notice in told} == {keen.pk}
    assert {notice.channel for notice in told} == {"email", "site"}
    kept = queries.wallet_of(person_id=quiet.pk, email=quiet.email, now=clock.now())
    assert [one.offer.name for one in kept] == [row.name]


def test_a_gift_goes_to_whom_it_is_meant_for() -> None:
    product = make_product()
    regular, lapsed = make_person(), make_person()
    for _ in range(3):
        make_customer(store=product.store, person=regular, email=regular.email, at=clock.now())
    make_customer(
        store=product.store,
        person=lapsed,
        email=lapsed.email,
        at=clock.now() - timedelta(days=200),
    )
    for audience, expected in (
        (operations.Audience(orders=3), regular),
        (operations.Audience(quiet_days=90), lapsed),
        (operations.Audience(emails=[f" {lapsed.email.upper()}", "x@example.org"]), lapsed),
    ):
        row = make_promotion(store=product.store, how=Promotion.How.WALLET)
        given = operations.give(
            store_id=product.store_id,
            promotion_id=str(row.public_id),
            to=audience,
            actor=ACTOR,
            tell=False,
        )
        assert given == 1
        kept = queries.wallet_of(person_id=expected.pk, email="", now=clock.now())
        assert row.name in [one.offer.name for one in kept]
