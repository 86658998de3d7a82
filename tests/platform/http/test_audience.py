from __future__ import annotations

import pytest
from django.test import Client

from tests.platform.http import world
from tradewind.platform.http.audience import Audience, Kind
from tradewind.platform.http.edge import UndeclaredAudience
from tradewind.platform.http.routes import routes, undeclared_routes

URLCONF = "tests.platform.http.world"


def asked(client: Client, path: str, who: str = "") -> tuple[int, str]:
    response = client.get(path, headers={"X-Who": who})
    return response.status_code, response.content.decode()


def test_public_pages_never_ask_who_it_is(client: Client) -> None:
    assert asked(client, "/open") == (200, "<p>open</p>")
    assert asked(client, "/guest/abc") == (200, "guest")
    assert asked(client, "/api/v1/open")[0] == 200
    assert world.RESOLVED == []


def test_a_stranger_is_led_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/own?a=1")
    assert (response.status_code, response["Location"]) == (302, "/sign-in?next=%2Fown%3Fa%3D1")


def test_a_fragment_is_not_filled_with_the_sign_in_page(client: Client) -> None:
    response = client.get("/own", headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (401, b"")
    assert response["HX-Redirect"] == "/sign-in?next=%2Fown"


def test_a_stranger_to_the_api_gets_401_before_the_body_is_read(client: Client) -> None:
    response = client.post("/api/v1/open", b"{nonsense", content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (401, "sign_in_needed")


def test_a_person_gets_in_and_is_resolved_once(client: Client) -> None:
    assert asked(client, "/own", "ann") == (200, "person 1")
    assert world.RESOLVED == ["ann"]


def test_staff_need_the_store_and_the_permission(client: Client) -> None:
    assert asked(client, "/stores/oak/orders", "ann") == (200, "shop Oak")
    assert asked(client, "/stores/elm/orders", "ann")[0] == 404
    assert asked(client, "/stores/nowhere/orders", "ann")[0] == 404
    assert asked(client, "/stores/oak/staff", "ann")[0] == 403
    assert asked(client, "/stores/oak/orders")[0] == 302


def test_staff_over_rest(client: Client) -> None:
    assert asked(client, "/api/v1/stores/oak/orders", "ann") == (200, '{"shop":"Oak","limit":24}')
    assert asked(client, "/api/v1/stores/elm/orders", "ann")[0] == 404
    assert asked(client, "/api/v1/stores/oak/orders")[0] == 401


def test_a_token_does_only_what_it_was_made_for(client: Client) -> None:
    assert asked(client, "/api/v1/stores/oak/orders", "token")[0] == 200
    assert asked(client, "/stores/oak/staff", "token")[0] == 403
    assert asked(client, "/own", "token")[0] == 403


def test_the_mall_is_for_operators(client: Client) -> None:
    assert asked(client, "/office", "boss") == (200, "office")
    assert asked(client, "/office", "clerk")[0] == 403
    assert asked(client, "/office", "ann")[0] == 404
    assert asked(client, "/office")[0] == 302


@pytest.mark.parametrize("path", ["/forgotten", "/api/v1/forgotten"])
def test_a_route_that_says_nothing_serves_nobody(client: Client, path: str) -> None:
    with pytest.raises(UndeclaredAudience):
        client.get(path, headers={"X-Who": "boss"})
    client.raise_request_exception = False
    assert client.get(path).status_code == 500


def test_the_undeclared_are_named() -> None:
    assert undeclared_routes(URLCONF) == ["/forgotten", "GET /api/v1/forgotten"]


def test_declarations_for_routes_of_libraries_count() -> None:
    # The view itself is the undeclared one; its name is in DECLARED_AUDIENCES.
    [email] = [route for route in routes(URLCONF) if route.name == "account_email"]
    assert email.audience == Audience(Kind.PERSON)


def test_routes_are_listed_with_methods_and_audience() -> None:
    listed = {(route.pattern, *sorted(route.methods)): route.audience for route in routes(URLCONF)}
    assert listed[("/stores/<str:store>/staff",)] == Audience(Kind.STORE, "staff.invite")
    assert listed[("/api/v1/open", "GET")] == Audience(Kind.PUBLIC)
    assert listed[("/api/v1/open", "POST")] == Audience(Kind.PERSON)
    assert listed[("/api/v1/stores/<store>/orders", "GET")] == Audience(Kind.STORE, "orders.view")
    assert listed[("/healthz",)] == Audience(Kind.PUBLIC)
