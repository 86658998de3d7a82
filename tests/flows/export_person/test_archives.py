"""A copy of everything about a person, for that person alone."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from tests.console.staff import operator, signed_in
from tests.domains.factories.identity import make_person
from tests.flows.erase_person.leaver import EMAIL, NAME, SECOND, STREET, make_leaver
from tests.queued import do_queued, queued
from tradewind.domains.notices.queries import list_notices
from tradewind.domains.privacy.errors import ArchiveTooSoon
from tradewind.domains.privacy.models import Archive, Erasure
from tradewind.flows.export_person.archiving import zipped
from tradewind.flows.export_person.jobs import ask_archive, drop_archives
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": str(tmp_path)}}
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "private": private, "staticfiles": static}


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_each_area_comes_to_read_and_for_programs() -> None:
    file = opened(zipped(make_leaver(), "en"))
    pages = {name[:-5] for name in file.namelist() if name.endswith(".html")}
    data = {name[:-5] for name in file.namelist() if name.endswith(".json")}
    assert pages == data
    assert {"account", "addresses", "purchases", "consents", "notices", "visits", "points"} < data
    account = orjson.loads(file.read("account.json"))[0]
    assert (account["email"], account["name"]) == (EMAIL, NAME)
    assert account["emails"] == [EMAIL, SECOND]
    (bought,) = orjson.loads(file.read("purchases.json"))
    assert bought["total"]["currency"] == "CAD"
    assert bought["orders"][0]["lines"][0]["quantity"] == 1
    assert STREET in file.read("addresses.html").decode()
    assert [name for name in file.namelist() if name.startswith("photographs/")]


def test_the_readme_speaks_the_readers_language() -> None:
    with translation.override("ar"):
        page = opened(zipped(make_person(), "ar")).read("account.html").decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_words_of_others_can_not_become_markup() -> None:
    person = make_person(name="<script>alert(1)</script>")
    assert b"<script>" not in opened(zipped(person, "en")).read("account.html")


def test_one_is_made_by_a_worker_and_told() -> None:
    person = make_person()
    asked = ask_archive(person_id=person.pk, language="en")
    assert ask_archive(person_id=person.pk, language="en").pk == asked.pk
    assert queued("export_person.write_archive") == [{"archive_id": asked.public_id}]
    assert do_queued("export_person.write_archive") == 1
    asked.refresh_from_db()
    assert (asked.state, asked.size > 0) == (Archive.State.READY, True)
    assert [notice.kind for notice in list_notices(person_id=person.pk).items] == [
        "privacy.archive_ready"
    ]
    with pytest.raises(ArchiveTooSoon):
        ask_archive(person_id=person.pk, language="en")


def test_only_its_person_fetches_it_and_only_for_a_week() -> None:
    person, other = make_person(), make_person()
    asked = ask_archive(person_id=person.pk, language="en")
    do_queued("export_person.write_archive")
    own = fresh(person)
    url = f"/account/data/archives/{asked.public_id}"
    ticket = own.get(url)["Location"]
    assert b"".join(own.get(ticket).streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert fresh(other).get(ticket).status_code == 404
    assert fresh(other).get(url).status_code == 404
    Archive.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert own.get(url).status_code == 404
    drop_archives()
    assert own.get(ticket).status_code == 404


def fresh(person: object) -> Client:
    """Signed in with the password a moment ago, as allauth notes it."""
    client = signed_in(person)  # type: ignore[arg-type]
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": clock.now().timestamp()}
    ]
    session.save()
    return client


def test_the_page_asks_and_takes_back() -> None:
    person = make_person()
    client = fresh(person)
    assert client.get("/account/data").status_code == 200
    assert client.post("/account/data/erasure", {}).status_code == 422
    assert not Erasure.objects.exists()
    assert client.post("/account/data/erasure", {"sure": "on"}).status_code == 302
    assert client.get("/account/data").context["screen"].erasure is not None
    client.post("/account/data/erasure/removal")
    assert Erasure.objects.get().state == Erasure.State.CANCELLED


def test_the_page_wants_to_know_again_who_asks() -> None:
    person = make_person()
    person.set_password("a long enough word 17")
    person.save()
    client = signed_in(person)
    answer = client.post("/account/data/erasure", {"sure": "on"})
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert not Erasure.objects.exists()


def test_the_office_reads_wishes_and_records_without_names() -> None:
    person = make_person(name="Brief Visitor")
    Erasure.objects.create(person=person, asked_at=clock.now(), due_at=clock.now())
    _operator, client = operator()
    page = client.get("/console/mall/erasures")
    assert page.status_code == 200
    assert person.public_id in page.content.decode()
    assert "Brief Visitor" not in page.content.decode()
    (row,) = client.get("/api/v1/mall/erasures").json()["items"]
    assert (row["person_id"], row["state"]) == (person.public_id, "asked")
    assert signed_in(person).get("/console/mall/erasures").status_code == 404


def test_programs_give_the_password_again() -> None:
    person = make_person()
    person.set_password("a long enough word 17")
    person.save()
    client = signed_in(person)

    def ask(password: str, key: str) -> int:
        return client.post(
            "/api/v1/me/erasure",
            {"password": password},
            content_type="application/json",
            headers={"Idempotency-Key": key},
        ).status_code

    assert ask("wrong", "1") == 422
    assert not Erasure.objects.exists()
    assert ask("a long enough word 17", "2") == 202
    assert client.get("/api/v1/me/erasure").json()["state"] == "asked"
