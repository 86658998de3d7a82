"""A product in other languages: what can be said, what is missing, saying it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.events import published
from tests.domains.factories.catalogue import make_product
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.events import ProductChanged
from tradewind.domains.catalogue.models import Media, Product
from tradewind.domains.catalogue.operations import add_drawing, say_product
from tradewind.domains.catalogue.queries import count_untold, list_untold, texts_of
from tradewind.domains.catalogue.rules import Option, OptionValue, with_words
from tradewind.domains.catalogue.rules.texts import (
    said_options,
    texts,
    value_key,
)
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.errors import Conflict, InvalidInput, NotFound

COLOURS = [{"name": "Colour", "values": ["Red", "Blue", "XL", "42"]}]
WORDS = {"title": "Mug", "summary": "", "description": "For tea", "care": " "}
names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).filter(
    lambda name: bool(name.strip())
)


def test_what_is_missing_in_a_language() -> None:
    told = texts(
        words=WORDS,
        translations={"fr": {"title": "Tasse"}},
        options=[{**COLOURS[0], "translations": {"fr": {"values": {"Red": "Rouge"}}}}],
        pictures=[],
    )
    assert [text.key for text in told if text.is_missing("fr")] == [
        "description",
        "option:Colour",
        "value:Colour:Blue",
    ]
    assert len([text for text in told if text.is_missing("ar")]) == 5


@given(st.lists(names, min_size=1, max_size=4, unique=True), st.data())
def test_options_said_are_read_back_and_the_rest_stays(
    values: list[str], data: st.DataObject
) -> None:
    swatches = {values[0]: "#fff"}
    held = [
        {
            "name": "O",
            "values": values,
            "swatches": swatches,
            "translations": {"ar": {"name": "ا", "values": {values[0]: "ب"}}},
        }
    ]
    wanted = {
        value_key("O", value): data.draw(st.sampled_from(["", " ", "mot", "deux mots "]))
        for value in values
    }
    (said,) = said_options(held, "fr", wanted)
    assert (said["name"], said["values"], said["swatches"]) == ("O", values, swatches)
    assert said["translations"]["ar"] == {"name": "ا", "values": {values[0]: "ب"}}
    kept = said["translations"].get("fr", {}).get("values", {})
    assert kept == {
        value: text.strip() for value in values if (text := wanted[value_key("O", value)]).strip()
    }
    assert said_options([said], "fr", {}) == [said]


def test_a_rename_keeps_words_and_swatches() -> None:
    held = Option(
        "Colour",
        (OptionValue("Red", translations={"fr": "Rouge"}, swatch="#f00"), OptionValue("Blue")),
        translations={"fr": "Couleur"},
    )
    told = Option("Shade", (OptionValue("Crimson", was="Red"), OptionValue("Green")), was="Colour")
    (kept,) = with_words([told], [held])
    assert kept.translations == {"fr": "Couleur"}
    assert (kept.values[0].translations, kept.values[0].swatch) == ({"fr": "Rouge"}, "#f00")
    assert (kept.values[1].translations, kept.values[1].swatch) == ({}, "")


def described(product: Product, alt: str) -> Media:
    return add_drawing(
        store_id=product.store_id,
        product_id=str(product.public_id),
        svg="<svg/>",
        width=1,
        height=1,
        alt=alt,
    )


@pytest.fixture
def store(db: None) -> Store:
    return make_store()


def test_everything_is_said_at_once_and_told_once(store: Store) -> None:
    product = make_product(store=store, title="Mug", options=COLOURS)
    picture = described(product, "A red mug")
    before = len(published(ProductChanged))
    said = {
        "title": "Tasse",
        "option:Colour": "Couleur",
        "value:Colour:Red": "Rouge",
        f"alt:{picture.public_id}": "Une tasse rouge",
    }
    for _again in range(2):
        say_product(store_id=store.pk, product_id=str(product.public_id), language="fr", words=said)
    assert len(published(ProductChanged)) == before + 1
    fresh = Product.objects.for_store(store.pk).get()
    (told,) = texts_of(products=[fresh])
    assert {text.key: text.said["fr"] for text in told.texts if "fr" in text.said} == said
    say_product(
        store_id=store.pk, product_id=str(product.public_id), language="fr", words={"title": " "}
    )
    assert Product.objects.for_store(store.pk).get().translations == {}


def test_what_cannot_be_said(store: Store) -> None:
    product = make_product(store=store)

    def say(words: dict[str, str], store_id: int = store.pk) -> None:
        say_product(
            store_id=store_id, product_id=str(product.public_id), language="fr", words=words
        )

    for words, code in (
        ({"value:Colour:Red": "x"}, "unknown"),
        ({"title": "t" * 301}, "too_long"),
        ({"title": "a\x00"}, "invalid"),
    ):
        with pytest.raises(InvalidInput) as refused:
            say(words)
        assert list(refused.value.fields.values()) == [code]
    with pytest.raises(NotFound):
        say({"title": "Tasse"}, make_store().pk)
    with pytest.raises(Conflict):
        say_product(
            store_id=store.pk,
            product_id=str(product.public_id),
            language="fr",
            words={"title": "Tasse"},
            seen_at=clock.now(),
        )


def test_the_list_holds_what_its_rows_show(store: Store) -> None:
    said = {"fr": {"title": "Tasse"}}
    whole = make_product(store=store, translations=said)
    no_words = make_product(store=store)
    no_care = make_product(store=store, translations=said, care="By hand")
    no_value = make_product(
        store=store,
        translations=said,
        options=[{**COLOURS[0], "translations": {"fr": {"name": "Couleur"}}}],
    )
    sizes = make_product(
        store=store,
        translations=said,
        options=[
            {"name": "Size", "values": ["XL", "42"], "translations": {"fr": {"name": "Taille"}}}
        ],
    )
    no_alt = make_product(store=store, translations=said)
    described(no_alt, "A mug")
    make_product(store=store, archived_at=clock.now())
    make_product()

    page = list_untold(store_id=store.pk, language="fr", limit=3)
    rest = list_untold(store_id=store.pk, language="fr", limit=3, cursor=page.next_cursor or "")
    listed = [*page.items, *rest.items]
    wanted = [no_alt, no_value, no_care, no_words]
    assert [row.public_id for row in listed] == [product.public_id for product in wanted]
    assert all(any(text.is_missing("fr") for text in row.texts) for row in listed)
    assert rest.next_cursor is None
    every = texts_of(products=[whole, sizes])
    assert not any(text.is_missing("fr") for row in every for text in row.texts)
    counts = count_untold(store_id=store.pk, languages=["fr", "ar"])
    assert counts == {"fr": 4, "ar": 6}
