"""Buying in another currency than the seller's, on a desk in English and on a phone in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, complaints
from tests.journeys.test_first_purchase import ADDRESS, add_to_cart, search

Visit = Callable[..., Page]

DESK = {"width": 1280, "height": 900}
SIGNS = {"EUR": "€", "USD": "US$"}


def priced_in(page: Page, place: str, currency: str) -> str:
    """The first amount there, which must be told in that currency and no other."""
    text = page.locator(place).first.inner_text()
    assert SIGNS[currency] in text, text
    assert "CA$" not in text
    return text


@pytest.mark.parametrize(
    ("language", "viewport", "currency"), [("en", DESK, "EUR"), ("ar", PHONE, "USD")]
)
def test_everything_from_tile_to_order_is_told_and_paid_in_it(
    visit: Visit, language: str, viewport: dict[str, int], currency: str
) -> None:
    page = visit(language, viewport)
    page.locator(".masthead summary, .masthead [popovertarget]").first.click()
    page.locator(".masthead [data-opens=place-sheet]").click()
    page.locator("#place-sheet select[name=currency]").select_option(currency)
    with page.expect_navigation():
        page.locator("#place-form .button-primary").click()
    assert page.url.endswith("/" if language == "en" else "/ar/")
    priced_in(page, ".tile .price", currency)

    search(page, {"en": "linen summer", "ar": "فستان صيفي"}[language])
    priced_in(page, ".price", currency)
    page.locator(".swatch:not(.swatch-out)").last.click()
    page.wait_for_url("**?o*")
    add_to_cart(page, pieces_then=1)
    page.goto(("" if language == "en" else "/ar") + "/checkout")

    # Contact and address fold to a line each; what was typed is still sent.
    page.fill("[name=email]", "noor@example.org")
    page.locator("#step-contact .button").click()
    expect(page.locator("#step-contact")).not_to_have_attribute("open", "")
    expect(page.locator("#step-contact .step-said")).to_have_text("noor@example.org")
    for name, value in ADDRESS.items():
        page.fill(f"[name='{name}']", value)
    page.locator("#step-delivery .step-body > .button").click()
    expect(page.locator("#step-delivery .step-said")).to_contain_text("12 Water Street")
    expect(page.locator("#step-delivery")).not_to_have_attribute("open", "")
    expect(page.locator("#step-payment-title")).to_be_focused()
    assert complaints(page) == []
    total = priced_in(page, ".sticky-aside .amounts-total dd", currency)
    assert re.sub(r"\s", "", total) in re.sub(
        r"\s", "", page.locator(".sticky-aside .button-primary").inner_text()
    )
    page.locator(".sticky-aside .button-primary").click()

    page.wait_for_url("**/sandbox/pay/**")
    priced_in(page, "main", currency)
    page.locator("main .button-primary").click()
    page.wait_for_url("**/orders/**")
    expect(page.locator(".split > aside")).to_contain_text(total)
    priced_in(page, ".split > aside", currency)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
