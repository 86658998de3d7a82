"""Cancelling, returning and exchanging with forms and links alone."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.orders import make_claim, make_delivered, make_order
from tradewind.domains.orders import operations
from tradewind.domains.orders.claims import ClaimKind, ClaimState
from tradewind.domains.orders.models import Claim, Order, ReturnPolicy
from tradewind.domains.orders.operations import claims
from tradewind.domains.payments.models import Refund

pytestmark = pytest.mark.django_db


def form_of(order: Order) -> str:
    return f"/orders/{order.purchase.token}/parts/{order.public_id}/claims"


def picture() -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "PNG")
    return SimpleUploadedFile("torn.png", buffer.getvalue(), "image/png")


def claim_at(answer: object, client: Client) -> Claim:
    location = answer.headers["Location"]  # type: ignore[attr-defined]
    assert client.get(location).status_code == 200
    return Claim.objects.across_stores("a test").get(public_id=location.rpartition("/")[2])


def test_cancelling_shows_what_goes_back_and_settles_at_once(client: Client) -> None:
    order = make_order(make_goods(price="10.00"), quantity=2)
    line = order.lines.get()
    page = client.get(form_of(order))
    assert page.context["screen"].kind == "cancel"
    assert page.context["screen"].lines[0].count == 2

    said = {"kind": "cancel", f"count-{line.public_id}": "1", "reason": "changed_mind"}
    look = client.post(form_of(order), said)
    screen = look.context["screen"]
    assert (screen.refund.minor, screen.shipping.minor) == (1130, 0)
    assert [(name, amount.minor) for name, amount in screen.shares] == [("Card", 1130)]
    assert not Claim.objects.across_stores("a test").exists()

    answer = client.post(form_of(order), {**said, "step": "confirm", "agreed": "1130"})
    claim = claim_at(answer, client)
    assert claim.state == ClaimState.SETTLED
    assert Refund.objects.get().amount_minor == 1130
    shown = client.get(f"/orders/{order.purchase.token}").content.decode()
    assert "Gone back to you" in shown
    assert claim.public_id in shown


def test_a_return_with_a_photograph_only_its_link_opens(client: Client) -> None:
    order = make_delivered()
    line = order.lines.get()
    said = {"kind": "return", f"count-{line.public_id}": "1", "reason": "damaged", "note": "Torn"}
    look = client.post(form_of(order), {**said, "picture": picture()})
    screen = look.context["screen"]
    (photo,) = screen.photos
    assert screen.note == "Torn"

    again = client.post(form_of(order), {**said, "photo": photo.ticket, "step": "back"})
    assert again.context["screen"].photos[0].ticket
    sent = {**said, "step": "confirm", "agreed": str(screen.refund.minor)}
    # Another's file can't be named: only what was signed counts.
    forged = {**sent, "photo": [photo.ticket, "claims/aa/secret.webp"]}
    claim = claim_at(client.post(form_of(order), forged), client)
    (kept,) = claim.photos.all()

    at = f"/orders/{order.purchase.token}/claims/{claim.public_id}/photos/{kept.public_id}"
    shown = client.get(at, follow=True)
    assert shown.headers["Content-Type"] == "image/webp"
    other = make_order()
    stranger = at.replace(order.purchase.token, other.purchase.token)
    assert client.get(stranger).status_code == 404


def test_a_refund_that_moved_is_shown_anew_and_nothing_is_lost(client: Client) -> None:
    order = make_delivered(quantity=2)
    line = order.lines.get()
    said = {
        "kind": "return",
        f"count-{line.public_id}": "1",
        "reason": "changed_mind",
        "note": "Too blue",
        "step": "confirm",
    }
    before = client.post(form_of(order), {**said, "step": ""}).context["screen"].refund.minor
    ReturnPolicy.objects.create(store_id=order.store_id, label_fee_minor=300)
    answer = client.post(form_of(order), {**said, "agreed": str(before)})
    assert answer.status_code == 409
    screen = answer.context["screen"]
    assert screen.refund.minor == before - 300
    assert screen.news
    assert (screen.note, screen.lines[0].count) == ("Too blue", 1)
    assert not Claim.objects.across_stores("a test").exists()
    done = client.post(form_of(order), {**said, "agreed": str(screen.refund.minor)})
    assert claim_at(done, client).refund_minor == before - 300


def test_what_is_not_possible_says_why_and_where_to_go(client: Client) -> None:
    order = make_order()
    line = client.get(f"{form_of(order)}?kind=return").context["screen"].lines[0]
    assert line.left == 0
    assert "cancel" in line.refusal
    assert line.way_on.url.endswith("?kind=cancel")

    whose: dict[str, Any] = {"store_id": order.store_id, "order_id": order.public_id, "actor": ""}
    operations.ship(**whose)
    screen = client.get(f"{form_of(order)}?kind=cancel").context["screen"]
    assert not screen.can
    assert screen.lines[0].way_on.url.startswith(("mailto:", "/s/"))
    line_id = order.lines.get().public_id
    refused = client.post(
        form_of(order),
        {"kind": "cancel", f"count-{line_id}": "1", "reason": "changed_mind", "step": "confirm"},
    )
    assert refused.status_code == 422
    assert not Claim.objects.across_stores("a test").exists()


def test_the_way_back_slip_tracking_and_withdrawal(client: Client) -> None:
    order = make_delivered(quantity=2)
    claim = make_claim(order)
    page = f"/orders/{order.purchase.token}/claims/{claim.public_id}"
    assert client.get(f"{page}/slip").status_code == 404

    claims.approve(store_id=order.store_id, claim_id=claim.public_id, actor="per_x")
    ReturnPolicy.objects.create(store_id=order.store_id, instructions="Use the box it came in.")
    slip = client.get(f"{page}/slip").content.decode()
    assert claim.number in slip
    assert "Use the box it came in." in slip
    assert "<svg" in slip

    client.post(f"{page}/sending", {"carrier": "Canada Post", "tracking_number": "CP 1"})
    claim.refresh_from_db()
    assert (claim.state, claim.tracking_number) == (ClaimState.SENT_BACK, "CP 1")
    client.post(f"{page}/withdrawal")
    claim.refresh_from_db()
    assert claim.state == ClaimState.SENT_BACK

    other = make_claim(order)
    client.post(f"/orders/{order.purchase.token}/claims/{other.public_id}/withdrawal")
    other.refresh_from_db()
    assert other.state == ClaimState.WITHDRAWN


def test_an_exchange_names_what_comes_instead(client: Client) -> None:
    order = make_delivered()
    line = order.lines.get()
    page = client.get(f"{form_of(order)}?kind=exchange").context["screen"]
    assert page.lines[0].instead == line.variant.public_id
    said = {
        "kind": "exchange",
        f"count-{line.public_id}": "1",
        f"instead-{line.public_id}": line.variant.public_id,
        "reason": "faulty",
    }
    look = client.post(form_of(order), said).context["screen"]
    assert look.exchanges
    assert not look.refund
    claim = claim_at(client.post(form_of(order), {**said, "step": "confirm"}), client)
    assert claim.kind == ClaimKind.EXCHANGE
    assert claim.lines.get().replacement_id == line.variant_id


def test_the_page_moves_alone(client: Client) -> None:
    order = make_delivered()
    claim = make_claim(order)
    at = f"/orders/{order.purchase.token}/claims/{claim.public_id}"
    part = client.get(at, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert claim.number in part
