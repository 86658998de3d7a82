"""Notices and how one is told, over REST."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.api.test_first_sale import call
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_store
from tests.push_service import DeviceBrowser, PushService, push_service
from tradewind.domains.consent.models import Basis
from tradewind.domains.consent.operations import imply
from tradewind.domains.consent.queries import may_send
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.kernel import clock

__all__ = ["push_service"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client: Client) -> Person:
    person = make_person()
    client.force_login(person)
    return person


def test_notices_are_read(client: Client, me: Person) -> None:
    for points in (1, 2):
        notify(
            key=str(points),
            kind="loyalty.expiring",
            channel=Notice.Channel.SITE,
            language="en",
            facts={"points": points, "first": "2030-01-02"},
            person_id=me.pk,
        )
    first, second = call(client, "GET", "/me/notices").json()["items"]
    assert (first["purpose"], first["is_read"]) == ("points", False)
    read = call(client, "POST", "/me/notices/reading", {"ids": [first["id"]]})
    assert read.json() == {"unread": 1}
    [left] = call(client, "GET", "/me/notices?unread=true").json()["items"]
    assert left["id"] == second["id"]
    assert call(client, "GET", "/me/notices?purpose=orders").json()["items"] == []


def test_choices_and_quiet_hours(client: Client, me: Person) -> None:
    body = {"channels": ["push"], "rhythm": "daily"}
    kept = call(client, "PUT", "/me/notice-choices/points", body).json()
    [points] = [one for one in kept["purposes"] if one["purpose"] == "points"]
    assert (points["channels"], points["rhythm"]) == (["push", "site"], "daily")
    assert call(client, "PUT", "/me/notice-choices/none", body).status_code == 422
    quiet = call(client, "PUT", "/me/quiet-hours", {"starts": "22:00", "ends": "06:30"}).json()
    assert quiet["quiet"] == {"starts": "22:00", "ends": "06:30", "time_zone": "UTC"}
    late = call(client, "PUT", "/me/quiet-hours", {"starts": "late", "ends": "06:30"})
    assert late.status_code == 422
    assert call(client, "DELETE", "/me/quiet-hours").json()["quiet"] is None


def test_browsers(client: Client, me: Person, push_service: PushService) -> None:
    device = DeviceBrowser(push_service)
    keys = {"endpoint": device.endpoint, "p256dh": device.p256dh, "auth": device.auth}
    added = call(client, "POST", "/me/browsers", keys)
    assert added.status_code == 201
    assert set(added.json()) == {"id", "name", "added_at"}
    wrong = call(client, "POST", "/me/browsers", {**keys, "endpoint": "https://10.0.0.1/"})
    assert wrong.status_code == 422
    gone = call(client, "DELETE", f"/me/browsers/{added.json()['id']}")
    assert gone.json() == {"items": []}


def test_a_seller_s_implied_consent_is_taken_back(client: Client, me: Person) -> None:
    store = make_store()
    imply(
        email=me.email,
        basis=Basis.PURCHASE,
        at=clock.now(),
        proof={"order": "ord_1"},
        person_id=me.pk,
        store_id=store.pk,
    )
    [given] = call(client, "GET", "/me/consents").json()["items"]
    assert (given["proof"], given["store"]) == ({"order": "ord_1"}, store.public_id)
    call(client, "DELETE", f"/me/consents/marketing?store={store.public_id}")
    assert not may_send(email=me.email, now=clock.now(), store_id=store.pk)
    other = make_store().public_id
    assert call(client, "DELETE", f"/me/consents/marketing?store={other}").status_code == 404
