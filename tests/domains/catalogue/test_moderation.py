"""The mall looks at new products before anybody can buy them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.utils import translation

from tests.domains.events import enveloped, published
from tests.domains.factories.catalogue import variants_of
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff, make_store
from tests.parallel import in_parallel
from tradewind.domains.catalogue.events import ProductInspected, ProductPublished
from tradewind.domains.catalogue.letters import LETTERS
from tradewind.domains.catalogue.models import Inspection, Product
from tradewind.domains.catalogue.operations import (
    ProductToLoad,
    VariantToLoad,
    approve_product,
    archive,
    create_product,
    discontinue,
    load_products,
    publish,
    refuse_product,
    set_moderation,
    withdraw,
)
from tradewind.domains.catalogue.operations.inspecting import (
    NothingToInspect,
    ProductNotApproved,
)
from tradewind.domains.catalogue.queries import (
    count_waiting_inspections,
    find_product,
    last_verdict,
    list_inspections,
    sellable_ids,
)
from tradewind.domains.catalogue.subscribers import tell_of_verdict
from tradewind.domains.notices.models import Notice
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.audit.queries import list_by_subject

Status = Product.Status


@pytest.fixture
def store(db: None) -> Store:
    return make_store()


def draft(store: Store) -> str:
    return str(create_product(store_id=store.pk, title="Mug").public_id)


def put_on_sale(store: Store) -> str:
    product_id = draft(store)
    publish(store_id=store.pk, product_id=product_id)
    return product_id


def status(store: Store, product_id: str) -> str:
    return Product.objects.for_store(store.pk).get(public_id=product_id).status


def is_sold(store: Store, product_id: str) -> bool:
    product = Product.objects.for_store(store.pk).get(public_id=product_id)
    (variant,) = variants_of(product)
    page = find_product(store_slug=store.slug, slug=product.slug, language="en")
    found = sellable_ids(variant_public_ids=[variant.public_id])
    assert bool(page) == bool(found)
    return bool(found)


def test_nothing_waits_in_a_mall_that_does_not_look(store: Store) -> None:
    assert status(store, put_on_sale(store)) == Status.ACTIVE
    assert count_waiting_inspections() == 0


def test_a_new_product_waits_and_is_sold_nowhere_until_it_is_approved(store: Store) -> None:
    set_moderation(look_first=True, actor="per_x")
    product_id = put_on_sale(store)
    publish(store_id=store.pk, product_id=product_id)
    assert status(store, product_id) == Status.WAITING
    assert not is_sold(store, product_id)
    assert published(ProductPublished) == []
    (row,) = list_inspections().items
    assert (row.product_id, row.store_name, row.refusals) == (product_id, store.name, [])
    with pytest.raises(ProductNotApproved):
        discontinue(store_id=store.pk, product_id=product_id)

    approve_product(product_id=product_id, actor="per_x")
    assert is_sold(store, product_id)
    assert len(published(ProductPublished)) == 1
    with pytest.raises(NothingToInspect):
        approve_product(product_id=product_id, actor="per_x")
    withdraw(store_id=store.pk, product_id=product_id)
    publish(store_id=store.pk, product_id=product_id)
    assert status(store, product_id) == Status.ACTIVE
    actions = [entry.action for entry in list_by_subject(subject=product_id).items]
    assert actions == ["products.approved"]


def test_a_refusal_has_a_reason_and_the_store_may_ask_again(store: Store) -> None:
    set_moderation(look_first=True, actor="per_x")
    product_id = put_on_sale(store)
    for reason, code in ((" ", "required"), ("r" * 501, "too_long")):
        with pytest.raises(InvalidInput) as wrong:
            refuse_product(product_id=product_id, reason=reason, actor="per_x")
        assert wrong.value.fields == {"reason": code}
    refuse_product(product_id=product_id, reason="Say the fibres.", actor="per_x")
    assert status(store, product_id) == Status.REFUSED
    assert not is_sold(store, product_id)
    with pytest.raises(ProductNotApproved):
        discontinue(store_id=store.pk, product_id=product_id)

    publish(store_id=store.pk, product_id=product_id)
    (row,) = list_inspections().items
    assert list(row.refusals) == ["Say the fibres."]
    assert [each.reason for each in list_inspections(verdict="refused").items] == [
        "Say the fibres."
    ]
    product = Product.objects.for_store(store.pk).get()
    last = last_verdict(store_id=store.pk, product_id=product.pk)
    assert last is not None
    assert last.verdict == Inspection.Verdict.WAITING


def test_what_was_there_before_is_not_new(store: Store) -> None:
    old = draft(store)
    with clock.frozen_at(clock.now() + timedelta(seconds=1)):
        set_moderation(look_first=True, actor="per_x")
    publish(store_id=store.pk, product_id=old)
    assert status(store, old) == Status.ACTIVE


def test_taking_it_back_leaves_the_queue_and_so_does_putting_it_away(store: Store) -> None:
    set_moderation(look_first=True, actor="per_x")
    first, second = put_on_sale(store), put_on_sale(store)
    withdraw(store_id=store.pk, product_id=first)
    archive(store_id=store.pk, product_id=second)
    assert list_inspections().items == []
    assert count_waiting_inspections() == 0
    with pytest.raises(NothingToInspect):
        approve_product(product_id=first, actor="per_x")
    with pytest.raises(NotFound):
        approve_product(product_id="prd_00000000000000000000000000", actor="per_x")


def test_an_import_does_not_get_round_it(store: Store) -> None:
    set_moderation(look_first=True, actor="per_x")

    def load(status: str) -> Product:
        goods = ProductToLoad(
            external_id="1",
            columns={"title": "Mug", "status": status},
            variants=(VariantToLoad(sku="M"),),
            status=status,
        )
        load_products(store_id=store.pk, goods=[goods])
        return Product.objects.for_store(store.pk).get()

    assert load("active").status == Status.WAITING
    assert load("active").status == Status.WAITING
    assert Inspection.objects.for_store(store.pk).count() == 1
    product_id = str(load("draft").public_id)
    refuse_product(product_id=product_id, reason="No.", actor="per_x")
    assert load("active").status == Status.REFUSED
    assert not is_sold(store, product_id)
    publish(store_id=store.pk, product_id=product_id)
    approve_product(product_id=product_id, actor="per_x")
    assert load("discontinued").status == Status.DISCONTINUED
    assert load("active").status == Status.ACTIVE


def test_a_draft_brought_by_a_file_as_discontinued_is_not_shown(store: Store) -> None:
    set_moderation(look_first=True, actor="per_x")
    columns = {"title": "Mug", "status": "discontinued"}
    variants = (VariantToLoad(sku="M"),)
    goods = ProductToLoad(
        external_id="1", columns=columns, variants=variants, status="discontinued"
    )
    load_products(store_id=store.pk, goods=[goods])
    assert Product.objects.for_store(store.pk).get().status == Status.WAITING


def test_the_store_hears_of_it_once(store: Store) -> None:
    keeper, packer = make_person(language="fr"), make_person()
    make_staff(store=store, person=keeper, role="manager")
    make_staff(store=store, person=packer, role="operator")
    set_moderation(look_first=True, actor="per_x")
    product_id = put_on_sale(store)
    refuse_product(product_id=product_id, reason="Say the fibres.", actor="per_x")
    (event,) = published(ProductInspected)
    for _again in range(2):
        tell_of_verdict(event, enveloped(event))
    told = Notice.objects.order_by("channel").values_list(
        "person_id", "channel", "kind", "language"
    )
    assert list(told) == [
        (keeper.pk, "email", "catalogue.refused", "fr"),
        (keeper.pk, "site", "catalogue.refused", "fr"),
    ]
    letter = next(letter for letter in LETTERS if letter.kind == "catalogue.refused")
    with translation.override("en"):
        words = letter.gather({"inspection": event.inspection})
        assert str(letter.subject).format_map(words) == "Mug can't be sold as it is"
    assert words["reason"] == "Say the fibres."


def test_the_queue_is_paged_oldest_first(store: Store) -> None:
    set_moderation(look_first=True, actor="per_x")
    waiting = [put_on_sale(store) for _ in range(3)]
    first = list_inspections(limit=2)
    rest = list_inspections(limit=2, cursor=first.next_cursor or "")
    assert [row.product_id for row in (*first.items, *rest.items)] == waiting
    with pytest.raises(InvalidInput):
        list_inspections(verdict="maybe")


@pytest.mark.django_db(transaction=True)
def test_two_operators_decide_once() -> None:
    store = make_store()
    set_moderation(look_first=True, actor="per_x")
    product_id = put_on_sale(store)

    def decide(approve: bool) -> str:
        try:
            if approve:
                approve_product(product_id=product_id, actor="per_x")
            else:
                refuse_product(product_id=product_id, reason="No.", actor="per_x")
        except NothingToInspect:
            return "late"
        return "decided"

    done = in_parallel([partial(decide, place % 2 == 0) for place in range(6)])
    assert sorted(done) == ["decided"] + ["late"] * 5
    (inspection,) = Inspection.objects.for_store(store.pk)
    wanted = Status.ACTIVE if inspection.verdict == "approved" else Status.REFUSED
    assert status(store, product_id) == wanted
