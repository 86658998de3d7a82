from __future__ import annotations

import csv
import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flows.import_products.files import jsonl, read_all, xlsx
from tradewind.flows.import_products.readers import (
    BadRow,
    FileUnreadable,
    FormatUnknown,
    RawRow,
)
from tradewind.kernel.errors import TradewindError

TABLE = 'SKU{0}Titre\r\nA1{0}"Chapeau ""été""{0} bleu"\r\nA2{0}Bonnet\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_as_programs_write_it(encoding: str, delimiter: str) -> None:
    format, rows = read_all(TABLE.format(delimiter).encode(encoding))
    assert format == "csv"
    assert rows == [
        RawRow(1, {"SKU": "A1", "Titre": f'Chapeau "été"{delimiter} bleu'}),
        RawRow(2, {"SKU": "A2", "Titre": "Bonnet"}),
    ]


def test_an_encoding_nobody_could_guess_can_be_said() -> None:
    _, rows = read_all("SKU,Нэр\nA1,Гутал\n".encode("cp1251"), encoding="cp1251")
    assert rows == [RawRow(1, {"SKU": "A1", "Нэр": "Гутал"})]
    with pytest.raises(FormatUnknown):
        read_all(b"SKU,Name\n", encoding="klingon")


cells = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufeff"), max_size=20
)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=20))
def test_what_csv_writes_is_read_back(rows: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["sku", "title"])
    writer.writerows([f"x{one}", two] for one, two in rows)
    _, found = read_all(buffer.getvalue().encode())
    assert [(row.cells["sku"], row.cells["title"]) for row in found if isinstance(row, RawRow)] == [
        (f"x{one}", two) for one, two in rows
    ]


def test_only_the_row_in_another_encoding_is_bad() -> None:
    _, rows = read_all(b"sku,title\n" + b"A,x\n" * 100_000 + b"B,\xe9t\xe9\nC,ok\n")
    assert rows[-2:] == [
        BadRow(100_001, "wrong_encoding", "B ?t?"),
        RawRow(100_002, {"sku": "C", "title": "ok"}),
    ]


def test_a_giant_cell_is_one_bad_row() -> None:
    giant = b"x" * (10 << 20)
    _, rows = read_all(b"sku,title\nA," + giant + b"\nB,ok\n")
    assert [row.number for row in rows if isinstance(row, RawRow)] != []
    assert rows[-1].cells == {"sku": "B", "title": "ok"}  # type: ignore[union-attr]
    assert isinstance(rows[0], BadRow)
    _, lines = read_all(b'{"sku":"' + giant + b'"}\n{"sku":"B"}\n')
    assert lines == [BadRow(1, "row_too_long"), RawRow(2, {"sku": "B"})]


def test_rows_with_too_many_or_too_few_cells() -> None:
    _, rows = read_all(b"sku,title\nA,b,c\nB\nC,d,,\n\n")
    assert rows == [
        BadRow(1, "row_malformed", "A b c"),
        RawRow(2, {"sku": "B"}),
        RawRow(3, {"sku": "C", "title": "d"}),
    ]


def test_columns_of_one_name_do_not_hide_each_other() -> None:
    _, rows = read_all(b"sku,name,name,\nA,b,c,d\n")
    assert rows == [RawRow(1, {"sku": "A", "name": "b", "name (3)": "c", "column 4": "d"})]


def test_json_lines_packed_or_not_and_their_bad_rows() -> None:
    deep = b'{"a":' * 5_000 + b"1" + b"}" * 5_000
    content = b'\xef\xbb\xbf{"sku":"A"}\n\n[1]\nnonsense\n' + deep + b'\n{"sku":"B"}'
    for file in (content.removeprefix(b"\xef\xbb\xbf"), gzip.compress(content[3:])):
        format, rows = read_all(file)
        assert format == "jsonl"
        assert [(row.number, getattr(row, "code", "")) for row in rows] == [
            (1, ""),
            (2, "row_malformed"),
            (3, "row_malformed"),
            (4, "row_malformed"),
            (5, ""),
        ]


def test_a_workbook_by_its_content() -> None:
    format, rows = read_all(xlsx([], ["SKU", "Price"], ["A", 12.5], [None, None], ["B", "7"]))
    assert format == "xlsx"
    assert rows == [RawRow(1, {"SKU": "A", "Price": 12.5}), RawRow(2, {"SKU": "B", "Price": "7"})]


def test_a_formula_never_computed_says_nothing() -> None:
    _, rows = read_all(xlsx(["SKU", "Price"], ["A", "=1+1"]))
    assert rows == [RawRow(1, {"SKU": "A", "Price": None})]


def test_a_zip_bomb_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/workbook.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(450):
            part.write(b"\x00" * (1 << 20))
    with pytest.raises(FileUnreadable) as refused:
        read_all(buffer.getvalue())
    assert refused.value.details == {"reason": "too_large"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n",
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n....",
        b"\xff\xd8\xff\xe0....",
        b"abc,\x00def,ghij",
    ],
)
def test_what_is_no_table(content: bytes) -> None:
    with pytest.raises(FormatUnknown):
        read_all(content)


def test_damaged_archives() -> None:
    packed = jsonl(*({"sku": str(number)} for number in range(20_000)), packed=True)
    for content in (packed[: len(packed) // 2], packed[:12], xlsx(["a"])[:600], b"PK\x03\x04zip"):
        with pytest.raises(FileUnreadable):
            read_all(content)


@given(st.binary(max_size=2_000))
def test_any_bytes_give_rows_or_a_named_error(content: bytes) -> None:
    for file in (content, b"PK\x03\x04" + content, b"\x1f\x8b" + content, b"{" + content):
        try:
            _, rows = read_all(file)
        except TradewindError:
            continue
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
