from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import signing
from django.test import Client
from django.urls import include, path
from pytest_django.fixtures import Settings

from tests.platform.http.world import resolve_actor
from tradewind.platform.files import storages, tickets
from tradewind.platform.files.tickets import private_url

urlpatterns = [path("files/", include("tradewind.platform.files.urls"))]
assert resolve_actor


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> Path:
    settings.ROOT_URLCONF = __name__
    settings.ACTOR_RESOLVER = "tests.platform.http.world.resolve_actor"
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {
        **settings.STORAGES,
        "public": {
            "BACKEND": backend,
            "OPTIONS": {"location": tmp_path / "public", "base_url": "/files/public/"},
        },
        "private": {"BACKEND": backend, "OPTIONS": {"location": tmp_path / "private"}},
    }
    return tmp_path


def test_a_public_file_is_kept_for_ever_by_whoever_fetches_it(client: Client) -> None:
    name = storages.save(b"RIFFdata", where="public", folder="p", suffix=".webp")
    response = client.get(storages.public_url(name))
    assert b"".join(response.streaming_content) == b"RIFFdata"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    again = client.get(storages.public_url(name), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_names_come_from_content() -> None:
    first = storages.save(b"a", where="public", folder="p", suffix=".txt")
    assert first == storages.save(b"a", where="public", folder="p", suffix=".txt")
    assert first != storages.save(b"b", where="public", folder="p", suffix=".txt")


@pytest.mark.parametrize(
    "name",
    ["nothing.webp", "../private/secret.txt", "%2e%2e/private/secret.txt", "p", "x" * 300, ""],
)
def test_nothing_else_is_served(client: Client, folders: Path, name: str) -> None:
    (folders / "private").mkdir()
    (folders / "private" / "secret.txt").write_text("secret")
    (folders / "public" / "p").mkdir(parents=True)
    client.raise_request_exception = False
    response = client.get(f"/files/public/{name}")
    assert response.status_code == 404


@pytest.mark.parametrize("suffix", [".html", ".svg", ".js", ".xml", ".unknown"])
def test_what_might_run_is_saved_and_not_shown(client: Client, suffix: str) -> None:
    name = storages.save(b"<script>", where="public", folder="p", suffix=suffix)
    response = client.get(storages.public_url(name))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"].startswith("default-src")


def test_a_ticket_serves_a_private_file_until_it_lapses(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = storages.save(b"invoice", where="private", folder="i", suffix=".pdf")
    url = private_url(name, download_as="Invoice 7.pdf")
    response = client.get(url)
    assert b"".join(response.streaming_content) == b"invoice"
    assert response["Content-Disposition"] == 'attachment; filename="Invoice 7.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    later = (datetime.now(UTC) + timedelta(minutes=6)).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert client.get(url).status_code == 404


def test_a_ticket_bound_to_a_person_serves_nobody_else(client: Client) -> None:
    name = storages.save(b"export", where="private", folder="e", suffix=".csv")
    url = private_url(name, person_id=1)
    assert client.get(url, headers={"X-Who": "ann"}).status_code == 200
    assert client.get(url, headers={"X-Who": "boss"}).status_code == 404
    assert client.get(url).status_code == 404


def test_a_forged_ticket_serves_nothing(client: Client) -> None:
    name = storages.save(b"export", where="private", folder="e", suffix=".csv")
    forged = signing.dumps({"n": name, "d": "", "p": None}, key="other", salt=tickets._SALT)
    assert client.get(f"/files/private/{forged}").status_code == 404
    assert client.get(f"/files/private/{private_url(name).split('/')[-1]}x").status_code == 404
    assert client.get(f"/files/public/{name}").status_code == 404
