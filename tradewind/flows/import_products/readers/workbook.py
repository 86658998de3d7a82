"""XLSX: the first sheet with anything on it. A formula counts as the value it last had."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tradewind.flows.import_products.readers.rows import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    BadRow,
    FileUnreadable,
    RawRow,
    Rows,
)

_MOST_UNPACKED = 400 << 20
_MOST_PARTS = 1_000
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    zlib.error,
    NotImplementedError,
)


def read_workbook(stream: IO[bytes]) -> Rows:
    """Each row under the names of the first that is not empty; empty rows are not counted.

    Of merged cells the first holds the value. Raises `FileUnreadable`, also for archives that
    unpack to more than 400 MB.
    """
    try:
        _check_archive(stream)
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        yield from _rows(row for sheet in book.worksheets[:1] for row in sheet.values)
    except _BROKEN as error:
        raise FileUnreadable(reason="damaged") from error


def _check_archive(stream: IO[bytes]) -> None:
    # What the archive says of its sizes holds: zipfile stops there, whatever is really inside.
    with zipfile.ZipFile(stream) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise FileUnreadable(reason="too_large")
    stream.seek(0)


def _rows(values: Iterator[Sequence[Any]]) -> Rows:
    filled = (row for row in values if any(cell not in (None, "") for cell in row))
    header = next(filled, None)
    if header is None:
        return
    width = max(place for place, cell in enumerate(header) if cell not in (None, "")) + 1
    if width > MAX_COLUMNS:
        raise FileUnreadable(reason="too_many_columns")
    names = [
        str(cell).strip() if cell not in (None, "") else f"column {place + 1}"
        for place, cell in enumerate(header[:width])
    ]
    for number, row in enumerate(filled, start=1):
        if number > MAX_ROWS:
            raise FileUnreadable(reason="too_many_rows")
        yield _row(number, names, row[:width])


def _row(number: int, names: list[str], row: Sequence[Any]) -> RawRow | BadRow:
    if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in row):
        return BadRow(number, "row_too_long")
    return RawRow(number, dict(zip(names, row, strict=False)))
