"""A furnished mall that really runs, and a browser to walk through it.

One mall for the whole session: journeys share it, so each makes what it changes for itself.
"""

from __future__ import annotations

import email
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.policy import default
from pathlib import Path
from secrets import token_hex
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from psycopg import sql

from tests.database import drop
from tests.mailbox import text_of

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_COMMAND = [sys.executable, "-m", "tradewind.cli"]
_PATIENCE = 120.0  # seconds for migrating, furnishing and starting
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
_passwords: dict[str, str] = {}
# Milliseconds until a page is given up; only what fails waits so long, on a machine that is busy.
_LONG = 30_000
expect.set_options(timeout=15_000)


@dataclass(frozen=True)
class Mall:
    """A mall that serves at `url`."""

    url: str
    surroundings: dict[str, str]

    def password(self) -> str:
        """What everybody in the demo signs in with."""
        if self.url not in _passwords:
            program = "from tradewind.cli.welcome import password; print(password())"
            _passwords[self.url] = self.act(program)
        return _passwords[self.url]

    def letters(self, to: str) -> list[str]:
        """What was written to that address, as plain text, oldest first."""
        folder = Path(self.surroundings["TRADEWIND_DATA"]) / "mail"
        files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime)
        written = [content for path in files if to.encode() in (content := path.read_bytes())]
        found = [email.message_from_bytes(content, policy=default) for content in written]
        return [text_of(mail) for mail in found if to in str(mail["To"])]

    def way_in_letter(self, page: Page, to: str, path: str) -> str:
        """The address with `path` in it that a letter to `to` tells, once it has come."""
        for _ in range(120):
            for letter in self.letters(to):
                if found := re.search(rf"https?://[^/\s]+(/\S*{path}\S+)", letter):
                    return found[1]
            page.wait_for_timeout(500)
        raise AssertionError(f"no letter to {to} tells of {path}")

    def act(self, program: str) -> str:
        """Run Python beside the mall, as its staff's scripts would; returns what it prints."""
        done = subprocess.run(
            [sys.executable, "-c", f"import django\ndjango.setup()\n{program}"],
            cwd=ROOT,
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@dataclass(frozen=True)
class Furnished:
    """A mall nobody serves: its database, its folder, and the key its secrets are kept with."""

    database: str
    folder: Path
    secret_key: str


@pytest.fixture(scope="session")
def mall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mall]:
    """`tradewind serve` on a database and a data folder of its own, furnished."""
    subprocess.run([sys.executable, ROOT / "frontend" / "build.py"], check=True)
    server = os.environ["DATABASE_URL"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    own = tmp_path_factory.getbasetemp()
    furnished = _furnished(server, own if worker == "main" else own.parent)
    name = f"{furnished.database}_{worker}"
    port = _free_pair()
    data = tmp_path_factory.mktemp("mall")
    shutil.copytree(furnished.folder, data, dirs_exist_ok=True)
    surroundings = _surroundings(server, name, data, furnished.secret_key)
    surroundings["TRADEWIND_PORT"] = str(port)
    with _database(server, name, template=furnished.database):
        log = (data / "serve.log").open("w")
        serving = subprocess.Popen(
            [*_COMMAND, "serve"], cwd=ROOT, env=surroundings, stdout=log, stderr=log
        )
        try:
            url = f"http://localhost:{port}"
            _await(f"{url}/healthz", serving, data / "serve.log")
            yield Mall(url, surroundings)
        finally:
            serving.terminate()
            serving.wait(timeout=20)
            log.close()


def _furnished(server: str, shared: Path) -> Furnished:
    """One worker furnishes while the others wait; each then serves a copy."""
    name = f"{urlsplit(server).path.strip('/')}_journeys_{os.environ['TRADEWIND_TEST_SLOT']}"
    folder, key = shared / "furnished", shared / "furnished.key"
    with psycopg.connect(server, autocommit=True) as connection:
        # The lock lasts as long as the connection.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if not key.exists():
            folder.mkdir(exist_ok=True)
            secret_key = "only for journeys: " + token_hex(16)
            drop(connection, name)
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            for step in ("migrate", "furnish"):
                surroundings = _surroundings(server, name, folder, secret_key)
                subprocess.run([*_COMMAND, step], cwd=ROOT, env=surroundings, check=True)
            key.write_text(secret_key)
    return Furnished(database=name, folder=folder, secret_key=key.read_text())


def _surroundings(server: str, database: str, data: Path, secret_key: str) -> dict[str, str]:
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith("TRADEWIND_")},
        "DATABASE_URL": urlsplit(server)._replace(path=f"/{database}").geturl(),
        "DJANGO_SETTINGS_MODULE": "tradewind.config.settings",
        "TRADEWIND_DATA": str(data),
        "SECRET_KEY": secret_key,
    }


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


@pytest.fixture
def visit(browser: Browser, mall: Mall) -> Iterator[Callable[..., Page]]:
    """Open the mall as somebody new: ``visit("ar")`` in Arabic, on a phone unless told."""
    opened: list[BrowserContext] = []

    def arrive(language: str = "en", viewport: dict[str, int] = PHONE, **options: object) -> Page:
        prefix = "" if language == "en" else f"/{language}"
        context = browser.new_context(
            base_url=mall.url,
            viewport=viewport,  # type: ignore[arg-type]
            locale="en-CA",
            reduced_motion="reduce",
            **{"service_workers": "block", **options},  # type: ignore[arg-type]
        )
        context.set_default_timeout(_LONG)
        opened.append(context)
        page = context.new_page()
        page.goto(f"{prefix}/")
        return page

    yield arrive
    for context in opened:
        context.close()


def complaints(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.1 A and AA on the page as it stands."""
    # By the browser's own debugger, since the page's policy lets in no script of ours.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async () => (await axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
        })).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`)"""
    )
    return list(found)


def _free_pair() -> int:
    """A port that is free together with the next one, where the realtime hub listens."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@contextmanager
def _database(server: str, name: str, *, template: str) -> Iterator[None]:
    """A copy of the database `template` that is there for as long as the block."""
    names = sql.Identifier(name), sql.Identifier(template)
    with psycopg.connect(server, autocommit=True) as connection:
        drop(connection, name)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    try:
        yield
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            drop(connection, name)


def _await(url: str, serving: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if serving.poll() is not None:
            break
        try:
            with urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the mall did not open:\n{log.read_text()[-3000:]}")
