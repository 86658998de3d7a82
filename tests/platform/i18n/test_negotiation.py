from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_script_prefix, path, reverse
from django.utils import timezone, translation
from pytest_django.fixtures import Settings

from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import languages
from tradewind.platform.i18n.negotiation import alternates, currency_of, localised_path
from tradewind.platform.i18n.views import choose_preferences


@audience.public
def told(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        " ".join(
            [
                translation.get_language() or "",
                reverse("told"),
                timezone.get_current_timezone_name(),
                currency_of(request, among=("CAD", "USD")),
            ]
        )
    )


@audience.public
def versions(request: HttpRequest) -> HttpResponse:
    return HttpResponse(" ".join(url for _, url in alternates(request)))


urlpatterns = [
    path("told", told, name="told"),
    path("versions/", versions, name="versions"),
    path("", told, name="home"),
    path("preferences", choose_preferences, name="choose_preferences"),
]


@pytest.fixture(autouse=True)
def here(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def body(client: Client, address: str, accept: str = "") -> str:
    return client.get(address, headers={"Accept-Language": accept}).content.decode()


def test_english_without_a_prefix(client: Client) -> None:
    assert body(client, "/told") == "en /told UTC CAD"


def test_a_prefix_decides_and_links_keep_it(client: Client) -> None:
    assert body(client, "/fr/told", "ar") == "fr /fr/told UTC CAD"
    assert body(client, "/ar/told") == "ar /ar/told UTC CAD"
    assert body(client, "/ar") == "ar /ar/told UTC CAD"
    assert (get_script_prefix(), translation.get_language()) == ("/", "en")


def test_english_and_unknown_languages_are_no_prefixes(client: Client) -> None:
    for address in ("/en/told", "/de/told", "/fr/fr/told", "/frtold"):
        client.raise_request_exception = False
        assert client.get(address).status_code in (404, 500)


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("de,ar;q=0.5", "ar"),
        ("ko-KR,ko;q=0.9,en-US;q=0.8", "ko"),
        ("mn-Cyrl-MN,vi;q=0.9", "mn"),
        ("de", "en"),
        ("*", "en"),
        ("en;q=0.1,fr;q=0.9", "fr"),
        (";;;q=x,,", "en"),
        ("a" * 3000, "en"),
    ],
)
def test_what_the_browser_accepts(client: Client, accept: str, language: str) -> None:
    assert body(client, "/told", accept).split()[0] == language


def test_a_choice_outweighs_the_browser(client: Client) -> None:
    response = client.post(
        "/preferences",
        {
            "language": "ar",
            "currency": "USD",
            "time_zone": "Asia/Seoul",
            "next": "/fr/told?page=2",
        },
    )
    assert (response.status_code, response["Location"]) == (302, "/ar/told?page=2")
    assert body(client, "/told", "fr") == "ar /told Asia/Seoul USD"


def test_choices_we_do_not_know_are_dropped(client: Client) -> None:
    response = client.post(
        "/preferences",
        {"language": "xx", "currency": "u$d", "time_zone": "Mars/Base", "next": "/told"},
    )
    assert response["Location"] == "/told"
    assert not response.cookies


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_a_choice_never_leads_away(client: Client, away: str) -> None:
    response = client.post("/preferences", {"language": "fr", "next": away})
    assert response["Location"] == "/fr/"


def test_caches_keep_languages_apart(client: Client) -> None:
    assert "Accept-Language" in client.get("/told")["Vary"]
    prefixed = client.get("/fr/told")
    assert "Accept-Language" not in prefixed.get("Vary", "")
    assert prefixed["Content-Language"] == "fr"


def test_versions_of_a_page(client: Client) -> None:
    shown = client.get("/fr/versions/", HTTP_HOST="mall.test").content.decode()
    prefixes = ["", *(f"/{code}" for code in languages()[1:])]
    assert shown.split() == [f"http://mall.test{prefix}/versions/" for prefix in prefixes]


def test_paths_change_language() -> None:
    assert localised_path("/cart", "fr") == "/fr/cart"
    assert localised_path("/fr/cart", "ar") == "/ar/cart"
    assert localised_path("/fr/cart", "en") == "/cart"
    assert localised_path("/fr", "en") == "/"
    assert localised_path("/", "fr") == "/fr/"


def test_a_currency_the_store_does_not_take_is_not_used() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["tw_currency"] = "KRW"
    assert currency_of(request, among=("CAD", "USD")) == "CAD"
    assert currency_of(request, among=("CAD", "KRW")) == "KRW"
