from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.platform.realtime.running import Publisher, RunningEdge
from tests.platform.realtime.servers import PostgresServer, RedisServer
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.limits import Limits

StartEdge = Callable[..., RunningEdge]


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    server = RedisServer()
    yield server.url
    server.kill()


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """One to kill."""
    server = RedisServer()
    yield server
    server.kill()


@pytest.fixture
def postgres_server() -> Iterator[PostgresServer]:
    """One to kill."""
    server = PostgresServer()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def postgres_url() -> str:
    url = os.environ.get("DATABASE_URL")
    if not url:
        pytest.skip("DATABASE_URL is not set")
    return url


@pytest.fixture(params=["postgres", "redis"])
def bus(request: pytest.FixtureRequest) -> Configuration:
    """Each bus in turn, on a channel of this test's own."""
    url = request.getfixturevalue(f"{request.param}_url")
    return Configuration(secret=f"secret of {request.node.nodeid}", bus_url=url)


@pytest.fixture
def start_edge() -> Iterator[StartEdge]:
    """Start hubs that end with the test."""
    running: list[RunningEdge] = []

    def start(configuration: Configuration, port: int = 0, **limits: float) -> RunningEdge:
        running.append(RunningEdge(configuration, Limits(**limits), port))  # type: ignore[arg-type]
        return running[-1]

    yield start
    for edge in running:
        edge.stop()


@pytest.fixture
def configuration(postgres_url: str, request: pytest.FixtureRequest) -> Configuration:
    return Configuration(secret=f"secret of {request.node.nodeid}", bus_url=postgres_url)


@pytest.fixture
def edge(start_edge: StartEdge, configuration: Configuration) -> RunningEdge:
    return start_edge(configuration, seconds_between_tickets=0)


@pytest.fixture
def publisher(edge: RunningEdge) -> Iterator[Publisher]:
    publisher = edge.publisher()
    yield publisher
    publisher.close()
