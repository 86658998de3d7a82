"""What was done to a cart without a line: made in order, once, and told."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from tests.domains.factories.checkout import make_cart, make_goods
from tests.domains.factories.identity import make_person
from tests.parallel import in_parallel
from tradewind.config.wording import register_wording
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import Cart, CartChange, CartLine
from tradewind.domains.checkout.operations import Answer, Intent
from tradewind.domains.checkout.saying import said
from tradewind.domains.pricing.operations import set_price
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.money import Money

register_wording()

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def held(cart: Cart) -> list[int]:
    return list(CartLine.objects.filter(cart=cart).values_list("quantity", flat=True))


def line_of(cart: Cart) -> str:
    return str(CartLine.objects.values_list("public_id", flat=True).get(cart=cart))


def reconcile(cart: Cart, *intents: Intent) -> list[Answer]:
    return operations.reconcile(cart=cart, intents=intents, language="en")


def outcomes(answers: list[Answer]) -> list[tuple[str, tuple[str, ...]]]:
    return [(answer.outcome, answer.codes) for answer in answers]


@pytest.mark.django_db
def test_changes_are_made_in_their_order() -> None:
    goods, cart = make_goods(), make_cart()
    add = partial(Intent, at=AT, variant_id=goods.public_id)

    answers = reconcile(
        cart,
        add(key="add-two1", quantity=2),
        add(key="add-one1", quantity=1),
        add(key="make-two", quantity=2, sets=True),
    )

    assert [answer.outcome for answer in answers] == ["applied"] * 3
    assert held(cart) == [2]
    line_id = line_of(cart)
    (out, again) = reconcile(
        cart,
        Intent(key="take-out", at=AT, line_id=line_id, quantity=0, sets=True),
        Intent(key="take-ou2", at=AT, line_id=line_id, quantity=0, sets=True),
    )
    assert (out.codes, again.codes) == (("cart_change_removed",), ("cart_change_out_already",))
    assert held(cart) == []


@pytest.mark.django_db
def test_a_key_is_made_once_and_answered_the_same_again() -> None:
    goods, cart = make_goods(), make_cart()
    intent = Intent(key="once-only", at=AT, variant_id=goods.public_id, quantity=2)

    first = reconcile(cart, intent, intent)
    again = reconcile(cart, intent)

    assert held(cart) == [2]
    assert [said(answer) for answer in (*first, *again)] == [said(first[0])] * 3


@pytest.mark.django_db
def test_a_key_answered_in_the_guests_cart_holds_in_the_members() -> None:
    goods, cart, person = make_goods(), make_cart(), make_person()
    own = operations.open_cart(currency="CAD", country="CA", language="en", person_id=person.pk)
    intent = Intent(key="before-sign-in", at=AT, variant_id=goods.public_id, quantity=2)
    reconcile(cart, intent)
    operations.join_person(token=cart.token, person_id=person.pk)

    reconcile(own, intent)

    assert held(own) == [2]


@pytest.mark.django_db
def test_fewer_left_sold_out_dearer_and_gone_are_each_said() -> None:
    few, none, dear, gone = (
        make_goods(on_hand=3),
        make_goods(on_hand=0),
        make_goods(price="10.00"),
        make_goods(),
    )
    set_price(store_id=dear.store_id, variant_id=dear.pk, amount=Money(1250, "CAD"))
    Store.objects.filter(pk=gone.store_id).update(status=Store.Status.PAUSED)
    cart = make_cart()

    answers = reconcile(
        cart,
        Intent(key="key-few-", at=AT, variant_id=few.public_id, quantity=5),
        Intent(key="key-none", at=AT, variant_id=none.public_id, quantity=1),
        Intent(
            key="key-dear", at=AT, variant_id=dear.public_id, quantity=1, seen=Money(1000, "CAD")
        ),
        Intent(key="key-gone", at=AT, variant_id=gone.public_id, quantity=1),
        Intent(key="key-what", at=AT, variant_id="prd_nonsense", quantity=1),
        Intent(key="key-line", at=AT, line_id="cli_nonsense", quantity=2, sets=True),
    )

    assert outcomes(answers) == [
        ("changed", ("cart_change_fewer",)),
        ("refused", ("cart_change_sold_out",)),
        ("changed", ("cart_change_price",)),
        ("refused", ("cart_change_gone",)),
        ("refused", ("cart_change_unknown",)),
        ("refused", ("cart_change_line_gone",)),
    ]
    assert "only 3 are left of the 5" in said(answers[0])
    assert "was CA$10.00 when you saw it and is CA$12.50 now" in said(answers[2])
    assert held(cart) == [3, 1]
    # Told from the row, as another page would.
    assert CartChange.objects.filter(cart=cart).count() == 6
    again = reconcile(cart, Intent(key="key-dear", at=AT, quantity=9))
    assert said(again[0]) == said(answers[2])


@pytest.mark.django_db
def test_a_line_that_cannot_grow_stays_as_it_was() -> None:
    goods = make_goods(on_hand=3)
    cart = make_cart(goods, quantity=3)

    (more,) = reconcile(cart, Intent(key="key-more", at=AT, variant_id=goods.public_id, quantity=1))
    (less,) = reconcile(
        cart, Intent(key="key-less", at=AT, line_id=line_of(cart), quantity=2, sets=True)
    )

    assert (more.outcome, more.codes) == ("refused", ("cart_change_sold_out",))
    assert (less.outcome, held(cart)) == ("applied", [2])


@pytest.mark.django_db
def test_another_cart_is_neither_read_nor_changed() -> None:
    goods = make_goods()
    theirs, mine = make_cart(goods, quantity=2), make_cart()
    reconcile(theirs, Intent(key="their-key", at=AT, variant_id=goods.public_id, quantity=1))

    answers = reconcile(
        mine,
        Intent(key="their-key", at=AT, line_id=line_of(theirs), quantity=9, sets=True),
    )

    assert outcomes(answers) == [("refused", ("cart_change_line_gone",))]
    assert held(theirs) == [3]


@pytest.mark.django_db(transaction=True)
def test_two_pages_sending_the_same_changes_at_once_make_them_once() -> None:
    goods, cart = make_goods(), make_cart()
    intents = [Intent(key="both-tabs", at=AT, variant_id=goods.public_id, quantity=2)]
    send = partial(operations.reconcile, cart=cart, intents=intents, language="en")

    in_parallel([send] * 3)

    assert held(cart) == [2]


@pytest.mark.django_db
def test_old_answers_are_forgotten() -> None:
    goods, cart = make_goods(), make_cart()
    reconcile(cart, Intent(key="long-ago", at=AT, variant_id=goods.public_id, quantity=1))

    assert operations.forget_changes(now=clock.now()) == 0
    CartChange.objects.update(told_at=AT.replace(year=2020))
    assert operations.forget_changes(now=clock.now()) == 1
