from __future__ import annotations

from typing import Any

import pytest

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.stores import first_location, make_store
from tests.flows.import_products.files import (
    counts,
    jsonl,
    open_content,
    refused,
    take,
    titles,
    xlsx,
)
from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.events import ProductChanged
from tradewind.domains.catalogue.models import Attribute, Import, Product, Variant
from tradewind.domains.catalogue.operations import imports
from tradewind.domains.catalogue.operations.imports import ImportStopped
from tradewind.domains.inventory import operations as inventory
from tradewind.domains.inventory.events import StockChanged
from tradewind.domains.inventory.queries import available
from tradewind.domains.pricing.events import PriceChanged
from tradewind.domains.pricing.models import Price, QuantityPrice
from tradewind.domains.stores.models import Store
from tradewind.flows import import_products
from tradewind.flows.import_products import batches, running
from tradewind.flows.import_products.jobs import run_import, start_in_background
from tradewind.flows.quick_add_product import quick_add_product
from tradewind.kernel import clock
from tradewind.kernel.errors import Conflict, InvalidInput
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db

HAT: dict[str, Any] = {
    "id": "7",
    "sku": "H-1",
    "title": "Wool hat",
    "brand": "Ours",
    "ean": ["4006381333931", "96385074", "123"],
    "description": "<p>Warm</p><p>Soft</p>",
    "price_cents": 1250,
    "released": "2024-05-01",
    "attributes": {
        "t_material": "Wool",
        "n_height__cm_": 20.5,
        "b_washable": True,
        "n_gone": None,
    },
}


@pytest.fixture
def store() -> Store:
    return make_store()


def told() -> int:
    return sum(len(published(kind)) for kind in (ProductChanged, PriceChanged, StockChanged))


def test_a_product_comes_in_whole(store: Store) -> None:
    done = take(store, jsonl(HAT), stock=25)
    assert (done.state, counts(done)) == (Import.State.DONE, (1, 0, 0, 0))
    product = Product.objects.for_store(store.pk).get()
    assert (product.external_id, product.slug, product.status) == ("7", "wool-hat", "active")
    assert (product.description, str(product.released_on)) == ("Warm\n\nSoft", "2024-05-01")
    assert product.attributes == {"material": "Wool", "height__cm_": 20.5, "washable": True}
    kinds = dict(Attribute.objects.values_list("label", "kind"))
    assert kinds == {"Material": "text", "Height (cm)": "number", "Washable": "boolean"}
    (variant,) = variants_of(product)
    assert (variant.sku, variant.gtin, variant.other_gtins) == (
        "H-1",
        "4006381333931",
        ["96385074"],
    )
    price = Price.objects.for_store(store.pk).get()
    assert price.amount == Money(1250, "CAD")
    assert available(variant_ids=[variant.pk]) == {variant.pk: 25}
    assert told() == 3


def test_the_same_file_again_changes_and_tells_nothing(store: Store) -> None:
    take(store, jsonl(HAT), stock=25)
    before = told()
    assert counts(take(store, jsonl(HAT), stock=25)) == (0, 0, 1, 0)
    assert told() == before


def test_only_what_is_different_changes(store: Store) -> None:
    take(store, jsonl(HAT, HAT | {"id": "8", "sku": "H-2"}))
    before = len(published(ProductChanged))
    done = take(store, jsonl(HAT | {"brand": "Theirs"}, HAT | {"id": "8", "sku": "H-2"}))
    assert counts(done) == (0, 1, 1, 0)
    assert len(published(ProductChanged)) == before + 1
    cheaper = take(store, jsonl({"id": "8", "price_cents": 1000}))
    assert counts(cheaper) == (0, 1, 0, 0)
    assert len(published(ProductChanged)) == before + 1


def test_one_sku_for_several_products_and_one_that_is_too_long(store: Store) -> None:
    rows = [HAT, HAT | {"id": "8"}, HAT | {"id": "9", "sku": "L" * 249}]
    assert counts(take(store, jsonl(*rows))) == (3, 0, 0, 0)
    skus = list(Variant.objects.for_store(store.pk).order_by("pk").values_list("sku", flat=True))
    assert skus == ["H-1", "H-1-8", "L" * 62 + "-9"]
    assert len({row.slug for row in Product.objects.for_store(store.pk)}) == 3
    assert counts(take(store, jsonl(*reversed(rows)))) == (0, 0, 3, 0)


def test_a_product_made_by_hand_is_found_by_its_sku_and_gets_the_id(store: Store) -> None:
    product = make_product(store=store)
    sku = variants_of(product)[0].sku
    assert counts(take(store, jsonl(HAT | {"sku": sku}))) == (0, 1, 0, 0)
    product.refresh_from_db()
    assert (product.external_id, product.title) == ("7", "Wool hat")


def test_a_taken_code_of_another_kind_makes_a_second_attribute(store: Store) -> None:
    take(store, jsonl({"id": "1", "title": "a", "attributes": {"t_colour": "Red"}}))
    take(store, jsonl({"id": "2", "title": "b", "attributes": {"b_colour": True}}))
    assert [row.attributes for row in Product.objects.for_store(store.pk).order_by("pk")] == [
        {"colour": "Red"},
        {"colour_boolean": True},
    ]


SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Published,Option1 Name,Option1 Value,Option2 Name,"
    "Option2 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,"
    "Variant Compare At Price,Variant Barcode,Image Src,Status\n"
    'shirt,Shirt,"<p>A <b>fine</b> one</p>",Us,true,Colour,Red,Size,S,S-R-S,200,5,"1,020.50",'
    "1200,4006381333931,https://x/1.jpg,active\n"
    "shirt,,,,,,Red,,M,S-R-M,210,0,1020.50,,,,\n"
    "shirt,,,,,,,,,,,,,,,https://x/2.jpg,\n"
    "mug,Mug,,Us,true,Title,Default Title,,,MUG,300,7,9.00,9.00,,,draft\n"
)


def test_an_export_of_shopify(store: Store) -> None:
    opened = open_content(store, SHOPIFY.encode())
    look = import_products.preview(store_id=store.pk, import_id=str(opened.public_id))
    assert (look.pictures, look.left_out) == (["Image Src"], ["Published"])
    assert titles(store) == []
    done = import_products.run(store_id=store.pk, import_id=str(opened.public_id))
    assert (counts(done), done.rows_done) == ((2, 0, 0, 0), 4)
    shirt, mug = Product.objects.for_store(store.pk).order_by("pk")
    assert shirt.options == [
        {"name": "Colour", "values": ["Red"]},
        {"name": "Size", "values": ["S", "M"]},
    ]
    assert [variant.choices for variant in variants_of(shirt)] == [["Red", "S"], ["Red", "M"]]
    assert (shirt.description, mug.status, mug.options) == ("A fine one", "draft", [])
    small, medium = variants_of(shirt)
    assert available(variant_ids=[small.pk, medium.pk]) == {small.pk: 5, medium.pk: 0}
    price = Price.objects.for_store(store.pk).get(variant=small)
    assert (price.amount, price.compare_at) == (Money(102050, "CAD"), Money(120000, "CAD"))
    before = told()
    assert counts(take(store, SHOPIFY.encode())) == (0, 0, 2, 0)
    assert told() == before


def test_a_workbook_in_french_with_cells_of_its_own_kinds(store: Store) -> None:
    content = xlsx(
        ["Référence", "Nom", "Prix", "Quantité", "Code-barres", "Notes"],
        [12345, "Chapeau", 12.5, 3, 4006381333931, "secret"],
        ["B", "Bonnet", "1 234,50", "", None, ""],
    )
    assert counts(take(store, content)) == (2, 0, 0, 0)
    first, second = Variant.objects.for_store(store.pk).order_by("pk")
    assert (first.sku, first.gtin) == ("12345", "4006381333931")
    assert Price.objects.for_store(store.pk).get(variant=second).amount == Money(123450, "CAD")
    assert Attribute.objects.count() == 0


def test_bad_rows_are_told_and_the_others_come_in(store: Store) -> None:
    content = (
        "id,sku,title,price,stock,currency\n"
        "1,A,Good,10,1,\n"
        "2,B,,10,1,\n"
        "3,C,Dear,ten,1,\n"
        "4,D,Fine,10.001,1,\n"
        "5,E,Less,-1,1,\n"
        "6,F,Half,10,1.5,\n"
        ",,Nobody,10,1,\n"
        "1,A,Again,10,1,\n"
        "7,G,Odd,10,1,dollars\n"
        "8,H,Broken,10,1,CAD,extra\n"
        "9,I,Also good,1000,2,KRW\n"
    )
    done = take(store, content.encode())
    assert (counts(done), done.rows_done) == ((2, 0, 0, 9), 11)
    assert refused(done) == [
        (2, "title", "required"),
        (3, "price", "invalid"),
        (4, "price", "bad_amount"),
        (5, "price", "too_small"),
        (6, "stock", "invalid"),
        (7, "sku", "required"),
        (8, "external_id", "repeated"),
        (9, "currency", "unknown"),
        (10, "", "row_malformed"),
    ]
    assert titles(store) == ["Good", "Also good"]


def test_one_bad_variant_refuses_its_product(store: Store) -> None:
    content = (
        "id,title,option1_name,option1_value,price\n1,Shirt,Size,S,10\n1,,,M,dear\n2,Hat,,,5\n"
    )
    done = take(store, content.encode())
    assert refused(done) == [(2, "price", "invalid"), (1, "external_id", "product_refused")]
    assert titles(store) == ["Hat"]
    assert done.refused == 2


def test_a_crash_between_batches_and_going_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_BATCH", 10)
    content = jsonl(*({"id": str(n), "title": f"Hat {n}", "price_cents": n} for n in range(1, 36)))
    opened = open_content(store, content)
    import_id = str(opened.public_id)
    whole = batches.load_products

    def dies(**args: Any) -> Any:
        if args["goods"][0].external_id == "21":
            raise OSError("the power went")
        return whole(**args)

    monkeypatch.setattr(batches, "load_products", dies)
    with pytest.raises(OSError, match="power"):
        import_products.run(store_id=store.pk, import_id=import_id)
    opened.refresh_from_db()
    assert (opened.state, opened.rows_done, opened.created) == (Import.State.RUNNING, 20, 20)
    monkeypatch.setattr(batches, "load_products", whole)
    assert open_content(store, content).pk == opened.pk
    done = import_products.run(store_id=store.pk, import_id=import_id)
    assert (done.rows_done, counts(done)) == (35, (35, 0, 0, 0))
    with pytest.raises(ImportStopped):
        import_products.run(store_id=store.pk, import_id=import_id)


def test_stopping_keeps_what_came_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_BATCH", 10)
    opened = open_content(store, jsonl(*({"id": str(n), "title": "Hat"} for n in range(1, 31))))
    args = {"store_id": store.pk, "import_id": str(opened.public_id)}
    with pytest.raises(ImportStopped):
        import_products.run(**args, on_progress=lambda _: imports.stop_import(**args))
    opened.refresh_from_db()
    assert (opened.state, opened.rows_done) == (Import.State.FAILED, 10)
    assert len(titles(store)) == 10


def test_two_processes_do_not_both_run_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_BATCH", 10)
    opened = open_content(store, jsonl(*({"id": str(n), "title": "Hat"} for n in range(1, 31))))
    args = {"store_id": store.pk, "import_id": str(opened.public_id)}

    def rival(_: Import) -> None:
        Import.objects.for_store(store.pk).update(rows_done=20)

    with pytest.raises(Conflict):
        import_products.run(**args, on_progress=rival)
    assert len(titles(store)) == 10


def test_less_than_shoppers_were_promised_is_refused_alone(store: Store) -> None:
    take(store, b"id,title,price,stock\n1,A,5,3\n2,B,5,3\n")
    promised = Variant.objects.for_store(store.pk).get(product__external_id="1")
    inventory.hold(holder="chk_1", wanted={promised.pk: 2}, expires_at=clock.now())
    done = take(store, b"id,title,price,stock\n1,New A,5,1\n2,New B,5,1\n")
    assert refused(done) == [(1, "stock", "stock_promised")]
    assert titles(store) == ["A", "New B"]


def test_columns_are_read_as_a_person_says(store: Store) -> None:
    opened = open_content(store, b"Ding,Wort,Farbe\nA,Hut,Rot\n")
    args = {"store_id": store.pk, "import_id": str(opened.public_id)}
    with pytest.raises(InvalidInput):
        import_products.run(**args)
    for columns in ({"Ding": "nonsense"}, {"Nobody": "sku"}, {"Ding": "sku", "Wort": "sku"}):
        with pytest.raises(InvalidInput):
            import_products.map_columns(**args, columns=columns)
    columns = {"Ding": "sku", "Wort": "title", "Farbe": "attribute"}
    import_products.map_columns(**args, columns=columns)
    assert counts(import_products.run(**args)) == (1, 0, 0, 0)
    assert Product.objects.for_store(store.pk).get().attributes == {"Farbe": "Rot"}


def test_a_worker_runs_what_was_started_and_nothing_that_was_stopped(store: Store) -> None:
    opened = open_content(store, jsonl(HAT))
    args = {"store_id": store.pk, "import_id": str(opened.public_id)}
    run_import(**args)
    assert titles(store) == []
    assert start_in_background(**args).state == Import.State.RUNNING
    imports.stop_import(**args)
    run_import(**args)
    assert titles(store) == []
    start_in_background(**args)
    run_import(**args)
    assert titles(store) == ["Wool hat"]


def test_an_export_comes_back_without_a_change(store: Store) -> None:
    take(store, jsonl(HAT, {"id": "x", "title": "=1+1", "brand": "-B", "price_cents": 5}), stock=4)
    quick_add_product(store_id=store.pk, title="Quick", price=Money(900, "CAD"), stock=2)
    take(store, SHOPIFY.encode())
    category = operations.create_category(title="Hats")
    Product.objects.for_store(store.pk).update(category=category, tags=["new", "wool"])
    lines = list(import_products.export_products(store_id=store.pk))
    assert not any(cell.startswith("=") for line in lines for cell in line.split(","))
    before = told()
    done = take(store, "".join(lines).encode())
    assert (refused(done), counts(done)) == ([], (0, 0, 5, 0))
    assert told() == before


def test_quantity_prices_come_in_and_go_out(store: Store) -> None:
    take(store, b"sku,title,price,quantity prices\nA-1,Tile,10.00,10: 9.00 | 50: 7.50\n")
    rows = QuantityPrice.objects.for_store(store.pk).order_by("from_pieces")
    assert [(row.from_pieces, row.amount_minor) for row in rows] == [(10, 900), (50, 750)]
    lines = list(import_products.export_products(store_id=store.pk))
    assert ",10: 9.00 | 50: 7.50," in lines[1]
    before = told()
    assert counts(take(store, "".join(lines).encode())) == (0, 0, 1, 0)
    assert told() == before
    # An empty cell says nothing, "none" takes them away.
    take(store, b"sku,title,price,quantity prices\nA-1,Tile,10.00,\n")
    assert rows.all().count() == 2
    assert counts(take(store, b"sku,title,price,quantity prices\nA-1,Tile,10.00,none\n")) == (
        0,
        1,
        0,
        0,
    )
    assert rows.all().count() == 0
    for cell in ("10", "1: 5.00", "10: 10.00", "10: 5 | 10: 4", "100: 1", "10: x"):
        done = take(store, f"sku,title,price,quantity prices\nA-1,Tile,10.00,{cell}\n".encode())
        assert [field for _, field, _ in refused(done)] == ["quantity_prices"], cell


def test_a_product_on_sale_in_one_go(store: Store) -> None:
    product = quick_add_product(
        store_id=store.pk, title="Candle", price=Money(1800, "CAD"), stock=12
    )
    (variant,) = variants_of(product)
    assert product.status == Product.Status.ACTIVE
    assert available(variant_ids=[variant.pk]) == {variant.pk: 12}
    assert first_location(store).pk
    with pytest.raises(InvalidInput):
        quick_add_product(store_id=store.pk, title="Free", price=Money(-1, "CAD"))
    assert titles(store) == ["Candle"]
