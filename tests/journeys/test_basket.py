"""The cart and the till: SHOP-06 and SHOP-07."""

from __future__ import annotations

from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Mall
from tests.journeys.steps import BEAR, HONEY, MUG, Visit, walk

SOLD_OUT = "/p/kiln-and-linen/deep-bowl"
HELD = """
from tradewind.domains.inventory.models import StockLevel
print(sum(StockLevel.objects.across_stores("journey").values_list("reserved", flat=True)))
"""


@pytest.mark.parametrize("language", ["ar", "mn"])
def test_a_cart_is_revised_and_follows_its_member(mall: Mall, visit: Visit, language: str) -> None:
    """SHOP-06: pieces, a line less, a sold-out choice that is waited for, the same cart elsewhere."""
    shopper = walk(visit, language)
    page = shopper.page
    shopper.add(MUG, pieces_then=1)
    shopper.add(BEAR, pieces_then=2)
    shopper.open("/cart")
    lines = page.locator("#cart-page article")
    expect(lines).to_have_count(2)
    before = page.locator(".amounts-total dd").first.inner_text()
    lines.first.locator(".stepper-input").fill("3")
    lines.first.locator(".stepper-input").blur()
    expect(page.locator("#cart-count")).to_have_text("4")
    expect(page.locator("#cart-page .amounts-total dd").first).not_to_have_text(before)
    lines.last.get_by_role("button", name=shopper.said("Remove")).click()
    expect(lines).to_have_count(1)
    shopper.look_over()

    # What is sold out is waited for.
    page.goto(shopper.path(SOLD_OUT))
    page.locator(".swatch-out").first.click()
    page.wait_for_url("**?o*")
    shopper.look_over()
    email = f"noor-{token_hex(4)}@example.org"
    page.fill("main form[action$='/waiting'] [name=email]", email)
    page.locator("main form[action$='/waiting'] button").click()
    page.goto(mall.way_in_letter(page, email, "/waiting/"))
    shopper.look_over()
    shopper.press("Yes, tell me when it is back")
    expect(page.get_by_role("button", name=shopper.said("Wait no longer"))).to_be_visible()
    shopper.look_over()

    # Signed in, the cart is the member's, and waits on the other device.
    shopper.sign_in(mall)
    shopper.open("/cart")
    pieces = page.locator("#cart-count").inner_text()
    assert int(pieces) >= 3
    other = walk(visit, language)
    other.sign_in(mall)
    other.open("/cart")
    expect(other.page.locator("#cart-count")).to_have_text(pieces)
    while other.page.locator("#cart-page article").count():
        left = other.page.locator("#cart-page article").count()
        other.press("Remove", inside="#cart-page")
        expect(other.page.locator("#cart-page article")).to_have_count(left - 1)


@pytest.mark.parametrize("language", ["ar", "ko"])
def test_a_payment_fails_nothing_is_kept_and_the_next_one_goes(
    mall: Mall, visit: Visit, language: str
) -> None:
    """SHOP-07: one payment over two sellers, declined with a sentence, then paid another time."""
    shopper = walk(visit, language)
    page = shopper.page
    shopper.add(MUG, pieces_then=1)
    shopper.add(HONEY, pieces_then=2)
    shopper.fill_checkout()
    shopper.look_over()
    total = page.locator(".sticky-aside .amounts-total dd").inner_text()
    held = mall.act(HELD)
    shopper.pay("insufficient_funds")
    page.wait_for_url("**/checkout**")
    expect(page.locator("[role=alert]").first).to_be_visible()
    shopper.look_over()
    expect(page.locator("#cart-count")).to_have_text("2")
    expect(page.locator(".sticky-aside .amounts-total dd")).to_have_text(total)
    assert mall.act(HELD) == held

    shopper.pay()
    page.wait_for_url("**/orders/**")
    expect(page.locator("#orders .card")).to_have_count(2)
    expect(page.locator(".split > aside")).to_contain_text(total)
    shopper.look_over()

    # Again the same goods, by one button.
    shopper.press("Buy all of it again")
    page.wait_for_url("**/cart**")
    expect(page.locator("#cart-page article")).to_have_count(2)
