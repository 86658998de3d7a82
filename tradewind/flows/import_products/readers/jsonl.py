"""JSON Lines: an object a line."""

from __future__ import annotations

from typing import IO

import orjson

from tradewind.flows.import_products.readers.rows import MAX_COLUMNS, BadRow, Bounded, RawRow, Rows

_SHOWN = 80


def read_jsonl(stream: IO[bytes]) -> Rows:
    """Each line's object; blank lines are not counted. Raises `FileUnreadable`."""
    number = 0
    for line in Bounded(stream).lines():
        if line is not None and not line.strip():
            continue
        number += 1
        yield _row(number, line)


def _row(number: int, line: bytes | None) -> RawRow | BadRow:
    if line is None:
        return BadRow(number, "row_too_long")
    try:
        # orjson refuses what is nested deeper than 1,024, numbers JSON has not, and bad UTF-8.
        cells = orjson.loads(line)
    except orjson.JSONDecodeError:
        return BadRow(number, "row_malformed", line[:_SHOWN].decode("utf-8", "replace"))
    if not isinstance(cells, dict) or len(cells) > MAX_COLUMNS:
        return BadRow(number, "row_malformed", line[:_SHOWN].decode("utf-8", "replace"))
    return RawRow(number, cells)
