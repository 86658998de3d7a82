"""What is exported is read back without a change, whatever the products are called."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from tests.domains.factories.catalogue import variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import make_store
from tests.flows.import_products.files import counts, refused, take
from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.catalogue.operations import create_product
from tradewind.domains.catalogue.rules import Option
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.pricing.models import Price, QuantityPrice
from tradewind.domains.pricing.quantity_prices import set_quantity_price
from tradewind.domains.stores.models import Store
from tradewind.flows import import_products
from tradewind.kernel.money import Money

# What people write, right-to-left and in signs; what no keyboard sends (controls) is left out.
_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Cf", "Zl", "Zp"])
words = (
    st.one_of(
        st.sampled_from(
            ["=1+1", "-5", "+1", "@SUM(A1)", "a, b", 'say "hi"', "كوب", "찻잔", "Été 🍵", "0012"]
        ),
        st.text(_LETTERS, min_size=1, max_size=30),
    )
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: any(map(str.isalnum, text)))
)
goods = st.fixed_dictionaries(
    {
        "title": words,
        "summary": st.one_of(st.just(""), words),
        "brand": st.one_of(st.just(""), words),
        "tags": st.lists(
            st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10),
            max_size=3,
            unique=True,
        ),
        "values": st.lists(
            st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=8),
            min_size=1,
            max_size=3,
            unique_by=str.casefold,
        ),
        "price": st.integers(0, 10_000_000),
        "steps": st.dictionaries(st.integers(2, 99), st.integers(0, 10_000_000), max_size=3),
        "stock": st.integers(0, 50),
    }
)


def fill(store: Store, told: list[dict[str, Any]]) -> None:
    for each in told:
        product = create_product(
            store_id=store.pk,
            title=each["title"],
            summary=each["summary"],
            brand=each["brand"],
            tags=each["tags"],
            options=[Option.of("Kind", *each["values"])] if len(each["values"]) > 1 else [],
        )
        for variant in variants_of(product):
            make_price(variant=variant, amount=str(Decimal(each["price"]) / 100))
            for pieces, minor in each["steps"].items():
                if minor < each["price"]:
                    set_quantity_price(
                        store_id=store.pk,
                        variant_id=variant.pk,
                        pieces=pieces,
                        amount=Money(minor, store.currency),
                    )
            make_stock(variant=variant, on_hand=each["stock"])


def rows(store: Store) -> list[list[Any]]:
    """Everything a file tells of, by row."""
    pictures: list[list[Any]] = [
        list(
            Product.objects.for_store(store.pk)
            .order_by("pk")
            .values(
                "title",
                "summary",
                "brand",
                "tags",
                "options",
                "status",
                "attributes",
                "tax_category",
            )
        ),
        list(Variant.objects.for_store(store.pk).order_by("pk").values("sku", "choices", "gtin")),
        list(Price.objects.for_store(store.pk).order_by("pk").values("variant_id", "amount_minor")),
        list(
            QuantityPrice.objects.for_store(store.pk)
            .order_by("pk")
            .values("variant_id", "from_pieces", "amount_minor")
        ),
        list(StockLevel.objects.for_store(store.pk).order_by("pk").values("variant_id", "on_hand")),
    ]
    return pictures


class AnyProducts(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(goods, min_size=1, max_size=4))
    def test_csv_and_workbook_come_back_unchanged(self, told: list[dict[str, Any]]) -> None:
        store = make_store()
        fill(store, told)
        before = rows(store)
        text = "".join(import_products.export_products(store_id=store.pk))
        with import_products.export_workbook(store_id=store.pk) as book:
            content = book.read()
        for file in (text.encode(), content):
            done = take(store, file)
            assert refused(done) == []
            assert counts(done) == (0, 0, len(told), 0)
            assert rows(store) == before

    @settings(max_examples=10, deadline=None)
    @given(st.lists(goods, min_size=1, max_size=3))
    def test_no_cell_is_a_formula(self, told: list[dict[str, Any]]) -> None:
        store = make_store()
        fill(store, told)
        with import_products.export_workbook(store_id=store.pk) as book:
            sheet = load_workbook(book).active
            assert sheet is not None
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not any(str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells)
