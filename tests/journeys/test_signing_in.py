"""Signing in by a passkey and by an account elsewhere, in a browser that really asks for them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import ROOT, Mall, complaints

Visit = Callable[..., Page]


def tell_google(mall: Mall, *options: str, told: str = "") -> None:
    """By the command, which knows the keys of the mall's data folder."""
    command = [sys.executable, "-m", "tradewind.cli", "sign-in", "google", *options]
    subprocess.run(command, cwd=ROOT, env=mall.surroundings, input=told, text=True, check=True)


def with_authenticator(page: Page) -> None:
    """A finger on a sensor, as Chromium's own tests have it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def test_a_passkey_is_added_and_opens_the_account(mall: Mall, visit: Visit) -> None:
    page = visit()
    with_authenticator(page)
    password = mall.password()
    page.goto("/account/login/")
    page.fill("[name=login]", "julien@example.com")
    page.fill("[name=password]", password)
    page.locator("main .button-primary").click()
    page.wait_for_url(mall.url + "/")

    page.goto("/account/second-factor/webauthn/add/")
    page.fill("[name=password]", password)
    page.locator("main .button-primary").click()
    page.wait_for_url("**/webauthn/add/")
    expect(page.locator("tw-passkey")).to_be_visible()
    assert complaints(page) == []
    page.locator("tw-passkey .button").click()
    page.wait_for_url("**/recovery-codes/")
    assert complaints(page) == []

    page.goto("/account/logout/")
    page.locator("main .button").first.click()
    page.goto("/ar/account/login/?next=/ar/cart")
    assert complaints(page) == []
    page.locator("tw-passkey .button").click()
    page.wait_for_url("**/ar/cart")
    # The worker learns who reads now, and may fetch the page once more.
    page.wait_for_load_state("networkidle")
    page.goto("/account/second-factor/webauthn/")
    expect(page.locator("main li")).to_have_count(1)


def test_a_refusal_at_google_comes_back_to_ways_on(mall: Mall, visit: Visit) -> None:
    """Past the page's own policy, which forbids forms to lead to other sites."""
    tell_google(mall, told="mall\nquiet\n")
    try:
        page = visit()
        asked = []

        def refuse(route: Route) -> None:
            query = parse_qs(urlsplit(route.request.url).query)
            asked.append(query["redirect_uri"][0])
            back = f"{query['redirect_uri'][0]}?error=access_denied&state={query['state'][0]}"
            route.fulfill(status=302, headers={"Location": back})

        page.context.route("https://accounts.google.com/**", refuse)
        page.goto("/ar/account/login/?next=/ar/checkout")
        page.locator("form[action$='/outside/google/'] button").click()
        page.wait_for_url("**/account/outside/google/back/**")
        assert asked == [f"{mall.url}/account/outside/google/back/"]
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator("main a[href^='/ar/account/login/']")).to_be_visible()
        assert complaints(page) == []
    finally:
        tell_google(mall, "--give-up")
