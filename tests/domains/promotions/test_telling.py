"""From a seller's "put it into wallets" to the message on the channel each shopper prefers."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from tests.console.staff import member, signed_in
from tests.domains.factories.customers import make_customer
from tests.domains.factories.identity import make_person
from tests.domains.factories.promotions import make_promotion
from tests.domains.factories.stores import make_store
from tests.queued import do_queued
from tradewind.domains.consent.models import Purpose
from tradewind.domains.consent.operations import agree, withdraw
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.choosing import choose
from tradewind.domains.notices.models import Notice
from tradewind.domains.promotions.models import Promotion, WalletEntry
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db


def customer(store: Store, *, agrees: bool = True, channels: list[str] | None = None) -> Person:
    """Somebody who bought from the store; `channels` are those chosen for promotions."""
    person = make_person()
    make_customer(store=store, person=person, email=person.email)
    if agrees:
        agree(
            email=person.email,
            purpose=Purpose.MARKETING,
            wording="account.news",
            proof={"language": "en"},
            person_id=person.pk,
            store_id=store.pk,
        )
    if channels is not None:
        choose(person_id=person.pk, key="promotions", channels=channels)
    return person


def channels_of(person: Person) -> set[str]:
    rows = Notice.objects.filter(kind="promotions.gift", person_id=person.pk)
    return set(rows.values_list("channel", flat=True))


def test_each_is_told_over_the_channel_they_chose_and_nobody_who_did_not_agree() -> None:
    store = make_store()
    by_mail = customer(store, channels=["email"])
    on_site = customer(store, channels=["site"])
    nowhere = customer(store, channels=[])
    silent = customer(store, agrees=False, channels=["email", "site"])
    left = customer(store, channels=["email"])
    withdraw(email=left.email, purpose=Purpose.MARKETING, store_id=store.pk)
    elsewhere = customer(make_store(), channels=["email"])
    row = make_promotion(store=store, how=Promotion.How.WALLET, name="Ten for you")

    seller = member(store)[1]
    url = f"/console/{store.slug}/promotions/{row.public_id}/gifts"
    assert seller.post(url, {"orders": "1", "tell": "on"}).status_code == 302
    assert WalletEntry.objects.filter(promotion=row).count() == 5
    assert do_queued("promotions.tell_of_gifts") == 1

    assert channels_of(by_mail) == {"email"}
    assert channels_of(on_site) == {"site"}
    for person in (nowhere, silent, left, elsewhere):
        assert channels_of(person) == set()
    do_queued("notices.send_notices")
    do_queued("notices.send_notice")
    assert [message.to for message in mail.outbox] == [[by_mail.email]]
    assert "Ten for you" in mail.outbox[0].subject
    assert "/account/wallet" in str(mail.outbox[0].body)

    read = signed_in(on_site)
    assert "Ten for you" in read.get("/account/notices").content.decode()
    assert "Ten for you" in read.get("/account/wallet").content.decode()
    # It is theirs all the same, told or not.
    assert "Ten for you" in signed_in(silent).get("/account/wallet").content.decode()
    assert Client().get("/account/wallet").status_code == 302


def test_given_again_nobody_hears_twice() -> None:
    store = make_store()
    keen = customer(store)
    row = make_promotion(store=store, how=Promotion.How.WALLET)
    url = f"/console/{store.slug}/promotions/{row.public_id}/gifts"
    seller = member(store)[1]
    for _ in range(2):
        seller.post(url, {"orders": "1", "tell": "on"})
        do_queued("promotions.tell_of_gifts")
    told = Notice.objects.filter(kind="promotions.gift", person_id=keen.pk)
    assert len(set(told.values_list("channel", flat=True))) == told.count() > 0
