"""Every route that is not public, asked by those it is not for, with real ids of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.encoding import force_str

from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff, make_store
from tests.isolation.addresses import (
    BODIES,
    UPLOADS,
    VALUES,
    methods_of,
    names_a_thing,
    parameters,
    path_of,
    picture,
)
from tests.isolation.victim import MARKERS, Victim, make_victim
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.identity.models import Person
from tradewind.domains.loyalty.operations.gift_codes import secret_of
from tradewind.domains.stores import operations as stores
from tradewind.domains.stores.rules import EVERY_PERMISSION, PERMISSIONS, Role
from tradewind.platform.http.audience import PERSON_SCOPE, Kind
from tradewind.platform.http.routes import Route, routes, undeclared_routes

pytestmark = pytest.mark.django_db

# 410 is what an invitation says whose secret opens nothing (any more).
CLOSED = frozenset({401, 403, 404, 405, 410})
GUARDED = [route for route in routes() if route.audience and route.audience.kind is not Kind.PUBLIC]


@pytest.fixture
def victim() -> Victim:
    return make_victim()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def stranger(victim: Victim) -> Client:
    return Client()


def another_customer(victim: Victim) -> Client:
    return signed_in(make_person())


def another_owner(victim: Victim) -> Client:
    person = make_person()
    make_staff(store=make_store(), person=person)
    return signed_in(person)


def another_store_s_program(victim: Victim) -> Client:
    """A token of another store that may do everything there."""
    person, store = make_person(), make_store()
    make_staff(store=store, person=person)
    scopes = [*EVERY_PERMISSION, PERSON_SCOPE]
    made = stores.create_token(store_id=store.pk, name="All", scopes=scopes, person_id=person.pk)
    return Client(headers={"Authorization": f"Bearer {made.secret}"})


def colleague(victim: Victim) -> Client:
    """An operator of the victim's own store: may pack, may not cancel, hire or set up."""
    return signed_in(victim.colleague)


INTRUDERS = (stranger, another_customer, another_owner, another_store_s_program)


def ask(client: Client, method: str, route: Route, path: str) -> HttpResponse:
    headers = {"Accept": "application/json"} if path.startswith("/api/") else {}
    body = BODIES.get((method, route.pattern), {})
    if field := UPLOADS.get((method, route.pattern)):
        return client.post(path, {field: picture()}, headers=headers)
    if path.startswith("/api/"):
        sent = b"" if method in ("GET", "DELETE") else orjson.dumps(body)
        return client.generic(method, path, sent, "application/json", headers=headers)
    return client.generic(method, path, headers=headers)


def leads_to_sign_in(response: HttpResponse) -> bool:
    target = response.headers.get("Location", "") + response.headers.get("HX-Redirect", "")
    return response.status_code == 302 and target.startswith("/account/login/")


def findings(response: HttpResponse, called: str, *, is_own_page: bool) -> Iterator[str]:
    """What is wrong with an answer. `is_own_page`: it shows whoever asks what is theirs."""
    status = response.status_code
    refused = status in CLOSED or leads_to_sign_in(response)
    if not refused and not (is_own_page and status < 500):
        yield f"{called} answered {status}"
    told = b"".join(response) if response.streaming else response.content
    text = force_str(told, errors="replace") + repr(dict(response.headers))
    yield from (f"{called} tells {marker!r}" for marker in MARKERS if marker in text)


def walk(client: Client, victim: Victim, *, is_member: bool) -> list[str]:
    wrong: list[str] = []
    for route in GUARDED:
        assert route.audience is not None
        is_own = is_member and route.audience.kind is Kind.PERSON
        for method in methods_of(route):
            path = path_of(route, victim)
            called = f"{method} {route.pattern}"
            answer = ask(client, method, route, path)
            # Removing what one does not have changes nothing, and shows what one has.
            is_own_page = is_own and (method == "DELETE" or not names_a_thing(route))
            is_own_page |= is_own and is_about_the_form(answer, method, path)
            wrong += findings(answer, called, is_own_page=is_own_page)
    return wrong


def is_about_the_form(answer: HttpResponse, method: str, path: str) -> bool:
    """A form of one's own may say that it is not filled in, or lead back to its page, before it
    looks at what it is about. The footprint tells that nothing was done.
    """
    return method == "POST" and not path.startswith("/api/") and answer.status_code in (302, 422)


def test_every_route_says_whom_it_is_for() -> None:
    assert undeclared_routes() == []


def test_every_parameter_has_a_real_value() -> None:
    unknown = {name for route in GUARDED for name in parameters(route)} - VALUES.keys()
    assert unknown == set(), "say in tests/isolation/addresses.py what these are"


@pytest.mark.parametrize("intruder", INTRUDERS, ids=lambda intruder: intruder.__name__)
def test_nobody_gets_at_what_is_another_s(
    victim: Victim, intruder: Callable[[Victim], Client]
) -> None:
    client, before = intruder(victim), victim.footprint()

    wrong = walk(client, victim, is_member=intruder is not stranger)

    assert not wrong, "\n".join(wrong)
    assert victim.footprint() == before


def test_staff_do_only_what_their_role_permits(victim: Victim) -> None:
    client, before = colleague(victim), victim.footprint()
    wrong: list[str] = []
    for route in GUARDED:
        assert route.audience is not None
        permitted = route.audience.permission in PERMISSIONS[Role.OPERATOR]
        if route.audience.kind is Kind.STORE and not permitted:
            for method in methods_of(route):
                answer = ask(client, method, route, path_of(route, victim))
                if answer.status_code != 403:
                    wrong.append(f"{method} {route.pattern} answered {answer.status_code}")

    assert not wrong, "\n".join(wrong)
    assert victim.footprint() == before


def test_a_store_s_own_door_leads_to_nothing_of_another_store(victim: Victim) -> None:
    """The intruder is owner of the store in the address; the ids in it are the victim's."""
    person, own = make_person(), make_store()
    make_staff(store=own, person=person)
    client, before = signed_in(person), victim.footprint()
    wrong: list[str] = []
    for route in GUARDED:
        if "store" in parameters(route) and names_a_thing(route):
            for method in methods_of(route):
                path = path_of(route, victim, store=own.slug)
                called = f"{method} {route.pattern} by one's own door"
                answer = ask(client, method, route, path)
                is_own_page = is_about_the_form(answer, method, path)
                wrong += findings(answer, called, is_own_page=is_own_page)

    assert not wrong, "\n".join(wrong)
    assert victim.footprint() == before


def test_a_cart_of_one_s_own_opens_nothing_of_another_cart(victim: Victim) -> None:
    cart = checkouts.open_cart(currency="CAD", country="CA", region="ON", language="en")
    checkouts.add_line(cart=cart, variant_id=victim.goods.public_id)
    client, before = Client(headers={"Cart-Token": cart.token}), victim.footprint()
    wrong: list[str] = []
    for route in GUARDED:
        if route.pattern.startswith("/api/v1/") and {"line_id", "checkout_id"} & {
            *parameters(route)
        }:
            for method in methods_of(route):
                answer = ask(client, method, route, path_of(route, victim))
                # Taking out a line that is not there changes nothing, and shows one's own cart.
                is_own = method == "DELETE"
                wrong += findings(answer, f"{method} {route.pattern}", is_own_page=is_own)

    assert not wrong, "\n".join(wrong)
    assert victim.footprint() == before


def test_the_ids_are_real(victim: Victim) -> None:
    """The same addresses open to those they are for; or the walk would prove nothing."""
    client = signed_in(victim.person)
    closed: list[str] = []
    for route in GUARDED:
        assert route.audience is not None
        kind = route.audience.kind
        is_theirs = kind is Kind.STORE or (kind is Kind.PERSON and names_a_thing(route))
        if is_theirs and "GET" in methods_of(route):
            answer = ask(client, "GET", route, path_of(route, victim))
            if answer.status_code in CLOSED - {405} or answer.status_code >= 500:
                closed.append(f"GET {route.pattern} answered {answer.status_code}")

    assert not closed, "\n".join(closed)


SECRETS: Mapping[str, Callable[[Victim], Any]] = {
    "/api/v1/purchases/{}": lambda victim: victim.purchase.token,
    "/api/v1/gift-cards/purchases/{}": lambda victim: victim.gift.token,
    "/gift-cards/bought/{}": lambda victim: victim.gift.token,
    "/gift-cards/open/{}": lambda victim: secret_of(victim.gift),
    "/sandbox/pay/{}/": lambda victim: victim.at_provider.reference,
}


@pytest.mark.parametrize("address", SECRETS)
def test_a_secret_link_opens_with_its_secret_only(victim: Victim, address: str) -> None:
    secret = SECRETS[address](victim)
    almost = secret[:-1] + ("0" if secret[-1] != "0" else "1")

    assert Client().get(address.format(secret)).status_code in (200, 302)
    assert Client().get(address.format(almost)).status_code == 404
