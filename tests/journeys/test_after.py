"""After the sale: the order's page, a delay, a return. SHOP-11 and SHOP-12."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Mall
from tests.journeys.steps import BEAR, HONEY, MUG, Visit, deliver, walk

LATER = """
from datetime import timedelta
from tradewind.domains.orders.models import Order
from tradewind.domains.orders import operations
order = Order.objects.across_stores("journey").filter(purchase__token="{token}").first()
operations.announce_delay(store_id=order.store_id, order_id=order.public_id, actor="",
                          until=order.expected_until + timedelta(days=4), note="Snow")
"""
SETTLE = """
from tradewind.domains.orders.models import Claim
from tradewind.domains.orders.operations import claims
from tradewind.flows import take_back
from tradewind.flows.stocking import first_location
claim = Claim.objects.across_stores("journey").get(public_id="{claim}")
named = dict(store_id=claim.store_id, claim_id=claim.public_id, actor="")
claims.approve(**named)
claims.receive(**named)
take_back.settle(**named, location_id=first_location(store_id=claim.store_id))
"""


def figures(text: str) -> str:
    return re.sub(r"\D", "", text)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_an_order_is_followed_by_its_link(mall: Mall, visit: Visit, language: str) -> None:
    """SHOP-11: a guest's page tells a delay by itself, and its address is the key on any device."""
    guest = walk(visit, language)
    page = guest.page
    token = guest.buy(MUG)
    guest.look_over()
    expect(page.locator("tw-live")).to_have_attribute("data-state", "live")
    mall.act(LATER.format(token=token))
    notice = page.locator("#orders .notice", has_text="Snow")
    expect(notice).to_be_visible(timeout=20_000)
    guest.look_over()
    expect(notice.locator("a")).to_be_visible()
    deliver(mall, token)
    expect(page.locator("#orders .stages li").last).to_have_class(
        re.compile("stage-(now|done)"), timeout=20_000
    )

    elsewhere = walk(visit, language)
    elsewhere.open(f"/orders/{token}")
    expect(elsewhere.page.locator("#orders")).to_contain_text("RN123456785CA")
    stranger = walk(visit, language)
    answer = stranger.page.goto(stranger.path("/orders/0123456789abcdef0123456789abcdef"))
    assert answer is not None
    assert answer.status == 404
    stranger.look_over()


@pytest.mark.parametrize("language", ["ar", "ko"])
def test_a_return_gives_back_what_was_told_before(mall: Mall, visit: Visit, language: str) -> None:
    """SHOP-12: one line of two goes back; the estimate, the claim and the refund say one amount."""
    shopper = walk(visit, language)
    page = shopper.page
    token = shopper.buy(BEAR, "/p/little-puffin/harbour-train", HONEY)
    deliver(mall, token)
    shopper.open(f"/orders/{token}")
    card = page.locator("#orders .card", has_text="Little Puffin")
    card.get_by_role("link", name=shopper.said("Cancel, return or exchange")).click()
    page.wait_for_url("**/claims**")
    page.locator("main a[href*='kind=return']").first.click()
    page.wait_for_load_state()
    shopper.look_over()
    page.locator(".claim-line [name^=count-]").first.fill("1")
    page.select_option("[name=reason]", "changed_mind")
    shopper.press("See what goes back")
    page.wait_for_load_state()
    shopper.look_over()
    told = figures(page.locator(".amounts-total dd").inner_text())
    assert int(told) > 0
    assert told in figures(page.locator("h1").inner_text())
    page.locator("main button[name=step][value=confirm]").click()
    page.wait_for_url("**/claims/*")
    shopper.look_over()
    assert figures(page.locator(".amounts-total dd").inner_text()) == told

    mall.act(SETTLE.format(claim=page.url.rstrip("/").rpartition("/")[2]))
    page.reload()
    expect(page.get_by_text(shopper.said("Goes back to you"), exact=True)).to_be_visible()
    assert figures(page.locator(".amounts-total dd").inner_text()) == told
    shopper.look_over()
    shopper.open(f"/orders/{token}")
    given = page.locator("#orders .card", has_text="Little Puffin").locator(".amounts").first
    assert told in figures(given.locator("dd").last.inner_text())
