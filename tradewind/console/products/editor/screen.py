"""Everything the page of one product shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tradewind.console.pages import url_or_nothing
from tradewind.console.products.choosing import category_choices, tax_choices
from tradewind.console.products.editor import attributes
from tradewind.console.products.editor.options import OptionField, fields_of, mark_of
from tradewind.console.products.editor.picture_cards import PictureCard, picture_cards
from tradewind.console.products.editor.saving import FieldShown, Outcome, shown
from tradewind.console.products.editor.variants import Shelves, VariantCard
from tradewind.console.products.editor.words import label_of, place_of, words_of
from tradewind.domains.catalogue.models import Attribute, Product
from tradewind.domains.catalogue.queries import (
    OwnProductFacts,
    ProductTexts,
    attributes_of,
    get_store_product,
    last_verdict,
    list_attributes,
    texts_of,
)
from tradewind.domains.catalogue.rules import Option, read_options
from tradewind.domains.catalogue.rules.texts import CARE, DESCRIPTION
from tradewind.domains.stores.models import Store
from tradewind.platform.i18n.formats import currency_symbol
from tradewind.platform.i18n.languages import direction, language_name, languages

Outcomes = Mapping[str, Outcome]
"""Part of the page → how saving it ended."""


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """An attribute of the product; `kind` is text, number or boolean."""

    field: str
    label: str
    unit: str
    kind: str
    shown: FieldShown


@dataclass(frozen=True, slots=True)
class TongueField:
    """A text and what the store says there in its own language."""

    id: str
    name: str
    label: str
    source: str
    most: int
    is_long: bool
    is_missing: bool
    shown: FieldShown


@dataclass(frozen=True, slots=True)
class Tongue:
    """The product in another language; `missing` fields are written at home and not here."""

    language: str
    name: str
    direction: str
    part: str
    fields: Sequence[TongueField]
    missing: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class EditorScreen:
    """The page. `outcomes` are by part: words, place, attributes, pictures, options, and
    ``tongue-<language>``; `leaving` names variants the posted options would put away."""

    id: str
    url: str
    title: str
    status: str
    status_name: str
    is_archived: bool
    is_waiting: bool
    refusal: str
    preview_url: str
    is_public: bool
    language: str
    direction: str
    currency_sign: str
    words: Mapping[str, FieldShown]
    place: Mapping[str, FieldShown]
    categories: Sequence[tuple[str, str]]
    tax_categories: Sequence[tuple[str, str]]
    attributes: Sequence[AttributeRow]
    new_attributes: Sequence[tuple[str, str]]
    new_attribute: Mapping[str, FieldShown]
    pictures: Sequence[PictureCard]
    options: Sequence[OptionField]
    options_mark: str
    leaving: Sequence[str]
    variants: Sequence[VariantCard]
    put_away: int
    tongues: Sequence[Tongue]
    outcomes: Outcomes
    may_change: bool
    may_price: bool
    may_count: bool


def editor_screen(
    store: Store,
    facts: OwnProductFacts,
    *,
    language: str,
    permissions: Collection[str],
    outcomes: Outcomes | None = None,
    options: Sequence[Option] | None = None,
    leaving: Sequence[str] = (),
) -> EditorScreen:
    """The page of `facts` (in the store's own language), read by six statements more.

    `options` are what the person posted when they are not kept yet.
    """
    told = outcomes or {}
    product = facts.product
    shelves = Shelves(store, facts, language)
    live = [variant for variant in facts.variants if not variant.is_archived]
    (texts,) = texts_of(products=[product])
    held = attributes.texts_of(product, language)
    fields = shown(held, told.get("attributes", Outcome()))
    return EditorScreen(
        id=product.public_id,
        url=reverse("console:product", args=[store.slug, product.public_id]),
        title=product.title,
        status=product.status,
        status_name=str(Product.Status(product.status).label),
        is_archived=product.archived_at is not None,
        is_waiting=product.status == Product.Status.WAITING,
        refusal=_refusal(store, product),
        preview_url=""
        if product.archived_at
        else url_or_nothing("storefront:product", store.slug, product.slug),
        is_public=product.status in (Product.Status.ACTIVE, Product.Status.DISCONTINUED),
        language=store.language,
        direction=direction(store.language),
        currency_sign=currency_symbol(store.currency, language),
        words=shown(words_of(product), told.get("words", Outcome())),
        place=shown(place_of(product), told.get("place", Outcome())),
        categories=category_choices(language, by="public"),
        tax_categories=tax_choices(product.tax_category),
        attributes=_attributes(product, fields, language),
        new_attributes=_new_attributes(product, language),
        new_attribute={"code": fields[attributes.NEW_CODE], "value": fields[attributes.NEW_VALUE]},
        pictures=picture_cards(facts, told.get("pictures", Outcome())),
        options=fields_of(
            read_options(product.options) if options is None else options,
            told.get("options", Outcome()).errors,
        ),
        options_mark=mark_of(product),
        leaving=leaving,
        variants=[shelves.card(variant, _of_variant(told, variant.public_id)) for variant in live],
        put_away=len(facts.variants) - len(live),
        tongues=[
            tongue(texts, code, language, told.get(f"tongue-{code}", Outcome()))
            for code in languages()
            if code != store.language
        ],
        outcomes=told,
        may_change="products.change" in permissions,
        may_price="prices.change" in permissions,
        may_count="stock.change" in permissions,
    )


def read_facts(store: Store, product_id: str) -> OwnProductFacts:
    """The product as its store wrote it, every word untranslated. Raises `NotFound`."""
    return get_store_product(store_id=store.pk, product_id=product_id, language="")


def _of_variant(told: Outcomes, variant_id: str) -> dict[str, Outcome]:
    return {
        part.rpartition(".")[2]: outcome
        for part, outcome in told.items()
        if part.startswith(f"{variant_id}.")
    }


def _refusal(store: Store, product: Product) -> str:
    if product.status != Product.Status.REFUSED:
        return ""
    found = last_verdict(store_id=store.pk, product_id=product.pk)
    return found.reason if found else ""


def _attributes(
    product: Product, fields: Mapping[str, FieldShown], language: str
) -> list[AttributeRow]:
    known = attributes_of(codes=product.attributes)
    return [
        AttributeRow(
            field=name,
            label=known[code].text("label", language),
            unit=known[code].unit,
            kind=known[code].kind,
            shown=field,
        )
        for name, field in fields.items()
        if (code := name.removeprefix(attributes.PREFIX)) in known
    ]


def _new_attributes(product: Product, language: str) -> list[tuple[str, str]]:
    return [
        (attribute.code, _label_and_kind(attribute, language))
        for attribute in list_attributes()
        if attribute.code not in product.attributes
    ]


def _label_and_kind(attribute: Attribute, language: str) -> str:
    """``Width (number, cm)``: what may be said of it shows before anything is typed."""
    label = attribute.text("label", language)
    if attribute.kind == Attribute.Kind.TEXT:
        return label
    kind = str(Attribute.Kind(attribute.kind).label).lower()
    return f"{label} ({kind}, {attribute.unit})" if attribute.unit else f"{label} ({kind})"


def tongue(texts: ProductTexts, code: str, language: str, outcome: Outcome) -> Tongue:
    """The texts of a product in the language `code`, told to a reader of `language`."""
    fields = shown({text.key: text.said.get(code, "") for text in texts.texts}, outcome)
    return Tongue(
        language=code,
        name=language_name(code, language),
        direction=direction(code),
        part=f"tongue-{code}",
        fields=[
            TongueField(
                id=f"tongue-{code}-{text.key if text.kind == text.key else place}",
                name=text.key,
                label=label_of(text),
                source=text.source,
                most=text.most,
                is_long=text.kind in (DESCRIPTION, CARE),
                is_missing=text.is_missing(code),
                shown=fields[text.key],
            )
            for place, text in enumerate(texts.texts)
        ],
        missing=sum(text.is_missing(code) for text in texts.texts),
        outcome=outcome,
    )
