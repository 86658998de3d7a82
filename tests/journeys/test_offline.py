"""The network is cut: what was seen opens again, the cart waits, and nothing of another stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import Mall, complaints

Visit = Callable[..., Page]
DRESS = "/p/kiln-and-linen/linen-summer-dress"

DEARER = """
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.queries import available
from tradewind.domains.pricing.models import Price
variant = Variant.objects.across_stores("journey").get(public_id="{variant}")
prices = Price.objects.across_stores("journey").filter(variant=variant)
prices.update(amount_minor=99900, compare_at_minor=None)
print(available(variant_ids=[variant.pk])[variant.pk])
"""


@pytest.fixture
def online(visit: Visit) -> Callable[..., Page]:
    """A page whose service worker is in charge."""

    def arrive(language: str = "en") -> Page:
        page = visit(language, service_workers="allow")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        return page

    return arrive


def cut(page: Page) -> None:
    # Copies are written while the page is already being read.
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)


def back(page: Page) -> None:
    page.context.set_offline(False)


def sign_in(page: Page, mall: Mall, email: str, path: str = "/account/login/") -> None:
    page.goto(path)
    page.fill("[name=login]", email)
    page.fill("[name=password]", mall.password())
    page.locator("main .button-primary").click()
    page.wait_for_url(lambda url: "login" not in url)


def copies(context: BrowserContext) -> list[str]:
    """The addresses of every page kept on the device."""
    found: list[str] = context.pages[0].evaluate(
        """async () => {
            const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
            const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
            return all.flat().map((request) => new URL(request.url).pathname);
        }"""
    )
    return found


def is_kept(page: Page, path: str) -> bool:
    """Whether a copy of the page is there, in the moment the worker takes to write it."""
    for _ in range(50):
        if path in copies(page.context):
            return True
        page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_shopper_reads_on_and_fills_the_cart_without_a_line(
    mall: Mall, online: Callable[..., Page], language: str
) -> None:
    page = online(language)
    prefix = "" if language == "en" else "/ar"
    page.goto(f"{prefix}/c/kitchen")
    page.goto(prefix + DRESS)
    variant = page.locator(".buy-bar [name=variant]").input_value()
    page.locator(".buy-bar .button-primary").click()
    expect(page.locator("#cart-count")).to_have_text("1")
    page.goto(f"{prefix}/cart")
    cut(page)

    # What was seen opens, and says from when it is; what was not, does not pretend.
    page.goto(f"{prefix}/c/kitchen")
    expect(page.locator(".tile-title").first).to_be_visible()
    expect(page.locator("#offline-strip")).to_be_visible()
    expect(page.locator("#offline-strip")).to_contain_text("20")
    page.goto(f"{prefix}/c/kitchen?brand=never-chosen")
    expect(page.locator(".error-page h1")).to_be_visible()

    # Two more of the same thing, put aside.
    page.goto(prefix + DRESS)
    page.locator(".buy-bar [name=quantity]").fill("2")
    page.locator(".buy-bar .button-primary").click()
    expect(page.locator("#cart-count")).to_have_text("3")
    expect(page.locator("#cart-waiting [data-waiting] li")).to_have_count(1)
    assert complaints(page) == []

    # Put aside is put aside: another page of the device shows it, and lets it be left.
    page.goto(f"{prefix}/cart")
    expect(page.locator("#cart-page article")).to_have_count(1)
    waiting = page.locator("#cart-waiting [data-waiting] li")
    expect(waiting).to_have_count(1)
    page.locator("#cart-page article form [name=quantity]").first.fill("4")
    page.locator("#cart-page article form [name=quantity]").first.blur()
    expect(waiting).to_have_count(2)
    waiting.last.locator("button").click()
    expect(waiting).to_have_count(1)

    # Meanwhile the price moves. Back again, the cart is made up for and the shopper told.
    left = min(3, int(mall.act(DEARER.format(variant=variant))))
    back(page)
    told = page.locator("#cart-waiting [data-told] li")
    expect(told).to_have_count(1)
    expect(told).to_have_attribute("data-outcome", "changed")
    expect(page.locator("#cart-page article [name=quantity]").first).to_have_value(str(left))
    expect(page.locator("#cart-count")).to_have_text(str(left))
    expect(page.locator("#offline-strip")).to_be_hidden()
    page.locator("#cart-waiting [data-told-part] button").click()
    expect(page.locator("#cart-waiting")).to_be_hidden()


def test_nothing_of_a_member_stays_on_the_device_after_signing_out(
    mall: Mall, online: Callable[..., Page]
) -> None:
    page = online()
    sign_in(page, mall, "maya@example.com")
    page.goto("/account/")
    page.goto("/account/addresses")
    page.goto(DRESS)
    cut(page)
    page.goto("/account/")
    expect(page.locator("#offline-strip")).to_be_visible()
    page.goto("/account/addresses")
    expect(page.locator(".error-page h1")).to_be_visible()
    page.goto(DRESS)
    page.locator(".buy-bar .button-primary").click()
    expect(page.locator("#cart-waiting [data-waiting] li")).to_have_count(1)
    assert {"/account/", DRESS} <= set(copies(page.context))
    assert "/account/addresses" not in copies(page.context)

    # The change is left before the line is back, so that what is cleared is what waited.
    page.goto("/account/")
    page.context.clear_cookies(name="tw_session")
    back(page)
    page.goto("/sellers")
    page.wait_for_load_state("networkidle")

    assert copies(page.context) == ["/sellers"]
    expect(page.locator("#cart-waiting")).to_be_hidden()
    cut(page)
    for path in ("/account/", DRESS):
        page.goto(path)
        expect(page.locator(".error-page h1")).to_be_visible()


def test_signing_out_takes_the_copies_along(mall: Mall, online: Callable[..., Page]) -> None:
    page = online()
    sign_in(page, mall, "julien@example.com")
    page.goto("/account/")
    page.wait_for_load_state("networkidle")
    assert is_kept(page, "/account/")

    page.goto("/account/logout/")
    page.locator("main .button-primary").click()
    page.wait_for_url(mall.url + "/**")
    page.goto("/")
    page.wait_for_load_state("networkidle")

    assert "/account/" not in copies(page.context)
    assert not page.context.cookies() or "Julien" not in page.content()


def test_a_seller_reads_today_and_orders_without_a_line(
    mall: Mall, online: Callable[..., Page]
) -> None:
    page = online()
    sign_in(page, mall, "camille@atelier-neige.example.com")
    page.goto("/console/")
    today = page.url
    page.goto(today.rstrip("/") + "/orders/")
    orders = page.url
    cut(page)

    for url in (today, orders):
        page.goto(url)
        expect(page.locator("#offline-strip")).to_be_visible()
        expect(page.locator("main h1")).to_be_visible()
        assert complaints(page) == []
    # A copy is read, not worked in.
    page.evaluate(
        """() => {
            const form = document.querySelector("form[method=post]");
            form.requestSubmit();
        }"""
    )
    expect(page.locator("toast-stack .toast").first).to_be_visible()
    assert page.url == orders


def test_the_offer_to_install_waits_for_a_good_moment(visit: Visit) -> None:
    page = visit()
    offer = page.locator("#install-offer")
    ask = """() => {
        const event = new Event("beforeinstallprompt", { cancelable: true });
        event.prompt = () => { window.asked = true; };
        window.dispatchEvent(event);
    }"""
    page.evaluate(ask)
    expect(offer).to_be_hidden()

    for path in ("/sellers", "/c/kitchen", DRESS, "/"):
        page.goto(path)
    page.evaluate(ask)
    expect(offer).to_be_visible()
    assert complaints(page) == []
    page.goto("/cart")
    page.evaluate(ask)
    expect(offer).to_be_hidden()

    page.goto("/")
    page.evaluate(ask)
    offer.locator("[data-not-now]").click()
    page.reload()
    page.evaluate(ask)
    expect(offer).to_be_hidden()


def test_an_iphone_is_told_how(visit: Visit) -> None:
    page = visit(user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)")
    for path in ("/sellers", "/c/kitchen", DRESS, "/", "/sellers"):
        page.goto(path)
    page.locator("#install-offer [data-install-how]").click()
    page.wait_for_url("**/phone")
    expect(page.locator("main")).to_contain_text("Add to Home Screen")
    assert complaints(page) == []
