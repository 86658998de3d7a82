"""One connection from its first byte to its last, over each transport."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs

from tradewind.platform.realtime.desk import BadRequest, Desk, Wish
from tradewind.platform.realtime.frame import Heartbeat
from tradewind.platform.realtime.tickets import TicketExpired, TicketForged
from tradewind.platform.realtime.viewer import (
    Goodbye,
    Receive,
    Scope,
    Send,
    SocketWire,
    StreamWire,
    Viewer,
)

_HEARTBEAT = Heartbeat()


async def listen_by_socket(*, desk: Desk, scope: Scope, receive: Receive, send: Send) -> None:
    """A WebSocket: the page sends a ticket within 5 s, later one more each time it renews."""
    await send({"type": "websocket.accept"})
    viewer = desk.viewer(wire=SocketWire(), send=send, abort=_abort_of(scope))
    try:
        refusal = await _converse(desk, viewer, receive)
        if refusal is not None:
            viewer.end(refusal)
            await _until_closed(receive, "websocket.disconnect")
    finally:
        desk.hub.leave(viewer)


async def _converse(desk: Desk, viewer: Viewer, receive: Receive) -> Goodbye | None:
    """Take tickets until the page leaves; otherwise say why the hub should end it."""
    clock = asyncio.get_running_loop().time
    seated_at = float("-inf")
    try:
        async with asyncio.timeout(desk.limits.ticket_wait_seconds):
            said = await receive()
        while said["type"] == "websocket.receive":
            if clock() - seated_at < desk.limits.seconds_between_tickets:
                return Goodbye.TOO_OFTEN
            seated_at = clock()
            wish = Wish.read(said.get("text") or "")
            desk.seat(viewer, topics=desk.check(wish), wish=wish)
            said = await receive()
    except (TicketForged, TicketExpired, TimeoutError):
        return Goodbye.TICKET_REFUSED
    except BadRequest:
        return Goodbye.BAD_MESSAGE
    return None


async def listen_by_stream(
    *,
    desk: Desk,
    scope: Scope,
    cors: Sequence[tuple[bytes, bytes]],
    receive: Receive,
    send: Send,
) -> None:
    """Server-sent events: ticket and positions stand in the query, since a GET carries nothing else.

    The ticket is good for a minute and this process logs no addresses. A page renews by opening
    another stream.
    """
    query = parse_qs(scope["query_string"].decode("latin-1"))
    try:
        wish = Wish.read(query.get("ask", [""])[0])
        topics = desk.check(wish)
    except BadRequest:
        return await _refuse(send, 400, cors)
    except (TicketForged, TicketExpired):
        return await _refuse(send, 401, cors)
    headers = [
        (b"content-type", b"text/event-stream"),
        (b"cache-control", b"no-store"),
        # nginx would otherwise gather the lines.
        (b"x-accel-buffering", b"no"),
        # The stream's end is the connection's end, so that cutting it cuts nothing else.
        (b"connection", b"close"),
        *cors,
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    viewer = desk.viewer(wire=StreamWire(), send=send, abort=_abort_of(scope))
    heartbeat = asyncio.create_task(_keep_alive(viewer, desk.limits.heartbeat_seconds))
    try:
        desk.seat(viewer, topics=topics, wish=wish)
        await _until_closed(receive, "http.disconnect")
    finally:
        heartbeat.cancel()
        desk.hub.leave(viewer)
    return None


async def _keep_alive(viewer: Viewer, seconds: float) -> None:
    while not viewer.gone:
        await asyncio.sleep(seconds)
        viewer.offer(_HEARTBEAT)


async def _until_closed(receive: Receive, kind: str) -> None:
    while (await receive())["type"] != kind:
        pass


async def _refuse(send: Send, status: int, cors: Sequence[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(cors)})
    await send({"type": "http.response.body", "body": b""})


def _abort_of(scope: Scope) -> Callable[[], None]:
    """How to cut this connection, where the server offers it (`server.CuttableProtocol`)."""
    abort: Callable[[], None] = scope.get("state", {}).get("abort", lambda: None)
    return abort
