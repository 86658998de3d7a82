"""Coming in: as a guest who becomes a member, and through a creator's link (SHOP-01, SHOP-02)."""

from __future__ import annotations

from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Mall
from tests.journeys.steps import BEAR, HONEY, MUG, Visit, walk

CAME_FROM = """
from tradewind.domains.orders.models import Purchase
purchase = Purchase.objects.get(token="{token}")
print(purchase.channel, purchase.visit.link_code and purchase.visit.link_code.code)
"""


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_guest_becomes_a_member_and_loses_nothing(
    mall: Mall, visit: Visit, language: str
) -> None:
    """SHOP-01: what a guest chose and liked is the new member's, here and on another device."""
    guest = walk(visit, language)
    page = guest.page
    guest.add(MUG, pieces_then=1)
    page.get_by_role("button", name=guest.said("Keep as a favourite")).click()
    expect(page.get_by_text(guest.said("It is among your favourites."))).to_be_visible()
    guest.open("/cart")
    guest.open("/account/login/")
    page.get_by_role("link", name=guest.said("Make an account")).click()
    page.wait_for_url("**/signup/**")
    guest.look_over()

    # What is wrong is said beside it; the second try goes through.
    email, password = f"noor-{token_hex(4)}@example.org", "eight-bells-and-a-lantern"
    page.fill("[name=email]", email)
    page.fill("[name=password1]", "noor")
    page.locator("main .button-primary").first.click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    guest.look_over()
    page.fill("[name=password1]", password)
    page.locator("main .button-primary").first.click()
    page.wait_for_url(lambda url: "signup" not in url)
    guest.look_over()
    page.goto(mall.way_in_letter(page, email, "/confirm-email/"))
    guest.look_over()
    page.locator("main .button-primary").first.click()
    page.wait_for_url(lambda url: "confirm-email/" not in url)
    guest.open("/cart")
    expect(page.locator("#cart-page article")).to_have_count(1)
    guest.open("/favourites")
    expect(page.locator(".like")).to_have_count(1)

    other = walk(visit, language)
    other.sign_in(mall, email, password)
    expect(other.page.locator("#cart-count")).to_have_text("1")


@pytest.mark.parametrize("language", ["ar", "ko"])
def test_an_order_knows_the_film_that_led_to_it(mall: Mall, visit: Visit, language: str) -> None:
    """SHOP-02: a creator's link is kept through the visit and told with the order."""
    shopper = walk(visit, language)
    page = shopper.page
    page.goto("/via/MAYA")
    page.goto(shopper.path("/"))
    shopper.open(HONEY)
    token = shopper.buy(HONEY, BEAR)
    shopper.look_over()
    assert mall.act(CAME_FROM.format(token=token)).split()[:2] == ["creator", "MAYA"]

    # Whoever comes by themselves is told apart.
    direct = walk(visit, language)
    assert mall.act(CAME_FROM.format(token=direct.buy(HONEY))).split()[0] == "direct"
