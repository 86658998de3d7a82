from __future__ import annotations

import json
import logging

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from tradewind.platform.http import logs, metrics, readiness
from tradewind.platform.http.policy import SecurityHeaders, edge_sources, extend_policy
from tradewind.platform.http.request_id import current_request_id


def test_a_sane_request_id_is_kept_and_an_odd_one_replaced(client: Client) -> None:
    assert client.get("/open", headers={"X-Request-ID": "a1b2c3d4"})["X-Request-ID"] == "a1b2c3d4"
    for odd in ("short", "x" * 65, "new\nline-here", "<script>alert"):
        given = client.get("/open", headers={"X-Request-ID": odd})["X-Request-ID"]
        assert given != odd
        assert len(given) == 24
    assert current_request_id() is None


def test_pages_load_nothing_from_elsewhere(client: Client) -> None:
    headers = client.get("/open", HTTP_HOST="mall.test:8000").headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self' http://mall.test:8001 ws://mall.test:8001; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Strict-Transport-Security" not in headers


def test_programs_get_a_policy_that_allows_nothing(client: Client) -> None:
    policy = client.get("/api/v1/open")["Content-Security-Policy"]
    assert policy == "default-src 'none'; frame-ancestors 'none'"


def test_https_is_demanded_once_the_mall_has_it(settings: Settings) -> None:
    settings.HTTPS = True
    response = Client().get("/open")
    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    ("edge_url", "host", "sources"),
    [
        ("", "mall.test:8000", "http://mall.test:8001 ws://mall.test:8001"),
        ("", "[::1]:8000", "http://[::1]:8001 ws://[::1]:8001"),
        ("", "mall.test", ""),
        ("/edge", "mall.test", ""),
        ("https://rt.test", "mall.test", "https://rt.test wss://rt.test"),
    ],
)
def test_the_hub_may_be_connected_to(
    settings: Settings, edge_url: str, host: str, sources: str
) -> None:
    settings.EDGE_URL = edge_url
    assert edge_sources(host) == sources


def test_api_calls_without_a_session_touch_neither_database_nor_cookies(client: Client) -> None:
    # No `db` fixture here: any query would raise.
    response = client.get("/api/v1/open")
    assert response.status_code == 200
    assert not response.cookies
    assert response["Content-Length"] == str(len(response.content))
    assert response.json() == {"price": {"amount": "12.50", "minor": 1250, "currency": "CAD"}}


def test_a_page_for_a_stranger_sets_no_cookie(client: Client) -> None:
    response = client.get("/open")
    assert not response.cookies


def test_the_api_over_a_session_needs_the_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    body = {"lines": []}
    assert client.post("/api/v1/carts", body, "application/json").status_code == 200
    client.cookies["tw_session"] = "anything"
    refused = client.post("/api/v1/carts", body, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    token = "t" * 32
    client.cookies["tw_csrf"] = token
    shown = client.post("/api/v1/carts", body, "application/json", headers={"X-CSRFToken": token})
    assert shown.status_code == 200
    bearer = {"Authorization": "Bearer abc"}
    assert client.post("/api/v1/carts", body, "application/json", headers=bearer).status_code == 200


def test_forms_need_the_csrf_token() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/form", {"a": "b"}).status_code == 403


def test_conditional_gets(client: Client) -> None:
    first = client.get("/api/v1/cached")
    assert first["Cache-Control"] == "public, max-age=60"
    again = client.get("/api/v1/cached", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/cached", headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


def test_alive_without_a_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_says_what_is_wrong(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> str | None:
        raise RuntimeError("password=hunter2")

    checks = {"search index": lambda: None, "worker": lambda: "no heartbeat", "odd": breaks}
    monkeypatch.setattr(readiness, "_checks", {"database": readiness.database})
    for name, check in checks.items():
        readiness.register(name, check)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"] == {
        "database": "ok",
        "search index": "ok",
        "worker": "no heartbeat",
        "odd": "failed",
    }


@pytest.mark.django_db
def test_ready_when_all_is_well(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_checks", {"migrations": readiness.AppliedMigrations()})
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "ready")


def test_metrics_are_for_this_machine_and_token_holders(settings: Settings) -> None:
    client = Client()
    client.get("/open")
    figures = client.get("/metrics").content.decode()
    assert 'tradewind_http_requests_total{method="GET",route="open",status="200"}' in figures
    abroad = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get("/metrics", **abroad).status_code == 404
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 404
    settings.METRICS_TOKEN = "let-me-in"
    wrong = client.get("/metrics", headers={"Authorization": "Bearer no"}, **abroad)
    assert wrong.status_code == 404
    right = client.get("/metrics", headers={"Authorization": "Bearer let-me-in"}, **abroad)
    assert right.status_code == 200


def test_unknown_methods_do_not_grow_the_metrics(client: Client) -> None:
    client.generic("BREW", "/open")
    assert b'method="BREW"' not in metrics.exposition()


def test_secrets_are_masked_at_any_depth() -> None:
    event = {
        "event": "hook",
        "Authorization": "Bearer x",
        "headers": {"Set-Cookie": "a=b", "Accept": "json", "list": [{"api-key": "k"}]},
        "amount": 3,
    }
    assert logs.mask_secrets(None, "info", event) == {
        "event": "hook",
        "Authorization": logs.MASK,
        "headers": {"Set-Cookie": logs.MASK, "Accept": "json", "list": [{"api-key": logs.MASK}]},
        "amount": 3,
    }


def test_the_access_line(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    settings.LOGGING = {"style": "json", "level": "info"}
    Client().get("/guest/very-secret?q=shoes", headers={"X-Request-ID": "a1b2c3d4"})
    line = json.loads(capfd.readouterr().err.strip().splitlines()[-1])
    assert (line["event"], line["path"], line["status"]) == ("request", "/guest/•••", 200)
    assert line["request_id"] == "a1b2c3d4"
    assert line["ms"] > 0


def test_json_logs_carry_the_request_and_the_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    kept = logging.getLogger().handlers
    try:
        logs.configure({"style": "json", "level": "info"})
        try:
            raise ValueError("odd")
        except ValueError:
            logging.getLogger("anything").exception("it broke")
        structlog.get_logger("ours").warning("careful", token="abc")
    finally:
        logs.configure({"style": "console", "level": "info"})
        logging.getLogger().handlers = kept
    foreign, ours = map(json.loads, capfd.readouterr().err.strip().splitlines()[-2:])
    assert (foreign["event"], foreign["level"]) == ("it broke", "error")
    assert "ValueError: odd" in foreign["exception"]
    assert (ours["event"], ours["token"]) == ("careful", logs.MASK)


def test_a_page_may_be_framed_when_it_says_so(client: Client) -> None:
    response = HttpResponse("x")
    extend_policy(response, frame_ancestors="https://shop.example", frame_src="https://pay.example")
    SecurityHeaders().apply(HttpRequest(), response)
    policy = response["Content-Security-Policy"]
    assert policy.endswith(
        "frame-ancestors 'self' https://shop.example; frame-src https://pay.example"
    )
