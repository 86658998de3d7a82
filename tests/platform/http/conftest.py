"""Requests in this folder go to the tiny mall of `world`."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from tests.platform.http import world


@pytest.fixture(autouse=True)
def tiny_mall(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.platform.http.world"
    settings.ACTOR_RESOLVER = "tests.platform.http.world.resolve_actor"
    settings.STORE_RESOLVER = "tests.platform.http.world.resolve_store"
    settings.DECLARED_AUDIENCES = {"account_email": "person", "test-api:api-root": "public"}
    world.RESOLVED.clear()
