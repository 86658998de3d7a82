"""A copy of one's data and erasing the account, over REST: with a password, or without ever having one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.console.staff import signed_in
from tests.domains.factories.identity import make_person
from tests.flows.export_person.test_archives import opened
from tests.queued import do_queued, queued
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.domains.privacy.models import Archive, Erasure
from tradewind.domains.privacy.proof import CODE_LIFE
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "private": private}


def post(client: Client, path: str, key: str, body: object = None) -> Any:
    return client.post(
        f"/api/v1/me/{path}",
        body or {},
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )


def from_elsewhere() -> Person:
    """Somebody who signs in by another service alone."""
    person = make_person()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    return person


def code_of_letter(person: Person) -> str:
    notice = Notice.objects.filter(kind="privacy.erasure_code", address=person.email).latest("pk")
    assert set(notice.facts) == {"person"}, "the row holds no code"
    return str(letter_of(notice.kind).gather(notice.facts)["code"])


def test_a_copy_is_asked_for_waited_for_and_fetched_by_its_person_alone() -> None:
    person = make_person(name="Noor Copy")
    client = signed_in(person)
    asked = post(client, "archives", "a1")
    assert asked.status_code == 202
    waiting = asked.json()
    assert (waiting["state"], waiting["url"]) == ("waiting", "")
    again = post(client, "archives", "a1")
    assert again.json()["id"] == waiting["id"]
    assert Archive.objects.count() == 1

    (task,) = {row["archive_id"] for row in queued("export_person.write_archive")}
    assert task == waiting["id"]
    assert do_queued("export_person.write_archive") == 1
    ready = client.get(f"/api/v1/me/archives/{waiting['id']}").json()
    assert ready["state"] == "ready"
    assert ready["size"] > 0
    address = ready["url"].partition("://")[2].partition("/")[2]
    answer = client.get(f"/{address}")
    file = opened(answer.getvalue())
    assert "Noor Copy" in file.read("account.json").decode()

    other = signed_in(make_person())
    assert other.get(f"/api/v1/me/archives/{waiting['id']}").status_code == 404
    assert other.get(f"/{address}").status_code in (302, 403, 404)
    assert Client().get(f"/api/v1/me/archives/{waiting['id']}").status_code == 401
    assert post(client, "archives", "a2").status_code == 429


def test_a_member_without_a_password_erases_by_the_letters_code() -> None:
    person = from_elsewhere()
    client = signed_in(person)
    wrong: tuple[dict[str, str], ...] = (
        {},
        {"password": ""},
        {"password": "guess"},
        {"code": "guess"},
    )
    for number, body in enumerate(wrong):
        refused = post(client, "erasure", f"wrong{number}", body)
        assert refused.status_code == 422
    assert not Erasure.objects.exists()

    assert post(client, "erasure/code", "c1").json() == {"minutes": 30}
    code = code_of_letter(person)
    stranger = from_elsewhere()
    assert post(signed_in(stranger), "erasure", "e1", {"code": code}).status_code == 422
    later = clock.now() + CODE_LIFE + timedelta(minutes=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: later.timestamp())
        assert post(client, "erasure", "e2", {"code": code}).status_code == 422
    done = post(client, "erasure", "e3", {"code": code})
    assert done.status_code == 202, done.content
    assert Erasure.objects.get().person_id == person.pk
    assert post(client, "erasure", "e4", {"code": code}).json()["id"] == done.json()["id"]
    gone = client.delete("/api/v1/me/erasure", headers={"Idempotency-Key": "e5"})
    assert gone.status_code == 200


def test_letters_end_after_five_an_hour() -> None:
    client = signed_in(from_elsewhere())
    answers = [post(client, "erasure/code", f"c{number}").status_code for number in range(7)]
    assert answers[0] == 202
    assert answers[-1] == 429


def test_a_password_still_does() -> None:
    person = make_person()
    person.set_password("correct horse")
    person.save(update_fields=["password"])
    client = signed_in(person)
    assert post(client, "erasure", "p1", {"password": "wrong"}).status_code == 422
    assert post(client, "erasure", "p2", {"password": "correct horse"}).status_code == 202
