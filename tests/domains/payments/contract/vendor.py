"""What the suite needs of a vendor: a shopper who pays there, messages, faults, and its own books."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.ports import Gateway, Incoming, Payer
from tradewind.kernel.money import Money

SECONDS = 0.4
"""How long gateways wait in these tests."""


@dataclass(frozen=True)
class Asked:
    """A request as a vendor sees it."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body or b"{}")

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


Told = tuple[int, Any]


class Server:
    """A vendor's address on this machine. `fault` spoils the answers, and only the answers to
    paths that begin with `spoils`; ``lost`` does the work first.
    """

    def __init__(self, handle: Callable[[Asked], Told]) -> None:
        self.fault, self.spoils = "", "/"
        self.asked: list[Asked] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _all(self) -> None:
                parts = urlsplit(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(
                    self.command,
                    parts.path,
                    dict(parse_qsl(parts.query)),
                    {name.lower(): value for name, value in self.headers.items()},
                    self.rfile.read(length),
                )
                outer.asked.append(asked)
                fault = outer.fault if asked.path.startswith(outer.spoils) else ""
                status, body = (500, {"error": "fault"}) if fault == "500" else handle(asked)
                content = json.dumps(body).encode()
                if fault in ("hang", "lost"):
                    time.sleep(SECONDS * 2)
                    self.close_connection = True
                    return
                if fault == "malformed":
                    content = b'{"id": "half'
                if fault == "huge":
                    content = b'{"a": "' + b"x" * 3_000_000 + b'"}'
                with suppress(OSError):
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)

            do_GET = do_POST = do_DELETE = _all  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def calls(self, path: str) -> int:
        return sum(asked.path.startswith(path) for asked in self.asked)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Vendor:
    """One vendor of the suite. Subclasses play it; `server` is None where the mall itself is it."""

    name: str = ""
    method: str = "card"
    amount: Money = field(default_factory=lambda: Money(1695, "CAD"))
    payer: Payer = field(default_factory=Payer)
    server: Server | None = None
    refunds: str = "parts"  # parts, whole or by_hand
    signs: bool = True
    declines: bool = True
    starts_by_call: bool = True
    makes_pages: bool = True

    def gateway(self) -> Gateway:
        """The adapter under test."""
        raise NotImplementedError

    def shopper_pays(self, payment: Payment, amount: Money | None = None) -> None:
        """Somebody pays at the vendor's, rightly or `amount` instead."""
        raise NotImplementedError

    def shopper_fails(self, payment: Payment) -> None:
        """Somebody is declined there."""
        raise NotImplementedError

    def message(self, payment: Payment) -> Incoming | None:
        """What the vendor sends about the payment as it stands there; None: it sends nothing."""
        raise NotImplementedError

    def forged(self, payment: Payment) -> Incoming:
        """The same, from somebody else."""
        raise NotImplementedError

    def next_time(self, what: str) -> None:
        """How cards kept here pay: ``pays``, ``asks``, ``expired`` or ``short``."""
        raise NotImplementedError

    def confirms(self, payment: Payment) -> None:
        """The shopper says to the bank that it is them."""
        raise NotImplementedError

    def loses_cards(self) -> None:
        """The vendor lets go of all cards and tells nobody."""
        raise NotImplementedError

    def card_message(self) -> Incoming:
        """What the vendor sends when it lets go of the last card it kept."""
        raise NotImplementedError

    def attached(self) -> int:
        """How many cards the vendor keeps."""
        raise NotImplementedError

    def payable(self) -> int:
        """How many things the vendor could be paid for."""
        raise NotImplementedError

    def sent_back(self) -> int:
        """Minor units of ours that the vendor refunded."""
        return 0


def get(query: Mapping[str, str]) -> Incoming:
    return Incoming(method="GET", headers={}, query=query, body=b"")


def post(body: bytes, headers: Mapping[str, str]) -> Incoming:
    return Incoming(method="POST", headers=headers, query={}, body=body)
