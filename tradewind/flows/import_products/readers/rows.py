"""What every reader gives, and the bounds all of them keep."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from tradewind.kernel.errors import TradewindError

MAX_BYTES = 1 << 30
MAX_ROWS = 1_000_000
MAX_COLUMNS = 2_000
MAX_CELL = 131_072
MAX_LINE = 2 << 20


class FormatUnknown(TradewindError):
    """Neither CSV nor XLSX nor JSONL."""

    code = "import_format_unknown"


class FileUnreadable(TradewindError):
    """The file is of a format we know and broken, or larger than we take; `reason` is a code."""

    code = "import_file_unreadable"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the file, counted from 1 without the header."""

    number: int
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't even be read; `code` says why, `value` how it begins."""

    number: int
    code: str
    value: str = ""


Rows = Iterator[RawRow | BadRow]


class Bounded:
    """A stream of bytes that is read at most `most` bytes far: an unpacked bomb ends there."""

    def __init__(self, stream: IO[bytes], most: int = MAX_BYTES) -> None:
        self._stream = stream
        self._left = most

    def lines(self) -> Iterator[bytes | None]:
        """Line by line; None for one that is too long, which is skipped.

        Raises `FileUnreadable`.
        """
        while line := self._read(MAX_LINE):
            if len(line) < MAX_LINE or line.endswith(b"\n"):
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = self._read(MAX_LINE)
            yield None

    def _read(self, size: int) -> bytes:
        try:
            line = self._stream.readline(size)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            # Damaged gzip.
            raise FileUnreadable(reason="damaged") from error
        self._left -= len(line)
        if self._left < 0:
            raise FileUnreadable(reason="too_large")
        return line
