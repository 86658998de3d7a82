"""The wording of facets, kept beside the index: names of attributes, categories and stores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradewind.domains.discovery.engine.analysis import clean
from tradewind.domains.discovery.engine.documents import Attribute, ProductDocument
from tradewind.domains.discovery.engine.lexicon import Lexicon

Names = dict[str, str]  # by language


class Labels:
    """Collects wording while products are written and answers with it while searching."""

    def __init__(self, stored: Mapping[str, Any] | None = None) -> None:
        stored = stored or {}
        self.attributes: dict[str, dict[str, Any]] = dict(stored.get("attributes", {}))
        self.categories: dict[str, dict[str, Any]] = dict(stored.get("categories", {}))
        self.stores: dict[str, str] = dict(stored.get("stores", {}))
        self.changed = not stored

    def as_json(self) -> dict[str, Any]:
        return {
            "attributes": self.attributes,
            "categories": self.categories,
            "stores": self.stores,
        }

    def learn(self, document: ProductDocument, lexicon: Lexicon) -> None:
        """Note the wording `document` brings; the latest wins. Sets `changed` when it is news."""
        self._note(self.stores, document.store_id, document.store_name)
        parent = ""
        for category in document.categories:
            entry = {"parent": parent, "names": dict(category.names)}
            self._note(self.categories, category.id, entry)
            parent = category.id
        for attribute in document.attributes:
            if attribute.name not in lexicon.rejected:
                self._learn_attribute(attribute)

    def _learn_attribute(self, attribute: Attribute) -> None:
        known = self.attributes.get(attribute.name)
        if known is None:
            known = {"kind": attribute.kind, "names": {}, "unit": "", "values": {}}
            self._note(self.attributes, attribute.name, known)
        if attribute.labels:
            self._note(known, "names", dict(attribute.labels))
        if attribute.unit:
            self._note(known, "unit", attribute.unit)
        for value, names in attribute.value_labels.items():
            self._note(known["values"], value, dict(names))

    def _note(self, entries: dict[str, Any], key: str, entry: Any) -> None:
        if entries.get(key) != entry:
            entries[key] = entry
            self.changed = True

    def attribute(self, name: str, language: str) -> str:
        """The attribute's label, or its code made readable when the merchant gave none."""
        names: Names = self.attributes.get(name, {}).get("names", {})
        return in_language(names, language) or clean(name).replace("_", " ").strip()

    def kind(self, name: str) -> Any:
        return self.attributes.get(name, {}).get("kind", "text")

    def unit(self, name: str) -> str:
        unit: str = self.attributes.get(name, {}).get("unit", "")
        return unit

    def value(self, name: str, value: str, language: str) -> str:
        """The label of one facet value; a value without one is its own label."""
        values: dict[str, Names] = self.attributes.get(name, {}).get("values", {})
        return in_language(values.get(value, {}), language) or value

    def category(self, category_id: str, language: str) -> str:
        names: Names = self.categories.get(category_id, {}).get("names", {})
        return in_language(names, language) or category_id

    def parent(self, category_id: str) -> str:
        """The id above, empty at the top and for unknown ids."""
        parent: str = self.categories.get(category_id, {}).get("parent", "")
        return parent


def in_language(names: Mapping[str, str], language: str) -> str:
    """The wording for a BCP 47 tag: exact, else its primary language, else English, else any."""
    primary = language.split("-")[0]
    for wanted in (language, primary, "en"):
        if names.get(wanted):
            return names[wanted]
    return next(iter(names.values()), "")
