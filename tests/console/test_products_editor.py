"""One product: every section saved for itself, and two people at it."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import HTMX, member
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import first_location, make_location, make_store
from tradewind.console.products.editor import words
from tradewind.console.products.editor.merging import mark
from tradewind.console.products.editor.options import mark_of
from tradewind.domains.catalogue.models import Media, Product, Variant
from tradewind.domains.catalogue.operations import (
    NewAttribute,
    add_drawing,
    create_category,
    declare_attributes,
    set_options,
)
from tradewind.domains.catalogue.rules import Option, OptionValue
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.inventory.operations import hold
from tradewind.domains.pricing.models import Price
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db


def at(name: str, product: Product, *arguments: str) -> str:
    return reverse(f"console:{name}", args=[product.store.slug, product.public_id, *arguments])


def fresh(product: Product) -> Product:
    return Product.objects.for_store(product.store_id).get(pk=product.pk)


def send(client: Client, url: str, seen: dict[str, str], **fields: Any) -> Any:
    """Save a section; `seen` are the texts the person began with."""
    marks = {f"was-{name}": mark(text) for name, text in seen.items()}
    response: Any = client.post(url, {**fields, **marks}, headers=HTMX)
    return response


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def client(store: Store) -> Client:
    return member(store)[1]


def test_the_page_costs_the_same_however_many_variants(
    store: Store, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few, many = make_product(store=store, variants=2), make_product(store=store, variants=40)
    client.get(at("product", few))
    for product in (few, many):
        with django_assert_num_queries(12):
            assert client.get(at("product", product)).status_code == 200


def test_words_are_saved_as_they_are_written(store: Store, client: Client) -> None:
    product = make_product(store=store, title="Mug", summary="For tea")
    response = send(
        client,
        at("product_words", product),
        {"title": "Mug", "summary": "For tea"},
        title="Stoneware mug",
        summary="For tea",
        description="Two lines\r\nof it",
    )
    assert response.status_code == 200
    assert "Saved" in response.content.decode()
    saved = fresh(product)
    assert (saved.title, saved.summary) == ("Stoneware mug", "For tea")
    assert saved.description == "Two lines\nof it"
    (entry,) = list_by_subject(subject=product.public_id).items
    assert set(entry.changes) == {"title", "description"}


def test_nothing_changed_writes_and_notes_nothing(store: Store, client: Client) -> None:
    product = make_product(store=store, title="Mug")
    response = send(client, at("product_words", product), {"title": "Mug"}, title="Mug")
    assert "Saved" not in response.content.decode()
    assert fresh(product).updated_at == product.updated_at
    assert list_by_subject(subject=product.public_id).items == []


def test_two_people_at_different_fields_both_keep_theirs(store: Store, client: Client) -> None:
    product = make_product(store=store, title="Mug", summary="")
    seen = {"title": "Mug", "summary": ""}
    send(client, at("product_words", product), seen, title="Red mug", summary="")
    send(client, at("product_words", product), seen, title="Mug", summary="For tea")
    assert (fresh(product).title, fresh(product).summary) == ("Red mug", "For tea")


def test_two_people_at_the_same_field_see_both(store: Store, client: Client) -> None:
    product = make_product(store=store, title="Mug")
    send(client, at("product_words", product), {"title": "Mug"}, title="Red mug")
    response = send(client, at("product_words", product), {"title": "Mug"}, title="Blue mug")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody changed this meanwhile to “Red mug”" in page
    assert 'value="Blue mug"' in page
    assert fresh(product).title == "Red mug"

    send(client, at("product_words", product), {"title": "Red mug"}, title="Blue mug")
    assert fresh(product).title == "Blue mug"


def test_a_rival_between_reading_and_writing_is_noticed(
    store: Store, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = make_product(store=store, title="Mug", summary="")
    real, rivals = words.words_of, ["For tea"]

    def read(found: Product) -> dict[str, str]:
        texts = real(found)
        if rivals:
            Product.objects.for_store(store.pk).filter(pk=product.pk).update(
                summary=rivals.pop(), updated_at=clock.now()
            )
        return texts

    monkeypatch.setattr(words, "words_of", read)
    response = send(client, at("product_words", product), {"title": "Mug"}, title="Red mug")
    assert response.status_code == 200
    assert (fresh(product).title, fresh(product).summary) == ("Red mug", "For tea")


def test_errors_stand_beside_their_fields(store: Store, client: Client) -> None:
    product = make_product(store=store, title="Mug", brand="")
    response = send(
        client, at("product_words", product), {"title": "Mug"}, title=" ", brand="b" * 81
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="field-title-error"' in page
    assert 'id="field-brand-error"' in page
    assert 'id="field-summary-error"' not in page
    assert fresh(product).title == "Mug"


def test_without_script_the_page_comes_back(store: Store, client: Client) -> None:
    product = make_product(store=store, title="Mug")
    response = client.post(at("product_words", product), {"title": "Red mug"})
    assert response["Location"] == f"{at('product', product)}#words"
    refused = client.post(at("product_words", product), {"title": ""})
    assert refused.status_code == 422
    assert "<html" in refused.content.decode()


def test_its_place_in_the_mall(store: Store, client: Client) -> None:
    shelf = create_category(title="Cups and bowls")
    product = make_product(store=store, tags=["warm"])
    url = at("product_place", product)
    send(
        client,
        url,
        {},
        category=shelf.public_id,
        tags="warm, hand made,,warm",
        released_on="2027-01-02",
    )
    saved = fresh(product)
    assert (saved.category, saved.tags) == (shelf, ["warm", "hand made"])
    assert str(saved.released_on) == "2027-01-02"
    wrong = send(client, url, {}, category="cat_no", released_on="soon")
    assert wrong.status_code == 422
    assert fresh(product).category == shelf


def test_attributes_keep_their_kind(store: Store, client: Client) -> None:
    declare_attributes(
        attributes=[
            NewAttribute("material", "text", "Material"),
            NewAttribute("height", "number", "Height", unit="cm"),
            NewAttribute("washable", "boolean", "Washable"),
        ]
    )
    product = make_product(store=store, attributes={"material": "Clay", "height": 9})
    url = at("product_attributes", product)
    fields = {"attr-material": "Clay\nGlaze", "attr-height": "9,5"}
    assert send(client, url, {}, **fields).status_code == 200
    assert fresh(product).attributes == {"material": ["Clay", "Glaze"], "height": 9.5}
    send(client, url, {}, **{"new-code": "washable", "new-value": "Yes"})
    send(client, url, {}, **{"attr-material": ""})
    assert fresh(product).attributes == {"height": 9.5, "washable": True}
    wrong = send(client, url, {}, **{"attr-height": "tall"})
    assert wrong.status_code == 422
    assert 'id="field-attr-height-error"' in wrong.content.decode()
    alone = send(client, url, {}, **{"new-code": "material", "new-value": ""})
    assert 'id="field-new-value-error"' in alone.content.decode()
    assert fresh(product).attributes == {"height": 9.5, "washable": True}


def test_another_language_is_said_beside_ones_own(store: Store, client: Client) -> None:
    product = make_product(
        store=store, title="Mug", summary="For tea", translations={"ar": {"title": "كوب"}}
    )
    tongues = {
        tongue.language: tongue
        for tongue in client.get(at("product", product)).context["screen"].tongues
    }
    others = {code: 2 for code, _ in settings.LANGUAGES if code != "en"}
    assert {code: tongue.missing for code, tongue in tongues.items()} == others | {"ar": 1}
    assert tongues["ar"].direction == "rtl"

    send(client, at("product_tongue", product, "fr"), {}, title="Tasse", summary="")
    assert fresh(product).translations == {"ar": {"title": "كوب"}, "fr": {"title": "Tasse"}}
    wrong = send(client, at("product_tongue", product, "fr"), {}, title="t" * 301)
    assert 'id="tongue-fr-title-error"' in wrong.content.decode()
    assert send(client, at("product_tongue", product, "de"), {}, title="T").status_code == 404
    assert send(client, at("product_tongue", product, "en"), {}, title="T").status_code == 404


def options(product: Product, *told: tuple[str, str, list[tuple[str, str]]]) -> dict[str, Any]:
    """The form: for each option its name, what it was called, and its values likewise."""
    form: dict[str, Any] = {"seen": mark_of(fresh(product))}
    for place, (name, was, values) in enumerate(told):
        form[f"option-{place}"], form[f"was-option-{place}"] = name, was
        form[f"value-{place}"] = [value for value, _ in values]
        form[f"was-value-{place}"] = [old for _, old in values]
    return form


def live(product: Product) -> list[Variant]:
    return [variant for variant in variants_of(product) if variant.archived_at is None]


def test_options_make_variants_and_renaming_keeps_them(store: Store, client: Client) -> None:
    product = make_product(store=store)
    (first,) = live(product)
    url = at("product_options", product)
    client.post(url, options(product, ("Colour", "", [("Red", ""), ("Blue", ""), ("", "")])))
    assert [variant.choices for variant in live(product)] == [["Red"], ["Blue"]]
    assert live(product)[0].pk == first.pk

    told = ("Tint", "Colour", [("Crimson", "Red"), ("Blue", "Blue"), ("Green", "")])
    response = client.post(url, options(product, told), headers=HTMX)
    assert response.status_code == 200
    assert [variant.choices for variant in live(product)] == [["Crimson"], ["Blue"], ["Green"]]
    assert live(product)[0].pk == first.pk


def test_variants_are_put_away_only_when_asked_by_name(store: Store, client: Client) -> None:
    product = make_product(store=store, variants=2)
    url = at("product_options", product)
    form = options(product, ("Choice", "Choice", [("Choice 0", "Choice 0")]))
    asked = client.post(url, form, headers=HTMX)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "This puts 1 variant away" in page
    assert "Choice 1" in page
    assert len(live(product)) == 2

    client.post(url, {**form, "agreed": "1"}, headers=HTMX)
    assert [variant.choices for variant in live(product)] == [["Choice 0"]]


def test_options_somebody_else_changed_are_shown_not_overwritten(
    store: Store, client: Client
) -> None:
    product = make_product(store=store)
    form = options(product, ("Size", "", [("S", "")]))
    client.post(at("product_options", product), options(product, ("Colour", "", [("Red", "")])))
    response = client.post(at("product_options", product), form, headers=HTMX)
    assert response.status_code == 422
    assert 'value="Colour"' in response.content.decode()
    assert fresh(product).options[0]["name"] == "Colour"


def test_too_many_and_repeated_values_are_refused(store: Store, client: Client) -> None:
    product = make_product(store=store)
    url = at("product_options", product)
    many = [(f"v{number}", "") for number in range(251)]
    assert client.post(url, options(product, ("Size", "", many)), headers=HTMX).status_code == 422
    twice = options(product, ("Size", "", [("S", ""), ("s", "")]))
    assert client.post(url, twice, headers=HTMX).status_code == 422
    assert fresh(product).options == []


def test_a_variants_numbers(store: Store, client: Client) -> None:
    product = make_product(store=store, variants=2)
    first, second = live(product)
    url = at("product_variant", product, first.public_id)
    ok = send(client, url, {}, sku="MUG-RED", gtin="4006381333931", weight_g="350")
    assert ok.status_code == 200
    first.refresh_from_db()
    assert (first.sku, first.gtin, first.weight_g) == ("MUG-RED", "4006381333931", 350)
    taken = send(client, url, {}, sku=second.sku)
    wrong = send(client, url, {}, gtin="4006381333930", weight_g="heavy")
    for response in (taken, wrong):
        assert response.status_code == 422
        assert "field-error" in response.content.decode()
    first.refresh_from_db()
    assert (first.sku, first.gtin, first.weight_g) == ("MUG-RED", "4006381333931", 350)


def test_prices_are_read_as_the_language_writes_them(store: Store, client: Client) -> None:
    product = make_product(store=store)
    (variant,) = live(product)
    url = at("product_price", product, variant.public_id)

    def price() -> tuple[int, int | None] | None:
        row = Price.objects.for_store(store.pk).filter(variant=variant).first()
        return None if row is None else (row.amount_minor, row.compare_at_minor)

    assert send(client, url, {}, price="1,234.50", compare_at="").status_code == 200
    assert price() == (123450, None)
    assert send(client, url, {}, compare_at="1500").status_code == 200
    assert price() == (123450, 150000)
    for wrong in ({"price": "12.345"}, {"price": "-1"}, {"price": ""}, {"compare_at": "10"}):
        refused = send(client, url, {}, **wrong)
        assert refused.status_code == 422
        assert "field-error" in refused.content.decode()
    assert price() == (123450, 150000)


def test_stock_is_counted_where_it_lies(store: Store, client: Client) -> None:
    barn = make_location(store=store, position=1)
    product = make_product(store=store)
    (variant,) = live(product)
    make_stock(variant=variant, on_hand=5)
    url = at("product_stock", product, variant.public_id)
    here = f"stock-{first_location(store).public_id}"

    def on_hand() -> dict[int, int]:
        rows = StockLevel.objects.for_store(store.pk).filter(variant=variant)
        return dict(rows.values_list("location_id", "on_hand"))

    send(client, url, {}, **{here: "7", f"stock-{barn.public_id}": "2"})
    assert on_hand() == {first_location(store).pk: 7, barn.pk: 2}
    # Somebody counted 7 since this page was opened; the old number must not bring 5 back.
    clash = send(client, url, {here: "5"}, **{here: "6"})
    assert clash.status_code == 422
    hold(holder="chk_1", wanted={variant.pk: 8}, expires_at=clock.now())
    promised = send(client, url, {}, **{here: "1"})
    assert promised.status_code == 422
    assert on_hand() == {first_location(store).pk: 7, barn.pk: 2}


def test_pictures_are_described_ordered_and_removed(store: Store, client: Client) -> None:
    product = make_product(store=store)
    held = [
        add_drawing(
            store_id=store.pk,
            product_id=product.public_id,
            svg=f"<svg id='{n}'/>",
            width=4,
            height=5,
        )
        for n in range(3)
    ]

    def order() -> list[int]:
        rows = Media.objects.for_store(store.pk).filter(product=product)
        return [held.index(media) for media in rows.order_by("position")]

    client.post(at("product_picture_order", product), {"later": held[0].public_id})
    assert order() == [1, 0, 2]
    named = ",".join(media.public_id for media in reversed(held))
    client.post(at("product_picture_order", product), {"order": named}, headers=HTMX)
    assert order() == [2, 1, 0]
    assert (
        client.post(
            at("product_picture_order", product), {"order": "med_no"}, headers=HTMX
        ).status_code
        == 422
    )
    field = f"alt-{held[1].public_id}"
    send(client, at("product_picture_words", product), {}, **{field: "A red mug"})
    assert Media.objects.for_store(store.pk).get(pk=held[1].pk).alt == "A red mug"
    client.post(at("product_picture_removal", product, held[0].public_id))
    assert order() == [2, 1]


def test_a_picture_shows_the_choices_somebody_says_and_follows_their_names(
    store: Store, client: Client
) -> None:
    product = make_product(
        store=store, options=[{"name": "Colour", "values": ["Red", "Blue"]}], variants=0
    )
    media = add_drawing(
        store_id=store.pk, product_id=product.public_id, svg="<svg/>", width=4, height=5
    )
    field = f"shows-{media.public_id}-0"
    assert f'name="{field}"' in client.get(at("product", product)).content.decode()

    def shown() -> list[str]:
        return list(Media.objects.for_store(store.pk).get(pk=media.pk).shows)

    send(client, at("product_picture_words", product), {field: ""}, **{field: "Blue"})
    assert shown() == ["Blue"]
    # Somebody else's choice is not overwritten by a page opened before it.
    clash = send(client, at("product_picture_words", product), {field: ""}, **{field: "Red"})
    assert clash.status_code == 422
    assert (
        send(
            client, at("product_picture_words", product), {field: "Blue"}, **{field: "Green"}
        ).status_code
        == 422
    )
    assert shown() == ["Blue"]
    renamed = Option("Shade", (OptionValue("Red", "Red"), OptionValue("Navy", "Blue")), "Colour")
    set_options(store_id=store.pk, product_id=product.public_id, options=[renamed])
    assert shown() == ["Navy"]
    set_options(
        store_id=store.pk, product_id=product.public_id, options=[Option.of("Shade", "Red")]
    )
    assert shown() == []


def test_what_is_no_picture_is_named(store: Store, client: Client, tmp_path: Any) -> None:
    product = make_product(store=store)
    path = tmp_path / "note.png"
    path.write_text("no picture")
    with path.open("rb") as upload:
        response = client.post(at("product_pictures", product), {"picture": [upload]}, headers=HTMX)
    assert response.status_code == 422
    assert "note.png: This is not a picture we can read." in response.content.decode()
    assert not Media.objects.for_store(store.pk).exists()


def test_putting_one_product_on_sale_leads_back_to_it(store: Store, client: Client) -> None:
    product = make_product(store=store, status=Product.Status.DRAFT)
    response = client.post(at("product_status", product), {"do": "publish"})
    assert response["Location"] == at("product", product)
    assert fresh(product).status == Product.Status.ACTIVE


SECTIONS = [
    ("product_words", {"title": "Theirs"}),
    ("product_place", {"tags": "theirs"}),
    ("product_attributes", {"new-code": "x", "new-value": "y"}),
    ("product_options", {"option-0": "Size", "value-0": "S"}),
    ("product_status", {"do": "archive"}),
    ("product_pictures", {}),
    ("product_picture_words", {"alt-x": "y"}),
    ("product_picture_order", {"order": "x"}),
]
OF_VARIANTS = [
    ("product_variant", {"sku": "THEIRS"}),
    ("product_price", {"price": "1"}),
    ("product_stock", {"stock-x": "1"}),
]


@pytest.mark.parametrize(("name", "fields"), [*SECTIONS, *OF_VARIANTS])
def test_real_ids_of_another_store_change_nothing(
    name: str, fields: dict[str, str], store: Store, client: Client
) -> None:
    theirs = make_product(title="Untouched")
    (variant,) = live(theirs)
    make_price(variant=variant, amount="5.00")
    more = [variant.public_id] if name in dict(OF_VARIANTS) else []
    url = reverse(f"console:{name}", args=[theirs.store.slug, theirs.public_id, *more])
    assert client.post(url, fields).status_code == 404
    own = reverse(f"console:{name}", args=[store.slug, theirs.public_id, *more])
    assert client.post(own, fields).status_code in {302, 404}
    saved = fresh(theirs)
    assert (saved.title, saved.updated_at) == ("Untouched", theirs.updated_at)
    assert saved.archived_at is None
    assert Price.objects.across_stores("a test").get().amount_minor == 500


def test_a_variant_of_another_product_is_not_found_below_this_one(
    store: Store, client: Client
) -> None:
    product, other = make_product(store=store), make_product(store=store)
    (variant,) = live(other)
    url = at("product_price", product, variant.public_id)
    assert client.post(url, {"price": "1"}).status_code == 404
    assert not Price.objects.for_store(store.pk).exists()


def test_who_packs_counts_and_nothing_else(store: Store) -> None:
    _packer, client = member(store, "operator")
    product = make_product(store=store)
    (variant,) = live(product)
    assert client.get(at("product", product)).status_code == 200
    for name, fields in SECTIONS:
        assert client.post(at(name, product), fields).status_code == 403, name
    assert client.post(at("product_price", product, variant.public_id)).status_code == 403
    here = f"stock-{first_location(store).public_id}"
    client.post(at("product_stock", product, variant.public_id), {here: "3"})
    assert StockLevel.objects.for_store(store.pk).get().on_hand == 3
