"""Whatever a program sends to any operation, the answer is a promised one and never a 5xx.

``SOAK=500`` (`make soak`) tries more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from tests.isolation.addresses import VALUES
from tests.isolation.victim import Victim, make_victim
from tradewind.config.wsgi import application
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.stores import operations as stores
from tradewind.domains.stores.rules import EVERY_PERMISSION
from tradewind.platform.http.audience import PERSON_SCOPE

pytestmark = [pytest.mark.django_db, pytest.mark.soak]

EXAMPLES = max(int(os.environ.get("SOAK", "50")) // 10, 5)
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]

SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]

# Real ids at these places: without them an operation never gets further than "not found".
GIVEN = {
    "store": lambda owner: owner.store.public_id,
    "line_id": VALUES["line_id"],
    **{name: value for name, value in VALUES.items() if name.endswith("_id")},
}


def named(operation: schemathesis.APIOperation) -> str:
    return operation.label


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests come by WSGI as a server's do; Django would close the test's connection after each."""
    told = (signals.request_started, signals.request_finished)
    for signal in told:
        signal.disconnect(close_old_connections)
    yield
    for signal in told:
        signal.connect(close_old_connections)


@pytest.fixture
def owner() -> Victim:
    return make_victim()


@pytest.fixture
def guest() -> Mapping[str, str]:
    cart = checkouts.open_cart(currency="CAD", country="CA", region="ON", language="en")
    return {"Cart-Token": cart.token}


@pytest.fixture
def program(owner: Victim) -> Mapping[str, str]:
    """A token of the store's owner that may do everything, with a cart of hers."""
    scopes = [*EVERY_PERMISSION, PERSON_SCOPE]
    made = stores.create_token(
        store_id=owner.store.pk, name="All", scopes=scopes, person_id=owner.person.pk
    )
    return {"Authorization": f"Bearer {made.secret}", "Cart-Token": owner.cart.token}


def fuzz(
    operation: schemathesis.APIOperation,
    headers: Mapping[str, str],
    ids: Mapping[str, str],
) -> None:
    """Send valid and invalid requests; `ids` stand in for path parameters in most of them."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=st.one_of(
            operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
            operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
        ),
        with_ids=st.sampled_from((True, True, False)),
    )
    def send(case: schemathesis.Case, with_ids: bool) -> None:
        if with_ids and case.path_parameters:
            real = {name: ids[name] for name in case.path_parameters if name in ids}
            case.path_parameters.update(real)
        with transaction.atomic():
            case.call_and_validate(headers=dict(headers), checks=CHECKS)
            # Each request finds the mall as it was.
            transaction.set_rollback(True)

    send()


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_a_guest_gets_promised_answers(
    operation: schemathesis.APIOperation, guest: Mapping[str, str]
) -> None:
    fuzz(operation, guest, {})


@pytest.mark.parametrize("operation", OPERATIONS, ids=named)
def test_a_store_s_program_gets_promised_answers(
    operation: schemathesis.APIOperation, owner: Victim, program: Mapping[str, str]
) -> None:
    fuzz(operation, program, {name: value(owner) for name, value in GIVEN.items()})
