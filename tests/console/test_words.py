"""A seller replies to reviews, and the mall judges what was reported, both by their pages alone."""

from __future__ import annotations

import pytest

from tests.console.staff import member, operator, signed_in
from tests.domains.factories.engagement import make_delivered, make_inquiry, make_review
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.engagement.models import Appeal, Review, Step

pytestmark = pytest.mark.django_db


def reviewed(text: str) -> Review:
    author = make_person()
    return make_review(make_delivered(person=author), person=author, text=text)


def page_of(review: Review) -> str:
    goods = Variant.objects.for_store(review.store_id).get(pk=review.line.variant_id)
    return f"/p/{review.store.slug}/{goods.product.slug}/reviews"


def test_a_seller_replies_changes_it_and_takes_it_away() -> None:
    review = reviewed("It broke after a day")
    _person, desk = member(review.store)
    page = f"/console/{review.store.slug}/reviews/"
    reply = f"{page}{review.public_id}/reply"
    assert "It broke after a day" in desk.get(f"{page}?view=unanswered").content.decode()

    for said in ("We are sorry.", "We are sorry and send another."):
        assert desk.post(reply, {"text": said}).status_code == 302
        assert said in desk.get(page).content.decode()
    assert "It broke after a day" not in desk.get(f"{page}?view=unanswered").content.decode()
    reader = signed_in(make_person())
    assert "We are sorry and send another." in reader.get(page_of(review)).content.decode()

    desk.post(reply, {"text": ""})
    review.refresh_from_db()
    assert review.reply == ""
    _other, stranger = member(make_store())
    assert stranger.post(reply, {"text": "Ha"}).status_code == 404
    review.refresh_from_db()
    assert review.reply == ""


def test_the_mall_hides_what_was_reported_and_grants_the_appeal() -> None:
    review = reviewed("A bitter word about it")
    for _ in range(3):
        reporter = signed_in(make_person())
        reporter.post("/reports", {"subject": review.public_id, "reason": "offensive"})
    review.refresh_from_db()
    assert review.standing == "held", "three people reported it"
    person, office = operator()
    assert "A bitter word" in office.get("/console/mall/words").content.decode()

    decision = f"/console/mall/words/{review.public_id}/decision"
    assert office.post(decision, {"keep": "0", "reason": ""}).status_code == 302
    assert not Step.objects.for_store(review.store_id).filter(actor=person.public_id).exists()
    office.post(decision, {"keep": "0", "reason": "Names a person."})
    review.refresh_from_db()
    assert review.standing == "hidden"
    assert "A bitter word" not in signed_in(make_person()).get(page_of(review)).content.decode()

    author = signed_in(review.person)  # type: ignore[arg-type]
    assert "Names a person." in author.get("/account/reviews").content.decode()
    author.post(f"/account/words/{review.public_id}/appeal", {"text": "It names nobody."})
    appeal = Appeal.objects.for_store(review.store_id).get()
    appeals = "/console/mall/words?view=appeals"
    assert "It names nobody." in office.get(appeals).content.decode()
    answered = office.post(
        f"/console/mall/appeals/{appeal.public_id}/answer",
        {"grant": "1", "answer": "You are right."},
    )
    assert answered.headers["Location"] == appeals
    review.refresh_from_db()
    assert review.standing == "shown"
    assert "A bitter word" in signed_in(make_person()).get(page_of(review)).content.decode()
    assert "It names nobody." not in office.get(appeals).content.decode()


def test_a_question_is_judged_on_the_same_page_by_who_may() -> None:
    inquiry = make_inquiry(text="Buy pills instead")
    decision = f"/console/mall/words/{inquiry.public_id}/decision"
    _seller, desk = member(inquiry.store)
    assert desk.post(decision, {"keep": "0", "reason": "Mine"}).status_code in (302, 403, 404)
    inquiry.refresh_from_db()
    assert inquiry.standing == "shown"
    _person, office = operator()
    office.post(decision, {"keep": "0", "reason": "Advertising."})
    inquiry.refresh_from_db()
    assert inquiry.standing == "hidden"
    office.post(decision, {"keep": "1", "reason": "A mistake."})
    inquiry.refresh_from_db()
    assert inquiry.standing == "shown"
