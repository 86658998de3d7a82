"""A guest hears by e-mail of what they like: only once the owner of the address agreed, until one click."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.domains.events import enveloped
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.engagement import make_inquiry, make_keeper
from tests.domains.factories.identity import make_person
from tests.domains.factories.pricing import make_price
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.consent import operations as consents
from tradewind.domains.consent.links import NewsSubscription, stop_token
from tradewind.domains.consent.models import Consent, Purpose
from tradewind.domains.consent.queries import gate
from tradewind.domains.engagement import subscribers
from tradewind.domains.engagement.models import Favourite, Inquiry, Keeper, KeeperMail
from tradewind.domains.engagement.operations import answering, asking, keeping, mailing
from tradewind.domains.engagement.queries.favourites import find_mail
from tradewind.domains.engagement.rules.queue import CONFIRMS_WITHIN
from tradewind.domains.notices.models import Notice
from tradewind.domains.pricing.events import PriceChanged
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db

EVE = "eve@example.org"


def liked(client: Client) -> Variant:
    goods = make_goods(price="10.00", on_hand=3)
    client.post("/favourites", {"product": goods.product.public_id})
    return goods


def cheaper(goods: Variant, amount: str, position: int = 1) -> None:
    make_price(variant=goods, amount=amount)
    changed = PriceChanged(
        product_id=goods.product.public_id,
        variant_id=goods.public_id,
        store_id=goods.store.public_id,
    )
    subscribers.tell_keepers([enveloped(changed, position=position)])


def told() -> list[str]:
    return list(
        Notice.objects.filter(address=EVE, kind__startswith="engagement.")
        .exclude(kind="engagement.likes_confirm")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_they_hear_once_the_owner_agreed_and_stop_by_one_click(client: Client) -> None:
    goods = liked(client)
    assert 'name="email"' in client.get("/favourites").content.decode()
    client.post("/favourites/mail", {"email": EVE})
    mail = KeeperMail.objects.get()
    assert Notice.objects.filter(kind="engagement.likes_confirm", address=EVE).count() == 1
    cheaper(goods, "9.00", 1)
    assert told() == []
    assert "A letter is on its way" in client.get("/favourites").content.decode()

    owner = Client()
    page = owner.get(f"/favourites/mail/{mail.token}").content.decode()
    assert "costs less, is back or is sold no longer" in page
    assert goods.product.title not in page, "the link opens nobody's favourites"
    assert not Consent.objects.exists(), "programs that look at mail follow links"
    owner.post(f"/favourites/mail/{mail.token}", {"action": "confirm"})
    owner.post(f"/favourites/mail/{mail.token}", {"action": "confirm"})
    (consent,) = Consent.objects.all()
    assert (consent.email, consent.purpose, consent.store) == (EVE, Purpose.WATCHED, None)
    assert consent.proof["wording"] == "account.watched"
    assert mail.token not in str(consent.proof)

    cheaper(goods, "8.00", 2)
    assert told() == ["engagement.cheaper"]
    notice = Notice.objects.get(kind="engagement.cheaper")
    assert (notice.is_commercial, notice.consent, notice.basis) == (True, consent, "express")
    assert "We write to" in client.get("/favourites").content.decode()

    Client().post(f"/news/stop/{stop_token(NewsSubscription(EVE))}")
    cheaper(goods, "7.00", 3)
    assert told() == ["engagement.cheaper"]
    assert 'name="email"' in client.get("/favourites").content.decode()


def test_agreeing_to_news_of_favourites_is_no_agreement_to_newsletters(client: Client) -> None:
    liked(client)
    client.post("/favourites/mail", {"email": EVE})
    mailing.confirm(token=KeeperMail.objects.get().token, proof={})
    now = clock.now()

    assert not gate(email=EVE, now=now).is_allowed
    assert gate(email=EVE, now=now, purpose=Purpose.WATCHED).is_allowed
    client.post("/favourites/mail", {"stop": "1"})
    assert not gate(email=EVE, now=now, purpose=Purpose.WATCHED).is_allowed
    assert not KeeperMail.objects.exists()


def test_what_was_said_of_favourites_counts_before_what_was_said_of_news(client: Client) -> None:
    consents.agree(email=EVE, purpose=Purpose.MARKETING, wording="account.news", proof={})
    assert gate(email=EVE, now=clock.now(), purpose=Purpose.WATCHED).is_allowed
    liked(client)
    client.post("/favourites/mail", {"email": EVE})
    mailing.confirm(token=KeeperMail.objects.get().token, proof={})
    client.post("/favourites/mail", {"stop": "1"})

    assert gate(email=EVE, now=clock.now()).is_allowed
    assert not gate(email=EVE, now=clock.now(), purpose=Purpose.WATCHED).is_allowed


def test_a_letter_works_for_three_days_and_another_address_needs_another(client: Client) -> None:
    liked(client)
    client.post("/favourites/mail", {"email": EVE})
    first = KeeperMail.objects.get().token
    client.post("/favourites/mail", {"email": "adam@example.org"})
    with pytest.raises(NotFound):
        mailing.confirm(token=first, proof={})
    KeeperMail.objects.update(asked_at=clock.now() - CONFIRMS_WITHIN - timedelta(minutes=1))
    with pytest.raises(NotFound):
        mailing.confirm(token=KeeperMail.objects.get().token, proof={})
    for wrong in ("", "nobody", "a\0@b.example"):
        client.post("/favourites/mail", {"email": wrong})
    assert KeeperMail.objects.get().email == "adam@example.org"
    assert Client().post("/favourites/mail", {"email": EVE}).status_code == 404


def test_a_member_is_told_at_their_own_address_after_signing_in() -> None:
    guest, person = make_keeper(), make_person()
    mailing.confirm(token=mailing.ask(keeper=guest, email=EVE, language="en").token, proof={})
    own = keeping.join_person(token=guest.token, person_id=person.pk)
    assert own is not None
    assert find_mail(keeper=own) is None
    with pytest.raises(InvalidInput):
        mailing.ask(keeper=own, email=EVE, language="en")

    second = make_keeper()
    mailing.ask(keeper=second, email=EVE, language="en")
    keeping.join_person(token=second.token, person_id=person.pk)
    assert not KeeperMail.objects.exists()
    assert Keeper.objects.count() == 1


def test_followers_without_account_hear_of_answers() -> None:
    inquiry: Inquiry = make_inquiry()
    keeper = make_keeper()
    keeping.like_inquiry(keeper=keeper, inquiry_id=inquiry.public_id)
    mailing.confirm(token=mailing.ask(keeper=keeper, email=EVE, language="en").token, proof={})
    reply = asking.answer(
        store_id=inquiry.store_id,
        inquiry_id=inquiry.public_id,
        text="Very warm.",
        person=make_person(),
    )
    answering.tell_asker(inquiry_id=inquiry.public_id, reply_id=reply.public_id)
    answering.tell_asker(inquiry_id=inquiry.public_id, reply_id=reply.public_id)
    assert told() == ["engagement.answered"]

    Favourite.objects.update(tell_answer=False)
    answering.tell_asker(inquiry_id=inquiry.public_id, reply_id="rpl_another")
    assert told() == ["engagement.answered"]


def test_over_rest_with_the_guests_token(client: Client) -> None:
    goods = make_goods()
    made = client.post(
        "/api/v1/favourites",
        {"product_id": goods.product.public_id},
        content_type="application/json",
        headers={"Idempotency-Key": "k1"},
    ).json()
    headers = {"Favourites-Token": made["token"]}
    asked = client.put(
        "/api/v1/favourites/mail",
        {"email": EVE},
        content_type="application/json",
        headers={**headers, "Idempotency-Key": "k2"},
    )
    assert (asked.status_code, asked.json()) == (202, {"email": EVE, "is_confirmed": False})
    mailing.confirm(token=KeeperMail.objects.get().token, proof={})
    shown = client.get("/api/v1/favourites/mail", headers=headers).json()
    assert shown == {"email": EVE, "is_confirmed": True}
    gone = client.delete("/api/v1/favourites/mail", headers={**headers, "Idempotency-Key": "k3"})
    assert gone.json() == {"email": "", "is_confirmed": False}
    assert client.get("/api/v1/favourites/mail").status_code in (401, 404)
