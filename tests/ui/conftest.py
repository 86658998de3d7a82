"""A server for the gallery and a browser to look at it. No database: layouts must not need one."""

from __future__ import annotations

import mimetypes
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def assets() -> Path:
    """The collected static files, built now if they are stale."""
    subprocess.run([sys.executable, ROOT / "frontend" / "build.py"], check=True)
    return Path(settings.STATIC_ROOT)


@pytest.fixture(scope="session")
def gallery_url(assets: Path) -> Iterator[str]:
    pages = WSGIHandler()

    def serve(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(settings.STATIC_URL):
            return pages(environ, start)
        file = assets / path.removeprefix(settings.STATIC_URL)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        start("200 OK" if file.is_file() else "404 Not Found", [("Content-Type", kind)])
        return [file.read_bytes()] if file.is_file() else []

    with make_server("127.0.0.1", 0, serve, server_class=_Server, handler_class=_Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


# Not for the whole session: while Playwright runs, its thread has an event loop running, and tests
# of other modules on this worker could start none of theirs.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium when there is one, else Playwright's own."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()
