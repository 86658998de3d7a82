"""What goes together is learnt from purchases and views, and shown only where it may be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.domains.events import published
from tests.domains.factories.catalogue import make_category, variants_of
from tests.domains.factories.checkout import make_checkout, pay
from tests.domains.factories.discovery import index_now, make_listed
from tests.domains.factories.identity import make_person
from tests.domains.factories.shipping import make_method, make_zone
from tests.domains.factories.stores import make_store
from tests.parallel import in_parallel
from tradewind.domains.catalogue.models import Product
from tradewind.domains.discovery import operations, viewing
from tradewind.domains.discovery.models import Companion, Demand, Taste
from tradewind.domains.discovery.operations.tastes import PersonalizationOff, TasteWords
from tradewind.domains.discovery.queries import GoodsShelves, PersonalShelves
from tradewind.domains.discovery.queries.recommending import goods_shelves, personal_shelves
from tradewind.domains.discovery.queries.sellers import other_sellers
from tradewind.domains.discovery.queries.tastes import kept_of_person
from tradewind.domains.identity.models import Person
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.orders.events import PurchasePlaced
from tradewind.domains.orders.models import Purchase
from tradewind.domains.stores.models import Store
from tradewind.domains.visits import browsing
from tradewind.domains.visits.models import Browsing, ProductView
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

pytestmark = pytest.mark.django_db
HOME = Place("CA", "ON")
PROOF = {"page": "/account/privacy", "language": "en"}


def seller(**columns: Any) -> Store:
    store = make_store(**columns)
    make_method(store=store, price="5.00")
    return store


def bought(*products: Product, person: Person | None = None) -> None:
    """Somebody buys these together, and the mall learns of it."""
    before = len(published(PurchasePlaced))
    pay(make_checkout(*(variants_of(product)[0] for product in products)))
    placed = published(PurchasePlaced)[before:]
    assert len(placed) == 1
    if person is not None:
        Purchase.objects.filter(public_id=placed[0].purchase_id).update(person=person)
    operations.learn_purchases(purchase_ids=[placed[0].purchase_id])
    operations.rank_companions()


def personalized(**columns: Any) -> Person:
    person = make_person(**columns)
    operations.personalize(person_id=person.pk, email=person.email, on=True, proof=PROOF)
    return person


def looked(person: Person | None, *products: Product, token: str = "") -> None:
    for product in products:
        viewing.note(person_id=person.pk if person else None, token=token, product_id=product.pk)
    viewing.store()


def shelves(
    person: Person | None = None, *, token: str = "", place: Place = HOME
) -> PersonalShelves:
    return personal_shelves(
        person_id=person.pk if person else None,
        token=token,
        language="en",
        currency="CAD",
        place=place,
        now=clock.now(),
    )


def beside(product: Product, place: Place = HOME) -> GoodsShelves:
    return goods_shelves(
        product_ids=[product.public_id],
        language="en",
        currency="CAD",
        place=place,
        now=clock.now(),
        with_more=True,
    )


def titles(found: object) -> list[str]:
    return [one.card.title for one in found]  # type: ignore[attr-defined]


def test_what_was_bought_in_one_purchase_goes_together_across_sellers() -> None:
    lamp = make_listed(title="Lamp", store=seller())
    bulb = make_listed(title="Bulb", store=seller())
    chair = make_listed(title="Chair", store=seller())
    bought(lamp, bulb)
    bought(chair)
    assert titles(beside(lamp).together) == ["Bulb"]
    assert titles(beside(bulb).together) == ["Lamp"]
    assert titles(beside(chair).together) == []
    assert not Demand.objects.filter(needs_ranking=True).exists()


def test_what_is_sold_out_or_not_delivered_there_is_never_recommended() -> None:
    near_only = make_store()
    make_method(store=near_only, zone=make_zone(store=near_only, places=["CA"]))
    lamp = make_listed(title="Lamp", store=seller())
    bulb = make_listed(title="Bulb", store=near_only)
    bought(lamp, bulb)
    assert titles(beside(lamp).together) == ["Bulb"]
    assert titles(beside(lamp, Place("FR")).together) == []
    StockLevel.objects.across_stores("a test empties a shelf").filter(variant__product=bulb).update(
        on_hand=0, reserved=0
    )
    operations.refresh_listings(product_ids=[bulb.pk])
    assert titles(beside(lamp).together) == []


def test_a_cold_product_gets_what_is_like_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewind.domains.discovery.engine.searching.LOOK_AGAIN_SECONDS", 0)
    lamps = make_category(title="Lamps")
    store, other = seller(), seller()
    oak = make_listed(title="Oak table lamp", store=store, category=lamps)
    make_listed(title="Walnut table lamp", store=other, category=lamps)
    make_listed(title="Wool blanket", store=other)
    assert operations.liken() == 0
    index_now()
    assert operations.liken() == 3
    found = beside(oak)
    assert titles(found.similar) == ["Walnut table lamp"]
    assert found.similar[0].why == "similar"
    assert operations.liken() == 0


def test_a_member_sees_why_something_was_chosen() -> None:
    person = personalized()
    lamp = make_listed(title="Lamp", store=seller())
    bulb = make_listed(title="Bulb", store=seller())
    bought(lamp, bulb)
    assert shelves(person).for_you == []
    bought(lamp, person=person)
    (one,) = shelves(person).for_you
    assert (one.card.title, one.why, one.about) == ("Bulb", "bought", "Lamp")


def test_without_consent_nothing_is_written_and_nothing_personal_shown() -> None:
    person = make_person()
    lamp = make_listed(title="Lamp", store=seller())
    bulb = make_listed(title="Bulb", store=seller())
    bought(lamp, bulb)
    bought(lamp, person=person)
    looked(person, lamp)
    looked(None, lamp, token="a" * 22)
    looked(None, lamp)
    assert not ProductView.objects.exists()
    found = shelves(person)
    assert not found.is_personal
    assert (found.for_you, found.recent) == ([], [])
    assert {one.card.title for one in found.popular} == {"Lamp", "Bulb"}
    assert found.popular[0].about == "CA"


def test_switching_off_deletes_everything_and_nothing_is_written_afterwards() -> None:
    person = personalized()
    lamp = make_listed(title="Lamp", store=seller())
    bulb = make_listed(title="Bulb", store=seller())
    looked(person, lamp)
    operations.change_taste(person_id=person.pk, words=TasteWords(sizes=("M",), needs=("oak",)))
    assert [card.title for card in shelves(person).recent] == ["Lamp"]
    assert kept_of_person(person_id=person.pk).seen[0].title == "Lamp"

    viewing.note(person_id=person.pk, token="", product_id=bulb.pk)
    operations.personalize(person_id=person.pk, email=person.email, on=False, proof=PROOF)
    viewing.store()
    looked(person, bulb)
    with pytest.raises(PersonalizationOff):
        operations.change_taste(person_id=person.pk, words=TasteWords(sizes=("M",)))

    assert not ProductView.objects.exists()
    assert not Browsing.objects.exists()
    assert not Taste.objects.exists()
    kept = kept_of_person(person_id=person.pk)
    assert (kept.is_on, kept.taste, kept.seen) == (False, None, ())
    assert not shelves(person).is_personal


def test_a_guest_who_allows_it_is_remembered_by_browser_and_can_stop() -> None:
    lamp = make_listed(title="Lamp", store=seller())
    token = browsing.allow().token
    looked(None, lamp, lamp, token=token)
    assert [card.title for card in shelves(token=token).recent] == ["Lamp"]
    assert not shelves(token="b" * 22).recent
    browsing.forget_views(token=token)
    assert not shelves(token=token).recent
    assert shelves(token=token).is_personal
    browsing.forbid(token=token)
    looked(None, lamp, token=token)
    assert not ProductView.objects.exists()


def test_a_guests_token_never_opens_what_a_member_looked_at() -> None:
    person = personalized()
    looked(person, make_listed(title="Lamp", store=seller()))
    token = Browsing.objects.get().token
    assert not shelves(token=token).recent
    browsing.forbid(token=token)
    assert Browsing.objects.filter(person=person).exists()


def test_views_teach_what_is_looked_at_together_once() -> None:
    person = personalized()
    lamp = make_listed(title="Lamp", store=seller())
    bulb = make_listed(title="Bulb", store=seller())
    looked(person, lamp, bulb)
    assert operations.learn_views() == 2
    assert operations.learn_views() == 0
    looked(person, lamp)
    assert operations.learn_views() == 0
    operations.rank_companions()
    assert Companion.objects.filter(kind="viewed").count() == 2
    (one,) = beside(lamp).similar
    assert (one.card.title, one.why) == ("Bulb", "similar")


def test_a_shelf_holds_few_of_one_seller() -> None:
    big = seller()
    lamp = make_listed(title="Lamp", store=big)
    others = [make_listed(title=f"Bulb {n}", store=big) for n in range(6)]
    bought(lamp, *others, make_listed(title="Cloth", store=seller()))
    found = titles(beside(lamp).together)
    assert len(found) == 5
    assert "Cloth" in found


def test_a_taste_pushes_what_suits_and_leaves_nothing_out() -> None:
    person = personalized()
    lamp = make_listed(title="Lamp", store=seller())
    plain = make_listed(title="Plain shade", store=seller(), price="50.00")
    oak = make_listed(title="Oak shade", store=seller(), price="20.00")
    bought(lamp, plain)
    bought(lamp, plain, oak)
    bought(lamp, person=person)
    assert titles(shelves(person).for_you) == ["Plain shade", "Oak shade"]
    words = TasteWords(needs=("oak",), budget=Money.of("30", "CAD"))
    operations.change_taste(person_id=person.pk, words=words)
    assert titles(shelves(person).for_you) == ["Oak shade", "Plain shade"]


def test_shelves_cost_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = personalized()
    lamp = make_listed(title="Lamp", store=seller())
    bought(lamp, make_listed(title="Bulb", store=seller()), person=person)
    looked(person, lamp)
    shelves(person), beside(lamp)
    with django_assert_num_queries(1):
        shelves(person)
    with django_assert_num_queries(1):
        beside(lamp)
    with django_assert_num_queries(0):
        viewing.note(person_id=person.pk, token="", product_id=lamp.pk)
    with django_assert_num_queries(1):
        viewing.store()


def test_the_same_thing_elsewhere_is_ordered_by_what_it_costs_at_the_door(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def sold(price: str, delivery: str, gtin: str, on_hand: int = 5) -> Product:
        store = make_store()
        make_method(store=store, price=delivery)
        product = make_listed(title="Kettle", price=price, on_hand=on_hand, store=store)
        variant = variants_of(product)[0]
        variant.gtin = gtin
        variant.save()
        return product

    own = sold("30.00", "5.00", "4006381333931")
    dear = sold("20.00", "20.00", "4006381333931")
    cheap = sold("28.00", "1.00", "04006381333931")
    sold("1.00", "1.00", "4006381333931", on_hand=0)
    sold("1.00", "1.00", "5901234123457")

    def asked() -> list[tuple[str, Money]]:
        offers = other_sellers(
            product_id=own.public_id,
            gtins=["4006381333931"],
            currency="CAD",
            place=HOME,
            now=clock.now(),
        )
        return [(offer.product_id, offer.to_the_door) for offer in offers]

    assert asked() == [
        (cheap.public_id, Money.of("29", "CAD")),
        (dear.public_id, Money.of("40", "CAD")),
    ]
    with django_assert_num_queries(1):
        asked()


def test_old_views_beyond_the_last_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "MOST_REMEMBERED", 1)
    permit = browsing.allow()
    for days in (2, 1):
        ProductView.objects.create(
            browsing=permit, product_id=days, viewed_at=clock.now() - timedelta(days=days)
        )
    assert browsing.trim() == 1
    assert ProductView.objects.get().product_id == 1


@pytest.mark.django_db(transaction=True)
def test_a_write_under_way_does_not_survive_switching_off() -> None:
    for _ in range(5):
        person = personalized()
        viewing.forget_gathered()
        for product_id in range(50):
            viewing.note(person_id=person.pk, token="", product_id=product_id)

        def off(person: Person = person) -> None:
            operations.personalize(person_id=person.pk, email=person.email, on=False, proof=PROOF)

        rivals: list[Callable[[], None]] = [viewing.store, off]
        in_parallel(rivals)
        assert not ProductView.objects.exists()
        assert not Browsing.objects.exists()
