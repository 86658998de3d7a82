"""A cart that goes on elsewhere: once, not for long, and nobody's but theirs."""

from __future__ import annotations

from functools import partial

import pytest

from tests.domains.factories.checkout import make_cart, make_goods
from tests.domains.factories.identity import make_person
from tests.parallel import in_parallel
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import Cart, CartLine, CartLink
from tradewind.domains.checkout.operations import Opened
from tradewind.domains.checkout.rules import LinkGone
from tradewind.kernel import clock


def held(cart: Cart) -> list[int]:
    return list(CartLine.objects.filter(cart=cart).values_list("quantity", flat=True))


def open_it(secret: str, person_id: int | None = None, token: str = "") -> Opened:
    return operations.open_linked(secret=secret, person_id=person_id, token=token)


def member_cart(person_id: int, *, currency: str = "CAD") -> Cart:
    return operations.open_cart(currency=currency, country="CA", language="en", person_id=person_id)


@pytest.mark.django_db
def test_a_guests_cart_opens_once_with_what_the_other_device_held() -> None:
    first, second = make_goods(), make_goods()
    cart, here = make_cart(first, quantity=2), make_cart(first, second)
    secret, _ = operations.link_cart(cart=cart, to_checkout=True)

    assert operations.find_linked(secret=secret, now=clock.now()) == cart
    opened = open_it(secret, token=here.token)

    assert (opened.cart, opened.to_checkout) == (cart, True)
    assert held(cart) == [2, 1]
    assert operations.find_linked(secret=secret, now=clock.now()) is None
    with pytest.raises(LinkGone):
        open_it(secret)


@pytest.mark.django_db
def test_only_the_last_link_opens_and_only_for_an_hour() -> None:
    cart = make_cart(make_goods())
    early, _ = operations.link_cart(cart=cart)
    late, until = operations.link_cart(cart=cart)

    assert operations.find_linked(secret=late, now=until) is None
    with pytest.raises(LinkGone):
        open_it(early)
    CartLink.objects.update(expires_at=clock.now())
    with pytest.raises(LinkGone):
        open_it(late)
    with pytest.raises(LinkGone):
        open_it("never was")
    assert not CartLink.objects.filter(digest=late).exists()


@pytest.mark.django_db
def test_a_guests_cart_becomes_the_members_who_is_signed_in_there() -> None:
    person, cart = make_person(), make_cart(make_goods(), quantity=3)
    own = member_cart(person.pk)
    secret, _ = operations.link_cart(cart=cart, to_checkout=True)

    opened = open_it(secret, person.pk)

    assert opened.cart == own
    assert held(own) == [3]
    # The checkout that was begun is the other cart's.
    assert not opened.to_checkout


@pytest.mark.django_db
@pytest.mark.parametrize("currency", ["CAD", "USD"])
def test_a_members_cart_gives_others_the_things_and_not_itself(currency: str) -> None:
    goods, person, other = make_goods(), make_person(), make_person()
    cart = member_cart(person.pk)
    operations.add_line(cart=cart, variant_id=goods.public_id, quantity=2)
    theirs = member_cart(other.pk, currency=currency)

    for_guest = open_it(operations.link_cart(cart=cart)[0])
    for_other = open_it(operations.link_cart(cart=cart)[0], other.pk)
    for_self = open_it(operations.link_cart(cart=cart, to_checkout=True)[0], person.pk)

    assert (for_guest.cart.person_id, held(for_guest.cart)) == (None, [2])
    assert for_guest.cart.pk != cart.pk
    assert (for_other.cart, held(theirs)) == (theirs, [2])
    assert (for_self.cart, for_self.to_checkout) == (cart, True)
    assert held(cart) == [2]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_it_at_once_one_does() -> None:
    secret, _ = operations.link_cart(cart=make_cart(make_goods()))

    def outcome() -> str:
        try:
            partial(open_it, secret)()
        except LinkGone:
            return "gone"
        return "opened"

    assert sorted(in_parallel([outcome] * 3)) == ["gone", "gone", "opened"]
