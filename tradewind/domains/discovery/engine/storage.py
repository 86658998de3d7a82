"""The index on disk.

``root/current`` names the folder in use; a rebuild fills a new folder beside it and replaces that
one small file, so readers see the old index or the new one, never half of either::

    root/current          i_01h455vb4pex5vsknk084sn02q
    root/writer.lock      held while anything writes
    root/i_…/             Tantivy's files, lexicon.json, labels.json, cursor, built
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tradewind.domains.discovery.engine.errors import IndexBusy, IndexMissing
from tradewind.kernel.ids import new_id

_POINTER = "current"
_LEXICON = "lexicon.json"
_LABELS = "labels.json"
_CURSOR = "cursor"
_BUILT = "built"


@dataclass(frozen=True, slots=True)
class IndexRoot:
    """The place where one node keeps its index."""

    path: Path

    def current(self) -> IndexFolder:
        """The folder in use. Raises `IndexMissing`."""
        try:
            name = (self.path / _POINTER).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise IndexMissing(folder=str(self.path), reason="pointer") from None
        folder = IndexFolder(self.path / name)
        if not name or Path(name).name != name or not folder.path.is_dir():
            raise IndexMissing(folder=str(self.path), reason="folder")
        return folder

    def new_folder(self) -> IndexFolder:
        """A fresh empty folder that no reader looks at yet."""
        folder = self.path / new_id("i")
        folder.mkdir(parents=True)
        return IndexFolder(folder)

    def switch_to(self, folder: IndexFolder) -> None:
        """Make `folder` the one in use and remove those older than the one it replaces.

        The replaced folder stays until the next switch, for readers that are just opening it.
        """
        replaced = self._pointed_at()
        write_whole(self.path / _POINTER, folder.name)
        for other in self.path.glob("i_*"):
            if other.name not in (folder.name, replaced):
                shutil.rmtree(other, ignore_errors=True)

    def _pointed_at(self) -> str:
        try:
            return self.current().name
        except IndexMissing:
            return ""

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only writer, across processes. Raises `IndexBusy` at once when another is."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "writer.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise IndexBusy(folder=str(self.path)) from None
            yield


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """One generation of the index and the small files beside Tantivy's."""

    path: Path

    @property
    def name(self) -> str:
        """Unique for ever, so a consumer named after it starts afresh with each rebuild."""
        return self.path.name

    def version(self) -> tuple[str, int]:
        """Changes with every commit. Raises `IndexMissing`."""
        try:
            return self.name, (self.path / "meta.json").stat().st_mtime_ns
        except OSError:
            raise IndexMissing(folder=str(self.path), reason="meta") from None

    def cursor(self) -> str:
        """Where the feeder stood at the last commit; empty when it never said."""
        path = self.path / _CURSOR
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def save_cursor(self, cursor: str) -> None:
        write_whole(self.path / _CURSOR, cursor)

    def built(self) -> int:
        """How many products the folder was built with; 0 when that was not noted."""
        path = self.path / _BUILT
        noted = path.read_text(encoding="utf-8") if path.exists() else ""
        return int(noted) if noted.isdecimal() else 0

    def save_built(self, count: int) -> None:
        write_whole(self.path / _BUILT, str(count))

    def lexicon(self) -> Any:
        return self._read(_LEXICON)

    def save_lexicon(self, lexicon: Mapping[str, Any]) -> None:
        write_whole(self.path / _LEXICON, json.dumps(lexicon, ensure_ascii=False))

    def labels(self) -> Any:
        return self._read(_LABELS)

    def save_labels(self, labels: Mapping[str, Any]) -> None:
        write_whole(self.path / _LABELS, json.dumps(labels, ensure_ascii=False))

    def discard(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def _read(self, name: str) -> Any:
        try:
            return json.loads((self.path / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise IndexMissing(folder=str(self.path), reason=name) from None


def write_whole(path: Path, text: str) -> None:
    """Replace a file so that a reader or a crash finds the old text or the new, nothing between."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8", errors="replace") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
