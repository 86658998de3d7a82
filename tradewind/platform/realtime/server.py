"""How the hub is served: uvicorn on uvloop, frames uncompressed, nothing of a request logged."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import socket
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from tradewind.platform.realtime.board import Board
from tradewind.platform.realtime.edge import Edge, application

_STOP_SECONDS = 3
_BACKLOG = 4096
# Bounds what the kernel holds for a page that does not read: it would grow to megabytes each.
_KERNEL_BUFFER_BYTES = 64 * 1024


class CuttableProtocol(H11Protocol):
    """Lets the application cut a connection. ASGI can only close one after its buffer has drained,
    and the buffer of a page that stopped reading never does. WebSockets inherit the state."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "abort": transport.abort}


class EdgeServer(uvicorn.Server):
    """Says goodbye to every page before it stops; streams would hold the stop up otherwise."""

    def __init__(self, config: uvicorn.Config, edge: Edge) -> None:
        super().__init__(config)
        self._edge = edge

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._edge.end_all()
        await super().shutdown(sockets)


def build(edge: Edge, **settings: Any) -> EdgeServer:
    """A server for `edge`, not started; `settings` as `uvicorn.Config` takes them."""
    config = uvicorn.Config(
        edge,
        http=CuttableProtocol,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=16 * 1024,
        lifespan="on",
        interface="asgi3",
        access_log=False,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
        backlog=_BACKLOG,
        **settings,
    )
    return EdgeServer(config, edge)


def listening_socket(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A bound socket whose connections have small kernel buffers. Port 0 takes a free one.

    Raises `OSError` when the port is taken: it is never shared silently. Sockets that are `shared`
    by the same account may have one port; the kernel deals connections out among them.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _KERNEL_BUFFER_BYTES)
    if shared:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((host, port))
    return listening


def shared_sockets(host: str, port: int, count: int) -> list[socket.socket]:
    """`count` sockets on one port, listening already, for as many hubs.

    Whoever keeps them open keeps their queues: pages that come while a hub is started again wait
    in its queue instead of being refused.
    """
    sockets = [listening_socket(host, port, shared=True) for _ in range(count)]
    for listening in sockets:
        listening.listen(_BACKLOG)
        listening.set_inheritable(True)
    return sockets


def serve(host: str, port: int) -> None:
    """Run one hub until SIGTERM or SIGINT. Raises `OSError` when the port is taken."""
    serve_on(listening_socket(host, port))


def serve_on(listening: socket.socket, board: Board | None = None) -> None:
    """Run one hub on a socket that somebody else bound, counting on `board` with its siblings."""
    raise_open_files()
    if board is not None:
        application.share(board)
    build(application).run(sockets=[listening])


def raise_open_files() -> None:
    """Each page is an open file; systems often start with 1,024."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
