from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.platform.http import world
from tradewind.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound, TradewindError
from tradewind.platform.http import problem, sentences


@pytest.fixture(autouse=True, scope="module")
def wording() -> None:
    sentences.register({"shelf_empty": "Only {left} worth is left."})


def posted(client: Client, body: bytes, **extra: Any) -> tuple[int, dict[str, Any]]:
    extra.setdefault("content_type", "application/json")
    response = client.post("/api/v1/carts", body, **extra)
    return response.status_code, response.json()


def test_errors_carry_status_code_sentence_and_details(client: Client) -> None:
    response = client.get("/api/v1/fails/shelf", headers={"X-Request-ID": "req-12345678"})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response.json() == {
        "type": "urn:tradewind:problem:shelf_empty",
        "title": "Only CA$12.50 worth is left.",
        "status": 400,
        "code": "shelf_empty",
        "details": {"left": {"amount": "12.50", "minor": 1250, "currency": "CAD"}},
        "request_id": "req-12345678",
    }


def test_fields_are_named_with_code_and_sentence(client: Client) -> None:
    response = client.get("/api/v1/fails/fields")
    assert response.status_code == 422
    assert response.json()["fields"] == {
        "address.city": {"code": "required", "message": "This is needed."},
        "x": {"code": "odd_code", "message": "This does not look right."},
    }
    assert response.json()["details"] == {}


def test_kernel_errors_have_their_statuses() -> None:
    kinds = (TradewindError, NotAllowed, NotFound, Conflict, InvalidInput, world.ShelfEmpty)
    assert [problem.status_of(kind) for kind in kinds] == [400, 403, 404, 409, 422, 400]


def test_a_good_body_passes(client: Client) -> None:
    body = b'{"lines": [{"sku": "a", "quantity": 2}]}'
    assert posted(client, body) == (200, {"lines": 1})


def test_bad_fields_are_told_by_path(client: Client) -> None:
    status, told = posted(client, b'{"lines": [{"sku": "a", "quantity": "x"}, {"quantity": 1}]}')
    assert (status, told["code"]) == (422, "invalid_input")
    assert {path: fault["code"] for path, fault in told["fields"].items()} == {
        "lines.0.quantity": "invalid",
        "lines.1.sku": "required",
    }


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"\xff\xfe",
        b"nul",
        b'{"lines": [NaN]}',
        b"[" * 5000,
        b'"\\ud800"',
        b'"a\\u0000b"',
    ],
)
def test_bodies_that_are_no_json_are_refused(client: Client, body: bytes) -> None:
    status, told = posted(client, body)
    assert (status, told["code"]) in ((400, "malformed_body"), (422, "invalid_input"))


def test_another_media_type_is_refused(client: Client) -> None:
    status, told = posted(client, b"<a/>", content_type="text/xml")
    assert (status, told["code"]) == (415, "unsupported_media_type")


def test_a_body_beyond_the_limit_is_refused(client: Client) -> None:
    status, told = posted(client, b'"' + b"a" * 3_000_000 + b'"')
    assert (status, told["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("path", ["/api/v1/fails/a%00b", "/api/v1/open?q=%00", "/open?q=a%00"])
def test_nul_never_reaches_the_database(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


def test_methods_and_paths_that_do_not_exist(client: Client) -> None:
    response = client.delete("/api/v1/carts")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert response.json()["code"] == "method_not_allowed"
    missing = client.get("/api/v1/nothing")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_pages_say_it_as_a_page(client: Client) -> None:
    response = client.get("/fails", headers={"Accept": "text/html"})
    assert response.status_code == 400
    assert "Only CA$12.50 worth is left." in response.content.decode()
    assert "problem+json" not in response["Content-Type"]


def test_a_bug_tells_nothing_of_itself(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/breaks")
    assert response.status_code == 500
    assert b"secret detail" not in response.content
    assert response["X-Request-ID"]


def test_titles_are_in_the_readers_language(client: Client) -> None:
    response = client.get("/api/v1/fails/shelf", headers={"Accept-Language": "fr-CA"})
    assert response.json()["title"] == "Only 12,50\u00a0$CA worth is left."
    assert response["Content-Language"] == "fr"


def test_wording_is_given_once() -> None:
    with pytest.raises(ValueError, match="two sentences for shelf_empty"):
        sentences.register({"shelf_empty": "Something else."})


def test_wording_that_asks_for_too_much_says_something_general() -> None:
    assert sentences.sentence("shelf_empty", {}) == "That did not work. Nothing was changed."
    assert sentences.sentence("never_heard_of", {}) == "That did not work. Nothing was changed."
