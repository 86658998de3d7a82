"""Who hears what about a cancellation, return or exchange."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from tests.domains.events import enveloped, published
from tests.domains.factories.identity import make_person
from tests.domains.factories.orders import make_claim, make_delivered, make_order
from tests.domains.factories.stores import make_staff
from tradewind.domains.notices.letters import letter_of
from tradewind.domains.notices.models import Notice
from tradewind.domains.orders.claim_subscribers import tell_of_claims
from tradewind.domains.orders.claims import ClaimKind, ClaimState, Reason
from tradewind.domains.orders.events import ClaimMoved
from tradewind.domains.orders.operations import claims
from tradewind.flows import take_back

pytestmark = pytest.mark.django_db


def deliver() -> None:
    found = [enveloped(event) for event in published(ClaimMoved)]
    # Twice, as a worker that died between its effects and noting them.
    tell_of_claims(found)
    tell_of_claims(found)


def told(kind: str) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=kind).order_by("pk")
    return [(row.channel, row.facts.get("state", "")) for row in rows]


def test_each_step_is_told_once() -> None:
    order = make_delivered()
    claim = make_claim(order)
    whose: dict[str, Any] = {
        "store_id": order.store_id,
        "claim_id": claim.public_id,
        "actor": "per_x",
    }
    claims.approve(**whose, answer="Of course")
    claims.mark_sent_back(store_id=order.store_id, claim_id=claim.public_id)
    claims.receive(**whose)
    take_back.settle(**whose)
    deliver()
    states = [state for _channel, state in told("orders.claim")]
    assert states == ["requested", "approved", "sent_back", "received", "settled"]


def test_members_find_it_in_their_notice_centre_too() -> None:
    order = make_delivered()
    order.purchase.person = make_person()
    order.purchase.save()
    make_claim(order)
    deliver()
    assert told("orders.claim") == [("email", "requested"), ("site", "requested")]


def test_what_is_settled_at_once_is_one_letter() -> None:
    order = make_order(quantity=2)
    make_claim(order, kind=ClaimKind.CANCEL, reason=Reason.CHANGED_MIND)
    deliver()
    assert told("orders.claim") == [("email", "settled")]


def test_a_whole_cancellation_is_told_by_the_order_alone() -> None:
    order = make_order(quantity=2)
    first = make_claim(order, kind=ClaimKind.CANCEL, reason=Reason.CHANGED_MIND)
    second = make_claim(order, kind=ClaimKind.CANCEL, reason=Reason.CHANGED_MIND)
    deliver()
    assert told("orders.claim") == []
    facts = {
        "purchase": order.purchase.public_id,
        "order": order.public_id,
        "reason": "changed_mind",
    }
    said = letter_of("orders.cancelled").gather(facts)
    # What went back with the first piece was told with it.
    assert said["refund"].minor == order.total_minor - first.refund_minor == second.refund_minor


def test_staff_hear_of_what_shoppers_ask_and_not_of_their_own() -> None:
    order = make_delivered(quantity=2)
    for role in ("owner", "operator"):
        make_staff(store=order.store, person=make_person(), role=role)
    make_claim(order)
    deliver()
    assert sorted(channel for channel, _state in told("orders.claim_new")) == [
        "email",
        "site",
        "site",
    ]
    other = make_order()
    make_staff(store=other.store, person=make_person())
    take_back.cancel_order(
        store_id=other.store_id,
        order_id=other.public_id,
        actor="per_x",
        reason=Reason.OUT_OF_STOCK,
    )
    deliver()
    assert len(told("orders.claim_new")) == 3


def test_the_letters_say_what_happens_next() -> None:
    order = make_delivered()
    claim = make_claim(order)
    answer = "Please send it in its box"
    claims.approve(store_id=order.store_id, claim_id=claim.public_id, actor="per_x", answer=answer)
    with override("en"):
        for state in ClaimState:
            facts = {"claim": claim.public_id, "state": state.value}
            said = letter_of("orders.claim").gather(facts)
            assert said["headline"]
            assert "{" not in said["next"]
            assert said["answer"] == (answer if state is ClaimState.APPROVED else "")
            assert order.purchase.token in said["link"]
        assert claim.number in letter_of("orders.claim_new").gather(facts)["number"]


def test_an_exchange_is_told_by_its_parcel() -> None:
    order = make_delivered()
    claim = make_claim(order, kind=ClaimKind.EXCHANGE)
    whose: dict[str, Any] = {
        "store_id": order.store_id,
        "claim_id": claim.public_id,
        "actor": "per_x",
    }
    claims.accept_exchange(**whose, inspected={}, location_id=None)
    claims.send_replacement(**whose)
    deliver()
    assert [state for _channel, state in told("orders.claim")] == ["requested", "replacing"]
