"""Sizes and shades on the product page, find my size, and reviews of buyers like me."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.engagement import make_delivered, make_review
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Attribute, Category, Product, Variant
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.discovery.models import Taste
from tradewind.domains.discovery.operations import change_taste, personalize
from tradewind.domains.discovery.operations.tastes import TasteWords
from tradewind.domains.engagement.models import Review
from tradewind.domains.guides.models import Guide
from tradewind.domains.guides.operations import GuideWords, change_guide, remove_guide, write_guide
from tradewind.domains.guides.queries import guides_of
from tradewind.domains.guides.rules import GuideTaken
from tradewind.domains.identity.models import Person
from tradewind.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db

TABLE = "size; chest; waist\nS; 86-91; 71-76\nM; 92-97; 77-82\nL; 98-103; 83-88"


def guide(goods: Variant, title: str = "Coats", **words: str) -> Guide:
    told = GuideWords(**{"title": title, "table": TABLE, **words})
    return write_guide(store_id=goods.store_id, kind="size", words=told, actor="")


def page_of(goods: Variant, name: str = "product") -> str:
    return reverse(f"storefront:{name}", args=[goods.store.slug, goods.product.slug])


def text_of(client: Client, url: str) -> str:
    page = client.get(url).content.decode().replace("<bdi>", "").replace("</bdi>", "")
    return " ".join(page.split())


def member() -> Person:
    person = make_person()
    personalize(person_id=person.pk, email=person.email, on=True, proof={})
    return person


def test_the_table_and_the_shades_are_on_the_page(client: Client) -> None:
    goods = make_goods()
    guide(goods, how="Measure over thin clothes.")
    words = GuideWords(title="Lip colours", table="Rose 02, #c98a7a, cool\nSand, #d9b48f")
    write_guide(store_id=goods.store_id, kind="shade", words=words, actor="")
    page = text_of(client, page_of(goods))
    assert '<th scope="col">Chest</th>' in page
    assert "92–97 cm" in page
    assert "36.2–38.2 in" in page
    assert "Measure over thin clothes." in page
    assert 'fill="#c98a7a"' in page
    assert "cool undertone" in page
    assert "Your size" not in page


def test_uses_ingredients_and_benefits_have_sections_of_their_own(client: Client) -> None:
    goods = make_goods()
    for code in ("uses", "ingredients", "benefits", "origin"):
        Attribute.objects.get_or_create(
            code=code, defaults={"kind": "text", "label": code.capitalize(), "is_facet": False}
        )
    Product.objects.for_store(goods.store_id).update(
        attributes={"ingredients": "Aqua, glycerin", "benefits": "Calms", "origin": "Paris"}
    )
    page = text_of(client, page_of(goods))
    assert page.index("<h2>Benefits</h2>") < page.index("<h2>Ingredients</h2>")
    assert "<dt>Ingredients</dt>" not in page
    assert "<dt>Origin</dt>" in page
    assert "<h2>Uses</h2>" not in page


def test_a_guest_finds_a_size_and_nothing_is_kept(client: Client) -> None:
    goods = make_goods()
    guide(goods)
    url = page_of(goods, "product_size")
    assert "Your size" not in text_of(client, url)
    answer = client.post(url, {"chest": "94", "waist": "83,5", "unit": "cm", "keep": "1"})
    page = " ".join(answer.content.decode().split())
    assert "Your size: M, between two" in page
    assert "Chest: 94 cm is within 92–97 cm" in page
    assert "Waist: 83.5 cm is 1.5 cm more than 77–82 cm" in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert not Taste.objects.exists()
    inches = client.post(url, {"chest": "36.5", "unit": "in"}).content.decode()
    assert "Your size: M" in inches
    far = client.post(url, {"chest": "130"}).content.decode()
    assert "No size fits well. L is the nearest." in far
    wrong = client.post(url, {"chest": "ninety"})
    assert wrong.status_code == 422
    assert "Tell at least one measure" in client.post(url, {}).content.decode()
    assert client.get(page_of(make_goods(), "product_size")).status_code == 404


def test_a_member_s_measures_answer_by_themselves(client: Client) -> None:
    goods, person = make_goods(), member()
    guide(goods)
    client.force_login(person)
    client.post(page_of(goods, "product_size"), {"chest": "94", "keep": "1"})
    assert Taste.objects.get(person=person).measures == {"chest": 940}
    page = text_of(client, page_of(goods))
    assert "Your size: M" in page
    assert "Chest: 94 cm is within 92–97 cm" in page
    client.post("/account/for-you", {"sizes": "M", "waist": "80"})
    assert Taste.objects.get(person=person).measures == {"waist": 800}
    client.post("/account/for-you", {"switch": "off"})
    assert "Your size" not in text_of(client, page_of(goods))


def test_without_consent_nothing_is_kept(client: Client) -> None:
    goods = make_goods()
    guide(goods)
    client.force_login(make_person())
    answer = client.post(page_of(goods, "product_size"), {"chest": "94", "keep": "1"})
    assert "Your size: M" in answer.content.decode()
    assert not Taste.objects.exists()


def test_the_narrowest_guide_goes_before() -> None:
    above = Category.objects.create(title="Clothes", slug="clothes")
    below = Category.objects.create(title="Coats", slug="coats", parent=above)
    forget_tree()
    goods = make_goods()
    found = {
        "own": guide(goods, "own", product=goods.product.public_id),
        "below": guide(goods, "below", category="coats"),
        "branded": guide(goods, "branded", category="clothes", brand="Norr"),
        "above": guide(goods, "above", category="clothes"),
        "brand": guide(goods, "brand", brand="Norr"),
        "all": guide(goods, "all"),
    }

    def shown(*, brand: str = "Norr") -> str:
        size = guides_of(
            store_id=goods.store_id,
            product_id=goods.product.public_id,
            brand=brand,
            category_ids=[above.pk, below.pk],
        ).size
        return size.title if size else ""

    assert shown(brand="Else") == "own"
    for title, next_title in (
        ("own", "below"),
        ("below", "branded"),
        ("branded", "above"),
        ("above", "brand"),
        ("brand", "all"),
        ("all", ""),
    ):
        assert shown() == title
        remove_guide(store_id=goods.store_id, guide_id=found[title].public_id, actor="")
        assert shown() == next_title


def test_a_store_writes_only_its_own_and_one_of_a_kind() -> None:
    goods, other = make_goods(), make_store()
    made = guide(goods)
    with pytest.raises(GuideTaken):
        guide(goods)
    words = GuideWords(title="T", table=TABLE)
    for act in (
        lambda: change_guide(store_id=other.pk, guide_id=made.public_id, words=words, actor=""),
        lambda: remove_guide(store_id=other.pk, guide_id=made.public_id, actor=""),
        lambda: write_guide(
            store_id=other.pk,
            kind="size",
            words=GuideWords(title="T", table=TABLE, product=goods.product.public_id),
            actor="",
        ),
    ):
        with pytest.raises(NotFound):
            act()
    for wrong in (
        GuideWords(title="", table=TABLE),
        GuideWords(title="T" * 81, table=TABLE),
        GuideWords(title="T", table=TABLE, unit="ells"),
        GuideWords(title="T", table=TABLE, brand="B", product=goods.product.public_id),
    ):
        with pytest.raises(InvalidInput):
            write_guide(store_id=goods.store_id, kind="size", words=wrong, actor="")


def test_a_store_without_guides_pays_no_statement_and_others_one(client: Client) -> None:
    goods = make_goods()
    url = page_of(goods)
    client.get(url)
    with CaptureQueriesContext(connection) as without:
        client.get(url)
    guide(goods)
    with CaptureQueriesContext(connection) as with_one:
        client.get(url)
    assert len(with_one) == len(without) + 1


def test_reviews_of_buyers_like_me(client: Client) -> None:
    goods = make_goods(on_hand=20)
    told = [
        ("Ada", {"skin_type": "dry", "fit": "small"}),
        ("Bea", {"skin_type": "oily", "usual_size": "M", "fit": "small"}),
        ("Cyd", {"skin_type": "oily", "usual_size": "L", "fit": "true"}),
    ]
    for author, about in told:
        make_review(make_delivered(goods), author=author, about=about)
    url = f"{page_of(goods)}/reviews"

    def authors(query: str = "") -> str:
        cards = client.get(f"{url}?{query}").context["screen"].cards
        return " ".join(sorted(card.author for card in cards))

    assert authors("skin=oily") == "Bea Cyd"
    assert authors("skin=oily&fit=small") == "Bea"
    assert authors("fit=<b>") == authors("mine=1") == "Ada Bea Cyd"
    page = client.get(url).content.decode()
    assert "Runs small" in page
    assert "Buyers like me" not in page
    person = member()
    change_taste(person_id=person.pk, words=TasteWords(skin_type="dry", sizes=("m",)))
    client.force_login(person)
    assert "Buyers like me" in client.get(url).content.decode()
    assert authors("mine=1") == "Ada Bea"
    guide(goods)
    answer = client.post(page_of(goods, "product_size"), {"chest": "94"}).content.decode()
    assert "Most buyers say that it runs small" in answer


def test_the_form_of_a_review_asks_for_it_and_shows_it_again(client: Client) -> None:
    line = make_delivered()
    address = f"/orders/{line.order.purchase.token}/reviews/{line.public_id}"
    form = client.get(address).content.decode()
    assert "Shown with your review" in form
    said = {
        **{"stars": "5", "author": "Noor", "text": "Good.", "about_fit": "large"},
        **{
            "about_skin": "scaly",
            "about_size": " m ",
            "about_name": "Hair",
            "about_value": "curly",
        },
    }
    assert client.post(address, said).status_code == 302
    review = Review.objects.for_store(line.store_id).get()
    assert review.about == {"fit": "large", "usual_size": "M", "Hair": "curly"}
    again = client.get(address).context["screen"].typed
    assert (again["about_fit"], again["about_size"]) == ("large", "M")
    assert (again["about_name"], again["about_value"]) == ("Hair", "curly")
    goods = line.variant
    shown = client.get(f"{page_of(goods)}/reviews").content.decode()
    assert "Fit: Runs large" in shown


def test_measures_that_are_none_are_refused() -> None:
    person = member()
    for measures in ({"wings": 940}, {"chest": 4}, {"chest": 9_999}):
        with pytest.raises(InvalidInput):
            change_taste(person_id=person.pk, words=TasteWords(measures=measures))
