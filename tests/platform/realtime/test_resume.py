"""A page that was away is told what it missed, or told to ask."""

from __future__ import annotations

import json
import threading
from typing import Any

from websockets.sync.client import ClientConnection

from tests.platform.realtime.conftest import StartEdge
from tests.platform.realtime.running import Publisher, RunningEdge, lines_of, wait_until
from tests.platform.realtime.servers import PostgresServer, RedisServer
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.lines import Line

ORDER, GAP = "order:ord_1", {"control": "gap", "topic": "order:ord_1"}


def line(seq: int) -> Line:
    return Line(topic=ORDER, kind="stage", payload={}, seq=seq)


def seqs(lines: list[dict[str, Any]]) -> list[int]:
    return [line["seq"] for line in lines]


def test_a_short_absence_costs_nothing(edge: RunningEdge, publisher: Publisher) -> None:
    with edge.page(ORDER) as page:
        publisher.send(line(1))
        assert seqs(lines_of(page, 1)) == [1]
    publisher.send(line(2), line(3))
    wait_until(lambda: edge.edge.counters.lines_heard_total == 3)
    with edge.page(ORDER, since={ORDER: [0, 1]}) as page:
        assert seqs(lines_of(page, 2)) == [2, 3]
        publisher.send(line(4))
        assert seqs(lines_of(page, 1)) == [4]


def test_a_page_that_missed_nothing_is_told_nothing(
    edge: RunningEdge, publisher: Publisher
) -> None:
    with edge.page(ORDER) as page:
        publisher.send(line(1))
        lines_of(page, 1)
    with edge.page(ORDER, since={ORDER: [0, 1]}) as page:
        publisher.send(line(2))
        assert seqs(lines_of(page, 1)) == [2]


def test_a_hub_that_cannot_know_says_so(edge: RunningEdge) -> None:
    with edge.page(ORDER, since={ORDER: [0, 1]}) as page:
        assert lines_of(page, 1) == [GAP]


def test_a_room_long_empty_is_forgotten(
    start_edge: StartEdge, configuration: Configuration
) -> None:
    edge = start_edge(configuration, linger_seconds=0.1, subscription_seconds=2)
    with edge.page(ORDER):
        wait_until(lambda: list(edge.edge.hub.rooms) == [ORDER])
    wait_until(lambda: edge.edge.hub.rooms == {})


def test_pages_that_come_and_go_in_a_stream_of_lines_hear_each_once(
    edge: RunningEdge, publisher: Publisher
) -> None:
    last = 400

    def speak() -> None:
        for seq in range(1, last + 1):
            publisher.send(line(seq))

    with edge.page(ORDER) as first:
        publisher.send(line(0))
        assert seqs(lines_of(first, 1)) == [0]
        speaking = threading.Thread(target=speak)
        speaking.start()
        heard = [0]
        while heard[-1] < last:
            with edge.page(ORDER, since={ORDER: [0, heard[-1]]}) as page:
                heard += seqs(json.loads(page.recv(timeout=5)))
        speaking.join()
    assert heard == list(range(last + 1))


def test_a_hole_in_a_publishers_numbers_is_a_gap(edge: RunningEdge, publisher: Publisher) -> None:
    with edge.page(ORDER) as page:
        publisher.send(line(1))
        publisher._number += 1
        publisher.send(line(5))
        assert lines_of_any(page, 3) == [1, GAP, 5]


def test_a_message_sent_twice_is_heard_once(edge: RunningEdge, publisher: Publisher) -> None:
    passing = Line(topic=ORDER, kind="viewers", payload={"count": 3})
    with edge.page(ORDER) as page:
        publisher.send(passing)
        publisher._number -= 1
        publisher.send(passing)
        publisher.send(line(1))
        assert [said["kind"] for said in lines_of(page, 2)] == ["viewers", "stage"]


def lines_of_any(page: ClientConnection, count: int) -> list[Any]:
    return [said if "control" in said else said["seq"] for said in lines_of(page, count)]


def survives_a_restart(server: PostgresServer | RedisServer, start_edge: StartEdge) -> None:
    edge = start_edge(Configuration(secret="of a mall", bus_url=server.url))
    publisher = edge.publisher()
    with edge.page(ORDER) as page:
        publisher.send(line(1))
        assert seqs(lines_of(page, 1)) == [1]
        server.kill()
        wait_until(lambda: not edge.edge.relay.is_up)
        assert edge.get("/healthz").json() == {"status": "ok", "bus": "down"}
        server.start()
        wait_until(lambda: edge.edge.relay.is_up)
        assert lines_of(page, 1) == [GAP]
        later = Publisher(edge.configuration, name="later")
        later.send(line(2))
        assert seqs(lines_of(page, 1)) == [2]
        later.close()
    publisher.close()
    assert edge.edge.counters.bus_losses_total == 1


def test_redis_is_killed_and_comes_back(start_edge: StartEdge, redis_server: RedisServer) -> None:
    survives_a_restart(redis_server, start_edge)


def test_postgresql_is_killed_and_comes_back(
    start_edge: StartEdge, postgres_server: PostgresServer
) -> None:
    survives_a_restart(postgres_server, start_edge)
