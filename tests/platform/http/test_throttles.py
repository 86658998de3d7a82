from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from tradewind.kernel.clock import frozen_at
from tradewind.platform.http import throttles

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, 0, 15, tzinfo=UTC)


def test_beyond_the_limit_is_told_when_to_come_back(client: Client) -> None:
    with frozen_at(NOON):
        statuses = [client.get("/api/v1/rare").status_code for _ in range(3)]
        last = client.get("/api/v1/rare")
    assert statuses == [200, 200, 429]
    assert last["Retry-After"] == "45"
    assert last.json()["title"] == "That was a little too often. Try again in 45 seconds."


def test_the_next_window_and_other_addresses_are_free(client: Client) -> None:
    with frozen_at(NOON):
        for _ in range(3):
            client.get("/api/v1/rare")
        assert client.get("/api/v1/rare", REMOTE_ADDR="203.0.113.9").status_code == 200
    with frozen_at(NOON + timedelta(seconds=45)):
        assert client.get("/api/v1/rare").status_code == 200


def test_counting_costs_one_statement_and_one_row(
    django_assert_num_queries: object,
) -> None:
    with frozen_at(NOON):
        with django_assert_num_queries(1):  # type: ignore[operator]
            throttles.count(name="sign_in", who="a@b.example", limit=5, seconds=60)
        throttles.count(name="sign_in", who="a@b.example", limit=5, seconds=60)
        throttles.count(name="sign_in", who="other@b.example", limit=5, seconds=60)
    assert sorted(_rows()) == [("sign_in:60", 1), ("sign_in:60", 2)]


def test_stale_counters_are_forgotten() -> None:
    with frozen_at(NOON):
        throttles.count(name="old", who="a", limit=5, seconds=60)
    with frozen_at(NOON + timedelta(hours=25)):
        throttles.count(name="new", who="a", limit=5, seconds=3600)
        assert throttles.forget_stale() == 1
    assert _rows() == [("new:3600", 1)]


def test_the_table_is_unlogged() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'http_throttlecounter'")
        assert cursor.fetchone() == ("u",)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        (2, "1.1.1.1, 198.51.100.1", "1.1.1.1"),
        (2, "198.51.100.1", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_only_our_proxies_are_believed(
    settings: Settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert throttles.client_ip(request) == address


def _rows() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, hits FROM http_throttlecounter")
        return [(key.rpartition(":")[0], hits) for key, hits in cursor.fetchall()]
