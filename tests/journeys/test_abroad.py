"""Sent elsewhere, told and paid in another currency: SHOP-14."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import MUG, Visit, walk

# Language → country, its currency, and what an amount of it looks like.
PLACES = {"ar": ("FR", "EUR", "€"), "mn": ("MN", "MNT", "₮")}


@pytest.mark.parametrize("language", ["ar", "mn"])
def test_a_place_decides_delivery_duties_and_the_form(visit: Visit, language: str) -> None:
    """SHOP-14: chosen once, told on the product, in the cart and before paying, in one currency."""
    country, currency, sign = PLACES[language]
    shopper = walk(visit, language)
    page = shopper.page
    shopper.open("/place")
    page.select_option("main [name=country]", country)
    page.wait_for_load_state("networkidle")
    page.select_option("main [name=currency]", currency)
    page.locator("#place-form button, main form.form button").last.click()
    page.wait_for_url(lambda url: "/place" not in url)

    shopper.open(MUG)
    promises = page.locator(".promises")
    expect(promises).to_contain_text(sign)
    told = promises.locator("li").count()
    assert told >= 4  # stock, delivery, to the door, customs
    shopper.add(MUG, pieces_then=1)
    shopper.open("/cart")
    expect(page.locator("#cart-page .amounts-total dd").first).to_contain_text(sign)
    shopper.open("/checkout")
    expect(page.locator("[name=country]").first).to_have_value(country)
    has_region = page.locator("[name='address.country_area']").is_visible()
    assert not has_region or country != "FR"
    expect(page.locator(".sticky-aside .amounts-total dd")).to_contain_text(sign)
