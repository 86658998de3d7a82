"""A push service of the tests' own, and browsers that can read what it was handed."""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pytest_django.fixtures import Settings


def written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Handed:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """`answers` is what it says by path, 201 where nothing else stands."""

    origin: str = ""
    answers: dict[str, int] = field(default_factory=dict)
    handed: list[Handed] = field(default_factory=list)


class DeviceBrowser:
    """What a browser keeps to itself: the private half of its keys."""

    def __init__(self, service: PushService, name: str = "one") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = os.urandom(16)
        self.path = f"/push/{name}"
        self.endpoint = f"{service.origin}{self.path}"
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.p256dh, self.auth = written(point), written(self._auth)

    def opens(self, body: bytes) -> dict[str, Any]:
        """The message, decrypted as RFC 8291 says."""
        plain = http_ece.decrypt(
            body, private_key=self._key, auth_secret=self._auth, version="aes128gcm"
        )
        message: dict[str, Any] = json.loads(plain)
        return message


def _handler(service: PushService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            service.handed.append(Handed(self.path, headers, body))
            status = service.answers.get(self.path, 201)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{service.origin}/inside")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextmanager
def open_service(settings: Settings) -> Iterator[PushService]:
    service = PushService()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    service.origin = f"http://127.0.0.1:{server.server_port}"
    settings.PUSH_SERVICES = (service.origin,)
    settings.DEFAULT_FROM_EMAIL = "Tradewind <mall@mall.test>"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def push_service(settings: Settings) -> Iterator[PushService]:
    """Import it into a test module to have it."""
    with open_service(settings) as service:
        yield service
