"""Coupons, points and deposit: SHOP-08 and SHOP-09."""

from __future__ import annotations

import re
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Mall
from tests.journeys.steps import BEAR, HONEY, MUG, Visit, walk

CODE = "#cart-page .coupon-form [name=code]"


def figures(text: str) -> int:
    """The digits of an amount, whichever signs and spaces stand between them."""
    return int(re.sub(r"\D", "", text))


@pytest.mark.parametrize("language", ["ar", "vi"])
def test_a_code_is_refused_with_a_reason_and_another_takes_off(visit: Visit, language: str) -> None:
    """SHOP-08: offers told on the product, codes in the cart, each with what it does or why not."""
    shopper = walk(visit, language)
    page = shopper.page
    email = f"first-{token_hex(4)}@example.org"
    shopper.open("/p/little-puffin/harbour-train")
    shopper.add("/p/little-puffin/harbour-train", pieces_then=1)
    shopper.open("/cart")
    before = figures(page.locator("#cart-page .amounts-total dd").first.inner_text())
    page.fill(CODE, "NO-SUCH-CODE")
    page.locator("#cart-page .coupon-form button").click()
    expect(
        page.locator("#cart-page .coupon-form .field-error, #cart-page .coupon").first
    ).to_be_visible()
    shopper.look_over()

    page.fill(CODE, "WELCOME10")
    page.locator("#cart-page .coupon-form button").click()
    coupon = page.locator("#cart-page .coupon", has_text="WELCOME10")
    expect(coupon).to_be_visible()
    expect(coupon.locator(".numeric")).to_be_visible()
    expect(page.locator("#cart-page .amounts-total dd").first).not_to_have_text(str(before))
    after = figures(page.locator("#cart-page .amounts-total dd").first.inner_text())
    assert after < before
    shopper.look_over()

    # Whoever bought with it once is not new any more: the same address is refused.
    shopper.fill_checkout(email)
    shopper.pay()
    page.wait_for_url("**/orders/**")
    shopper.add(BEAR, pieces_then=1)
    page.goto(shopper.path("/cart"))
    page.fill(CODE, "WELCOME10")
    page.locator("#cart-page .coupon-form button").click()
    expect(page.locator("#cart-page .coupon", has_text="WELCOME10")).to_be_visible()
    shopper.fill_checkout(email)
    page.locator("[name=email]").blur()
    page.locator(".sticky-aside .button-primary").click()
    page.wait_for_load_state()
    expect(page.locator(".coupon-idle, [role=alert]").first).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_money_is_paid_in_and_spent_to_the_cent(mall: Mall, visit: Visit, language: str) -> None:
    """SHOP-09: a deposit is topped up, an order takes from it, and the statement tells both."""
    member = walk(visit, language)
    page = member.page
    member.sign_in(mall)
    member.open("/account/points")
    balance = page.locator("section[aria-labelledby=deposit] b").first
    held = figures(balance.inner_text())
    page.locator("section[aria-labelledby=deposit] a").first.click()
    member.look_over()
    page.select_option("[name=minor]", index=1)
    member.press("Go on to pay")
    page.wait_for_url("**/sandbox/pay/**")
    paid = figures(page.locator("main h1").inner_text())
    page.locator("main .button-primary").click()
    page.wait_for_url("**/account/**")
    page.goto(member.path("/account/points"))
    assert figures(balance.inner_text()) == held + paid

    member.add(HONEY, pieces_then=1)
    member.open("/checkout")
    if page.locator("[name='address.name']").is_visible():
        member.fill_checkout("")
    used = page.locator("[name=deposit]")
    used.check()
    expect(page.locator(".kept-pays").first).to_be_visible()
    member.look_over()
    spent = figures(
        page.locator(".sticky-aside .amounts:has(.amounts-total) dd").nth(0).inner_text()
    )
    assert spent > 0
    page.locator(".sticky-aside .button-primary").click()
    page.wait_for_url(lambda url: "/orders/" in url or "/sandbox/" in url)
    if "/sandbox/" in page.url:
        page.locator("main .button-primary").click()
        page.wait_for_url("**/orders/**")
    member.look_over()
    part = figures(page.locator(".paid-with dd").first.inner_text())
    member.open("/account/points")
    assert figures(balance.inner_text()) == held + paid - part
    assert page.locator("section[aria-labelledby=statement] li").count() >= 2
    member.open(MUG)
