from __future__ import annotations

from datetime import timedelta

import pytest

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.stores import make_store
from tests.parallel import in_parallel
from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.events import (
    ProductArchived,
    ProductChanged,
    ProductDiscontinued,
    ProductPublished,
)
from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.catalogue.operations import NewAttribute
from tradewind.domains.catalogue.operations.status import NothingToSell, ProductPutAway
from tradewind.domains.catalogue.rules import Option, OptionValue
from tradewind.domains.stores.models import Store
from tradewind.kernel.errors import Conflict, InvalidInput, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


def changes() -> list[str]:
    return [event.product_id for event in published(ProductChanged)]


def test_a_product_is_born_as_a_draft_with_one_variant(store: Store) -> None:
    product = operations.create_product(store_id=store.pk, title="Wool hat", gtin="4006381333931")
    (variant,) = variants_of(product)
    assert (product.status, product.slug, variant.sku) == ("draft", "wool-hat", "WOOL-HAT")
    assert (variant.gtin, variant.choices) == ("4006381333931", [])
    assert changes() == [product.public_id]


def test_names_that_are_taken_are_numbered(store: Store) -> None:
    made = [operations.create_product(store_id=store.pk, title="Hat") for _ in range(3)]
    assert [product.slug for product in made] == ["hat", "hat-2", "hat-3"]
    assert [variants_of(product)[0].sku for product in made] == ["HAT", "HAT-2", "HAT-3"]
    elsewhere = operations.create_product(store_id=make_store().pk, title="Hat")
    assert elsewhere.slug == "hat"


@pytest.mark.django_db(transaction=True)
def test_rivals_make_products_of_one_title() -> None:
    store_id = make_store().pk
    made = in_parallel([lambda: operations.create_product(store_id=store_id, title="Hat")] * 5)
    assert sorted(product.slug for product in made) == ["hat", "hat-2", "hat-3", "hat-4", "hat-5"]


def test_options_make_a_variant_for_each_combination(store: Store) -> None:
    product = operations.create_product(
        store_id=store.pk,
        title="Shirt",
        sku="SH",
        weight_g=200,
        options=[Option.of("Colour", "Red", "Blue"), Option.of("Size", "S", "M")],
    )
    made = variants_of(product)
    assert [variant.choices for variant in made] == [
        ["Red", "S"],
        ["Red", "M"],
        ["Blue", "S"],
        ["Blue", "M"],
    ]
    assert [variant.sku for variant in made] == ["SH-RED-S", "SH-RED-M", "SH-BLUE-S", "SH-BLUE-M"]
    assert {variant.weight_g for variant in made} == {200}


def test_changing_options_swaps_renames_and_puts_away(store: Store) -> None:
    product = operations.create_product(
        store_id=store.pk, title="Shirt", options=[Option.of("Colour", "Red", "Blue", "Green")]
    )
    red, blue, green = variants_of(product)
    swapped = Option("Colour", (OptionValue("Blue", "Red"), OptionValue("Red", "Blue")), "Colour")
    operations.set_options(store_id=store.pk, product_id=str(product.public_id), options=[swapped])
    for variant in (red, blue, green):
        variant.refresh_from_db()
    assert (red.choices, blue.choices) == (["Blue"], ["Red"])
    assert green.archived_at is not None
    assert red.archived_at is blue.archived_at is None

    back = [Option.of("Colour", "Blue", "Red", "Green")]
    operations.set_options(store_id=store.pk, product_id=str(product.public_id), options=back)
    green.refresh_from_db()
    assert (green.archived_at, green.position) == (None, 2)
    assert Variant.objects.for_store(store.pk).count() == 3
    before = changes()
    operations.set_options(store_id=store.pk, product_id=str(product.public_id), options=back)
    assert changes() == before


def test_what_is_left_out_stays(store: Store) -> None:
    product = make_product(store=store, title="Hat", brand="Ours", description="Warm")
    changed = operations.change_product(
        store_id=store.pk, product_id=str(product.public_id), title="Cap", tags=["new", "new", " "]
    )
    assert (changed.title, changed.brand, changed.description) == ("Cap", "Ours", "Warm")
    assert changed.tags == ["new"]
    assert changes() == [product.public_id]


def test_the_same_again_changes_and_tells_nothing(store: Store) -> None:
    product = make_product(store=store, title="Hat")
    operations.change_product(store_id=store.pk, product_id=str(product.public_id), title="Hat")
    assert changes() == []


def test_a_stale_form_overwrites_nothing(store: Store) -> None:
    product = make_product(store=store, title="Hat")
    product_id, seen = str(product.public_id), product.updated_at
    operations.change_product(store_id=store.pk, product_id=product_id, title="Cap", seen_at=seen)
    with pytest.raises(Conflict):
        operations.change_product(
            store_id=store.pk, product_id=product_id, title="Bonnet", seen_at=seen
        )
    product.refresh_from_db()
    assert product.title == "Cap"
    assert product.updated_at > seen - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ({"title": " "}, {"title": "required"}),
        ({"title": "x" * 301}, {"title": "too_long"}),
        ({"title": "a\x00b"}, {"title": "invalid"}),
        ({"slug": "No Slug"}, {"slug": "invalid"}),
        ({"category": "cat_00000000000000000000000000"}, {"category": "unknown"}),
        ({"attributes": {"nobody": 1}}, {"attributes.nobody": "unknown"}),
        ({"translations": {"fr": {"sku": "x"}}}, {"translations.fr": "unexpected"}),
    ],
)
def test_what_no_product_can_hold(
    store: Store, columns: dict[str, object], fields: dict[str, str]
) -> None:
    product = make_product(store=store)
    with pytest.raises(InvalidInput) as refused:
        operations.change_product(
            store_id=store.pk,
            product_id=str(product.public_id),
            **columns,  # type: ignore[arg-type]
        )
    assert {name: refused.value.fields[name] for name in fields} == fields
    assert changes() == []


def test_attributes_have_the_kind_the_mall_says(store: Store) -> None:
    operations.declare_attributes(attributes=[NewAttribute("width", "number", "Width", "cm")])
    product = make_product(store=store)
    args = {"store_id": store.pk, "product_id": str(product.public_id)}
    operations.change_product(**args, attributes={"width": 12.5})
    with pytest.raises(InvalidInput):
        operations.change_product(**args, attributes={"width": "wide"})
    with pytest.raises(InvalidInput):
        operations.change_product(**args, attributes={"width": True})
    product.refresh_from_db()
    assert product.attributes == {"width": 12.5}


def test_a_taken_slug_sku_or_external_id(store: Store) -> None:
    operations.create_product(store_id=store.pk, title="Hat", sku="H1", external_id="7")
    for columns, field in (
        ({"slug": "hat"}, "slug"),
        ({"sku": "H1"}, "sku"),
        ({"external_id": "7"}, "external_id"),
    ):
        with pytest.raises(InvalidInput) as refused:
            operations.create_product(store_id=store.pk, title="Other", **columns)  # type: ignore[arg-type]
        assert refused.value.fields == {field: "taken"}
    assert Product.objects.for_store(store.pk).count() == 1


def test_a_variant_gets_a_gtin_that_fits(store: Store) -> None:
    product = make_product(store=store)
    (variant,) = variants_of(product)
    args = {"store_id": store.pk, "variant_id": str(variant.public_id)}
    changed = operations.change_variant(
        **args, gtin="400-6381333931", sku="NEW", weight_g=250, other_gtins=["96385074"]
    )
    assert (changed.gtin, changed.sku, changed.weight_g) == ("4006381333931", "NEW", 250)
    with pytest.raises(InvalidInput) as refused:
        operations.change_variant(**args, gtin="4006381333932")
    assert refused.value.fields == {"gtin": "gtin_invalid"}
    assert changes() == [product.public_id]


def test_words_in_one_language_leave_the_others(store: Store) -> None:
    product = make_product(store=store, translations={"ar": {"title": "قبعة"}})
    said = operations.translate_product(
        store_id=store.pk,
        product_id=str(product.public_id),
        language="fr",
        words={"title": "Bonnet", "summary": ""},
    )
    assert said.translations == {"ar": {"title": "قبعة"}, "fr": {"title": "Bonnet"}}


def test_from_draft_to_the_attic_and_back(store: Store) -> None:
    product = operations.create_product(store_id=store.pk, title="Hat")
    args = {"store_id": store.pk, "product_id": str(product.public_id)}
    operations.publish(**args)
    operations.publish(**args)
    assert [event.product_id for event in published(ProductPublished)] == [product.public_id]
    operations.discontinue(**args)
    assert len(published(ProductDiscontinued)) == 1
    operations.archive(**args)
    operations.archive(**args)
    assert len(published(ProductArchived)) == 1
    with pytest.raises(ProductPutAway):
        operations.publish(**args)
    operations.restore(**args)
    assert operations.publish(**args).status == Product.Status.ACTIVE
    assert changes() == [product.public_id] * 6  # one for each step that changed anything


def test_nothing_to_sell_is_not_published(store: Store) -> None:
    product = operations.create_product(store_id=store.pk, title="Hat")
    Variant.objects.for_store(store.pk).update(archived_at=product.created_at)
    with pytest.raises(NothingToSell):
        operations.publish(store_id=store.pk, product_id=str(product.public_id))
    assert published(ProductPublished) == []


def test_tags_for_many_at_once(store: Store) -> None:
    products = [make_product(store=store) for _ in range(3)]
    ids = [str(product.public_id) for product in products]
    assert operations.add_tag(store_id=store.pk, product_ids=ids, tag="winter") == 3
    assert operations.add_tag(store_id=store.pk, product_ids=ids, tag="winter") == 0
    assert operations.remove_tag(store_id=store.pk, product_ids=ids[:1], tag="winter") == 1
    assert changes() == [*ids, ids[0]]


def test_another_store_finds_nothing() -> None:
    product = make_product()
    stranger = {"store_id": make_store().pk, "product_id": str(product.public_id)}
    for attempt in (operations.publish, operations.archive, operations.discontinue):
        with pytest.raises(NotFound):
            attempt(**stranger)
    with pytest.raises(NotFound):
        operations.change_product(**stranger, title="Mine")
    assert changes() == []
