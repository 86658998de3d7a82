"""Which format a file is, by what is in it; its name may say anything."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, cast

from tradewind.flows.import_products.readers.delimited import guess_dialect, read_delimited
from tradewind.flows.import_products.readers.jsonl import read_jsonl
from tradewind.flows.import_products.readers.rows import FileUnreadable, FormatUnknown, Rows
from tradewind.flows.import_products.readers.workbook import read_workbook

_SAMPLE = 1 << 18
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc")


@dataclass(frozen=True, slots=True)
class Table:
    """A file that is open: its `format` (csv, xlsx, jsonl) and its rows, to be read once."""

    format: str
    rows: Rows


@contextmanager
def open_table(stream: IO[bytes], *, encoding: str = "") -> Iterator[Table]:
    """Read `stream` (seekable) as CSV, XLSX or JSONL, also gzipped. `encoding` is for CSV only.

    Raises `FormatUnknown`, `FileUnreadable`; the rows raise the latter too.
    """
    stream.seek(0)
    packed = stream.read(2) == _GZIP
    stream.seek(0)
    if not packed:
        yield _table(stream, encoding)
        return
    with gzip.open(stream) as unpacked:
        yield _table(cast(IO[bytes], unpacked), encoding)


def _table(stream: IO[bytes], encoding: str) -> Table:
    try:
        sample = stream.read(_SAMPLE)
        stream.seek(0)
    except (OSError, EOFError, zlib.error) as error:
        raise FileUnreadable(reason="damaged") from error
    if sample.startswith(_ZIP):
        return Table("xlsx", read_workbook(stream))
    if not sample.strip() or sample.startswith(_BINARY):
        raise FormatUnknown
    if sample.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return Table("jsonl", read_jsonl(stream))
    return Table("csv", read_delimited(stream, guess_dialect(sample, encoding=encoding)))
