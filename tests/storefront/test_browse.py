"""Lists, search and sellers: what they show, at what cost, and what hostile addresses get."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.discovery import index_now, make_listed
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Category, Product
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def lamps() -> Category:
    """A section with two lamps of two brands; a chair stands elsewhere."""
    section = Category.objects.create(title="Lamps", slug="lamps")
    forget_tree()
    make_listed(title="Brass lamp", price="40.00", brand="Lumen", category=section)
    make_listed(title="Paper lamp", price="15.00", brand="Kraft", category=section)
    make_listed(title="Oak chair", price="90.00", brand="Lumen")
    index_now()
    return section


def titles(page: str) -> list[str]:
    """Titles of the tiles, in order."""
    parts = page.split('class="tile-title"')[1:]
    return [part.partition(">")[2].partition("<")[0] for part in parts]


def test_a_section_shows_its_own_goods_and_counts_them(client: Client, lamps: Category) -> None:
    page = client.get("/c/lamps").content.decode()

    assert sorted(titles(page)) == ["Brass lamp", "Paper lamp"]
    assert "2 products" in " ".join(page.replace("<bdi>", "").replace("</bdi>", "").split())


def test_filters_narrow_without_script_and_can_be_taken_away(
    client: Client, lamps: Category
) -> None:
    page = client.get("/c/lamps?brand=Lumen&price=&sort=relevance").content.decode()

    assert titles(page) == ["Brass lamp"]
    assert '<a class="chip" href="/c/lamps"' in page
    assert 'value="Lumen" checked' in page
    assert 'value="Kraft" checked' not in page


def test_htmx_gets_the_results_alone_and_the_one_address_of_them(
    client: Client, lamps: Category
) -> None:
    answer = client.get("/c/lamps?brand=Lumen&price=&sort=relevance", headers=PART)

    page = answer.content.decode()
    assert "<html" not in page
    assert titles(page) == ["Brass lamp"]
    assert 'hx-target="#facets"' in page
    assert answer.headers["HX-Push-Url"] == "/c/lamps?brand=Lumen"
    assert "HX-Request-Type" in answer.headers["Vary"]


def test_going_back_with_htmx_gets_the_page_whole(client: Client, lamps: Category) -> None:
    headers = {"HX-Request": "true", "HX-Request-Type": "full"}
    assert "<html" in client.get("/c/lamps", headers=headers).content.decode()


def test_search_finds_by_words_in_the_order_asked_for(client: Client, lamps: Category) -> None:
    page = client.get("/search?q=lamp&sort=price_asc").content.decode()
    assert titles(page) == ["Paper lamp", "Brass lamp"]


def test_a_misspelt_search_says_what_it_looked_for(client: Client, lamps: Category) -> None:
    page = client.get("/search?q=brasss").content.decode()

    assert titles(page) == ["Brass lamp"]
    assert "We found nothing for “brasss”" in page


def test_a_search_that_finds_nothing_leads_on(client: Client, lamps: Category) -> None:
    page = client.get("/search?q=zzzzqqq").content.decode()

    assert "Nothing found for “zzzzqqq”" in page
    assert 'href="/c/lamps"' in page
    assert len(titles(page)) == 3


def test_suggestions_lead_to_products_sections_and_all_results(
    client: Client, lamps: Category
) -> None:
    page = client.get("/search/suggestions?q=lam").content.decode()

    assert page.count('role="option"') == 4
    assert 'href="/c/lamps"' in page
    assert 'href="/search?q=lam"' in page
    assert "Oak chair" not in page


def test_a_page_costs_the_same_few_statements_however_much_it_shows(
    client: Client, lamps: Category, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # What a process keeps for a moment: the category tree, rates, popular searches.
    client.get("/search?q=lamp")
    client.get("/search/suggestions?q=lamp")

    with django_assert_num_queries(1):
        client.get("/search?q=lamp")
    with django_assert_num_queries(1):
        client.get("/c/lamps")
    with django_assert_num_queries(1):
        client.get("/search/suggestions?q=lamp")
    with django_assert_num_queries(1):
        client.get("/sellers")


def test_tiles_say_when_goods_would_be_there(
    client: Client, lamps: Category, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Counted from the same kept ways of delivery as the product's own promise."""
    page = client.get("/c/lamps").content.decode()
    assert page.count("Arrives") == 0
    for store in Store.objects.all():
        make_method(store=store, min_days=1, max_days=2)
    soon = client.get("/c/lamps").content.decode()
    assert soon.count("Arrives") == soon.count('class="tile"') > 0
    with django_assert_num_queries(1):
        client.get("/c/lamps")


def test_a_product_page_costs_two_statements(
    client: Client, lamps: Category, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # What is not delivered here costs a search for something else beside.
    for product in Product.objects.across_stores("test").select_related("store"):
        make_method(store=product.store)
    page = client.get("/c/lamps").content.decode()
    (path, *_) = [part.partition('"')[0] for part in page.split('class="tile-title" href="')[1:]]
    client.get(path)

    # The product with prices and stock, and more of the seller; ways of delivery are kept a moment.
    with django_assert_num_queries(2):
        client.get(path)


def test_a_seller_has_a_page_with_a_story_and_only_their_goods(client: Client) -> None:
    store = make_store(
        slug="kiln",
        name="Kiln",
        story="Two brothers and a wheel.",
        translations={"fr": {"story": "Deux frères et un tour."}},
    )
    make_listed(title="Bowl", store=store)
    make_listed(title="Elsewhere")
    index_now()

    page = client.get("/s/kiln").content.decode()
    assert "Two brothers and a wheel." in page
    assert titles(page) == ["Bowl"]
    assert "Deux frères et un tour." in client.get("/fr/s/kiln").content.decode()
    assert client.get("/s/nobody").status_code == 404


def test_a_product_tells_search_engines_its_price_and_cannot_break_out(client: Client) -> None:
    title = "</script><script>alert(1)</script>"
    product = make_listed(title=title, price="12.50")

    page = client.get(f"/p/{product.store.slug}/{product.slug}").content.decode()

    assert "<script>alert(1)" not in page
    told = page.split('<script type="application/ld+json">')[1].partition("</script>")[0]
    data = json.loads(told)
    assert data["name"] == title
    assert (data["offers"]["price"], data["offers"]["priceCurrency"]) == ("12.50", "CAD")
    assert data["offers"]["availability"] == "https://schema.org/InStock"


def test_pages_name_themselves_in_every_language(client: Client, lamps: Category) -> None:
    page = client.get("/fr/c/lamps?brand=Lumen").content.decode()

    assert '<link rel="canonical" href="http://testserver/fr/c/lamps">' in page
    assert '<link rel="alternate" hreflang="ar" href="http://testserver/ar/c/lamps">' in page
    assert '<link rel="alternate" hreflang="x-default" href="http://testserver/c/lamps">' in page


def test_crawlers_find_every_product_and_nothing_private(client: Client, lamps: Category) -> None:
    robots = client.get("/robots.txt").content.decode()
    index = client.get("/sitemap.xml").content.decode()
    goods = client.get("/sitemap/products-1.xml").content.decode()

    assert "Disallow: /orders/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "http://testserver/sitemap/products-1.xml" in index
    assert goods.count("<loc>http://testserver/p/") == 3
    assert client.get("/sitemap/products-2.xml").status_code == 404
    assert "http://testserver/c/lamps" in client.get("/sitemap/places.xml").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=" + quote('"><img src=x>'),
        "/search?q=%00",
        "/search?q=" + "a" * 5_000,
        "/search?q=" + quote("(lamp OR NOT [* TO"),
        "/search?page=99999&price=9999999999999999999999-1&sort=nonsense&brand=",
        "/search?a.=x&a.colour=" + quote("<b>bold"),
        "/c/lamps?page=0&store=nobody&category=nothing",
        "/search/suggestions?q=%00",
        "/place?country=QQ&next=//evil.example",
    ],
)
def test_no_address_breaks_a_page_or_gets_into_it(
    client: Client, lamps: Category, address: str
) -> None:
    answer = client.get(address)

    # NUL is refused at the edge; everything else is understood or left out.
    assert answer.status_code == (400 if "%00" in address else 200)
    for foreign in (b"<img src=x>", b"<b>bold"):
        assert foreign not in answer.content


def test_unknown_sections_and_products_are_not_there(client: Client) -> None:
    assert client.get("/c/nowhere").status_code == 404
    assert client.get("/p/nobody/nothing").status_code == 404
