"""Setting a store up."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.console.staff import member
from tests.domains.factories.stores import first_location, make_store
from tradewind.domains.shipping.models import Method, Zone
from tradewind.domains.stores.models import (
    ApiToken,
    Location,
    Market,
    StaffMember,
    Store,
    StoreInvitation,
)
from tradewind.platform.audit.queries import list_by_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def client(store: Store) -> Client:
    return member(store)[1]


def post(client: Client, page: str, store: Store, /, *arguments: object, **said: Any) -> Any:
    return client.post(reverse(f"console:{page}", args=[store.slug, *arguments]), said)


def test_the_profile_is_saved_and_a_wrong_field_is_told(store: Store, client: Client) -> None:
    said = {"name": "Harbour", "tagline": "By the sea", "language": "fr", "time_zone": "Asia/Seoul"}
    assert post(client, "profile", store, **said).status_code == 302
    store.refresh_from_db()
    assert (store.name, store.language, store.time_zone) == ("Harbour", "fr", "Asia/Seoul")
    wrong = post(client, "profile", store, **{**said, "name": " ", "email": "no"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"name", "email"}
    assert wrong.context["form"].values["tagline"] == "By the sea"


def test_people_are_invited_changed_and_removed(store: Store, client: Client) -> None:
    assert post(client, "staff", store, email="sami@example.org", role="manager").status_code == 302
    invitation = StoreInvitation.objects.for_store(store.pk).get()
    assert (invitation.email, invitation.role) == ("sami@example.org", "manager")
    assert post(client, "staff", store, email="no", role="manager").status_code == 422
    assert post(client, "staff", store, email="a@example.org", role="king").status_code == 422
    post(client, "staff_withdrawal", store, invitation.pk)
    assert not StoreInvitation.objects.for_store(store.pk).exists()

    packer, _ = member(store, "operator")
    post(client, "staff_role", store, packer.public_id, role="manager")
    assert StaffMember.objects.for_store(store.pk).get(person=packer).role == "manager"
    post(client, "staff_removal", store, packer.public_id)
    owner = StaffMember.objects.for_store(store.pk).select_related("person").get().person
    post(client, "staff_removal", store, owner.public_id)
    assert StaffMember.objects.for_store(store.pk).count() == 1


def test_locations_and_markets(store: Store, client: Client) -> None:
    post(client, "locations", store, name="Back room", country="CA", region="QC")
    added = Location.objects.for_store(store.pk).get(name="Back room")
    assert (added.region, added.position) == ("QC", 1)
    assert post(client, "locations", store, name="Back room", country="CA").status_code == 422
    post(client, "location", store, added.public_id, name="Cellar", position="0")
    post(client, "location_archival", store, first_location(store).public_id)
    left = Location.objects.for_store(store.pk).filter(archived_at=None)
    assert [place.name for place in left] == ["Cellar"]
    post(client, "location_archival", store, added.public_id)
    assert left.count() == 1

    post(client, "markets", store, country="FR", currency="EUR", language="fr")
    wrong = post(client, "markets", store, country="FR", currency="XYZ", language="fr")
    assert set(wrong.context["form"].errors) == {"currency"}
    assert [m.country for m in Market.objects.for_store(store.pk)] == ["FR"]
    post(client, "market_removal", store, "FR")
    assert not Market.objects.for_store(store.pk).exists()


def test_zones_and_methods(store: Store, client: Client) -> None:
    post(client, "delivery", store, name="Canada", places="ca, US-NY")
    zone = Zone.objects.for_store(store.pk).get()
    assert zone.places == ["CA", "US-NY"]
    assert post(client, "delivery", store, name="Again", places="CA").status_code == 422
    terms = {"name": "Post", "price": "8.50", "free_from": "60", "handling_days": "1"}
    terms |= {"min_days": "2", "max_days": "5"}
    post(client, "delivery_method", store, zone.pk, **terms)
    method = Method.objects.for_store(store.pk).get()
    assert (method.price_minor, method.free_from_minor, method.currency) == (850, 6000, "CAD")
    for wrong in ({"price": "cheap"}, {"price": ""}, {"max_days": "1"}, {"min_days": "x"}):
        response = post(client, "delivery_method", store, zone.pk, **{**terms, **wrong})
        assert response.status_code == 422, wrong
    assert Method.objects.for_store(store.pk).count() == 1
    post(client, "delivery_archival", store, method.public_id)
    method.refresh_from_db()
    assert method.archived_at is not None
    actions = [entry.action for entry in list_by_store(store_id=store.pk).items]
    assert actions == ["delivery.archive_method", "delivery.add_method", "delivery.add_zone"]


def test_the_terms_of_a_method_are_changed_and_its_words_kept(store: Store, client: Client) -> None:
    post(client, "delivery", store, name="Canada", places="CA")
    zone = Zone.objects.for_store(store.pk).get()
    terms = {"name": "Post", "price": "8.50", "handling_days": "1", "min_days": "2"}
    terms |= {"max_days": "5", "name-fr": "Poste", "name-ar": "بريد"}
    post(client, "delivery_method", store, zone.pk, **terms)
    method = Method.objects.for_store(store.pk).get()
    assert method.translations == {"fr": {"name": "Poste"}, "ar": {"name": "بريد"}}
    method.translations["en"] = {"name": "Letter"}
    method.position = 3
    method.save()

    shown = client.get(reverse("console:delivery_terms", args=[store.slug, method.public_id]))
    values = shown.context["method_form"].values
    assert (values["price"], values["name-fr"], values["free_from"]) == ("8.50", "Poste", "")
    assert values["name"] == "Letter"

    changed = {**terms, "name": "Express", "price": "12", "name-fr": "Vite", "name-ar": ""}
    wrong = post(client, "delivery_terms", store, method.public_id, **{**changed, "price": "x"})
    assert wrong.status_code == 422
    assert set(wrong.context["method_form"].errors) == {"price"}
    assert wrong.context["method_form"].values["name"] == "Express"
    method.refresh_from_db()
    assert method.price_minor == 850
    assert post(client, "delivery_terms", store, method.public_id, **changed).status_code == 302
    method.refresh_from_db()
    assert (method.name, method.price_minor, method.position) == ("Express", 1200, 3)
    assert method.translations == {"fr": {"name": "Vite"}}


def test_amounts_are_read_as_the_reader_writes_them(store: Store, client: Client) -> None:
    post(client, "delivery", store, name="Canada", places="CA")
    zone = Zone.objects.for_store(store.pk).get()
    terms = {"name": "Poste", "price": "8,50", "handling_days": "1", "min_days": "2"}
    url = reverse("console:delivery_method", args=[store.slug, zone.pk])
    client.post(f"/fr{url}", {**terms, "max_days": "5"})
    assert Method.objects.for_store(store.pk).get().price_minor == 850


def test_a_zone_takes_another_name_and_other_places(store: Store, client: Client) -> None:
    post(client, "delivery", store, name="Canada", places="CA")
    post(client, "delivery", store, name="States", places="US")
    zone = Zone.objects.for_store(store.pk).get(name="Canada")
    assert (
        post(client, "delivery_zone", store, zone.pk, name="West", places="ca-bc").status_code
        == 302
    )
    for wrong in ({"name": "States", "places": "CA"}, {"name": "West", "places": "CA US"}):
        assert post(client, "delivery_zone", store, zone.pk, **wrong).status_code == 422
    assert post(client, "delivery_zone", store, zone.pk, name="", places="CA").status_code == 422
    zone.refresh_from_db()
    assert (zone.name, zone.places) == ("West", ["CA-BC"])


def test_a_secret_is_shown_once(store: Store, client: Client) -> None:
    made = post(client, "tokens", store, name="Till", scopes=["orders.view"])
    secret = made.context["created"].secret
    assert secret.encode() in made.content
    assert made["Cache-Control"]
    assert "no-store" in made["Cache-Control"]
    again = client.get(reverse("console:tokens", args=[store.slug]))
    assert secret.encode() not in again.content
    wrong = post(client, "tokens", store, name="Till", scopes=["everything"])
    assert set(wrong.context["form"].errors) == {"scopes"}
    token = ApiToken.objects.for_store(store.pk).get()
    post(client, "token_revocation", store, token.public_id)
    token.refresh_from_db()
    assert token.revoked_at is not None
