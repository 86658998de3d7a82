"""The first purchase: found by search, two sellers, one payment, an order page that moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Mall, complaints

Visit = Callable[..., Page]

SHIP = """
from tradewind.domains.orders.models import Order
from tradewind.domains.orders import operations
order = Order.objects.across_stores("journey").get(number="{number}")
operations.start_preparing(store_id=order.store_id, order_id=order.public_id, actor="")
operations.ship(
    store_id=order.store_id, order_id=order.public_id, actor="", carrier="Post",
    tracking_number="RN123456785CA",
)
"""
ADDRESS = {
    "address.name": "Noor Haddad",
    "address.street_address": "12 Water Street",
    "address.city": "Toronto",
    "address.postal_code": "M5V 2T6",
}


def search(page: Page, words: str) -> None:
    """Type into the overlay and go to what it offers."""
    page.locator(".search-pill").click()
    page.locator("#search-overlay input").press_sequentially(words, delay=20)
    page.locator("#search-overlay [role=option][href*='/p/']").first.click()
    page.wait_for_url("**/p/**")


def add_to_cart(page: Page, *, pieces_then: int) -> None:
    page.locator(".buy-bar .button-primary").click()
    expect(page.locator("#cart-count")).to_have_text(str(pieces_then))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_shopper_buys_from_two_sellers_and_watches_it_go(
    mall: Mall, visit: Visit, language: str
) -> None:
    page = visit(language)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")

    # Search answers while typing; a choice changes what is bought, and the address with it.
    search(page, {"en": "linen summer", "ar": "فستان صيفي"}[language])
    page.locator(".swatch:not(.swatch-out)").last.click()
    page.wait_for_url("**?o*")
    chosen = page.locator(".swatches legend b").last.inner_text()
    add_to_cart(page, pieces_then=1)
    page.goto(("" if language == "en" else "/ar") + "/s/maison-calanque")
    page.locator(".tile-title").first.click()
    page.wait_for_url("**/p/maison-calanque/**")
    add_to_cart(page, pieces_then=2)

    # The cart opens over the page and shows both sellers.
    page.locator(".masthead [data-opens=cart-sheet]").click()
    sheet = page.locator("#cart-sheet")
    expect(sheet.locator(".cart-seller")).to_have_count(2)
    expect(sheet).to_contain_text(chosen)
    assert complaints(page) == []
    sheet.locator("a.button-primary").click()
    page.wait_for_url("**/checkout")

    # What is missing is said; what was typed stays.
    page.fill("[name=email]", "noor@example.org")
    page.locator(".sticky-aside .button-primary").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    expect(page.locator("[name=email]")).to_have_value("noor@example.org")
    assert complaints(page) == []
    for name, value in ADDRESS.items():
        page.fill(f"[name='{name}']", value)
    total = page.locator(".sticky-aside .amounts-total dd").inner_text()
    page.locator(".sticky-aside .button-primary").click()

    # The provider's page, and back with the order.
    page.wait_for_url("**/sandbox/pay/**")
    assert complaints(page) == []
    page.locator("main .button-primary").click()
    page.wait_for_url("**/orders/**")
    expect(page.locator("h1")).to_contain_text("Noor Haddad")
    expect(page.locator(".split > aside")).to_contain_text(total)
    expect(page.locator("#orders .card")).to_have_count(2)
    expect(page.locator("#orders .stages [aria-current=step]")).to_have_count(2)
    expect(page.locator("#cart-count")).to_have_text("")

    # Staff send one parcel: the page moves by itself.
    before = page.locator("#orders .order-next").first.inner_text()
    number = page.locator("#orders .card bdi").first.inner_text()
    expect(page.locator("tw-live")).to_have_attribute("data-state", "live")
    mall.act(SHIP.format(number=number))
    expect(page.locator("#orders .card").first).to_contain_text("RN123456785CA", timeout=20_000)
    assert page.locator("#orders .order-next").first.inner_text() != before
    assert complaints(page) == []


PAGES = {
    "home": "/",
    "category": "/c/kitchen",
    "search": "/search?q=lamp",
    "nothing found": "/search?q=xqzzt",
    "product": "/p/kiln-and-linen/linen-summer-dress",
    "sellers": "/sellers",
    "seller": "/s/kiln-and-linen",
    "place": "/place",
    "empty cart": "/cart",
    "sign in": "/account/login/",
    "sign up": "/account/signup/",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_accessible_and_fits_a_phone(visit: Visit, language: str, theme: str) -> None:
    page = visit(language, color_scheme=theme)
    prefix = "" if language == "en" else "/ar"
    found = {}
    for name, path in PAGES.items():
        page.goto(prefix + path)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found[name] = complaints(page) + (["wider than the screen"] if wide else [])
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_members_pages_are_accessible(mall: Mall, visit: Visit) -> None:
    page = visit()
    page.goto("/account/login/")
    page.fill("[name=login]", "maya@example.com")
    page.fill("[name=password]", mall.password())
    page.locator("main .button-primary").click()
    page.wait_for_url(mall.url + "/")

    found = {}
    for path in ("", "addresses", "addresses/new", "preferences", "privacy", "security"):
        page.goto(f"/account/{path}")
        found[path] = complaints(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_filters_swap_the_results_and_keep_the_address(visit: Visit) -> None:
    page = visit()
    page.goto("/c/kitchen")
    everything = page.locator("#found .tiles > li").count()

    page.locator(".drawer-opener").click()
    page.locator(".facet-option", has_text="Kiln & Linen").first.click()
    page.wait_for_url("**/c/kitchen?brand=Kiln+%26+Linen")
    page.locator("#filters .dialog-foot .button").click()
    few = page.locator("#found .tiles > li").count()
    assert 0 < few < everything

    page.locator(".chips .chip", has_text="Kiln & Linen").click()
    expect(page.locator("#found .tiles > li")).to_have_count(everything)
    page.go_back()
    expect(page.locator("#found .tiles > li")).to_have_count(few)
    expect(page.locator("#facets input:checked")).to_have_count(1)


def test_without_a_line_the_offline_page_stands_in(visit: Visit) -> None:
    page = visit(service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()

    page.context.set_offline(True)
    page.goto("/search?q=never+seen")

    expect(page.locator("h1")).to_be_visible()
    assert "offline" in page.content().lower()
