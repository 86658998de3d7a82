"""The office lays out the home page, answers applications and says the mall's share."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.console.staff import member, operator
from tests.domains.factories.stores import make_store
from tests.queued import do_queued, queued
from tradewind.domains.catalogue.models import Section
from tradewind.domains.catalogue.queries.sections import forget_sections
from tradewind.domains.stores.models import (
    ApplicationDocument,
    Store,
    StoreApplication,
    StoreInvitation,
)
from tradewind.domains.stores.operations.commissions import begin_commissions
from tradewind.kernel import clock
from tradewind.platform.audit.queries import list_by_actor

pytestmark = pytest.mark.django_db

WORDS = {
    "business": "Kiln & Clay",
    "contact": "Ada Potter",
    "email": "ada@kiln.example",
    "country": "CA",
    "currency": "CAD",
    "sells": "Cups and bowls from our own kiln.",
}


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": str(tmp_path)}}
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "private": private, "staticfiles": static}
    forget_sections()


def paper(content: bytes = b"%PDF-1.7 licence") -> SimpleUploadedFile:
    return SimpleUploadedFile("licence.pdf", content, "application/pdf")


def applied(client: Client) -> StoreApplication:
    answer = client.post("/sell", {**WORDS, "documents": [paper()]})
    assert answer.status_code == 302
    return StoreApplication.objects.get()


def test_a_business_asks_and_becomes_a_store_with_its_owner_invited(client: Client) -> None:
    found = applied(client)
    person, office = operator()
    page = office.get(f"/console/mall/applications/{found.public_id}")
    assert page.context["screen"].slug == "kiln-clay"
    url = f"/console/mall/applications/{found.public_id}/approval"
    assert office.post(url, {"slug": "kiln-clay"}).status_code == 302
    store = Store.objects.get(slug="kiln-clay")
    invited = StoreInvitation.objects.for_store(store.pk).get()
    assert (invited.email, invited.role) == (WORDS["email"], "owner")
    assert queued("stores.send_invitation") == [{"invitation_id": invited.pk}]
    found.refresh_from_db()
    assert (found.state, found.store, found.decided_by) == ("approved", store, person.public_id)
    assert office.post(url, {"slug": "again"}).status_code == 422
    assert Store.objects.filter(slug="again").exists() is False


def test_no_comes_with_its_reason_by_letter(client: Client) -> None:
    found = applied(client)
    _person, office = operator()
    url = f"/console/mall/applications/{found.public_id}/refusal"
    assert office.post(url, {"reason": " "}).status_code == 422
    assert office.post(url, {"reason": "The licence has run out."}).status_code == 302
    assert do_queued("stores.answer_application") == 1
    (letter,) = mail.outbox
    assert letter.to == [WORDS["email"]]
    assert "The licence has run out." in letter.body
    assert not Store.objects.exists()


def test_papers_are_for_the_office_alone(client: Client) -> None:
    found = applied(client)
    document = ApplicationDocument.objects.get()
    url = f"/console/mall/applications/{found.public_id}/documents/{document.public_id}"
    _person, office = operator()
    ticket = office.get(url)["Location"]
    assert office.get(ticket).status_code == 200
    _owner, shop = member(make_store())
    assert shop.get(url).status_code == 404
    assert shop.get(ticket).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"email": "no"}, 422),
        ({"country": "XX"}, 422),
        ({"website": "javascript:alert(1)"}, 422),
        ({"documents": [paper(b"MZ a program")]}, 422),
        ({"documents": [paper()] * 6}, 422),
    ],
)
def test_what_can_not_be_read_is_told(
    client: Client, wrong: dict[str, object], status: int
) -> None:
    assert client.post("/sell", {**WORDS, **wrong}).status_code == status
    assert not StoreApplication.objects.exists()


def test_asking_twice_waits_for_the_first_answer(client: Client) -> None:
    applied(client)
    assert client.post("/sell", WORDS).status_code == 422
    assert StoreApplication.objects.count() == 1


def test_a_share_begins_on_its_day_and_is_noted() -> None:
    store = make_store()
    person, office = operator()
    base = f"/console/mall/sellers/{store.public_id}/commission"
    day = clock.now().date() + timedelta(days=3)
    said = {"percent": "7,5", "starts_on": day.isoformat()}
    assert office.post(f"{base}/change", said).status_code == 302
    store.refresh_from_db()
    before = store.commission_bp
    assert before != 750
    begin_commissions(on=day)
    store.refresh_from_db()
    assert store.commission_bp == 750
    assert begin_commissions(on=day) == 0
    assert "stores.set_commission" in [
        entry.action for entry in list_by_actor(actor=person.public_id).items
    ]
    past = {"percent": "5", "starts_on": "2020-01-01"}
    assert office.post(f"{base}/change", past).status_code == 422
    assert office.post(f"{base}/change", {**said, "percent": "101"}).status_code == 422
    assert office.get(base).status_code == 200


def test_a_story_has_readers_and_days_and_is_seen_early_by_link(client: Client) -> None:
    _person, office = operator()
    tomorrow = f"{clock.now() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    said = {
        "kind": "story",
        "title": "Winter market",
        "link": "/sellers",
        "shown_from": tomorrow,
        "languages": ["fr"],
        "title_fr": "Marché d'hiver",
    }
    assert office.post("/console/mall/sections/new", said).status_code == 302
    section = Section.objects.get()
    assert (section.languages, section.translations["fr"]["title"]) == (["fr"], "Marché d'hiver")
    assert client.get("/").context["screen"].lead is None
    early = office.get(f"/console/mall/sections/{section.slug}/preview")["Location"]
    assert client.get(early).context["screen"].lead.title == "Winter market"
    assert client.get("/?preview=forged").context["screen"].lead is None
    Section.objects.update(shown_from=None)
    forget_sections()
    assert client.get("/").context["screen"].lead is None
    assert client.get("/fr/").context["screen"].lead.title == "Marché d'hiver"


def test_sections_move_and_lead_nowhere_else() -> None:
    _person, office = operator()
    for title in ("One", "Two"):
        office.post("/console/mall/sections/new", {"kind": "shelf", "title": title, "tag": "x"})
    rows = office.get("/console/mall/sections").context["rows"]
    office.post("/console/mall/sections/order", {"order": rows[1].order_up})
    assert list(Section.objects.values_list("title", flat=True)) == ["Two", "One"]
    away = {"kind": "story", "title": "Away", "link": "//evil.example"}
    assert office.post("/console/mall/sections/new", away).status_code == 422
    office.post("/console/mall/sections/one/removal")
    assert Section.objects.count() == 1


def test_stores_do_not_lay_out_the_mall() -> None:
    _owner, shop = member(make_store())
    for path in ("sections", "sections/new", "applications"):
        assert shop.get(f"/console/mall/{path}").status_code == 404
