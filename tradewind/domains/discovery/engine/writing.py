"""Filling an index: from nothing beside the old one, or change by change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice

from tradewind.domains.discovery.engine.analysis import clean
from tradewind.domains.discovery.engine.documents import ProductDocument
from tradewind.domains.discovery.engine.errors import IndexMissing
from tradewind.domains.discovery.engine.labels import Labels
from tradewind.domains.discovery.engine.lexicon import Lexicon, learn
from tradewind.domains.discovery.engine.schema import (
    WRITER_MEMORY,
    IndexSettings,
    open_index,
    to_tantivy,
)
from tradewind.domains.discovery.engine.storage import IndexFolder, IndexRoot

_SMALL = 200  # products too few to learn much from
_OUTGROWN = 1.25  # of what it was built with: words and ranges learnt from less no longer fit
_LEARN_FROM = 20_000  # products held in memory to learn the lexicon from


class IndexWriter:
    """Writes into one folder. Got from `writer`; nothing is seen by readers before `commit`."""

    def __init__(self, folder: IndexFolder, settings: IndexSettings, lexicon: Lexicon) -> None:
        self.folder = folder
        self._settings = settings
        self._lexicon = lexicon
        self._labels = Labels()
        self._index = open_index(str(folder.path), settings)
        self._writer = self._index.writer(WRITER_MEMORY, 1)

    @classmethod
    def reopened(cls, folder: IndexFolder) -> IndexWriter:
        """Go on writing into a folder that was filled before. Raises `IndexMissing`."""
        settings, lexicon = read_lexicon(folder)
        folder.version()
        labels = Labels(folder.labels())
        try:
            writer = cls(folder, settings, lexicon)
        except (ValueError, OSError) as broken:
            raise IndexMissing(folder=str(folder.path), reason=str(broken)) from broken
        writer._labels = labels
        return writer

    def put(self, document: ProductDocument) -> None:
        """Add a product, or replace the one with its id."""
        self.remove(document.id)
        self._add(document)

    def remove(self, product_id: str) -> None:
        """Forget a product; unknown ids do nothing."""
        self._writer.delete_documents_by_term("id", clean(product_id))

    def commit(self, *, cursor: str) -> None:
        """Make everything visible, then note `cursor`: how far the feeder had come.

        A crash between the two makes the feeder repeat itself, which `put` and `remove` endure.
        """
        self._save_labels()
        self._writer.commit()
        self.folder.save_cursor(cursor)

    def _save_labels(self) -> None:
        if self._labels.changed:
            self.folder.save_labels(self._labels.as_json())
            self._labels.changed = False

    def _add(self, document: ProductDocument) -> None:
        self._labels.learn(document, self._lexicon)
        self._writer.add_document(
            to_tantivy(document, settings=self._settings, lexicon=self._lexicon)
        )

    def _fill(self, documents: Iterable[ProductDocument]) -> int:
        """Add to a new folder, where no id can be there already. Returns how many."""
        count = 0
        for document in documents:
            self._add(document)
            count += 1
        return count

    def _close(self) -> None:
        self._writer.wait_merging_threads()


@contextmanager
def writer(root: IndexRoot) -> Iterator[IndexWriter]:
    """Write into the index in use. What was not committed at the end is dropped.

    Raises `IndexMissing` and, when another process writes or rebuilds, `IndexBusy`.
    """
    with root.locked():
        opened = IndexWriter.reopened(root.current())
        try:
            yield opened
        finally:
            opened._close()


def rebuild(
    root: IndexRoot,
    *,
    documents: Iterable[ProductDocument],
    cursor: str,
    settings: IndexSettings | None = None,
) -> int:
    """Build a new index beside the one in use, then switch. Returns the number of products.

    `cursor` is where the event stream stood before `documents` was read, so that what changed
    meanwhile is fed again. If anything fails the index in use stays as it was. Raises `IndexBusy`.
    """
    chosen = settings or IndexSettings()
    with root.locked():
        folder = root.new_folder()
        try:
            stream = iter(documents)
            sample = list(islice(stream, _LEARN_FROM))
            lexicon = learn(sample)
            folder.save_lexicon(
                {
                    "languages": chosen.languages,
                    "currencies": chosen.currencies,
                    **lexicon.as_json(),
                }
            )
            opened = IndexWriter(folder, chosen, lexicon)
            count = opened._fill(chain(sample, stream))
            opened.commit(cursor=cursor)
            folder.save_built(count)
            opened._close()
        except BaseException:
            folder.discard()
            raise
        root.switch_to(folder)
    return count


def is_outgrown(root: IndexRoot) -> bool:
    """Whether the index in use holds so much more than it was built with that it should be built
    anew: which words describe and where numbers are cut is learnt then. Raises `IndexMissing`."""
    folder = root.current()
    settings, _ = read_lexicon(folder)
    try:
        index = open_index(str(folder.path), settings)
    except (ValueError, OSError) as broken:
        raise IndexMissing(folder=str(folder.path), reason=str(broken)) from broken
    return index.searcher().num_docs > max(folder.built(), _SMALL) * _OUTGROWN


def read_lexicon(folder: IndexFolder) -> tuple[IndexSettings, Lexicon]:
    """What the folder was built with. Raises `IndexMissing`."""
    stored = folder.lexicon()
    try:
        settings = IndexSettings(tuple(stored["languages"]), tuple(stored["currencies"]))
        return settings, Lexicon.from_json(stored)
    except (KeyError, TypeError, AttributeError):
        raise IndexMissing(folder=str(folder.path), reason="lexicon") from None
