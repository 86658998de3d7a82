"""<tw-live> in a real browser, on a page whose policy allows no inline script."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.platform.realtime.conftest import StartEdge
from tests.platform.realtime.running import Publisher, RunningEdge, wait_until
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.lines import Line

ORDER = "order:ord_1"
SCRIPT = Path(__file__).parents[3] / "tradewind/ui/static/ui/js/live.js"

PAGE = """<!doctype html><script type="module" src="/live.js"></script>
<script src="/page.js"></script><p id="tracking">0</p><p id="told"></p>
<tw-live ticket-url="/ticket" edge="{edge}" refresh="#tracking" refresh-on="stage"
 since='{{"order:ord_1": [0, 0]}}'></tw-live>"""

# Writes down what it hears, as htmx would by hx-trigger="live:refresh".
LISTENER = """
addEventListener("DOMContentLoaded", () => {
  const tracking = document.querySelector("#tracking");
  const told = document.querySelector("#told");
  tracking.addEventListener("live:refresh", () => { tracking.textContent++; });
  for (const kind of ["stage", "viewers", "gap"]) {
    document.addEventListener(`live:${kind}`, ({ detail }) => {
      told.textContent += ` ${kind}${detail.payload === undefined ? "" : JSON.stringify(detail.payload)}`;
    });
  }
});
"""

# A network that lets no WebSocket through.
NO_SOCKETS = """globalThis.WebSocket = class {
  constructor() { setTimeout(() => this.onclose(), 10); }
  close() {}
};"""


class Web(BaseHTTPRequestHandler):
    """The part of `web` that the element needs."""

    def __init__(self, site: Site, *arguments: object) -> None:
        self.site = site
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        edge = self.site.edge
        status, kind, body = {
            "/": (200, "text/html", PAGE.format(edge=f"http://127.0.0.1:{edge.port}/edge")),
            "/live.js": (200, "text/javascript", SCRIPT.read_text()),
            "/page.js": (200, "text/javascript", LISTENER),
            "/ticket": (
                self.site.ticket_status,
                "application/json",
                f'{{"ticket": "{edge.ticket(ORDER)}"}}',
            ),
        }.get(self.path, (404, "text/plain", ""))
        self.site.asked.append(self.path)
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header(
            "content-security-policy",
            "default-src 'none'; script-src 'self'; "
            f"connect-src 'self' http://127.0.0.1:{edge.port} ws://127.0.0.1:{edge.port}",
        )
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments: object) -> None:
        pass


class Site:
    def __init__(self, edge: RunningEdge) -> None:
        self.edge, self.ticket_status = edge, 200
        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Web, self))
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def site(edge: RunningEdge) -> Iterator[Site]:
    site = Site(edge)
    yield site
    site.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    yield page
    page.close()


def line(seq: int | None, kind: str = "stage", **payload: object) -> Line:
    return Line(topic=ORDER, kind=kind, payload=payload, seq=seq)


def state_is(page: Page, state: str) -> None:
    expect(page.locator("tw-live")).to_have_attribute("data-state", state, timeout=10_000)


def told(page: Page, text: str) -> None:
    expect(page.locator("#told")).to_have_text(text, timeout=10_000)


@pytest.mark.parametrize("transport", ["websocket", "events"])
def test_lines_become_events_and_refresh_the_target(
    site: Site, page: Page, publisher: Publisher, transport: str
) -> None:
    if transport == "events":
        page.add_init_script(NO_SOCKETS)
    page.goto(site.url)
    state_is(page, "live")
    # The hub began after the page was rendered, so the page is told to ask.
    told(page, "gap")
    publisher.send(line(1, stage="shipped"), line(None, "viewers", count=3))
    told(page, 'gap stage{"stage":"shipped"} viewers{"count":3}')
    assert page.locator("#tracking").text_content() == "2"
    expect(page.locator("tw-live")).to_be_hidden()


def test_a_payload_too_large_refreshes_all_the_same(
    site: Site, page: Page, publisher: Publisher
) -> None:
    page.goto(site.url)
    told(page, "gap")
    publisher.send(line(1, note="x" * 9_000))
    told(page, "gap stagenull")
    assert page.locator("#tracking").text_content() == "2"


def test_a_page_comes_back_by_itself_after_the_hub_was_away(
    site: Site, page: Page, publisher: Publisher, start_edge: StartEdge
) -> None:
    page.goto(site.url)
    told(page, "gap")
    publisher.send(line(1, stage="paid"))
    told(page, 'gap stage{"stage":"paid"}')
    site.edge.stop()
    state_is(page, "offline")
    site.edge = start_edge(site.edge.configuration, port=site.edge.port)
    state_is(page, "live")
    told(page, 'gap stage{"stage":"paid"} gap')
    publisher.send(line(2, stage="shipped"))
    told(page, 'gap stage{"stage":"paid"} gap stage{"stage":"shipped"}')


def test_a_subscription_is_renewed_over_the_same_connection(
    site: Site, page: Page, start_edge: StartEdge, configuration: Configuration
) -> None:
    site.edge = start_edge(configuration, subscription_seconds=2.5, seconds_between_tickets=0)
    page.goto(site.url)
    state_is(page, "live")
    [viewer] = site.edge.edge.hub.viewers
    wait_until(lambda: site.asked.count("/ticket") >= 3)
    state_is(page, "live")
    assert site.edge.edge.hub.viewers == {viewer}


def test_who_may_not_listen_is_not_asked_again(site: Site, page: Page) -> None:
    site.ticket_status = 403
    page.goto(site.url)
    state_is(page, "refused")
    page.wait_for_timeout(1_200)
    assert site.asked.count("/ticket") == 1


def test_an_element_that_leaves_the_page_leaves_the_hub(site: Site, page: Page) -> None:
    page.goto(site.url)
    state_is(page, "live")
    page.evaluate("document.querySelector('tw-live').remove()")
    wait_until(lambda: site.edge.edge.hub.viewers == set())
    page.wait_for_timeout(1_200)
    assert site.asked.count("/ticket") == 1
