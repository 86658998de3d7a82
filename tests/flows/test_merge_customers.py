"""One person, two records: what moves, who may, and what is told of it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client
from django.urls import reverse

from tests.console.staff import member, operator
from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.customers import make_customer
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_store
from tests.parallel import in_parallel
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.operations import Details
from tradewind.domains.customers.care import care_of
from tradewind.domains.customers.errors import AddressOfMember, SameCustomer, TwoMembers
from tradewind.domains.customers.models import Customer
from tradewind.domains.customers.operations import care
from tradewind.domains.orders.models import Order, Purchase
from tradewind.flows.merge_customers import (
    GuestMerge,
    merge_guest,
    merge_records,
    preview_guest,
    preview_records,
)
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money
from tradewind.platform.audit.queries import list_by_subject

WHY = "a test"


def bought_as(variant: Variant, email: str) -> Order:
    """An order of a guest with that address."""
    checkout = make_checkout(variant)
    checkouts.set_details(
        checkout=checkout,
        details=Details(email=email, country="CA", address=checkout.address),
    )
    pay(checkout)
    return Order.objects.for_store(variant.store_id).get(purchase__checkout=checkout.public_id)


def customers(store_id: int) -> list[Customer]:
    return list(Customer.objects.for_store(store_id).order_by("pk"))


@pytest.mark.django_db
def test_two_records_become_one_with_everything_of_both() -> None:
    goods = make_goods(on_hand=9)
    store = goods.store
    bought_as(goods, "noor@example.org")
    other_order = bought_as(goods, "noor@work.example")
    keep, other = customers(store.pk)
    staff = member(store)[0]
    care.write_note(
        store_id=store.pk, customer_id=other.public_id, text="Likes blue", author_id=staff.pk
    )
    care.set_tags(store_id=store.pk, customer_id=keep.public_id, tags=["vip"])
    care.set_tags(store_id=store.pk, customer_id=other.public_id, tags=["vip", "press"])

    told = preview_records(store_id=store.pk, keep_id=keep.public_id, other_id=other.public_id)
    assert (told.orders, told.kept.notes, told.kept.tasks, told.kept.tags) == (1, 1, 0, 2)
    assert len(customers(store.pk)) == 2

    merge_records(
        store_id=store.pk, keep_id=keep.public_id, other_id=other.public_id, actor="per_x"
    )
    (left,) = customers(store.pk)
    assert (left.public_id, left.email) == (keep.public_id, "noor@example.org")
    assert left.orders_count == 2
    assert left.spent_minor == keep.spent_minor + other.spent_minor
    assert left.last_order_at == other.last_order_at
    other_order.refresh_from_db()
    assert other_order.customer_id == keep.pk
    kept = care_of(store_id=store.pk, customer_row_id=keep.pk)
    assert [note.text for note in kept.notes] == ["Likes blue"]
    assert list(kept.tags) == ["press", "vip"]
    (entry,) = list_by_subject(subject=keep.public_id).items
    assert entry.action == "customers.merge"
    # What is bought under the old address begins a new record.
    bought_as(goods, "noor@work.example")
    assert len(customers(store.pk)) == 2


@pytest.mark.django_db
def test_what_is_no_pair_is_not_merged() -> None:
    store = make_store()
    one, two = make_customer(store=store), make_customer(store=store)
    theirs = make_customer(store=make_store())

    def merge(other_id: str) -> None:
        merge_records(store_id=store.pk, keep_id=one.public_id, other_id=other_id, actor="per_x")

    with pytest.raises(SameCustomer):
        merge(one.public_id)
    with pytest.raises(NotFound):
        merge(theirs.public_id)
    Customer.objects.for_store(store.pk).filter(pk=one.pk).update(person=make_person())
    Customer.objects.for_store(store.pk).filter(pk=two.pk).update(person=make_person())
    with pytest.raises(TwoMembers):
        merge(two.public_id)
    assert len(customers(store.pk)) == 2


@pytest.mark.django_db
def test_a_member_gets_what_they_did_as_a_guest_elsewhere() -> None:
    mug, bowl = make_goods(on_hand=9), make_goods(on_hand=9)
    person = make_person(email="noor@example.org")
    mine = bought_as(mug, "noor@example.org")
    Purchase.objects.filter(pk=mine.purchase_id).update(person=person)
    Customer.objects.across_stores(WHY).update(person=person)
    for goods in (mug, bowl):
        bought_as(goods, "Noor@work.example")
    bought_as(mug, "somebody@else.example")

    told = preview_guest(person=person, email="noor@work.example")
    assert (told.purchases, told.records) == (2, 2)
    moved = merge_guest(person=person, email="noor@work.example", actor="per_office")
    assert moved == told
    assert Purchase.objects.filter(person=person).count() == 3
    assert Purchase.objects.filter(person=None).count() == 1
    # One record of them in each store, the one under their own address where there is one.
    records = Customer.objects.across_stores(WHY).filter(person=person)
    assert {row.store_id: (row.email, row.orders_count) for row in records} == {
        mug.store_id: ("noor@example.org", 2),
        bowl.store_id: ("Noor@work.example", 1),
    }
    (entry,) = list_by_subject(subject=person.public_id).items
    assert entry.action == "people.merge_guest"
    again = merge_guest(person=person, email="noor@work.example", actor="per_office")
    assert again == GuestMerge(0, 0, 0, 0, 0)


@pytest.mark.django_db
def test_an_address_of_another_account_is_not_taken() -> None:
    person, other = make_person(), make_person(email="other@example.org")
    with pytest.raises(AddressOfMember):
        merge_guest(person=person, email="Other@example.org", actor="per_office")
    with pytest.raises(InvalidInput):
        preview_guest(person=person, email="nothing")
    assert other.email == "other@example.org"


@pytest.mark.django_db(transaction=True)
def test_an_order_that_comes_meanwhile_is_not_lost() -> None:
    store = make_store()
    one = make_customer(store=store, email="one@example.org")
    two = make_customer(store=store, email="two@example.org")

    def buy() -> None:
        make_customer(store=store, email="two@example.org")

    def merge() -> None:
        merge_records(
            store_id=store.pk, keep_id=one.public_id, other_id=two.public_id, actor="per_x"
        )

    in_parallel([buy, merge, buy])
    rows = customers(store.pk)
    # Two began, two came meanwhile: before the merge into the same record, after it into a new one.
    assert sum(row.orders_count for row in rows) == 4
    assert sum((Money(row.spent_minor, "CAD") for row in rows), Money(0, "CAD")).minor == 4000


def send(client: Client, method: str, url: str, body: Any = None) -> Any:
    sent = b"" if body is None else orjson.dumps(body)
    return client.generic(method, url, data=sent, content_type="application/json")


@pytest.mark.django_db
def test_staff_see_what_would_move_and_merge_on_the_page() -> None:
    store = make_store()
    one = make_customer(store=store, email="one@example.org", name="Noor H")
    two = make_customer(store=store, email="two@example.org", name="noor h")
    owner, packer = member(store)[1], member(store, "operator")[1]
    url = reverse("console:customer_merge", args=[store.slug, one.public_id])
    detail = reverse("console:customer", args=[store.slug, one.public_id])
    assert url in owner.get(detail).content.decode()
    assert url not in packer.get(detail).content.decode()
    assert packer.post(url, {"other": two.public_id}).status_code == 403
    (found,) = owner.get(url).context["screen"].alike
    assert found.public_id == two.public_id
    shown = owner.get(url, {"email": "TWO@example.org"})
    assert shown.context["screen"].merge.other.public_id == two.public_id
    assert b"undone" in shown.content
    assert owner.get(url, {"email": "nobody@example.org"}).status_code == 422
    assert owner.post(url, {"other": one.public_id}).status_code == 422
    assert owner.post(url, {"other": two.public_id})["Location"] == detail
    assert [row.orders_count for row in customers(store.pk)] == [2]


@pytest.mark.django_db
def test_customers_over_rest() -> None:
    store = make_store()
    one = make_customer(store=store, email="one@example.org", spent="10.00")
    two = make_customer(store=store, email="two@example.org", spent="5.00")
    make_customer(store=make_store())
    owner = member(store)[1]
    url = f"/api/v1/stores/{store.slug}/customers"
    listed = owner.get(url).json()["items"]
    assert {row["id"] for row in listed} == {one.public_id, two.public_id}
    assert len(owner.get(f"{url}?text=two@").json()["items"]) == 1
    noted = send(owner, "POST", f"{url}/{one.public_id}/notes", {"text": "Likes blue"})
    assert noted.status_code == 201
    (note,) = noted.json()["notes"]
    tagged = send(owner, "PUT", f"{url}/{one.public_id}/tags", {"tags": ["VIP"]}).json()
    assert tagged["tags"] == ["vip"]
    told = owner.get(f"{url}/{one.public_id}/merge?other={two.public_id}").json()
    assert (told["other"]["id"], told["notes"]) == (two.public_id, 0)
    merged = send(owner, "POST", f"{url}/{one.public_id}/merge", {"other": two.public_id}).json()
    assert (merged["orders_count"], merged["spent"]["minor"]) == (2, 1500)
    assert owner.get(f"{url}/{two.public_id}").status_code == 404
    gone = send(owner, "DELETE", f"{url}/{one.public_id}/notes/{note['id']}").json()
    assert gone["notes"] == []
    packer = member(store, "operator")[1]
    assert packer.get(f"{url}/{one.public_id}").status_code == 200
    body = {"other": two.public_id}
    assert send(packer, "POST", f"{url}/{one.public_id}/merge", body).status_code == 403


@pytest.mark.django_db
def test_the_office_merges_a_guest_over_rest() -> None:
    goods, person = make_goods(), make_person()
    bought_as(goods, "guest@example.org")
    office, url = operator()[1], f"/api/v1/mall/people/{person.public_id}/guest-merges"
    assert office.get(f"{url}?email=guest@example.org").json()["purchases"] == 1
    moved = send(office, "POST", url, {"email": "guest@example.org"})
    assert moved.status_code == 200, moved.content
    assert moved.json()["purchases"] == 1
    seller = member(goods.store)[1]
    assert send(seller, "POST", url, {"email": "guest@example.org"}).status_code == 404
