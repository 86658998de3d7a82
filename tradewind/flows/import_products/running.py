"""An import from its file to its last row: opened, looked at, run, taken up again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain, islice
from typing import IO

from tradewind.domains.catalogue.models import Import
from tradewind.domains.catalogue.operations import imports
from tradewind.domains.catalogue.operations.imports import Remark
from tradewind.domains.catalogue.queries import find_unfinished, get_import
from tradewind.flows.import_products.batches import Batches, Target
from tradewind.flows.import_products.categories import Categories
from tradewind.flows.import_products.fields import Field
from tradewind.flows.import_products.grouping import Goods, group
from tradewind.flows.import_products.readers import BadRow, FileUnreadable, RawRow, open_table
from tradewind.flows.import_products.reading import Reading, guess_columns
from tradewind.flows.import_products.rows import RowFacts, RowReader
from tradewind.flows.stocking import first_location
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.files import storages

MAX_FILE = 200 << 20
_BATCH = 500
_HEADER_ROWS = 200
_PREVIEW_ROWS = 20
_FOLDER = "imports"

OnProgress = Callable[[Import], None]


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it would be read: its facts and what is left out of it, or what is wrong with it."""

    number: int
    facts: RowFacts | None
    refusals: Sequence[Remark] = ()
    warnings: Sequence[Remark] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a file. `samples` are values of each column; `left_out` are columns that
    nothing is taken from, among them `pictures`: addresses of pictures are not fetched."""

    format: str
    reading: Reading
    rows: Sequence[PreviewRow]
    samples: dict[str, Sequence[str]]
    left_out: Sequence[str]
    pictures: Sequence[str]


def open_file(
    *,
    store_id: int,
    name: str,
    content: bytes,
    reading: Reading,
    started_by: str = "",
    resume: bool = False,
) -> Import:
    """Keep a file to be looked at, its columns guessed where `reading` says none.

    `resume`: when the same file was begun with the same reading and not finished, that import.
    Raises `FormatUnknown`, `FileUnreadable`.
    """
    if len(content) > MAX_FILE:
        raise FileUnreadable(reason="too_large")
    format, columns = _look(BytesIO(content), reading.encoding)
    guessed = replace(reading, columns=reading.columns or guess_columns(columns))
    kept = storages.save(content, where="private", folder=_FOLDER, suffix=".import")
    if resume:
        begun = find_unfinished(store_id=store_id, file=kept, mapping=guessed.to_json())
        if begun is not None:
            return begun
    return imports.open_import(
        store_id=store_id,
        name=name,
        file=kept,
        format=format,
        mapping=guessed.to_json(),
        started_by=started_by,
    )


def look(content: bytes, *, encoding: str = "") -> dict[str, Field]:
    """The columns of a file and what they seem to mean. Raises `FormatUnknown`, `FileUnreadable`."""
    return guess_columns(_look(BytesIO(content), encoding)[1])


def preview(*, store_id: int, import_id: str) -> Preview:
    """The first twenty rows as they would be read, with their errors. Writes nothing.

    Raises `NotFound`, `FileUnreadable`.
    """
    found = get_import(store_id=store_id, import_id=import_id)
    reading = Reading.from_json(found.mapping)
    reader, categories = RowReader(reading), Categories()
    with _rows(found) as rows:
        raw = list(islice(rows, _PREVIEW_ROWS))
    shown = []
    for row in raw:
        read = reader.read(row)
        if isinstance(read, RowFacts):
            warnings = [*read.warnings, *categories.warnings(read)]
            shown.append(PreviewRow(row.number, read, warnings=reading.placed(warnings)))
        else:
            refusals = reading.placed(read.refusals)
            shown.append(PreviewRow(row.number, None, refusals))
    whole = [row for row in raw if isinstance(row, RawRow)]
    return Preview(
        format=found.format,
        reading=reading,
        rows=shown,
        samples={name: _sample(name, whole) for name in reading.columns},
        left_out=[name for name, meant in reading.columns.items() if meant is Field.IGNORED],
        pictures=[name for name, meant in reading.columns.items() if meant is Field.PICTURE],
    )


def map_columns(*, store_id: int, import_id: str, columns: dict[str, str]) -> Import:
    """Read some columns otherwise. Raises `InvalidInput`, `NotFound`, `ImportStopped`."""
    found = get_import(store_id=store_id, import_id=import_id)
    reading = Reading.from_json(found.mapping).with_columns(columns)
    return imports.set_mapping(store_id=store_id, import_id=import_id, mapping=reading.to_json())


def run(*, store_id: int, import_id: str, on_progress: OnProgress | None = None) -> Import:
    """Take every row in, a transaction for each 500, from where it stopped last time.

    `on_progress` gets the import's row after each batch. Raises `NotFound`, `FileUnreadable`, `ImportStopped` when
    somebody stopped it, `Conflict` when another process is at it, `InvalidInput` when no column
    tells products apart, `NoLocation`. What came in stays; run again to go on.
    """
    found, reading, target = check_ready(store_id=store_id, import_id=import_id)
    total = found.rows_total or count_rows(found)
    running = imports.start_import(store_id=store_id, import_id=import_id, rows_total=total)
    try:
        _take_all(running, target, reading, on_progress)
    except FileUnreadable:
        imports.stop_import(store_id=store_id, import_id=import_id)
        raise
    return imports.finish_import(store_id=store_id, import_id=import_id)


def check_ready(*, store_id: int, import_id: str) -> tuple[Import, Reading, Target]:
    """What a run needs. Raises `NotFound`, `InvalidInput` when no column tells products apart,
    `NoLocation`."""
    found = get_import(store_id=store_id, import_id=import_id)
    reading = Reading.from_json(found.mapping)
    if not {Field.SKU, Field.EXTERNAL_ID} & set(reading.columns.values()):
        raise InvalidInput({"columns": "required"})
    target = Target(store_id, first_location(store_id=store_id), import_id, found.started_by)
    return found, reading, target


def count_rows(found: Import) -> int:
    """How many rows its file has. Raises `FileUnreadable`."""
    with _rows(found) as rows:
        return sum(1 for _ in rows)


def _take_all(
    running: Import, target: Target, reading: Reading, on_progress: OnProgress | None
) -> None:
    batches, reader = Batches(target, reading), RowReader(reading)
    with _rows(running) as rows:
        goods = group(map(reader.read, rows))
        _skip(goods, running.rows_done)
        for batch in _batches(goods):
            running = batches.take(batch, rows_done=running.rows_done)
            if on_progress is not None:
                on_progress(running)


def _skip(goods: Iterator[Goods], rows: int) -> None:
    """Pass over what came in before. It is read all the same, to know what would come twice."""
    while rows > 0:
        rows -= next(goods).rows


def _batches(goods: Iterator[Goods]) -> Iterator[list[Goods]]:
    """At least 500 rows each but the last; a product's rows stay together."""
    batch: list[Goods] = []
    rows = 0
    for each in goods:
        batch.append(each)
        rows += each.rows
        if rows >= _BATCH:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


@contextmanager
def _rows(found: Import) -> Iterator[Iterator[RawRow | BadRow]]:
    encoding = Reading.from_json(found.mapping).encoding
    with (
        storages.open_file(found.file, where="private") as stream,
        open_table(stream, encoding=encoding) as table,
    ):
        yield table.rows


def _look(stream: IO[bytes], encoding: str) -> tuple[str, list[str]]:
    """The format and every column of the first rows: a JSON line may leave some out."""
    with open_table(stream, encoding=encoding) as table:
        first = [row for row in islice(table.rows, _HEADER_ROWS) if isinstance(row, RawRow)]
        columns = list(dict.fromkeys(chain.from_iterable(row.cells for row in first)))
    if not columns:
        raise FileUnreadable(reason="empty")
    return table.format, columns


def _sample(name: str, rows: Sequence[RawRow]) -> list[str]:
    found = (row.cells.get(name) for row in rows)
    shown = (str(value)[:80] for value in found if isinstance(value, str | int | float))
    return list(islice((text for text in shown if text.strip()), 3))
