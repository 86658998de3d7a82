"""The queue of cancellations, returns and exchanges, and every step staff take."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import HTMX, member
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.orders import make_claim, make_delivered, make_order
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.inventory.queries import available
from tradewind.domains.orders import operations
from tradewind.domains.orders.claims import ClaimKind, ClaimState, Reason
from tradewind.domains.orders.models import Claim, ReturnPolicy
from tradewind.domains.orders.operations import claims
from tradewind.domains.payments.models import Refund
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db


def at(name: str, claim: Claim, *rest: str) -> str:
    return reverse(f"console:{name}", args=[claim.store.slug, claim.public_id, *rest])


def state(claim: Claim) -> str:
    return Claim.objects.for_store(claim.store_id).get(pk=claim.pk).state


def looked_at(claim: Claim, *, accepted: int, condition: str = "sellable") -> dict[str, str]:
    line = claim.lines.get().line
    place = StockLevel.objects.for_store(claim.store_id).filter(variant_id=line.variant_id).get()
    return {
        f"accepted-{line.public_id}": str(accepted),
        f"condition-{line.public_id}": condition,
        "location": place.location.public_id,
    }


def arrived(claim: Claim, client: Client) -> None:
    client.post(at("claim_approval", claim), {"answer": "Of course."})
    client.post(at("claim_receipt", claim))
    assert state(claim) == ClaimState.RECEIVED


def test_the_queue_costs_the_same_however_long(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    order = make_delivered(make_goods(on_hand=20), quantity=6)
    _person, client = member(order.store)
    queue = reverse("console:claims", args=[order.store.slug])
    client.get(queue)
    make_claim(order)
    with django_assert_num_queries(11):
        screen = client.get(queue).context["screen"]
    assert len(screen.rows) == 1
    assert screen.views[0].count == 1
    for _ in range(4):
        make_claim(order)
    with django_assert_num_queries(11):
        assert len(client.get(queue).context["screen"].rows) == 5


def test_a_slip_finds_its_claim() -> None:
    order = make_delivered(quantity=2)
    claim, _other = make_claim(order), make_claim(order)
    _person, client = member(order.store)
    queue = reverse("console:claims", args=[order.store.slug])
    rows = client.get(f"{queue}?view=all&q={claim.number}").context["screen"].rows
    assert [row.id for row in rows] == [claim.public_id]


def test_from_request_to_refund_line_by_line() -> None:
    order = make_delivered(make_goods(price="10.00"), quantity=3)
    variant_id = order.lines.get().variant_id
    stock = available(variant_ids=[variant_id])[variant_id]
    claim = make_claim(order, reason=Reason.DOES_NOT_FIT, count=3)
    person, client = member(order.store)
    arrived(claim, client)

    client.post(at("claim_inspection", claim), looked_at(claim, accepted=2))
    seen = client.get(at("claim", claim)).context["screen"]
    assert seen.refund.minor == 2260
    assert Refund.objects.count() == 0
    assert available(variant_ids=[variant_id])[variant_id] == stock

    answer = client.post(at("claim_refund", claim), {"answer": "Thank you."}, headers=HTMX)
    assert answer.status_code == 200
    assert state(claim) == ClaimState.SETTLED
    assert Refund.objects.get().amount_minor == 2260
    assert available(variant_ids=[variant_id])[variant_id] == stock + 2
    done = [entry.action for entry in list_by_subject(subject=claim.public_id).items]
    assert sorted(done) == ["claims.approve", "claims.inspect", "claims.receive", "claims.settle"]
    assert {entry.actor for entry in list_by_subject(subject=claim.public_id).items} == {
        person.public_id
    }


def test_packers_receive_and_look_but_give_no_money_back() -> None:
    order = make_delivered()
    claim = make_claim(order)
    _owner, owner = member(order.store)
    _packer, packer = member(order.store, "operator")
    for name in ("claim_approval", "claim_refusal", "claim_refund", "claim_rejection"):
        assert packer.post(at(name, claim), {"answer": "No"}).status_code == 403
    assert state(claim) == ClaimState.REQUESTED

    owner.post(at("claim_approval", claim))
    packer.post(at("claim_receipt", claim))
    packer.post(at("claim_inspection", claim), looked_at(claim, accepted=1, condition="damaged"))
    screen = packer.get(at("claim", claim)).context["screen"]
    assert screen.is_inspected
    assert not screen.can_settle


def test_refusing_and_rejecting_need_a_reason() -> None:
    order = make_delivered(quantity=2)
    _person, client = member(order.store)
    refused, rejected = make_claim(order), make_claim(order)
    client.post(at("claim_refusal", refused), {"answer": " "})
    assert state(refused) == ClaimState.REQUESTED
    client.post(at("claim_refusal", refused), {"answer": "It was worn."})
    assert state(refused) == ClaimState.REFUSED

    arrived(rejected, client)
    client.post(at("claim_rejection", rejected), {"answer": "It is another shoe."})
    assert state(rejected) == ClaimState.REJECTED
    assert Refund.objects.count() == 0


def test_money_back_without_the_goods() -> None:
    order = make_delivered()
    variant_id = order.lines.get().variant_id
    stock = available(variant_ids=[variant_id])[variant_id]
    claim = make_claim(order)
    _person, client = member(order.store)
    client.post(at("claim_refund", claim))
    assert state(claim) == ClaimState.SETTLED
    assert Refund.objects.get().amount_minor == order.total_minor
    assert available(variant_ids=[variant_id])[variant_id] == stock


def test_an_exchange_goes_out() -> None:
    order = make_delivered()
    claim = make_claim(order, kind=ClaimKind.EXCHANGE)
    _person, client = member(order.store)
    arrived(claim, client)
    client.post(at("claim_inspection", claim), looked_at(claim, accepted=1))
    client.post(at("claim_refund", claim))
    assert state(claim) == ClaimState.REPLACING
    client.post(at("claim_replacement", claim), {"carrier": "Canada Post"})
    assert state(claim) == ClaimState.SETTLED
    assert claim.parcels.get().carrier == "Canada Post"
    assert Refund.objects.count() == 0


def test_what_was_not_looked_at_right_is_told() -> None:
    order = make_delivered()
    claim = make_claim(order)
    _person, client = member(order.store)
    arrived(claim, client)
    answer = client.post(at("claim_inspection", claim), looked_at(claim, accepted=9), headers=HTMX)
    assert answer.context["problem"]
    assert not client.get(at("claim", claim)).context["screen"].is_inspected


def test_today_and_the_order_lead_to_it() -> None:
    order = make_order()
    whose: dict[str, Any] = {"store_id": order.store_id, "order_id": order.public_id, "actor": ""}
    operations.start_preparing(**whose)
    claim = make_claim(order, kind=ClaimKind.CANCEL, reason=Reason.CHANGED_MIND)
    _person, client = member(order.store)
    today = client.get(reverse("console:today", args=[order.store.slug])).context["screen"]
    assert [task.count for task in today.tasks if task.icon == "undo-2"] == [1]
    shown = client.get(reverse("console:order", args=[order.store.slug, order.public_id]))
    assert [row.id for row in shown.context["screen"].claims] == [claim.public_id]
    client.post(at("claim_refund", claim))
    order.refresh_from_db()
    assert order.stage == "cancelled"


def test_another_store_sees_nothing() -> None:
    claim = make_claim(make_delivered())
    _person, client = member(make_order().store)
    foreign = reverse("console:claim", args=[make_order().store.slug, claim.public_id])
    assert client.get(foreign).status_code == 404


def test_the_policy_is_kept_and_checked() -> None:
    order = make_delivered()
    _person, client = member(order.store)
    page = reverse("console:returns", args=[order.store.slug])
    said = {"return_days": "14", "exchange_days": "60", "label_fee": "4.50", "instructions": "Box."}
    assert client.post(page, said).status_code == 302
    policy = ReturnPolicy.objects.for_store(order.store_id).get()
    assert (policy.return_days, policy.label_fee_minor, policy.refunds_shipping) == (14, 450, False)
    wrong = client.post(page, {**said, "return_days": "-3", "label_fee": "x"})
    assert wrong.status_code == 422
    assert wrong.context["form"].errors.keys() == {"return_days", "label_fee"}
    claim = make_claim(order)
    assert claims.approve(store_id=order.store_id, claim_id=claim.public_id, actor="per_x")
