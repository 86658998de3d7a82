"""Who is let into a store: by session or token, with a second factor where the mall wants one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.fixtures import Settings

from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff, make_store
from tradewind.domains.identity.models import Person
from tradewind.domains.stores import operations, queries
from tradewind.domains.stores.models import ApiToken, Store
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.audit.queries import list_by_store

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def make_token(store: Store, person: Person, *scopes: str) -> operations.CreatedToken:
    return operations.create_token(
        store_id=store.pk, name="Till", scopes=scopes or ("orders.view",), person_id=person.pk
    )


def status(secret: str, store: Store, path: str = "orders") -> int:
    answer = Client().get(
        f"/api/v1/stores/{store.slug}/{path}", headers={"Authorization": f"Bearer {secret}"}
    )
    return int(answer.status_code)


class TestTokens:
    def test_the_secret_is_shown_once_and_kept_as_a_hash(self) -> None:
        store, owner = make_store(), make_person()
        created = make_token(store, owner)

        row = ApiToken.objects.for_store(store.pk).get()
        assert created.secret.startswith("twk_")
        assert created.secret.startswith(row.prefix)
        assert created.secret not in str(row.__dict__)
        [entry] = list_by_store(store_id=store.pk).items
        assert (entry.action, created.secret in str(entry)) == ("stores.create_token", False)

    def test_it_opens_what_it_was_made_for_and_nothing_else(self) -> None:
        store, other, owner = make_store(), make_store(), make_person()
        make_staff(store=store, person=owner)
        make_staff(store=other, person=owner)
        secret = make_token(store, owner).secret

        assert status(secret, store) == 200
        assert status(secret, store, "staff") == 403
        assert status(secret, other) == 404
        assert status(secret + "x", store) == 401

    def test_it_ends_with_its_maker_s_place_and_when_revoked(self) -> None:
        store, owner, helper = make_store(), make_person(), make_person()
        make_staff(store=store, person=owner)
        make_staff(store=store, person=helper, role="operator")
        theirs, ours = make_token(store, helper), make_token(store, owner)
        operations.remove_staff(store_id=store.pk, person_id=helper.public_id, actor="per_1")
        assert status(theirs.secret, store) == 404

        for _ in range(2):
            operations.revoke_token(store_id=store.pk, token_id=ours.token.public_id, actor="per_1")
        assert status(ours.secret, store) == 401
        assert [token.pk for token in queries.list_tokens(store_id=store.pk)] == [theirs.token.pk]
        with pytest.raises(NotFound):
            operations.revoke_token(
                store_id=make_store().pk, token_id=theirs.token.public_id, actor="per_1"
            )

    def test_use_is_noted_once_a_minute(self) -> None:
        store, owner = make_store(), make_person()
        make_staff(store=store, person=owner)
        secret = make_token(store, owner).secret

        noted = []
        for seconds in (0, 30, 59, 60):
            with clock.frozen_at(NOON + timedelta(seconds=seconds)):
                assert status(secret, store) == 200
            noted.append(ApiToken.objects.for_store(store.pk).get().last_used_at)

        assert noted == [NOON, NOON, NOON, NOON + timedelta(seconds=60)]

    @pytest.mark.parametrize("scopes", [(), ("everything",), ("mall.view",)])
    def test_scopes_are_permissions_of_a_store(self, scopes: tuple[str, ...]) -> None:
        with pytest.raises(InvalidInput):
            operations.create_token(
                store_id=make_store().pk, name="Till", scopes=scopes, person_id=make_person().pk
            )

    def test_a_token_never_makes_tokens(self) -> None:
        store, owner = make_store(), make_person()
        make_staff(store=store, person=owner)
        secret = make_token(store, owner, "tokens.change").secret
        answer = Client().post(
            f"/api/v1/stores/{store.slug}/tokens",
            data={"name": "Wider", "scopes": ["money.view"]},
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )
        assert (answer.status_code, ApiToken.objects.for_store(store.pk).count()) == (403, 1)


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def _required(self, settings: Settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = True

    def visit(self, person: Person, path: str, accept: str = "text/html") -> tuple[int, str]:
        client = Client()
        client.force_login(person)
        answer = client.get(path, headers={"Accept": accept})
        return answer.status_code, answer.headers.get("Location", "")

    def test_owners_and_managers_are_led_to_set_one_up(self) -> None:
        store = make_store()
        path = f"/api/v1/stores/{store.slug}/orders"
        for role, expected in {"owner": 403, "manager": 403, "operator": 200}.items():
            person = make_person()
            make_staff(store=store, person=person, role=role)
            assert self.visit(person, path)[0] == expected

    def test_with_one_they_are_let_in(self) -> None:
        store, owner = make_store(), make_person()
        make_staff(store=store, person=owner)
        path = f"/api/v1/stores/{store.slug}/orders"
        Authenticator.objects.create(user=owner, type=Authenticator.Type.RECOVERY_CODES, data={})
        assert self.visit(owner, path)[0] == 403
        Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={})
        assert self.visit(owner, path)[0] == 200

    def test_a_page_leads_there_and_back(self) -> None:
        store, owner = make_store(), make_person()
        make_staff(store=store, person=owner)
        path = f"/console/{store.slug}/"
        assert self.visit(owner, path) == (
            302,
            "/account/second-factor/totp/activate/?next=" + path.replace("/", "%2F"),
        )

    def test_a_token_made_by_somebody_with_one_keeps_working(self) -> None:
        store, owner = make_store(), make_person()
        make_staff(store=store, person=owner)
        assert status(make_token(store, owner).secret, store) == 200

    def test_where_it_is_only_offered_nobody_is_stopped(self, settings: Settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        store, owner = make_store(), make_person()
        make_staff(store=store, person=owner)
        assert self.visit(owner, f"/api/v1/stores/{store.slug}/orders")[0] == 200
