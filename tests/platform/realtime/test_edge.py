"""The hub's doors: who is let in, for how long, over which transport."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from tests.platform.realtime.conftest import StartEdge
from tests.platform.realtime.running import PAGE, Publisher, RunningEdge, lines_of, wait_until
from tradewind.kernel import clock
from tradewind.platform.realtime import tickets
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.lines import Line

ORDER, OTHER = "order:ord_1", "order:ord_2"


def line(topic: str = ORDER, seq: int | None = None, **payload: Any) -> Line:
    return Line(topic=topic, kind="stage", payload=payload, seq=seq)


def close_code(socket: ClientConnection) -> int | None:
    """The code with which the hub ends this connection, once what is on its way was read."""
    try:
        while True:
            socket.recv(timeout=8)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None


def test_a_page_hears_its_topic_and_no_other(edge: RunningEdge, publisher: Publisher) -> None:
    with edge.page(ORDER) as page:
        publisher.send(line(OTHER, 1, stage="secret"), line(ORDER, 7, stage="shipped"))
        assert lines_of(page, 1) == [
            {"topic": ORDER, "kind": "stage", "epoch": 0, "seq": 7, "payload": {"stage": "shipped"}}
        ]
        with pytest.raises(TimeoutError):
            page.recv(timeout=0.3)


def test_a_position_in_a_topic_the_ticket_does_not_name_opens_nothing(
    edge: RunningEdge, publisher: Publisher
) -> None:
    with edge.page(OTHER) as owner:
        publisher.send(line(OTHER, 1), line(OTHER, 2, stage="secret"))
        lines_of(owner, 2)
        with edge.page(ORDER, since={OTHER: [0, 1]}) as page:
            publisher.send(line(OTHER, 3, stage="secret"), line(ORDER, 1))
            assert [said["topic"] for said in lines_of(page, 1)] == [ORDER]


def test_a_forged_ticket_is_refused(edge: RunningEdge) -> None:
    forged = tickets.sign(topics=[ORDER], key=b"guessed", now=clock.now())
    with edge.socket() as socket:
        socket.send(json.dumps({"ticket": forged}))
        assert close_code(socket) == 4401
    assert edge.edge.counters.tickets_refused_total == 1
    assert edge.edge.hub.viewers == set()


def test_an_expired_ticket_is_refused(edge: RunningEdge) -> None:
    a_minute_ago = clock.now() - timedelta(seconds=61)
    old = tickets.sign(topics=[ORDER], key=edge.configuration.ticket_key, now=a_minute_ago)
    with edge.socket() as socket:
        socket.send(json.dumps({"ticket": old}))
        assert close_code(socket) == 4401


def test_who_sends_no_ticket_is_closed(start_edge: StartEdge, configuration: Configuration) -> None:
    edge = start_edge(configuration, ticket_wait_seconds=0.2)
    with edge.socket() as socket:
        assert close_code(socket) == 4401


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        "null",
        '{"ticket": 3}',
        '{"ticket": "a", "since": {"order:1": ["a", 1]}}',
        b"\0",
    ],
)
def test_nonsense_is_closed(edge: RunningEdge, said: str | bytes) -> None:
    with edge.socket() as socket:
        socket.send(said)
        assert close_code(socket) == 4400


def test_a_flood_of_tickets_is_closed(start_edge: StartEdge, configuration: Configuration) -> None:
    edge = start_edge(configuration, seconds_between_tickets=5)
    with edge.page(ORDER) as page:
        page.send(json.dumps({"ticket": edge.ticket(ORDER)}))
        assert close_code(page) == 4429


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1.evil.example", "null", None]
)
def test_a_foreign_page_gets_no_socket(edge: RunningEdge, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refused:
        edge.socket(origin=origin)
    assert refused.value.response.status_code == 403
    assert edge.edge.counters.origins_refused_total == 1


def test_a_subscription_ends_unless_it_is_renewed(
    start_edge: StartEdge, configuration: Configuration
) -> None:
    edge = start_edge(configuration, subscription_seconds=2, seconds_between_tickets=0)
    publisher = edge.publisher()
    with edge.page(ORDER) as lazy, edge.page(ORDER) as keen:
        for seq in range(3):
            keen.send(json.dumps({"ticket": edge.ticket(ORDER)}))
            assert json.loads(keen.recv(timeout=5))[0]["control"] == "subscribed"
            publisher.send(line(ORDER, seq))
            assert lines_of(keen, 1)[0]["seq"] == seq
            with pytest.raises(TimeoutError):
                keen.recv(timeout=0.7)
        assert close_code(lazy) == 4410
        publisher.send(line(ORDER, 9))
        assert lines_of(keen, 1)[0]["seq"] == 9
    publisher.close()


def test_a_renewal_without_a_topic_takes_it_away(edge: RunningEdge, publisher: Publisher) -> None:
    with edge.page(ORDER, OTHER) as page:
        page.send(json.dumps({"ticket": edge.ticket(ORDER)}))
        assert json.loads(page.recv(timeout=5))[0]["topics"] == [ORDER]
        publisher.send(line(OTHER, 1), line(ORDER, 2))
        assert [said["topic"] for said in lines_of(page, 1)] == [ORDER]


def test_an_oversized_payload_arrives_as_a_word_to_ask_web(
    edge: RunningEdge, publisher: Publisher
) -> None:
    with edge.page(ORDER) as page:
        publisher.send(line(ORDER, 1, note="x" * 8_000), line(ORDER, 2, note="y"))
        assert [(said["seq"], said["payload"]) for said in lines_of(page, 2)] == [
            (1, None),
            (2, {"note": "y"}),
        ]


def stream_of(
    edge: RunningEdge, ask: dict[str, Any], **headers: str
) -> AbstractContextManager[httpx.Response]:
    return httpx.stream(
        "GET",
        f"http://127.0.0.1:{edge.port}/edge/live/events",
        params={"ask": json.dumps(ask)},
        headers=headers,
        trust_env=False,
        timeout=8,
    )


def events_of(stream: httpx.Response) -> Iterator[list[dict[str, Any]]]:
    for text in stream.iter_lines():
        if text.startswith("data: "):
            yield json.loads(text.removeprefix("data: "))


def test_events_carry_the_same_lines_and_resume(edge: RunningEdge, publisher: Publisher) -> None:
    with edge.page(ORDER) as page:
        publisher.send(line(ORDER, 1), line(ORDER, 2))
        lines_of(page, 2)
    ask = {"ticket": edge.ticket(ORDER), "since": {ORDER: [0, 1]}}
    with stream_of(edge, ask, origin=PAGE) as stream:
        assert stream.headers["content-type"] == "text/event-stream"
        assert stream.headers["access-control-allow-origin"] == PAGE
        assert stream.headers["vary"] == "Origin"
        heard = events_of(stream)
        assert [said["control"] for said in next(heard)] == ["subscribed"]
        assert [said["seq"] for said in next(heard)] == [2]
        publisher.send(line(ORDER, 3))
        assert [said["seq"] for said in next(heard)] == [3]


def test_events_end_when_the_subscription_does(
    start_edge: StartEdge, configuration: Configuration
) -> None:
    edge = start_edge(configuration, subscription_seconds=0.5, heartbeat_seconds=0.1)
    with stream_of(edge, {"ticket": edge.ticket(ORDER)}) as stream:
        text = stream.read().decode()
    assert ": still here\n\n" in text
    assert text.endswith('event: end\ndata: {"code":4410,"reason":"ended"}\n\n')
    wait_until(lambda: edge.edge.hub.viewers == set())


def test_events_are_refused_to_foreign_pages_and_bad_tickets(edge: RunningEdge) -> None:
    good = {"ticket": edge.ticket(ORDER)}
    with stream_of(edge, good, origin="https://evil.example") as stream:
        assert stream.status_code == 403
        assert "access-control-allow-origin" not in stream.headers
    with stream_of(edge, {"ticket": "a.b"}, origin=PAGE) as stream:
        assert stream.status_code == 401
    with stream_of(edge, {}, origin=PAGE) as stream:
        assert stream.status_code == 400
    assert edge.edge.hub.viewers == set()


def test_health_metrics_and_nothing_else(edge: RunningEdge) -> None:
    assert edge.get("/healthz").json() == {"status": "ok", "bus": "up"}
    with edge.page(ORDER):
        assert "tradewind_edge_viewers 1\n" in edge.get("/metrics").text
    wait_until(lambda: "tradewind_edge_viewers 0\n" in edge.get("/edge/metrics").text)
    assert edge.get("/live").status_code == 404
    assert edge.get("/etc/passwd").status_code == 404


def test_stopping_asks_pages_to_come_back(
    start_edge: StartEdge, configuration: Configuration
) -> None:
    edge = start_edge(configuration)
    with edge.page(ORDER) as page, stream_of(edge, {"ticket": edge.ticket(ORDER)}) as stream:
        next(stream.iter_lines())
        edge.stop()
        assert close_code(page) == 1012
