"""A page that does not read is let go, and nobody else notices."""

from __future__ import annotations

import contextlib
import json
import socket
import time

from websockets.client import ClientProtocol
from websockets.uri import parse_uri

from tests.platform.realtime.conftest import StartEdge
from tests.platform.realtime.running import PAGE, RunningEdge, lines_of, wait_until
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.lines import Line

SHOW = "show:shw_1"


def line(seq: int) -> Line:
    return Line(topic=SHOW, kind="chat", payload={"text": "x" * 6_000}, seq=seq)


def stalled_socket(edge: RunningEdge) -> socket.socket:
    """A WebSocket that asked for lines and reads nothing but the handshake."""
    sleepy = connection(edge)
    protocol = ClientProtocol(parse_uri(f"ws://127.0.0.1:{edge.port}/live"), origin=PAGE)  # type: ignore[arg-type]
    protocol.send_request(protocol.connect())
    sleepy.sendall(b"".join(protocol.data_to_send()))
    protocol.receive_data(sleepy.recv(4_096))
    protocol.send_text(json.dumps({"ticket": edge.ticket(SHOW)}).encode())
    sleepy.sendall(b"".join(protocol.data_to_send()))
    return sleepy


def stalled_stream(edge: RunningEdge) -> socket.socket:
    sleepy = connection(edge)
    ask = json.dumps({"ticket": edge.ticket(SHOW)}).replace('"', "%22").replace(" ", "")
    sleepy.sendall(f"GET /live/events?ask={ask} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    return sleepy


def connection(edge: RunningEdge) -> socket.socket:
    sleepy = socket.socket()
    sleepy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    sleepy.connect(("127.0.0.1", edge.port))
    return sleepy


def test_sleepers_are_cut_and_the_others_hear_everything_in_time(
    start_edge: StartEdge, configuration: Configuration
) -> None:
    edge = start_edge(configuration, viewer_backlog_bytes=100_000, goodbye_seconds=0.3)
    sleepers = [make(edge) for make in (stalled_socket, stalled_stream) for _ in range(3)]
    wait_until(lambda: len(edge.edge.hub.viewers) == 6)
    publisher = edge.publisher()
    longest = 0.0
    with edge.page(SHOW) as awake:
        for seq in range(120):
            started = time.monotonic()
            publisher.send(line(seq))
            assert [said["seq"] for said in lines_of(awake, 1)] == [seq]
            longest = max(longest, time.monotonic() - started)
        wait_until(lambda: len(edge.edge.hub.viewers) == 1)
        assert edge.edge.counters.viewers_behind_total == 6
        assert longest < 3
        for sleeper in sleepers:
            read_to_the_end(sleeper)
        publisher.send(line(999))
        assert [said["seq"] for said in lines_of(awake, 1)] == [999]
    publisher.close()


def test_a_slow_page_that_wakes_in_time_is_told_to_resume(
    start_edge: StartEdge, configuration: Configuration
) -> None:
    edge = start_edge(configuration, viewer_backlog_bytes=100_000, goodbye_seconds=5)
    sleeper = stalled_stream(edge)
    wait_until(lambda: len(edge.edge.hub.viewers) == 1)
    publisher = edge.publisher()
    for seq in range(120):
        publisher.send(line(seq))
    wait_until(lambda: edge.edge.counters.viewers_behind_total == 1)
    sleeper.settimeout(8)
    read = b""
    while chunk := sleeper.recv(65_536):
        read += chunk
    assert b'event: end\ndata: {"code":4408,"reason":"behind"}\n\n' in read
    publisher.close()


def test_a_page_that_pauses_within_the_bound_misses_nothing(
    start_edge: StartEdge, configuration: Configuration
) -> None:
    edge = start_edge(configuration, viewer_backlog_bytes=4_000_000)
    publisher = edge.publisher()
    with edge.page(SHOW, max_queue=1) as page:
        for seq in range(200):
            publisher.send(line(seq))
        wait_until(lambda: edge.edge.counters.lines_heard_total == 200)
        assert [said["seq"] for said in lines_of(page, 200)] == list(range(200))
    assert edge.edge.counters.viewers_behind_total == 0
    publisher.close()


def read_to_the_end(sleeper: socket.socket) -> None:
    """Read the little that was on its way; fails when the connection does not end."""
    sleeper.settimeout(3)
    with contextlib.suppress(ConnectionResetError):
        while sleeper.recv(65_536):
            pass
