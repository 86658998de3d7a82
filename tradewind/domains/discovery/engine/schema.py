"""How a product is laid out in Tantivy.

All analysis happens in `analysis`; fields of text get terms already cut, joined by spaces.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2s
from zlib import crc32

import tantivy

from tradewind.domains.discovery.engine.analysis import (
    ALSO_ORIGINAL,
    ANALYSED,
    OTHER,
    clean,
    hangul_joints,
    squeezed,
    stems,
    words,
)
from tradewind.domains.discovery.engine.documents import ProductDocument, Translation
from tradewind.domains.discovery.engine.labels import in_language
from tradewind.domains.discovery.engine.lexicon import Lexicon, names_a_type

_SPACES = "spaces"
WRITER_MEMORY = 128_000_000  # bytes

TITLE_WEIGHT = DESCRIPTION_WEIGHT = 2  # against 1 for brand, attributes, tags and categories

SAMPLES = 16  # a product is in one of so many, by chance but always the same

# Evidence: where a term stands in a product, one letter before the term.
TITLE, DESCRIPTION, HEAD, TYPE, BRAND = "t", "d", "h", "y", "b"
WHOLE_TYPE = "k"  # before a type's terms in one piece, see `in_one_piece`


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Fixed when an index is built: languages with a field of their own, currencies with prices.

    Other languages share one field without stemming.
    """

    languages: tuple[str, ...] = ANALYSED
    currencies: tuple[str, ...] = ("CAD", "USD", "EUR", "KRW", "VND", "MNT")

    @property
    def fields(self) -> tuple[str, ...]:
        """The language part of every text field's name."""
        return (*self.languages, OTHER)


def open_index(path: str, settings: IndexSettings) -> tantivy.Index:
    """The Tantivy index in `path`, made when absent. Raises Tantivy's ValueError or OSError."""
    index = tantivy.Index(_schema(settings), path=path)
    index.config_reader(reload_policy="manual")
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_SPACES, spaces)
    return index


def _schema(settings: IndexSettings) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for language in settings.fields:
        builder.add_text_field(f"text_{language}", tokenizer_name=_SPACES)
        for name in ("evidence", "words"):
            builder.add_text_field(
                f"{name}_{language}", tokenizer_name=_SPACES, index_option="basic"
            )
    builder.add_text_field("code", tokenizer_name=_SPACES, index_option="basic")
    for name in ("store", "brand", "category", "facet"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("attribute", fast=True, tokenizer_name="raw", index_option="basic")
    for currency in settings.currencies:
        builder.add_integer_field(price_field(currency), indexed=True, fast=True)
    builder.add_boolean_field("in_stock", indexed=True, fast=True)
    builder.add_integer_field("created", fast=True)
    builder.add_integer_field("popular", fast=True)
    builder.add_float_field("prior", fast=True)
    builder.add_integer_field("sample", indexed=True)
    return builder.build()


def in_one_piece(terms: Iterable[str]) -> str:
    """Several terms as one; no word holds the joint."""
    return "_".join(terms)


def price_field(currency: str) -> str:
    return f"price_{currency}"


def attribute_key(name: str) -> str:
    """An attribute's key inside the JSON field: names hold dots and quotes, paths must not."""
    return "a" + blake2s(clean(name).encode(), digest_size=6).hexdigest()


def attribute_path(name: str) -> str:
    return f"attribute.{attribute_key(name)}"


def to_tantivy(
    document: ProductDocument, *, settings: IndexSettings, lexicon: Lexicon
) -> tantivy.Document:
    """The stored form of one product."""
    stored = tantivy.Document()
    stored.add_text("id", clean(document.id))
    own = _Wording.of(Translation(document.title, document.description), lexicon)
    written = {
        language: _Wording.of(translation, lexicon)
        for language, translation in document.translations.items()
    }
    others = [
        wording for language, wording in written.items() if language not in settings.languages
    ]
    shared = _Shared.of(document)
    for language in settings.languages:
        wordings = [written.get(language, own)]
        if language in written and language in ALSO_ORIGINAL:
            wordings.append(own)
        _add_text(stored, language, wordings, shared)
    _add_text(stored, OTHER, [own, *others], shared)
    stored.add_text("code", " ".join(map(squeezed, (document.sku, *document.gtins))))
    stored.add_text("store", clean(document.store_id))
    if document.brand:
        stored.add_text("brand", clean(document.brand))
    for category in document.categories:
        stored.add_text("category", clean(category.id))
    filters: dict[str, list[str]] = {}
    for attribute in document.attributes:
        if values := lexicon.facet_values(attribute):
            filters[attribute_key(attribute.name)] = [clean(value) for value in values]
            stored.add_text("facet", clean(attribute.name))
    stored.add_json("attribute", filters)
    for currency in settings.currencies:
        if currency in document.prices:
            stored.add_integer(price_field(currency), document.prices[currency])
    stored.add_boolean("in_stock", document.in_stock)
    created = int(document.created_at.timestamp())
    stored.add_integer("created", created)
    # Equal popularity falls back to the newer product: both in one sortable number.
    stored.add_integer("popular", (min(document.popularity, 2**30) << 32) + max(created, 0))
    # Tantivy multiplies a score by log2(2 + field), the field cut at 0: this gives `prior`.
    stored.add_float("prior", 2.0 ** prior(document) - 2.0)
    stored.add_integer("sample", crc32(clean(document.id).encode()) % SAMPLES)
    return stored


def prior(document: ProductDocument) -> float:
    """What multiplies a score whatever was asked: 1.0 when sold out, 1.1 in stock, and up to a
    twentieth more for the popular (ten thousand counts reach it)."""
    popularity = min(1.0, math.log10(1 + max(document.popularity, 0)) / 4)
    return (1.1 if document.in_stock else 1.0) * (1.0 + 0.05 * popularity)


def _facts(document: ProductDocument) -> list[str]:
    """Text that belongs to the product in every language."""
    found = [document.brand, *document.tags]
    found += [name for category in document.categories for name in category.names.values()]
    for attribute in document.attributes:
        if attribute.kind == "text":
            found += map(str, attribute.values)
        elif attribute.kind == "bool" and attribute.values[0]:
            found.append(in_language(attribute.labels, "") or attribute.name.replace("_", " "))
        for labels in attribute.value_labels.values():
            found += labels.values()
    return found


@dataclass(frozen=True, slots=True)
class _Wording:
    """A translation cut into words."""

    title: list[str]
    description: list[str]
    heads: list[str]
    joints: list[str]

    @classmethod
    def of(cls, translation: Translation, lexicon: Lexicon) -> _Wording:
        return cls(
            words(translation.title),
            words(translation.description),
            lexicon.heads(translation.title),
            hangul_joints(translation.title),
        )


@dataclass(frozen=True, slots=True)
class _Shared:
    """Words a product has whatever the language."""

    facts: list[str]
    types: list[list[str]]
    brand: list[str]

    @classmethod
    def of(cls, document: ProductDocument) -> _Shared:
        named = [
            str(value)
            for attribute in document.attributes
            if names_a_type(attribute.name) and attribute.kind == "text"
            for value in attribute.values
        ]
        named += [name for step in document.categories[-1:] for name in step.names.values()]
        return cls(
            facts=words(" . ".join(_facts(document))),
            types=[kind for kind in map(words, named) if kind],
            brand=words(document.brand),
        )


def _add_text(
    stored: tantivy.Document, language: str, written: list[_Wording], shared: _Shared
) -> None:
    title = [word for wording in written for word in wording.title]
    body = [word for wording in written for word in wording.description]
    title_terms, body_terms = stems(title, language), stems(body, language)
    # One field, because BM25 summed over several rewards a rare word's length accident in each;
    # repetition is the weight.
    weighted = [
        *title_terms * TITLE_WEIGHT,
        *body_terms * DESCRIPTION_WEIGHT,
        *stems(shared.facts, language),
        *(joint for wording in written for joint in wording.joints),
    ]
    stored.add_text(f"text_{language}", " ".join(weighted))
    places = (
        (TITLE, title_terms),
        (DESCRIPTION, body_terms),
        (HEAD, stems((word for wording in written for word in wording.heads), language)),
        (TYPE, stems((kind[-1] for kind in shared.types), language)),
        (WHOLE_TYPE, [in_one_piece(stems(kind, language)) for kind in shared.types]),
        (BRAND, stems(shared.brand, language)),
    )
    evidence = {place + term for place, found in places for term in found}
    stored.add_text(f"evidence_{language}", " ".join(evidence))
    stored.add_text(f"words_{language}", " ".join({*title, *shared.brand}))
