"""The look: what a cookie may say, and the form that writes it without script."""

from __future__ import annotations

import pytest
from django.test import Client

from tradewind.ui import look
from tradewind.ui.look import Look

pytestmark = pytest.mark.usefixtures("assets")


def test_a_look_survives_its_cookie() -> None:
    chosen = Look("dark", "150", "more", "less", links="underlined", spacing="wide")

    assert look.read({look.COOKIE: chosen.cookie()}) == chosen


@pytest.mark.parametrize(
    "cookie", ["", "theme=pink", "text=9999", "=", "&&&", 'theme="><script>', "x" * 5000, "theme"]
)
def test_nonsense_counts_as_not_chosen(cookie: str) -> None:
    assert look.read({look.COOKIE: cookie}) == Look()


def test_only_choices_reach_the_page() -> None:
    assert Look().attributes() == {}
    assert Look(theme="dark", text="200").attributes() == {"data-theme": "dark", "data-text": "200"}


def test_the_form_works_without_script(client: Client) -> None:
    response = client.post("/look", {"theme": "dark", "text": "125", "motion": "x", "next": "/ui/"})

    assert response.status_code == 302
    assert response.headers["Location"] == "/ui/"
    assert look.read({look.COOKIE: client.cookies[look.COOKIE].value}) == Look("dark", "125")
    assert b'data-theme="dark" data-text="125"' in client.get("/ui/").content


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_it_leads_nowhere_else(client: Client, target: str) -> None:
    assert client.post("/look", {"next": target}).headers["Location"] == "/"
