"""Rules of a store, what a checkout makes of them, and word to those who wait."""

from __future__ import annotations

import pytest
from django.core import mail

from tests.domains.factories.catalogue import make_category, make_product
from tests.domains.factories.checkout import make_cart, make_checkout, make_goods, pay
from tests.domains.factories.shipping import make_method, make_zone
from tests.domains.factories.stores import make_store
from tradewind.domains.availability.models import PlaceWatch
from tradewind.domains.availability.operations import lift, restrict, tell_watchers, watch
from tradewind.domains.availability.queries import barred_products, barring, deliverable
from tradewind.domains.availability.rules import AlreadySoldHere, RestrictionTaken
from tradewind.domains.checkout.queries import quote_cart
from tradewind.domains.checkout.rules import QuoteHasProblems
from tradewind.domains.notices.models import Notice
from tradewind.domains.orders.models import Purchase
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.place import Place

pytestmark = pytest.mark.django_db
ONTARIO, MONGOLIA = Place("CA", "ON"), Place("MN")


def test_a_rule_stops_the_checkout_with_its_remedy_and_nothing_is_charged() -> None:
    goods = make_goods()
    checkout = make_checkout(goods)
    restrict(
        store_id=goods.store_id,
        kind="never",
        places=["CA"],
        reason="battery",
        product=goods.product.public_id,
        actor="",
    )
    (problem,) = quote_cart(cart=checkout.cart).problems
    assert (problem.code, problem.details["place"]) == ("not_sold_here", "Canada")
    with pytest.raises(QuoteHasProblems):
        pay(checkout)
    assert not Purchase.objects.exists()


def test_a_rule_about_another_variant_store_or_place_stops_nothing() -> None:
    goods, other = make_goods(), make_goods()
    restrict(store_id=goods.store_id, kind="never", places=["MN"], actor="")
    restrict(store_id=other.store_id, kind="only", places=["US"], actor="")
    assert quote_cart(cart=make_cart(goods)).problems == []
    assert [p.code for p in quote_cart(cart=make_cart(other)).problems] == ["not_sold_here"]


def test_a_category_takes_in_those_below_it() -> None:
    food = make_category(title="Food")
    cheese = make_category(title="Cheese", parent=food)
    store = make_store()
    make_method(store=store)
    product = make_product(store=store, category=cheese)
    restrict(store_id=store.pk, kind="only", places=["CA"], category=food.slug, actor="")

    def rule(place: Place) -> object:
        return barring(
            store_id=store.pk,
            product=product.public_id,
            variant_id=None,
            category_id=cheese.pk,
            place=place,
        )

    assert rule(ONTARIO) is None
    assert rule(MONGOLIA) is not None
    asked = [(product.public_id, store.public_id, cheese.slug)]
    assert barred_products(products=asked, place=MONGOLIA) == {product.public_id}
    assert barred_products(products=asked, place=ONTARIO) == set()
    assert deliverable(place=MONGOLIA).without == {product.pk}
    assert deliverable(place=ONTARIO).without == set()


def test_sellers_that_do_not_deliver_are_not_within_reach() -> None:
    near, far = make_store(), make_store()
    make_method(store=near, zone=make_zone(store=near, places=["CA"]))
    make_method(store=far)
    assert deliverable(place=MONGOLIA).stores == {far.slug}
    restrict(store_id=far.pk, kind="only", places=["US"], actor="")
    assert deliverable(place=MONGOLIA).stores == set()
    assert deliverable(place=ONTARIO).stores == {near.slug}


def test_what_a_rule_can_not_be() -> None:
    store, product = make_store(), make_product()
    with pytest.raises(NotFound):
        restrict(
            store_id=store.pk, kind="never", places=["CA"], product=product.public_id, actor=""
        )
    with pytest.raises(InvalidInput):
        restrict(store_id=store.pk, kind="never", places=["Canada"], actor="")
    with pytest.raises(InvalidInput):
        restrict(store_id=store.pk, kind="sometimes", places=["CA"], actor="")
    restrict(store_id=store.pk, kind="never", places=["CA"], actor="")
    with pytest.raises(RestrictionTaken):
        restrict(store_id=store.pk, kind="never", places=["US"], actor="")


def test_whoever_waits_is_told_once_when_the_rule_goes() -> None:
    goods = make_goods()
    rule = restrict(store_id=goods.store_id, kind="only", places=["US"], actor="")
    asked = {
        "product_id": goods.product.public_id,
        "place": ONTARIO,
        "email": "Noor@example.org",
        "language": "en",
        "person_id": None,
    }
    watch(**asked)
    watch(**asked)
    assert PlaceWatch.objects.for_store(goods.store_id).count() == 1
    assert tell_watchers() == 0
    lift(store_id=goods.store_id, restriction_id=rule.public_id, actor="")
    assert (tell_watchers(), tell_watchers()) == (1, 0)
    assert Notice.objects.get(kind="availability.sold_here").address == "noor@example.org"
    with pytest.raises(AlreadySoldHere):
        watch(**asked)
    assert mail.outbox == []


def test_whoever_waits_is_told_when_delivery_begins() -> None:
    store = make_store()
    make_method(store=store, zone=make_zone(store=store, places=["CA"]))
    product = make_product(store=store)
    watch(
        product_id=product.public_id,
        place=MONGOLIA,
        email="bat@example.org",
        language="mn",
        person_id=None,
    )
    assert tell_watchers() == 0
    make_method(store=store)
    assert tell_watchers() == 1
