"""One state of the index as a reader sees it, replaced whole when the index changes."""

from __future__ import annotations

from functools import cached_property

import tantivy
from tantivy import Query

from tradewind.domains.discovery.engine.analysis import field_language
from tradewind.domains.discovery.engine.errors import IndexMissing
from tradewind.domains.discovery.engine.labels import Labels
from tradewind.domains.discovery.engine.schema import open_index
from tradewind.domains.discovery.engine.spelling import Vocabulary
from tradewind.domains.discovery.engine.storage import IndexFolder
from tradewind.domains.discovery.engine.suggesting import Phrase, PhraseBook
from tradewind.domains.discovery.engine.writing import read_lexicon

_MOST_BRANDS = 5_000


class Generation:
    """An opened folder at one commit. Immutable but for lists it makes when first asked."""

    def __init__(self, folder: IndexFolder, previous: Generation | None = None) -> None:
        """Open `folder`, taking over vocabularies from `previous` when it is the same folder.

        Vocabularies grow slowly, so they follow rebuilds rather than every commit.
        Raises `IndexMissing`.
        """
        self.folder = folder
        self.version = folder.version()
        self.settings, _ = read_lexicon(folder)
        self.labels = Labels(folder.labels())
        try:
            self.index = open_index(str(folder.path), self.settings)
            self.index.reload()
            self.searcher: tantivy.Searcher = self.index.searcher()
        except (ValueError, OSError) as broken:
            raise IndexMissing(folder=str(folder.path), reason=str(broken)) from broken
        self.schema = self.index.schema
        kept = previous is not None and previous.folder == folder
        self._vocabularies: dict[str, Vocabulary] = (
            previous._vocabularies if previous is not None and kept else {}
        )
        self._categories: dict[str, PhraseBook] = {}

    def count(self, query: Query) -> int:
        """How many products `query` finds."""
        counted: int = self.searcher.search(query, 1).count  # type: ignore[attr-defined]  # stub lacks it
        return counted

    def language(self, tag: str) -> str:
        """Which text field serves a BCP 47 tag."""
        return field_language(tag, self.settings.languages)

    def vocabulary(self, language: str) -> Vocabulary:
        """The words of titles and brands in one of the index's languages."""
        if language not in self._vocabularies:
            known = self.searcher.terms_with_prefix(f"words_{language}", "")
            self._vocabularies[language] = Vocabulary(dict(known))
        return self._vocabularies[language]

    @cached_property
    def brands(self) -> PhraseBook:
        """Brands with the number of products of each."""
        return PhraseBook(
            Phrase(name, name, count) for name, count in self._frequencies("brand", _MOST_BRANDS)
        )

    def categories(self, tag: str) -> PhraseBook:
        """Categories under their names in one BCP 47 language."""
        if tag not in self._categories:
            counts = dict(self._frequencies("category", len(self.labels.categories) or 1))
            self._categories[tag] = PhraseBook(
                Phrase(category, self.labels.category(category, tag), counts.get(category, 0))
                for category in self.labels.categories
                if category in counts
            )
        return self._categories[tag]

    def _frequencies(self, field: str, limit: int) -> list[tuple[str, int]]:
        asked = {field: {"terms": {"field": field, "size": limit}}}
        buckets = self.searcher.aggregate(Query.all_query(), asked)[field]["buckets"]
        return [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
