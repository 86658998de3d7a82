"""The second factor is offered where work begins, and to nobody who has one."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from tests.console.staff import member, operator
from tests.domains.factories.stores import make_store
from tradewind.domains.identity.models import Person

pytestmark = pytest.mark.django_db

OFFER = "/account/second-factor/totp/activate/"


def assert_offered_until_set_up(person: Person, client: Client, url: str) -> None:
    assert f'href="{OFFER}"' in client.get(url).content.decode()
    TOTP.activate(person, generate_totp_secret())
    assert OFFER not in client.get(url).content.decode()


def test_in_a_store() -> None:
    store = make_store()
    assert_offered_until_set_up(*member(store), f"/console/{store.slug}/")


def test_in_the_office() -> None:
    assert_offered_until_set_up(*operator(), "/console/mall/")
