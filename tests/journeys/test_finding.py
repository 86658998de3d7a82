"""Finding: sections, search, what is chosen for one, comparing, and what is remembered.

SHOP-03, SHOP-04, SHOP-05, SHOP-16, SHOP-17.
"""

from __future__ import annotations

import re
from secrets import token_hex
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Mall
from tests.journeys.steps import BEAR, HONEY, MUG, Visit, walk

TYPOS = {"ar": "فستاان صيفي", "mn": "Өглөөний айга"}
REGISTER = """
from tradewind.domains.identity.operations import register
register(email="{email}", password="{password}", name="Noor Haddad")
"""
NOTHING = {"ar": "قققققق", "mn": "ъъъъъъ"}
SEARCHED = {"ar": "كوب", "mn": "аяга"}


@pytest.mark.parametrize("language", ["ar", "vi"])
def test_sections_lead_to_the_same_goods_as_the_programs_see(visit: Visit, language: str) -> None:
    """SHOP-03: from the mall's door to a shelf and a tag; REST gives the same titles."""
    shopper = walk(visit, language)
    page = shopper.page
    shopper.look_over()
    page.locator(".doors .door").first.click()
    page.wait_for_url("**/c/**")
    shopper.look_over()
    title = page.locator("h1").inner_text()
    page.locator("nav[aria-label] .chips .chip").first.click()
    expect(page.locator("h1")).not_to_have_text(title)
    shopper.look_over()
    expect(page.locator(".breadcrumbs, nav ol").first).to_contain_text(title)

    slug = page.url.rstrip("/").rpartition("/c/")[2].partition("?")[0]
    shown = page.locator("#found .tile-title").all_inner_texts()
    answer = page.request.get(
        f"/api/v1/products?category={slug}&limit=100", headers={"Accept-Language": language}
    )
    assert answer.ok, answer.text()
    assert {each.strip() for each in shown} <= {one["title"] for one in answer.json()["items"]}
    page.locator("#found .tile-title").first.click()
    page.wait_for_url("**/p/**")
    shopper.look_over()
    assert page.locator("h1").inner_text() in [each.strip() for each in shown]


@pytest.mark.parametrize("language", ["ar", "mn"])
def test_search_forgives_a_slip_counts_and_sorts(visit: Visit, language: str) -> None:
    """SHOP-04: suggestions while typing, a typo, a filter that keeps its count, order, no result."""
    shopper = walk(visit, language)
    page = shopper.page
    page.locator(".search-pill").first.click()
    field = page.locator("#search-overlay input")
    field.press_sequentially(SEARCHED[language], delay=20)
    expect(page.locator("#search-overlay [role=option]").first).to_be_visible()
    shopper.look_over()
    field.press("Enter")
    page.wait_for_url("**/search?q=**")
    shopper.look_over()

    # A filter finds exactly as many as it said it would.
    if page.locator(".drawer-opener").is_visible():
        page.locator(".drawer-opener").click()
    option = page.locator("#facets .facet .facet-option").first
    count = int(option.locator(".facet-count").inner_text())
    option.click()
    page.wait_for_url(lambda url: url.count("=") > 1)
    expect(page.locator("#found .tiles > li")).to_have_count(count)
    shopper.look_over()

    page.goto(shopper.path(f"/search?q={SEARCHED[language]}&sort=price_asc"))
    asked = page.locator("#found .tile .price .money:not(.money-was)").all_inner_texts()
    prices = [int(re.sub(r"\D", "", text)) for text in asked]
    assert len(prices) > 1
    assert prices == sorted(prices)

    shopper.open(f"/search?q={TYPOS[language]}")
    expect(page.locator("#found .tile-title").first).to_be_visible()
    shopper.open(f"/search?q={NOTHING[language]}")
    expect(page.locator("#popular, #near, #others").first).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_chosen_for_somebody_says_why_and_stops(visit: Visit, language: str) -> None:
    """SHOP-05: nothing before a yes; then shelves with a reason; a no forgets at once."""
    shopper = walk(visit, language)
    page = shopper.page
    shopper.open(MUG)
    shopper.open("/seen")
    expect(page.locator("main .tile")).to_have_count(0)
    shopper.press("Turn it on")
    expect(page.get_by_role("heading", name=shopper.said("Choosing for you is on"))).to_be_visible()
    # What is looked at is written down together, every few seconds.
    for _ in range(20):
        for product in (MUG, HONEY):
            page.goto(shopper.path(product))
        page.goto(shopper.path("/seen"))
        if page.locator("section[aria-labelledby=recent] .tile").count() == 2:
            break
    expect(page.locator("section[aria-labelledby=recent] .tile")).to_have_count(2)
    shopper.look_over()
    shopper.open("/")
    expect(page.locator("#recent")).to_be_visible()
    expect(page.locator("section[aria-labelledby=for-you] .tile").first).to_be_visible()
    expect(page.get_by_role("link", name=shopper.said("Why these?"))).to_be_visible()

    page.goto(shopper.path("/seen"))
    shopper.press("Stop and delete everything")
    expect(
        page.get_by_role("heading", name=shopper.said("Choosing for you is off"))
    ).to_be_visible()
    expect(page.locator("main .tile")).to_have_count(0)
    page.goto(shopper.path("/"))
    expect(page.locator("#recent")).to_have_count(0)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_member_reads_the_record_takes_a_copy_and_nearly_leaves(
    mall: Mall, visit: Visit, language: str
) -> None:
    """SHOP-16: consent with its words, a copy of everything, an erasure taken back in time."""
    member = walk(visit, language)
    page = member.page
    email, password = f"leaving-{token_hex(4)}@example.org", mall.password()
    mall.act(REGISTER.format(email=email, password=password))
    member.sign_in(mall, email)
    member.open("/account/privacy")
    boxes = page.locator("form.account-form input[type=checkbox]")
    for at in range(boxes.count()):
        boxes.nth(at).set_checked(True)
    member.press("Save")
    expect(page.locator("#record")).to_be_visible()
    sentence = page.locator("form.account-form .check, form.account-form label").first.inner_text()
    expect(page.locator("blockquote", has_text=sentence.strip()).first).to_be_visible()
    member.look_over()
    page.locator("form.account-form input[type=checkbox]").first.set_checked(False)
    member.press("Save")
    expect(page.get_by_text(member.said("Taken back"), exact=True).first).to_be_visible()

    member.open("/account/data")
    if page.locator("form[action$='/archives']").count():
        page.locator("form[action$='/archives'] button").click()
    for _ in range(40):
        page.goto(member.path("/account/data"))
        if page.locator("main a[href*='/archives/']").count():
            break
        page.wait_for_timeout(500)
    page.locator("main a[href*='/archives/']").click()
    page.wait_for_url("**/reauthenticate/**")
    member.look_over()
    page.fill("main [name=password]", password)
    with page.expect_download(timeout=30_000) as coming:
        page.locator("main .button-primary").first.click()
    names = ZipFile(coming.value.path()).namelist()
    assert any(name.endswith(".html") for name in names)
    assert any(name.endswith(".json") for name in names)

    page.goto(member.path("/account/data/erasure"))
    if "/reauthenticate/" in page.url:
        page.fill("main [name=password]", password)
        page.locator("main .button-primary").first.click()
        page.wait_for_url("**/erasure")
    member.look_over()
    page.check("main [name=sure]")
    member.press("Erase my account")
    page.wait_for_url("**/account/data")
    page.goto(member.path("/account/data"))
    member.look_over()
    member.press("Keep my account")
    expect(page.get_by_role("link", name=member.said("Erase my account"))).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "ko"])
def test_two_things_side_by_side_and_what_buyers_said(visit: Visit, language: str) -> None:
    """SHOP-17: a table that shows what differs, and reviews narrowed to what one wants to know."""
    shopper = walk(visit, language)
    page = shopper.page
    for product in (MUG, "/p/kiln-and-linen/deep-bowl"):
        page.goto(shopper.path(product))
        page.locator("main a[href*='compare']").first.click()
        page.wait_for_url("**/compare**")
    shopper.look_over()
    expect(page.locator(".compare thead th a[href*='/p/']")).to_have_count(2)
    every = page.locator(".compare tbody tr").count()
    page.get_by_role("link", name=shopper.said("Show only what differs")).click()
    page.wait_for_load_state()
    rows = page.locator(".compare tbody tr")
    assert 0 < rows.count() < every
    expect(page.locator(".compare tbody tr.differs")).to_have_count(rows.count())
    page.locator(".compare thead a.quiet").first.click()
    expect(page.locator(".compare thead th a[href*='/p/']")).to_have_count(1)

    shopper.open("/p/kiln-and-linen/linen-summer-dress/reviews")
    reviews = page.locator("#reviews-inside article.review")
    told = reviews.count()
    assert told >= 6
    page.locator(".score-bars a").last.scroll_into_view_if_needed()
    page.locator(".score-bars li", has=page.locator("a[href*='stars=5']")).locator("a").click()
    expect(reviews).not_to_have_count(told)
    shopper.look_over()
    for label in reviews.locator(".stars-row").all():
        assert "5" in (label.get_attribute("aria-label") or "")
    shopper.open(BEAR)
