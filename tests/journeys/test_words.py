"""What buyers say and ask: SHOP-13."""

from __future__ import annotations

from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Mall
from tests.journeys.steps import Visit, deliver, walk
from tradewind.flows.furnish.pictures import MALL, draw
from tradewind.flows.furnish.pictures.photograph import photograph

BOWL = "/p/kiln-and-linen/deep-bowl"
ASKED = {
    "ar": "هل يدخل هذا الوعاء فرن الخَبز من دون أن يتشقّق؟",
    "vi": "Bát này cho vào lò nướng có bị nứt không?",
}
LIKE_THE_FAQ = {"ar": "كم تستغرق القطعة المصنوعة", "vi": "Một món làm tay mất bao lâu"}
SAID = {"ar": "وعاء عميق وثقيل، يحفظ الحساء ساخنًا.", "vi": "Bát sâu và nặng, giữ súp nóng lâu."}
ANSWER = """
from tradewind.domains.engagement.models import Inquiry
from tradewind.domains.engagement.operations.asking import answer
from tradewind.domains.identity.queries import find_person
asked = Inquiry.objects.across_stores("journey").latest("pk")
answer(store_id=asked.store_id, inquiry_id=asked.public_id, text="Only up to 180 °C.",
       person=find_person(email="amara@kiln-and-linen.example.com"))
print(asked.public_id)
"""


@pytest.mark.parametrize("language", ["ar", "vi"])
def test_a_buyer_reviews_and_a_member_asks(mall: Mall, visit: Visit, language: str) -> None:
    """SHOP-13: reviewed once it is there, with a photo; reported; asked, suggested to, answered."""
    buyer = walk(visit, language)
    page = buyer.page
    token = buyer.buy(BOWL, email=f"buyer-{token_hex(4)}@example.org")
    expect(page.get_by_role("link", name=buyer.said("Write a review"))).to_have_count(0)
    deliver(mall, token)
    page.reload()
    page.get_by_role("link", name=buyer.said("Write a review")).first.click()
    page.wait_for_url("**/reviews/**")
    buyer.look_over()
    page.select_option("[name=stars]", "4")
    page.fill("[name=text]", SAID[language])
    photo = photograph(draw(kind="bowl", palette=MALL, seed=1, scene=2))
    page.set_input_files(
        "[name=pictures]", {"name": "bowl.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    buyer.press("Publish")
    page.wait_for_url(lambda url: "/reviews/" not in url, timeout=30_000)
    buyer.look_over()

    member = walk(visit, language)
    page = member.page
    member.sign_in(mall)
    member.open(f"{BOWL}/reviews")
    review = page.locator(".review-whole", has_text=SAID[language])
    expect(review.locator(".review-pictures img")).to_have_count(1)
    review.get_by_role("button", name=member.said("Helpful")).click()
    expect(review.locator("button[aria-pressed=true]")).to_contain_text("1")
    review.locator("summary").click()
    review.locator("[name=reason]").select_option("wrong_place")
    member.look_over()
    review.get_by_role("button", name=member.said("Report it")).click()
    page.wait_for_load_state()

    member.open(f"{BOWL}/questions")
    page.locator("main form.card [name=text]").press_sequentially(LIKE_THE_FAQ[language], delay=15)
    expect(page.locator("#faq-suggested details").first).to_be_visible()
    member.look_over()
    page.fill("main form.card [name=text]", ASKED[language])
    page.get_by_role("button", name=member.said("Ask"), exact=True).click()
    page.wait_for_load_state()
    asked = mall.act(ANSWER)
    member.open(f"/questions/{asked}")
    expect(page.locator(".words-seller")).to_contain_text("180")
    expect(page.locator("main")).to_contain_text(ASKED[language])
    member.open("/account/questions")
    member.open("/account/reviews")
