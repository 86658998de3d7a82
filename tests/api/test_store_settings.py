"""A store's facts, people and programs over REST, as its owner, its staff and strangers see them."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.api.test_first_sale import call
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import first_location, make_staff, make_store
from tests.queued import queued
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(client: Client) -> Store:
    found, owner = make_store(), make_person()
    make_staff(store=found, person=owner)
    client.force_login(owner)
    return found


def test_an_owner_runs_the_store(client: Client, store: Store) -> None:
    at = f"/stores/{store.slug}"
    changed = call(client, "PATCH", f"{at}/settings", {"tagline": "Clay and cloth"})
    assert (changed.status_code, changed.json()["tagline"]) == (200, "Clay and cloth")
    assert changed.json()["name"] == store.name

    added = call(client, "POST", f"{at}/locations", {"name": "Attic", "country": "CA"})
    assert added.status_code == 201
    first = first_location(store).public_id
    left = call(client, "POST", f"{at}/locations/{first}/archival").json()["items"]
    assert [place["name"] for place in left] == ["Attic"]
    last = call(client, "POST", f"{at}/locations/{added.json()['id']}/archival")
    assert (last.status_code, last.json()["code"]) == (409, "store_last_location")

    sells = call(client, "POST", f"{at}/markets/FR", {"currency": "EUR", "language": "fr"})
    assert sells.json()["items"] == [{"country": "FR", "currency": "EUR", "language": "fr"}]

    asked = call(
        client, "POST", f"{at}/staff/invitations", {"email": "noor@example.org", "role": "manager"}
    )
    assert asked.status_code == 201
    assert len(queued("stores.send_invitation")) == 1
    [invitation] = call(client, "GET", f"{at}/staff").json()["invitations"]
    assert invitation["email"] == "noor@example.org"

    made = call(client, "POST", f"{at}/tokens", {"name": "Till", "scopes": ["orders.view"]}).json()
    [listed] = call(client, "GET", f"{at}/tokens").json()["items"]
    assert made["secret"].startswith(listed["prefix"])
    assert "secret" not in listed


def test_the_last_owner_can_t_leave(client: Client, store: Store) -> None:
    [member] = call(client, "GET", f"/stores/{store.slug}/staff").json()["members"]
    answer = call(client, "DELETE", f"/stores/{store.slug}/staff/{member['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "store_last_owner")


@pytest.mark.parametrize("path", ["/settings", "/staff", "/tokens", "/markets"])
def test_only_owners_look_behind_the_counter(client: Client, store: Store, path: str) -> None:
    at = f"/stores/{store.slug}{path}"
    expected = {"manager": 403, "operator": 403, "stranger": 404}
    for role, status in expected.items():
        person = make_person()
        if role != "stranger":
            make_staff(store=store, person=person, role=role)
        other = Client()
        other.force_login(person)
        assert call(other, "GET", at).status_code == status
    assert call(Client(), "GET", at).status_code == 401
    assert call(client, "GET", at).status_code == 200
