"""What staff keep about a customer, each store for itself."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.console.staff import member
from tests.domains.factories.customers import make_customer
from tests.domains.factories.stores import make_store
from tradewind.domains.customers.models import CustomerNote, CustomerTag, CustomerTask

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_names(settings: Settings) -> None:
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": static}


def test_notes_tasks_and_tags_stand_on_the_customer() -> None:
    store = make_store()
    person, client = member(store)
    customer = make_customer(store=store)
    url = f"/console/{store.slug}/customers/{customer.public_id}"
    client.post(f"{url}/notes", {"text": "Likes blue.", "mentions": [person.public_id]})
    client.post(f"{url}/tasks", {"task": "Call back", "assignee": person.public_id})
    client.post(f"{url}/tags", {"tags": "VIP, wholesale, vip"})
    care = client.get(url).context["screen"].care
    assert [(note.text, note.author) for note in care.notes] == [("Likes blue.", person)]
    assert list(care.notes[0].mentions.all()) == [person]
    assert care.tags == ["vip", "wholesale"]
    task = CustomerTask.objects.for_store(store.pk).get()
    client.post(f"{url}/tasks/{task.public_id}/tick")
    task.refresh_from_db()
    assert (task.done_by, task.done_at is not None) == (person, True)
    client.post(f"{url}/tasks/{task.public_id}/tick", {"open": "1"})
    task.refresh_from_db()
    assert task.done_at is None
    client.post(f"{url}/notes/{care.notes[0].public_id}/removal")
    assert not CustomerNote.objects.for_store(store.pk).exists()


def test_the_list_is_narrowed_by_tag_and_the_filter_kept() -> None:
    store = make_store()
    _person, client = member(store)
    tagged, _other = make_customer(store=store), make_customer(store=store)
    CustomerTag.objects.create(store=store, customer=tagged, text="vip")
    url = f"/console/{store.slug}/customers/"
    screen = client.get(url, {"tag": "vip"}).context["screen"]
    assert [row.customer.public_id for row in screen.rows] == [tagged.public_id]
    client.post(f"{url}views", {"name": "Best", "query": screen.query})
    ((view_id, name, kept),) = client.get(url).context["screen"].views
    assert (name, kept) == ("Best", f"{url}?tag=vip")
    client.post(f"{url}views", {"drop": view_id})
    assert client.get(url).context["screen"].views == []


def test_the_csv_is_for_managers_and_runs_no_formula() -> None:
    store = make_store()
    make_customer(store=store, name="=HYPERLINK(1)", email="a@example.org")
    make_customer(store=make_store(), email="other@example.org")
    url = f"/console/{store.slug}/customers/customers.csv"
    _manager, client = member(store, "manager")
    text = b"".join(client.get(url).streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=HYPERLINK(1),a@example.org" in text
    assert "other@example.org" not in text
    assert member(store, "operator")[1].get(url).status_code == 403


def test_another_store_reads_and_writes_nothing() -> None:
    store, other = make_store(), make_store()
    customer = make_customer(store=store)
    _person, client = member(other)
    for own in (store, other):
        url = f"/console/{own.slug}/customers/{customer.public_id}"
        for step, said in (
            ("notes", {"text": "x"}),
            ("tasks", {"task": "x"}),
            ("tags", {"tags": "x"}),
        ):
            assert client.post(f"{url}/{step}", said).status_code == 404
    assert not CustomerNote.objects.for_store(store.pk).exists()
    assert not CustomerTag.objects.for_store(store.pk).exists()
