"""Liking things, and hearing what became of them: each piece of news once, only who agreed."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.domains.events import enveloped
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.engagement import make_inquiry, make_keeper
from tests.domains.factories.identity import make_person
from tests.domains.factories.pricing import make_price
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.consent import operations as consent
from tradewind.domains.consent.models import Purpose
from tradewind.domains.customers.models import Address
from tradewind.domains.engagement import subscribers
from tradewind.domains.engagement.models import Favourite
from tradewind.domains.engagement.operations import asking, keeping
from tradewind.domains.engagement.queries import favourites
from tradewind.domains.identity.models import Person
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.notices.models import Notice
from tradewind.domains.pricing.events import PriceChanged
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor() -> Person:
    """Somebody who wants news of the mall."""
    person = make_person()
    consent.agree(
        email=person.email,
        person_id=person.pk,
        purpose=Purpose.MARKETING,
        wording="account.news",
        proof={},
    )
    return person


def like(goods: Variant, person: Person) -> Favourite:
    return keeping.like_product(
        keeper=make_keeper(person=person), product_id=goods.product.public_id, currency="CAD"
    )


def happened(goods: Variant, position: int = 1) -> None:
    changed = PriceChanged(
        product_id=goods.product.public_id,
        variant_id=goods.public_id,
        store_id=goods.store.public_id,
    )
    subscribers.tell_keepers([enveloped(changed, position=position)])


def told(person: Person) -> list[str]:
    site = Notice.objects.filter(person=person, channel=Notice.Channel.SITE)
    return list(site.order_by("pk").values_list("kind", flat=True))


def put_on_shelf(goods: Variant, pieces: int) -> None:
    StockLevel.objects.for_store(goods.store_id).filter(variant=goods).update(on_hand=pieces)


def test_it_is_kept_as_it_was_when_it_was_liked(noor: Person) -> None:
    goods = make_goods(price="10.00", on_hand=3)

    row = like(goods, noor)
    make_price(variant=goods, amount="8.00")

    assert like(goods, noor).pk == row.pk
    (liked,) = favourites.list_favourites(keeper=row.keeper, now=clock.now()).items
    assert (liked.row.price, liked.price_now) == (Money(1000, "CAD"), Money(800, "CAD"))
    assert liked.row.was_in_stock
    assert liked.is_cheaper


def test_a_lower_price_is_told_once_and_a_higher_one_never(noor: Person) -> None:
    goods = make_goods(price="10.00")
    like(goods, noor)

    make_price(variant=goods, amount="8.00")
    happened(goods)
    happened(goods, 2)
    make_price(variant=goods, amount="12.00")
    happened(goods, 3)
    make_price(variant=goods, amount="8.00")
    happened(goods, 4)
    assert told(noor) == ["engagement.cheaper"]

    make_price(variant=goods, amount="7.00")
    happened(goods, 5)
    assert told(noor) == ["engagement.cheaper"] * 2
    assert Notice.objects.filter(person=noor, channel=Notice.Channel.EMAIL).count() == 2


def test_news_to_buy_needs_consent_and_what_is_gone_does_not() -> None:
    silent = make_person()
    goods = make_goods(price="10.00")
    like(goods, silent)

    make_price(variant=goods, amount="8.00")
    happened(goods)
    assert told(silent) == []

    goods.product.status = "discontinued"
    goods.product.save()
    happened(goods, 2)
    happened(goods, 3)
    assert told(silent) == ["engagement.gone"]


def test_each_return_to_the_shelf_is_told(noor: Person) -> None:
    goods = make_goods(on_hand=0)
    like(goods, noor)

    for round_ in range(2):
        put_on_shelf(goods, 2)
        happened(goods, round_ * 10 + 1)
        happened(goods, round_ * 10 + 2)
        put_on_shelf(goods, 0)
        happened(goods, round_ * 10 + 3)

    assert told(noor) == ["engagement.back"] * 2


def test_what_was_turned_off_is_not_told_later_either(noor: Person) -> None:
    goods = make_goods(price="10.00")
    row = like(goods, noor)
    keeping.set_notices(keeper=row.keeper, favourite_id=row.public_id, told={"tell_price": False})

    make_price(variant=goods, amount="8.00")
    happened(goods)
    keeping.set_notices(keeper=row.keeper, favourite_id=row.public_id, told={"tell_price": True})
    happened(goods, 2)

    assert told(noor) == []


def test_an_event_reads_the_favourites_of_its_product_alone(
    noor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    goods = make_goods()
    like(goods, noor)
    for _ in range(3):
        like(make_goods(), make_person())

    with django_assert_num_queries(7) as counted:
        happened(goods)
    (read,) = (query["sql"] for query in counted.captured_queries if "FOR UPDATE" in query["sql"])
    assert '"catalogue_product"."public_id" IN' in read


def test_an_answer_reaches_the_asker_and_followers_once(noor: Person) -> None:
    asker = make_person(name="Ada")
    inquiry = make_inquiry(person=asker)
    keeping.like_inquiry(keeper=make_keeper(person=noor), inquiry_id=inquiry.public_id)
    keeping.like_inquiry(keeper=make_keeper(person=asker), inquiry_id=inquiry.public_id)

    reply = asking.answer(
        store_id=inquiry.store_id, inquiry_id=inquiry.public_id, text="It does.", person=noor
    )
    for _ in range(2):
        subscribers.answering.tell_asker(inquiry_id=inquiry.public_id, reply_id=reply.public_id)

    assert told(noor) == told(asker) == ["engagement.answered"]


def test_a_secret_question_and_an_address_of_another_cant_be_kept(noor: Person) -> None:
    secret = make_inquiry(is_secret=True)
    address = Address.objects.create(person=make_person(), country="CA", fields={"city": "Nain"})
    keeper, guest = make_keeper(person=noor), make_keeper()

    for whose in (keeper, guest):
        with pytest.raises(NotFound):
            keeping.like_inquiry(keeper=whose, inquiry_id=secret.public_id)
        with pytest.raises(NotFound):
            keeping.like_address(keeper=whose, address_id=address.public_id)


def test_folders_tags_and_batches_touch_ones_own_alone(noor: Person) -> None:
    mine = [like(make_goods(), noor) for _ in range(2)]
    theirs = like(make_goods(), make_person())
    keeper = mine[0].keeper
    folder = keeping.make_folder(keeper=keeper, name=" Kitchen ")
    assert keeping.make_folder(keeper=keeper, name="kitchen") == folder
    every = [mine[0].public_id, mine[1].public_id, theirs.public_id]

    assert keeping.move(keeper=keeper, favourite_ids=every, folder_id=folder.public_id) == 2
    assert keeping.tag(keeper=keeper, favourite_ids=every, tags=["gift", "gift", " "]) == 2
    assert favourites.list_tags(keeper=keeper) == ["gift"]
    with pytest.raises(NotFound):
        keeping.move(keeper=theirs.keeper, favourite_ids=every, folder_id=folder.public_id)
    with pytest.raises(InvalidInput):
        keeping.tag(keeper=keeper, favourite_ids=every, tags=["x" * 31])

    keeping.remove_folder(keeper=keeper, folder_id=folder.public_id)
    assert keeping.remove(keeper=keeper, favourite_ids=every) == 2
    assert Favourite.objects.get().pk == theirs.pk


def test_a_guests_favourites_come_along_and_nothing_is_there_twice(noor: Person) -> None:
    both, new = make_goods(), make_goods()
    own = like(both, noor)
    guest = make_keeper()
    for goods in (both, new):
        keeping.like_product(keeper=guest, product_id=goods.product.public_id, currency="CAD")
    folder = keeping.make_folder(keeper=guest, name="Later")
    ids = list(guest.favourites.values_list("public_id", flat=True))
    keeping.move(keeper=guest, favourite_ids=ids, folder_id=folder.public_id)

    for _ in range(2):
        keeping.join_person(token=guest.token, person_id=noor.pk)

    rows = list(Favourite.objects.filter(keeper=own.keeper).order_by("pk"))
    assert [row.product_id for row in rows] == [both.product_id, new.product_id]
    assert rows[1].folder == folder
    assert favourites.find_keeper(person_id=None, token=guest.token) is None


def test_only_what_needs_no_choice_goes_into_a_cart(noor: Person) -> None:
    goods = make_goods()
    row = like(goods, noor)
    address = Address.objects.create(person=noor, country="CA", fields={"city": "Nain"})
    place = keeping.like_address(keeper=row.keeper, address_id=address.public_id)

    chosen = favourites.variants_to_buy(
        keeper=row.keeper, favourite_ids=[row.public_id, place.public_id]
    )

    assert chosen == {row.public_id: goods.public_id}
