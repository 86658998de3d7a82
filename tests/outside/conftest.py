"""The stand-in, with allauth's adapters pointed at it, and a browser of sorts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from tests.domains.factories.checkout import make_goods
from tests.outside.keys import SITE_KEY_PEM
from tests.outside.stand_in import CLIENTS, KEY_ID, TEAM, StandIn, serving
from tradewind.domains.checkout import queries
from tradewind.domains.identity.outside.providers import (
    AppleAdapter,
    FacebookAdapter,
    GoogleAdapter,
)

CREDENTIALS = {
    "google": {"client_id": CLIENTS["google"][0], "secret": CLIENTS["google"][1]},
    "apple": {
        "client_id": CLIENTS["apple"][0],
        "team_id": TEAM,
        "key_id": KEY_ID,
        "private_key": SITE_KEY_PEM,
    },
    "facebook": {"client_id": CLIENTS["facebook"][0], "secret": CLIENTS["facebook"][1]},
}
CERTS = "allauth.socialaccount.providers.google.views.CERTS_URL"
GRAPH = "allauth.socialaccount.providers.facebook.flows.GRAPH_API_URL"


@pytest.fixture(scope="session")
def standing() -> Iterator[StandIn]:
    with serving() as stand_in:
        yield stand_in


@pytest.fixture
def provider(standing: StandIn, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> StandIn:
    """A stand-in with nothing remembered; the mall is registered with all of its faces."""
    fresh = StandIn(url=standing.url)
    standing.__dict__.update(fresh.__dict__)
    url = standing.url
    for adapter, addresses in (
        (
            GoogleAdapter,
            {
                "authorize_url": f"{url}/google/authorize",
                "access_token_url": f"{url}/google/token",
                "identity_url": f"{url}/google/userinfo",
            },
        ),
        (
            AppleAdapter,
            {
                "authorize_url": f"{url}/apple/authorize",
                "access_token_url": f"{url}/apple/token",
            },
        ),
        (
            FacebookAdapter,
            {
                "authorize_url": f"{url}/facebook/authorize",
                "access_token_url": f"{url}/facebook/oauth/access_token",
            },
        ),
    ):
        for name, address in addresses.items():
            monkeypatch.setattr(adapter, name, address)
    # Read by allauth through the class they were written in.
    monkeypatch.setattr(AppleAdapter.__mro__[2], "public_key_url", f"{url}/apple/keys")
    monkeypatch.setattr(CERTS, f"{url}/google/certs")
    monkeypatch.setattr(GRAPH, f"{url}/facebook")
    settings.SIGN_IN_WITH = CREDENTIALS
    cache.clear()
    return standing


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = told["action"]
        elif tag == "input":
            self.fields[told["name"]] = told["value"]


@dataclass
class Journey:
    """Somebody's browser between the mall and the provider."""

    client: Client

    def leave(self, face: str, *, prefix: str = "", **more: str) -> str:
        """Press the button; gives the provider's address the browser is sent to."""
        answer = self.client.post(f"{prefix}/account/outside/{face}/", more)
        assert answer.status_code == 200, answer.status_code
        return str(answer.headers["Refresh"].removeprefix("0; url="))

    def come_back(self, address: str) -> HttpResponse:
        """Let the provider ask, and bring its answer."""
        target = urlsplit(address)
        line = HTTPConnection(target.hostname or "", target.port or 0)
        line.request("GET", f"{target.path}?{target.query}")
        answer = line.getresponse()
        body = answer.read().decode()
        line.close()
        if answer.status == 302:
            back = urlsplit(answer.headers["Location"])
            return self._get(f"{back.path}?{back.query}")
        assert answer.status == 200, body
        form = _Form()
        form.feed(body)
        # Another site's form: the browser leaves the session's cookie at home.
        stranger = Client()
        posted = stranger.post(urlsplit(form.action).path, form.fields)
        for name, morsel in stranger.cookies.items():
            self.client.cookies[name] = morsel.value
            self.client.cookies[name]["path"] = morsel["path"]
        return self._get(str(posted.headers["Location"]))

    def _get(self, address: str) -> HttpResponse:
        back = urlsplit(address)
        answer: Any = self.client.get(f"{back.path}?{back.query}")
        return answer

    def through(self, face: str, *, prefix: str = "", **more: str) -> HttpResponse:
        return self.come_back(self.leave(face, prefix=prefix, **more))


@pytest.fixture
def journey(client: Client) -> Journey:
    return Journey(client)


@pytest.fixture
def filled_cart(client: Client) -> str:
    """A guest with one thing in the cart; gives the cart's token."""
    goods = make_goods()
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "1"})
    return str(client.cookies["tw_cart"].value)


def pieces(token: str) -> int:
    cart = queries.find_cart(person_id=None, token=token)
    return queries.count_pieces(cart=cart) if cart else 0
