"""By keyboard alone, in large letters and high contrast: SHOP-15."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import Visit, walk

SEARCHED = {"ar": "إبريق", "en": "pitcher"}
PAGES = ("/", "/c/kitchen", "/p/kiln-and-linen/linen-summer-dress", "/cart", "/checkout", "/place")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what fits `selector` has the focus, as somebody without a mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"no way by keyboard to {selector}")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_purchase_needs_no_mouse(visit: Visit, language: str) -> None:
    """SHOP-15: from the skip link over search into the cart, by keys that anybody has."""
    shopper = walk(visit, language)
    page = shopper.page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.goto(shopper.path("/"))
    tab_to(page, ".search-pill")
    page.keyboard.press("Enter")
    expect(page.locator("#search-overlay input")).to_be_focused()
    page.keyboard.type(SEARCHED[language], delay=20)
    expect(page.locator("#search-overlay [role=option][href*='/p/']").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    for _ in range(8):
        chosen = page.locator("#search-overlay [role=option][aria-selected=true]")
        if chosen.count() and "/p/" in (chosen.get_attribute("href") or ""):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/**")
    tab_to(page, ".buy-bar .button-primary")
    page.keyboard.press("Enter")
    expect(page.locator("#cart-count")).to_have_text("1")
    page.goto(shopper.path("/cart"))
    tab_to(page, "#cart-page a[href*='/checkout']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout*")
    tab_to(page, "[name=email]")
    shopper.look_over()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_stand_large_letters_and_high_contrast(visit: Visit, language: str) -> None:
    """SHOP-15: twice the size and more contrast, kept from page to page; nothing runs over."""
    shopper = walk(visit, language)
    page = shopper.page
    shopper.open("/place/look")
    page.select_option("[name=text]", "200")
    page.select_option("[name=contrast]", "more")
    page.wait_for_load_state("networkidle")
    for path in PAGES:
        shopper.open(path)
        size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        assert size == 32
