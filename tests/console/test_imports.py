"""A file of products: looked at, brought in, stopped, gone on with."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.console.staff import HTMX, member
from tests.domains.factories.stores import make_store
from tradewind.console.imports.views import safe_cell
from tradewind.domains.catalogue.models import Import, Product
from tradewind.domains.stores.models import Store
from tradewind.flows.import_products.jobs import run_import
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db

FILE = """Titre;SKU;Prix;Quantité;Notes
Tasse;T-1;24,50;12;fragile
Bol;T-2;douze;3;
=SUM(A1);T-3;18,00;4;lourd
"""


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def client(store: Store) -> Client:
    return member(store)[1]


def at(name: str, store: Store, *arguments: str) -> str:
    return reverse(f"console:{name}", args=[store.slug, *arguments])


def upload(client: Client, store: Store, text: str = FILE, **fields: str) -> Import:
    file = SimpleUploadedFile("goods.csv", text.encode())
    response: Any = client.post(at("imports", store), {"file": file, **fields})
    found = Import.objects.for_store(store.pk).latest("pk")
    assert response["Location"] == at("import", store, found.public_id)
    return found


def work(found: Import) -> Import:
    """What a worker would do."""
    run_import(store_id=found.store_id, import_id=found.public_id)
    found.refresh_from_db()
    return found


def screen(client: Client, found: Import) -> Any:
    return client.get(at("import", found.store, found.public_id)).context["screen"]


def test_a_file_is_looked_at_before_anything_is_written(store: Store, client: Client) -> None:
    found = upload(client, store)
    shown = screen(client, found)
    assert [(column.name, column.meant) for column in shown.columns] == [
        ("Titre", "title"),
        ("SKU", "sku"),
        ("Prix", "price"),
        ("Quantité", "stock"),
        ("Notes", ""),
    ]
    assert shown.columns[0].samples == ["Tasse", "Bol", "=SUM(A1)"]
    assert [(row.title, row.sku, bool(row.problems)) for row in shown.rows] == [
        ("Tasse", "T-1", False),
        ("", "", True),
        ("=SUM(A1)", "T-3", False),
    ]
    assert shown.bad_rows == 1
    assert "douze" in shown.rows[1].problems[0]
    assert not Product.objects.for_store(store.pk).exists()


def test_a_column_is_read_otherwise(store: Store, client: Client) -> None:
    found = upload(client, store)
    url = at("import_columns", store, found.public_id)
    part = client.post(url, {"column-4": "care"}, headers=HTMX)
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert [column.meant for column in screen(client, found).columns][4] == "care"

    twice = client.post(url, {"column-4": "title"}, headers=HTMX)
    assert twice.status_code == 422
    assert 'id="column-4-error"' in twice.content.decode()
    unknown = client.post(url, {"column-1": ""})
    assert unknown.status_code == 422
    assert "it tells products apart" in unknown.content.decode()
    assert [column.meant for column in screen(client, found).columns][1] == "sku"


def test_it_comes_in_and_the_page_moves_by_itself(store: Store, client: Client) -> None:
    found = upload(client, store)
    client.post(at("import_start", store, found.public_id), {"column-4": "care"})
    url = at("import", store, found.public_id)
    assert 'hx-trigger="every 1s"' in client.get(url, headers=HTMX).content.decode()
    work(found)
    end = client.get(url, headers=HTMX).content.decode()
    assert "every 1s" not in end
    assert "All rows are read" in end
    assert (found.created, found.refused) == (2, 1)
    assert Product.objects.for_store(store.pk).get(title="Tasse").care == "fragile"
    assert [row.value for row in screen(client, found).refused_rows] == ["douze"]
    (entry,) = list_by_subject(subject=found.public_id).items
    assert entry.action == "imports.start"


def test_the_same_file_again_changes_nothing(store: Store, client: Client) -> None:
    for created, unchanged in ((2, 0), (0, 2)):
        found = upload(client, store)
        client.post(at("import_start", store, found.public_id))
        work(found)
        assert (found.created, found.changed, found.unchanged) == (created, 0, unchanged)


def test_new_products_may_wait_among_the_drafts(store: Store, client: Client) -> None:
    found = upload(client, store, draft="on")
    client.post(at("import_start", store, found.public_id))
    work(found)
    assert {product.status for product in Product.objects.for_store(store.pk)} == {"draft"}


def test_it_is_stopped_and_goes_on(store: Store, client: Client) -> None:
    found = upload(client, store)
    client.post(at("import_start", store, found.public_id))
    client.post(at("import_stop", store, found.public_id))
    work(found)
    assert (found.state, found.created) == ("failed", 0)
    assert (
        "It can go on where it stopped."
        in client.get(at("import", store, found.public_id)).content.decode()
    )
    client.post(at("import_start", store, found.public_id))
    work(found)
    assert (found.state, found.created) == ("done", 2)
    assert client.post(at("import_start", store, found.public_id)).status_code == 422


def test_refused_rows_leave_as_csv_no_spreadsheet_runs(store: Store, client: Client) -> None:
    found = upload(client, store, "SKU;Prix\nT-1;=cmd|x\nT-2;+1+1\n")
    client.post(at("import_start", store, found.public_id))
    work(found)
    response: Any = client.get(at("import_refused", store, found.public_id))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    header, *rows = list(csv.reader(StringIO(text)))
    assert header == ["Row", "Column", "Why", "What stood there"]
    assert {row[1] for row in rows} == {"Prix"}
    assert [(row[0], row[3]) for row in rows] == [("1", "'=cmd|x"), ("2", "'+1+1")]


WARNED = """Titre;SKU;Prix;Ancien prix;Rayon;EAN
Tasse;W-1;24,50;24,50;Nowhere;4006381333931
Bol;W-2;;;;123
"""


def test_what_was_left_out_stays_with_the_import(store: Store, client: Client) -> None:
    found = upload(client, store, WARNED)
    columns = {"column-3": "compare_at", "column-4": "category", "column-5": "gtin"}
    client.post(at("import_columns", store, found.public_id), columns)
    first = screen(client, found)
    assert first.warned_rows == 2
    assert not first.bad_rows
    client.post(at("import_start", store, found.public_id), columns)
    work(found)
    assert (found.created, found.refused, found.warnings) == (2, 0, 4)
    # Which row, and what the file calls the column; afterwards as before.
    end = screen(client, found)
    assert [(row.row, row.column, row.value) for row in end.warning_rows] == [
        (1, "Ancien prix", "24.50 CAD"),
        (1, "Rayon", "Nowhere"),
        (2, "EAN", "123"),
        (2, "Prix", ""),
    ]
    response: Any = client.get(at("import_warnings", store, found.public_id))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    _, *rows = list(csv.reader(StringIO(text)))
    assert [(row[0], row[1]) for row in rows] == [
        ("1", "Ancien prix"),
        ("1", "Rayon"),
        ("2", "EAN"),
        ("2", "Prix"),
    ]
    refused: Any = client.get(at("import_refused", store, found.public_id))
    assert b"".join(refused.streaming_content).count(b"\n") == 1
    path = f"/api/v1/stores/{store.slug}/products/imports/{found.public_id}"
    told = client.get(f"{path}/warnings").json()["items"]
    assert told[1] == {
        "row": 1,
        "field": "category",
        "column": "Rayon",
        "code": "category_unknown",
        "value": "Nowhere",
    }
    assert client.get(f"{path}/refused").json()["items"] == []
    assert client.get(path).json()["warnings"] == 4


def test_what_is_told_of_a_product_is_taken_from_its_first_row(
    store: Store, client: Client
) -> None:
    found = upload(
        client,
        store,
        "Handle,Title,Option1 Name,Option1 Value,SKU,Price,Brand\n"
        "mug,Mug,Size,S,M-S,10,Kiln\nmug,,Size,M,M-M,12,Other\nmug,Mug,Size,L,M-L,14,Kiln\n",
    )
    client.post(at("import_start", store, found.public_id))
    work(found)
    (told,) = screen(client, found).warning_rows
    assert (told.row, told.column, told.value) == (2, "Brand", "Other")
    assert Product.objects.for_store(store.pk).get().brand == "Kiln"


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_only_shown(beginning: str) -> None:
    assert safe_cell(f"{beginning}1") == f"'{beginning}1"
    assert safe_cell(f"1{beginning}") == f"1{beginning}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "no CSV, XLSX or JSONL"),
        (b"PK\x03\x04 not really", "damaged, empty or too large"),
    ],
)
def test_a_file_nobody_can_read_is_refused(
    content: bytes, words: str, store: Store, client: Client
) -> None:
    file = SimpleUploadedFile("goods.csv", content)
    response = client.post(at("imports", store), {"file": file})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Import.objects.for_store(store.pk).exists()


def test_no_file_and_too_large_a_file_are_refused(
    store: Store, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.post(at("imports", store)).status_code == 422
    monkeypatch.setattr("tradewind.console.imports.views.MAX_FILE", 10)
    file = SimpleUploadedFile("goods.csv", FILE.encode())
    assert client.post(at("imports", store), {"file": file}).status_code == 422
    assert not Import.objects.for_store(store.pk).exists()


def test_another_stores_import_is_nobodys(store: Store, client: Client) -> None:
    found = upload(client, store)
    other = make_store()
    _owner, intruder = member(other)
    names = ("import", "import_columns", "import_start", "import_stop", "import_refused")

    def codes(seller: Store) -> set[int]:
        urls = [at(name, seller, found.public_id) for name in names]
        responses: list[Any] = [
            answer for url in urls for answer in (intruder.get(url), intruder.post(url))
        ]
        return {response.status_code for response in responses} - {405}

    assert codes(store) == {404}
    assert codes(other) == {404}
    found.refresh_from_db()
    assert found.state == "preview"


def test_who_packs_brings_nothing_in(store: Store, client: Client) -> None:
    found = upload(client, store)
    _packer, packs = member(store, "operator")
    assert packs.get(at("imports", store)).status_code == 403
    assert packs.post(at("import_start", store, found.public_id)).status_code == 403
    found.refresh_from_db()
    assert found.state == "preview"
