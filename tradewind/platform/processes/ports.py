"""Asking for a port before taking it."""

from __future__ import annotations

import errno
import http.client
import os
import socket

from tradewind.platform.processes.errors import AddressUnusable, PortTaken


def probe(host: str, port: int) -> None:
    """Raise `PortTaken` when something listens on `host`:`port`, `AddressUnusable` when it can't be.

    Needed because Granian binds with SO_REUSEPORT: a second one would share the port silently,
    and half the requests would go to the wrong mall.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probing:
        # Without it, connections of a server that just ended (TIME_WAIT) would count as taken.
        probing.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probing.bind(address)
            probing.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(host=host, port=port) from None
            reason = os.strerror(error.errno or 0)
            raise AddressUnusable(host=host, port=port, reason=reason) from None


def answers(host: str, port: int) -> bool:
    """Whether HTTP is answered at `host`:`port` right now, whatever the answer.

    A connection alone proves nothing: Granian listens long before the pages are loaded.
    """
    calling = http.client.HTTPConnection(reachable(host), port, timeout=0.5)
    try:
        calling.request("GET", "/healthz")
        calling.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        calling.close()


def reachable(host: str) -> str:
    """The address to call for a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104
