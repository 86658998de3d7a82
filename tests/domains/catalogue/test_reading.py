from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import TestCase
from PIL import Image
from pytest_django.fixtures import Settings

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue import operations, queries
from tradewind.domains.catalogue.events import CategoryChanged
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.operations import NewAttribute
from tradewind.domains.catalogue.operations.categories import CategoryInUse
from tradewind.domains.catalogue.queries import ProductFilter
from tradewind.domains.catalogue.queries.console import Lack
from tradewind.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "public": {"BACKEND": backend, "OPTIONS": {"location": tmp_path, "base_url": "/f/"}},
    }
    return tmp_path


def picture(width: int = 300) -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (width, 200), "teal").save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def test_the_tree_is_read_once_and_anew_after_a_change(
    django_assert_num_queries: TestCase.assertNumQueries,
) -> None:
    top = operations.create_category(title="Clothing", translations={"fr": {"title": "Vêtements"}})
    below = operations.create_category(title="Hats", parent=str(top.public_id))
    with django_assert_num_queries(1):
        tree = queries.category_tree()
        assert queries.category_tree() is tree
    path = tree.breadcrumbs(below.pk)
    assert [node.title("fr") for node in path] == ["Vêtements", "Hats"]
    assert tree.ids_below("clothing") == [top.pk, below.pk]
    assert tree.find("vêtements") is tree.by_slug["clothing"]
    assert tree.breadcrumbs(None) == ()

    operations.change_category(category_id=str(below.public_id), title="Caps")
    assert queries.category_tree().by_slug["hats"].title("en") == "Caps"
    assert len(published(CategoryChanged)) == 3


def test_a_category_never_hangs_below_itself() -> None:
    top = operations.create_category(title="A")
    below = operations.create_category(title="B", parent=str(top.public_id))
    with pytest.raises(InvalidInput) as refused:
        operations.change_category(category_id=str(top.public_id), parent=str(below.public_id))
    assert refused.value.fields == {"parent": "invalid"}


def test_a_category_with_goods_stays() -> None:
    category = operations.create_category(title="Hats")
    product = make_product(category=category)
    with pytest.raises(CategoryInUse):
        operations.archive_category(category_id=str(category.public_id))
    operations.archive(store_id=product.store_id, product_id=str(product.public_id))
    operations.archive_category(category_id=str(category.public_id))
    assert queries.category_tree().by_slug == {}


def test_a_product_page_in_three_statements(
    folder: Path, django_assert_num_queries: TestCase.assertNumQueries
) -> None:
    category = operations.create_category(title="Hats")
    operations.declare_attributes(
        attributes=[
            NewAttribute(
                "material",
                "text",
                "Material",
                translations={"fr": {"label": "Matière", "values": {"Wool": "Laine"}}},
            )
        ]
    )
    product = make_product(
        title="Hat",
        variants=2,
        category=category,
        attributes={"material": "Wool", "forgotten": 1},
        translations={"fr": {"title": "Bonnet"}},
    )
    operations.add_picture(
        store_id=product.store_id,
        product_id=str(product.public_id),
        upload=picture(),
        alt="A hat",
    )
    args = {"store_slug": product.store.slug, "slug": product.slug, "language": "fr"}
    queries.find_product(**args)
    with django_assert_num_queries(1):
        facts = queries.find_product(**args)
    assert facts is not None
    assert (facts.title, facts.is_on_sale) == ("Bonnet", True)
    assert [node.slug for node in facts.breadcrumbs] == ["hats"]
    assert [(fact.label, fact.value) for fact in facts.attributes] == [("Matière", "Laine")]
    assert [variant.keys for variant in facts.variants] == [("Choice 0",), ("Choice 1",)]
    (shown,) = facts.pictures
    assert [width for width, _ in shown.renditions] == [160, 300]
    assert (shown.alt, shown.width) == ("A hat", 300)


def test_shoppers_see_no_drafts_and_nothing_that_was_put_away() -> None:
    store = make_store()
    draft = make_product(store=store, status=Product.Status.DRAFT)
    gone = make_product(store=store, archived_at=NOW)
    ended = make_product(store=store, status=Product.Status.DISCONTINUED)

    def find(product: Product) -> queries.ProductFacts | None:
        return queries.find_product(store_slug=store.slug, slug=product.slug, language="en")

    assert find(draft) is None
    assert find(gone) is None
    with pytest.raises(NotFound):
        queries.get_product(product_id=str(draft.public_id), language="en")
    found = find(ended)
    assert found is not None
    assert not found.is_on_sale
    own = queries.get_store_product(
        store_id=store.pk, product_id=str(draft.public_id), language="en"
    )
    assert own.product == draft
    with pytest.raises(NotFound):
        queries.get_store_product(
            store_id=make_store().pk, product_id=str(draft.public_id), language="en"
        )


def test_the_list_in_pages_and_narrowed() -> None:
    store = make_store()
    make_product()
    hats = [make_product(store=store, title=f"Hat {n}") for n in range(5)]
    bag = make_product(store=store, title="Bag", description="Big", status=Product.Status.DRAFT)
    (variant,) = variants_of(bag)
    operations.change_variant(
        store_id=store.pk, variant_id=str(variant.public_id), sku="BAG-1", gtin="4006381333931"
    )

    def titles(narrow: ProductFilter, cursor: str = "", limit: int = 50) -> list[str]:
        page = queries.list_products(store_id=store.pk, narrow=narrow, cursor=cursor, limit=limit)
        return [row.title for row in page.items]

    first = queries.list_products(store_id=store.pk, limit=4)
    assert [row.title for row in first.items] == ["Bag", "Hat 4", "Hat 3", "Hat 2"]
    assert first.next_cursor is not None
    assert titles(ProductFilter(), first.next_cursor, 4) == ["Hat 1", "Hat 0"]
    for text in ("bag", "BAG-", "4006381333931"):
        assert titles(ProductFilter(text=text)) == ["Bag"]
    assert titles(ProductFilter(status=Product.Status.DRAFT)) == ["Bag"]
    assert len(titles(ProductFilter(lacks=Lack.PICTURE))) == 6
    assert len(titles(ProductFilter(lacks=Lack.DESCRIPTION))) == 5
    operations.archive(store_id=store.pk, product_id=str(hats[0].public_id))
    assert titles(ProductFilter(archived=True)) == ["Hat 0"]
    counts = queries.count_products(store_id=store.pk)
    assert counts == {
        "draft": 1,
        "active": 4,
        "discontinued": 0,
        "archived": 1,
        "waiting": 0,
        "refused": 0,
    }
    with pytest.raises(InvalidInput):
        queries.list_products(store_id=store.pk, cursor="nonsense")


def test_pictures_are_ordered_described_and_removed(folder: Path) -> None:
    product = make_product()
    args = {"store_id": product.store_id, "product_id": str(product.public_id)}
    first = operations.add_picture(**args, upload=picture())
    second = operations.add_drawing(**args, svg="<svg/>", width=100, height=80, alt="Drawn")
    operations.order_pictures(**args, media_ids=[str(second.public_id), str(first.public_id)])
    with pytest.raises(InvalidInput):
        operations.order_pictures(**args, media_ids=[str(second.public_id)])
    operations.describe_picture(**args, media_id=str(first.public_id), alt="Front")
    facts = queries.get_product(product_id=str(product.public_id), language="en")
    assert [shown.alt for shown in facts.pictures] == ["Drawn", "Front"]
    operations.remove_picture(**args, media_id=str(second.public_id))
    assert (folder / second.file).exists()
    with pytest.raises(NotFound):
        operations.remove_picture(**args, media_id=str(second.public_id))


def test_sections_show_in_their_days() -> None:
    operations.create_section(title="Winter", lead="Warm", shown_until=NOW)
    operations.create_section(
        title="Spring", tag="spring", shown_from=NOW, translations={"fr": {"title": "Printemps"}}
    )

    def shown(moment: datetime) -> list[str]:
        return [row.title for row in queries.home_sections(language="fr", now=moment)]

    assert shown(NOW - timedelta(seconds=1)) == ["Winter"]
    assert shown(NOW) == ["Printemps"]
    operations.remove_section(slug="spring")
    assert shown(NOW) == []
