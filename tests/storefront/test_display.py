"""Prices also told in other money: on lists, product, cart and checkout; what is paid stays exact."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.discovery import make_listed
from tests.domains.factories.identity import make_person
from tests.domains.factories.pricing import make_rates
from tests.domains.factories.shipping import make_method
from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.checkout.models import Cart
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.operations import register
from tradewind.kernel import clock
from tradewind.storefront.addresses import product_url

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet harbour"


def rates(*, days_ago: int = 0) -> None:
    on = clock.now().date() - timedelta(days=days_ago)
    make_rates(on=on, source="ECB", CAD="1.6", KRW="1600", GBP="0.8")


def plain(page: bytes) -> str:
    text = page.decode().replace("\u00a0", " ").replace("<bdi>", "").replace("</bdi>", "")
    return " ".join(text.split())


def page_of(client: Client, variant: Variant) -> str:
    product = Product.objects.for_store(variant.store_id).get(pk=variant.product_id)
    return product_url(variant.store.slug, product.slug)


def in_cart(client: Client, variant: Variant) -> None:
    client.post("/cart/lines", {"variant": variant.public_id, "quantity": "1"})


def test_one_form_chooses_region_language_and_money(client: Client) -> None:
    rates()
    form = client.get("/place").content.decode()
    for name in ("country", "region", "language", "currency", "shown"):
        assert f'name="{name}"' in form
    answer = client.post(
        "/place",
        {
            "country": "FR",
            "language": "fr",
            "currency": "EUR",
            "shown": "KRW",
            "next": "/cart?x=1",
        },
    )
    assert answer.headers["Location"] == "/fr/cart?x=1"
    kept = {name: client.cookies[name].value for name in client.cookies}
    assert kept["tw_place"] == "FR"
    assert (kept["tw_language"], kept["tw_currency"], kept["tw_shown"]) == ("fr", "EUR", "KRW")
    client.post("/place", {"country": "FR", "shown": ""})
    assert client.cookies["tw_shown"].value == ""


@pytest.mark.parametrize("shown", ["XXX", "AED", "<b>", "krw"])
def test_money_without_a_rate_is_not_kept(client: Client, shown: str) -> None:
    rates()
    client.post("/place", {"country": "FR", "shown": shown})
    assert "tw_shown" not in client.cookies
    client.cookies["tw_shown"] = shown
    assert client.get("/place").status_code == 200
    assert "≈" not in plain(client.get("/").content)


def test_product_cart_and_checkout_say_both_and_charge_one(client: Client) -> None:
    rates()
    goods = make_goods(price="10.00")
    client.cookies["tw_shown"] = "KRW"
    page = plain(client.get(page_of(client, goods)).content)
    assert "</span>₩10,000" in page
    assert "CA$10.00" in page
    assert "You pay in CAD." in page
    assert "1 CAD = 1,000 KRW" in page
    assert "(ECB)" in page
    in_cart(client, goods)
    cart = client.get("/cart")
    total = cart.context["screen"].summary.total
    assert (total.minor, total.currency) == (1695, "CAD")
    assert "</span>₩16,950" in plain(cart.content)
    assert "You pay in CAD." in plain(cart.content)
    client.get("/checkout")
    page = plain(client.get("/checkout").content)
    assert "</span>₩16,950" in page
    assert "Pay CA$16.95" in page
    assert Cart.objects.get().currency == "CAD"


def test_an_old_rate_converts_nothing_and_says_so(client: Client) -> None:
    rates(days_ago=6)
    goods = make_goods(price="10.00")
    client.cookies["tw_shown"] = "GBP"
    page = plain(client.get(page_of(client, goods)).content)
    assert "too old to convert by" in page
    assert "£" not in page
    assert "CA$10.00" in page


def test_tiles_kept_for_one_reader_are_right_for_the_next(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rates()
    product = make_listed(title="Brass lamp", price="40.00")
    make_method(store=product.store)
    plain_page = f"/s/{product.store.slug}"
    client.get(plain_page)
    seen = []
    for shown in ("", "KRW", "GBP", "KRW", ""):
        client.cookies["tw_shown"] = shown
        page = plain(client.get(plain_page).content)
        seen.append(("₩40,000" in page, "£20.00" in page, "CA$40.00" in page))
    korean, british, exact = (True, False, True), (False, True, True), (False, False, True)
    assert seen == [exact, korean, british, korean, exact]


def test_it_costs_no_statement(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rates()
    url = page_of(client, make_goods(price="10.00"))
    client.get(url)
    with django_assert_max_num_queries(50) as before:
        client.get(url)
    client.cookies["tw_shown"] = "KRW"
    with django_assert_max_num_queries(len(before)):
        client.get(url)


def test_a_member_s_choice_stays_with_the_account(client: Client) -> None:
    rates()
    person: Person = make_person()
    client.force_login(person)
    client.post("/place", {"country": "GB", "currency": "CAD", "shown": "KRW"})
    person.refresh_from_db()
    assert (person.place, person.shown_currency, person.currency) == ("GB", "KRW", "CAD")
    client.post("/place", {"country": "GB", "shown": ""})
    person.refresh_from_db()
    assert person.shown_currency == ""


def test_signing_in_brings_it_to_another_device_and_from_a_guest(client: Client) -> None:
    rates()
    person = register(email="noor@example.org", password=PASSWORD)
    client.cookies["tw_place"], client.cookies["tw_shown"] = "GB", "KRW"
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    person.refresh_from_db()
    assert (person.place, person.shown_currency) == ("GB", "KRW")
    other = Client()
    other.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert (other.cookies["tw_place"].value, other.cookies["tw_shown"].value) == ("GB", "KRW")
