"""A guest asks a seller: put once the address is confirmed, answered by e-mail, read by the link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.console.staff import member
from tests.domains.events import published
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.identity import make_person
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.engagement.events import InquiryAsked
from tradewind.domains.engagement.forgetting import forget_person
from tradewind.domains.engagement.models import GuestQuestion, Inquiry, Reply
from tradewind.domains.engagement.operations import answering, asking, guest_asking
from tradewind.domains.engagement.operations.guest_asking import (
    claim_questions,
    confirm,
    forget_unconfirmed,
)
from tradewind.domains.engagement.rules.queue import CONFIRMS_WITHIN
from tradewind.domains.engagement.rules.writing import SaidBefore
from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.notices.models import Notice
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db

EVE = "eve@example.org"


def asked(goods: Variant, text: str = "Is it warm?", **said: object) -> GuestQuestion:
    return guest_asking.ask(
        **{  # type: ignore[arg-type]
            "email": EVE,
            "author": "Eve",
            "text": text,
            "language": "en",
            "product_id": goods.product.public_id,
            **said,
        }
    )


def test_nobody_reads_it_before_the_letter_was_answered(client: Client) -> None:
    goods = make_goods()
    _person, desk = member(goods.store)
    page = f"/p/{goods.store.slug}/{goods.product.slug}/questions"
    form = client.get(page).content.decode()
    assert 'action="/questions/guests"' in form
    done = client.post(
        "/questions/guests",
        {
            "product": goods.product.public_id,
            "email": EVE,
            "author": "Eve",
            "text": "Is it warm?",
            "next": page,
        },
    )
    assert done.headers["Location"] == page
    row = GuestQuestion.objects.for_store(goods.store_id).get()
    assert Notice.objects.get(kind="engagement.question_confirm").address == EVE
    assert not Inquiry.objects.for_store(goods.store_id).exists()
    assert "Is it warm?" not in desk.get(f"/console/{goods.store.slug}/questions/").content.decode()

    link = f"/questions/guests/{row.token}"
    assert "Is it warm?" in Client().get(link).content.decode()
    assert not Inquiry.objects.for_store(goods.store_id).exists(), "programs follow links"
    for _ in range(2):
        client.post(link, {"action": "confirm"})
    inquiry = Inquiry.objects.for_store(goods.store_id).get()
    assert [event.inquiry_id for event in published(InquiryAsked)] == [inquiry.public_id]
    shown = client.get(page).content.decode()
    assert "Is it warm?" in shown
    assert EVE not in shown
    assert (
        EVE
        not in desk.get(
            f"/console/{goods.store.slug}/questions/{inquiry.public_id}"
        ).content.decode()
    )

    desk.post(f"/console/{goods.store.slug}/questions/{inquiry.public_id}", {"text": "Very warm."})
    reply = Reply.objects.for_store(goods.store_id).get()
    for _ in range(2):
        answering.tell_asker(inquiry_id=inquiry.public_id, reply_id=reply.public_id)
    notice = Notice.objects.get(kind="engagement.answered")
    assert (notice.address, notice.channel, notice.is_commercial) == (EVE, "email", False)
    assert "Very warm." in client.get(link).content.decode()

    client.post(link, {"text": "And soft?"})
    inquiry.refresh_from_db()
    assert inquiry.waits_since is not None
    assert (
        "And soft?"
        in desk.get(f"/console/{goods.store.slug}/questions/{inquiry.public_id}").content.decode()
    )
    assert client.get("/questions/guests/no-such-token").status_code == 404


def test_a_secret_one_is_read_by_the_link_and_the_seller_alone(client: Client) -> None:
    goods = make_goods()
    row = asked(goods, "Only for you", is_secret=True)
    inquiry = confirm(token=row.token)
    page = f"/p/{goods.store.slug}/{goods.product.slug}/questions"
    assert "Only for you" not in client.get(page).content.decode()
    assert client.get(f"/questions/{inquiry.public_id}").status_code in (302, 404)
    assert "Only for you" in client.get(f"/questions/guests/{row.token}").content.decode()
    _person, other = member(make_goods().store)
    found = other.get(f"/console/{goods.store.slug}/questions/{inquiry.public_id}")
    assert found.status_code == 404


def test_what_is_wrong_is_refused_and_nothing_is_sent() -> None:
    goods = make_goods()
    for name, wrong in (
        ("email", "nobody"),
        ("email", "a\0@b.example"),
        ("author", ""),
        ("text", " "),
    ):
        with pytest.raises(InvalidInput) as refused:
            asked(goods, **{name: wrong})
        assert name in refused.value.fields
    with pytest.raises(NotFound):
        asked(goods, product_id="", store_id="")
    assert not Notice.objects.exists()
    asked(goods)
    with pytest.raises(SaidBefore):
        asked(goods, "IS it warm")
    assert GuestQuestion.objects.for_store(goods.store_id).count() == 1


def test_the_link_works_for_three_days_and_taking_it_back_ends_it(client: Client) -> None:
    goods = make_goods()
    late, kept = asked(goods), asked(goods, "Is it soft?")
    confirm(token=kept.token)
    too_late = clock.now() + CONFIRMS_WITHIN + timedelta(minutes=1)
    with clock.frozen_at(too_late), pytest.raises(NotFound):
        confirm(token=late.token)
    with clock.frozen_at(clock.now() + CONFIRMS_WITHIN + timedelta(days=2)):
        assert forget_unconfirmed() == 1
    client.post(f"/questions/guests/{kept.token}", {"action": "remove"})
    page = f"/p/{goods.store.slug}/{goods.product.slug}/questions"
    assert "Is it soft?" not in client.get(page).content.decode()
    assert client.post(f"/questions/guests/{kept.token}", {"text": "x"}).status_code == 404
    unsent = asked(goods, "Is it blue?")
    client.post(f"/questions/guests/{unsent.token}", {"action": "remove"})
    assert client.get(f"/questions/guests/{unsent.token}").status_code == 404


def test_it_becomes_the_members_and_is_forgotten_with_them() -> None:
    goods = make_goods()
    mine, unsaid = asked(goods), asked(goods, "Is it soft?")
    inquiry = confirm(token=mine.token)
    guest_asking.comment(token=mine.token, text="And light?")
    person = make_person(email=EVE)
    assert claim_questions(person_id=person.pk, emails=[EVE]) == 1
    assert claim_questions(person_id=person.pk, emails=[EVE]) == 0
    inquiry.refresh_from_db()
    assert inquiry.person_id == person.pk
    asking.comment(inquiry_id=inquiry.public_id, person=person, text="From my account")

    Inquiry.objects.for_store(goods.store_id).update(person=None)
    forget_person(
        whom=Forgotten(
            person_id=person.pk, public_id=person.public_id, emails=(EVE,), phone="", alias="gone"
        )
    )
    inquiry.refresh_from_db()
    assert (inquiry.author, inquiry.text) == ("–", "Is it warm?")
    assert not GuestQuestion.objects.for_store(goods.store_id).filter(pk=unsaid.pk).exists()
    authors = Reply.objects.for_store(goods.store_id).values_list("author", flat=True)
    assert set(authors) == {"–"}


def test_over_rest(client: Client) -> None:
    goods = make_goods()
    body = {
        "email": EVE,
        "author": "Eve",
        "text": "Is it warm?",
        "product_id": goods.product.public_id,
    }
    answer = client.post(
        "/api/v1/inquiries",
        body,
        content_type="application/json",
        headers={"Idempotency-Key": "q1"},
    )
    assert (answer.status_code, answer.json()) == (202, {"state": "unconfirmed"})
    assert GuestQuestion.objects.for_store(goods.store_id).get().email == EVE
