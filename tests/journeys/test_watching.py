"""Favourites and notices: SHOP-10 and SHOP-18."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Mall
from tests.journeys.steps import MEMBERS, Visit, walk

LIKED = {"ar": "/p/kiln-and-linen/branch-vase", "en": "/p/kiln-and-linen/table-pitcher"}
CHEAPER = """
from tradewind.domains.pricing.models import Price
from tradewind.domains.pricing.operations import set_price
from tradewind.kernel.money import Money
asked = Price.objects.across_stores("journey").filter(starts_at=None, currency="CAD")
for one in asked.filter(variant__product__slug="{slug}"):
    less = Money(one.amount_minor - 500, "CAD")
    set_price(store_id=one.store_id, variant_id=one.variant_id, amount=less)
"""
BANNER = """
from tradewind.domains.identity.queries import find_person
from tradewind.domains.notices.choosing import choose
from tradewind.domains.notices.operations import notify
from tradewind.domains.engagement.models import Inquiry
from tradewind.kernel import ids
person = find_person(email="{email}")
choose(person_id=person.pk, key="answers", channels=["site", "banner"])
asked = Inquiry.objects.across_stores("journey").filter(person=person).first()
notify(key=ids.new_token(), kind="engagement.answered", channel=None, language=person.language,
       facts={{"inquiry": asked.public_id}}, email=person.email, person_id=person.pk)
"""


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_favourite_is_put_away_and_its_price_falls(
    mall: Mall, visit: Visit, language: str
) -> None:
    """SHOP-10: liked as a guest, the member's at sign-in; folder, tag, notices, a price that fell."""
    shopper = walk(visit, language)
    page = shopper.page
    shopper.open(LIKED[language])
    title = page.locator("h1").inner_text()
    page.get_by_role("button", name=shopper.said("Keep as a favourite")).click()
    expect(page.get_by_text(shopper.said("It is among your favourites."))).to_be_visible()
    shopper.open("/favourites")
    expect(page.locator(".like", has_text=title)).to_be_visible()

    shopper.sign_in(mall)
    shopper.open("/favourites")
    row = page.locator(".like", has_text=title)
    expect(row).to_be_visible()
    page.fill("form[action$='/folders'] [name=name]", "Noor")
    shopper.press("Make it")
    page.wait_for_load_state()
    page.goto(shopper.path("/favourites"))
    row.locator("input[name=chosen]").check()
    page.select_option("#likes-batch [name=folder]", label="Noor")
    page.locator("#likes-batch [value=move]").click()
    page.wait_for_load_state()
    row.locator("input[name=chosen]").check()
    page.fill("#likes-batch [name=tags]", "soon")
    page.locator("#likes-batch [value=tag]").click()
    page.wait_for_load_state()
    expect(row).to_contain_text("Noor")
    expect(row).to_contain_text("soon")
    row.locator("summary").click()
    expect(row.locator("input[name=tell_price]")).to_be_checked()
    shopper.look_over()
    row.locator("input[name=tell_gone]").uncheck()
    row.locator("form button").click()
    page.wait_for_load_state()

    mall.act(CHEAPER.format(slug=LIKED[language].rpartition("/")[2]))
    page.reload()
    expect(row.locator("s")).to_be_visible()
    expect(row.locator(".money-now")).to_be_visible()
    row.locator("summary").click()
    expect(row.locator("input[name=tell_gone]")).not_to_be_checked()
    row.locator("input[name=chosen]").check()
    page.locator("#likes-batch [value=remove]").click()
    expect(page.locator(".like", has_text=title)).to_have_count(0)


@pytest.mark.parametrize("language", ["ar", "vi"])
def test_a_member_chooses_how_to_be_told_and_reads(mall: Mall, visit: Visit, language: str) -> None:
    """SHOP-18: channels by purpose, a rhythm, quiet hours; a banner that goes; a notice that is read."""
    member = walk(visit, language)
    page = member.page
    member.sign_in(mall)
    member.open("/account/notices/settings")
    group = page.locator("fieldset", has_text=member.said("Price drops and back in stock"))
    mail = group.locator("input[value=email]")
    wanted = not mail.is_checked()
    mail.set_checked(wanted)
    page.fill("[name=starts]", "22:00")
    page.fill("[name=ends]", "07:30")
    page.locator("main form.account-form .button-primary").click()
    page.wait_for_load_state()
    member.look_over()
    assert mail.is_checked() == wanted
    expect(page.locator("[name=ends]")).to_have_value("07:30")

    mall.act(BANNER.format(email=MEMBERS[language]))
    member.open("/")
    banner = page.locator(".banner").first
    expect(banner).to_be_visible()
    banners = page.locator(".banner").count()
    banner.locator(".banner-close").click()
    expect(page.locator(".banner")).to_have_count(banners - 1)
    member.open("/account/notices")
    unread = page.locator(".notice-unread").count()
    assert unread
    page.locator(".notice-unread").first.click()
    page.wait_for_load_state()
    member.look_over()
    page.goto(member.path("/account/notices"))
    expect(page.locator(".notice-unread")).to_have_count(unread - 1)
    member.press("Mark all as read")
    expect(page.locator(".notice-unread")).to_have_count(0)
