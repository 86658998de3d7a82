"""Categories of a file among the mall's own."""

from __future__ import annotations

from collections.abc import Iterator

from tradewind.domains.catalogue.operations.imports import Remark
from tradewind.domains.catalogue.queries import category_tree
from tradewind.flows.import_products.fields import Field
from tradewind.flows.import_products.rows import RowFacts


class Categories:
    """What a run knows of them. One for a whole run."""

    def __init__(self) -> None:
        self._known: dict[str, int | None] = {}

    def find(self, text: str) -> int | None:
        """A category of the mall by slug or title, the last part of a path; None if unknown."""
        if text not in self._known:
            tree = category_tree()
            node = tree.find(text) or tree.find(text.replace("/", ">").rpartition(">")[2])
            self._known[text] = node.category_id if text and node else None
        return self._known[text]

    def warnings(self, facts: RowFacts) -> Iterator[Remark]:
        """What to say where the mall has no such category."""
        if facts.category and self.find(facts.category) is None:
            yield Remark(
                facts.number, Field.CATEGORY.value, "category_unknown", facts.category[:80]
            )
