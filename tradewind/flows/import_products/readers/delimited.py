"""CSV in the forms people's programs write it: any delimiter, several encodings, a BOM or none."""

from __future__ import annotations

import codecs
import csv
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from itertools import islice
from typing import IO

from tradewind.flows.import_products.readers.rows import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_LINE,
    BadRow,
    FileUnreadable,
    FormatUnknown,
    RawRow,
    Rows,
)

_DELIMITERS = (",", ";", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written."""

    encoding: str
    delimiter: str


def guess_dialect(sample: bytes, *, encoding: str = "") -> Dialect:
    """From the first bytes of a file; `encoding` when the person knows better.

    Raises `FormatUnknown` for what is no text.
    """
    found = encoding or _encoding(sample)
    try:
        text = sample.decode(found, "replace")
    except LookupError:
        raise FormatUnknown(encoding=found) from None
    text = text.lstrip("\ufeff")
    if "\x00" in text:
        raise FormatUnknown
    return Dialect(found, max(_DELIMITERS, key=lambda mark: _fit(text, mark)))


def read_delimited(stream: IO[bytes], dialect: Dialect) -> Rows:
    """Each record under the header's names. Raises `FileUnreadable`.

    A record with more cells than the header, bytes that are not of the encoding, or a cell over
    131,072 letters is a `BadRow`; missing cells at the end are empty.
    """
    # Bytes of another encoding become lone surrogates, so that only their own row is refused.
    errors = "surrogateescape" if dialect.encoding.startswith("utf-8") else "replace"
    text = TextIOWrapper(stream, encoding=dialect.encoding, errors=errors, newline="")
    reader = csv.reader(_lines(text), delimiter=dialect.delimiter)
    header = next(_records(reader), None)
    if not isinstance(header, list):
        return
    names = _names(header)
    number = 0
    for record in _records(reader):
        if record == []:
            continue
        number += 1
        yield _row(number, names, record)


def _encoding(sample: bytes) -> str:
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    # UTF-16 without a BOM: every other byte of Latin text is 0.
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    try:
        # The sample may end within a letter, which is not an error yet.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """How many of the first records have as many cells as the header, and how many cells."""
    try:
        records = [
            record
            for record in islice(csv.reader(StringIO(text), delimiter=delimiter), 20)
            if record
        ]
    except csv.Error:
        return (0, 0)
    if not records or len(records[0]) < 2:
        return (0, 0)
    width = len(records[0])
    # The last record of a sample may be cut off.
    whole = records[:-1] or records
    return (sum(len(record) == width for record in whole), width)


def _lines(text: TextIOWrapper) -> Iterator[str]:
    left = MAX_BYTES
    try:
        while line := text.readline(MAX_LINE):
            left -= len(line)
            if left < 0:
                raise FileUnreadable(reason="too_large")
            # What is longer gives an oversized cell, and csv refuses the record.
            yield line
    except (OSError, EOFError, UnicodeError, zlib.error) as error:
        raise FileUnreadable(reason="damaged") from error
    finally:
        # Whoever opened the stream closes it.
        text.detach()


def _records(reader: Iterator[list[str]]) -> Iterator[list[str] | None]:
    """Records, None for one csv refuses; it goes on with the next line."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


def _names(header: list[str]) -> list[str]:
    if len(header) > MAX_COLUMNS:
        raise FileUnreadable(reason="too_many_columns")
    names: list[str] = []
    for place, cell in enumerate(header):
        name = cell.strip().lstrip("\ufeff") or f"column {place + 1}"
        # The second column of a name would hide the first.
        names.append(name if name not in names else f"{name} ({place + 1})")
    return names


def _row(number: int, names: list[str], record: list[str] | None) -> RawRow | BadRow:
    if record is None:
        return BadRow(number, "row_too_long")
    shown = " ".join(record)[:_SHOWN]
    if any("\udc80" <= letter <= "\udcff" for cell in record for letter in cell):
        return BadRow(number, "wrong_encoding", shown.encode("utf-8", "replace").decode())
    if len(record) > len(names) and any(cell.strip() for cell in record[len(names) :]):
        return BadRow(number, "row_malformed", shown)
    return RawRow(number, dict(zip(names, record, strict=False)))
