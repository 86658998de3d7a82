"""A claim over REST: the same shapes for its shopper and its seller."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ninja import Field, Schema

from tradewind.api.shapes import Amount
from tradewind.domains.orders.claims import ClaimKind, Reason
from tradewind.domains.orders.models import Claim, Order
from tradewind.domains.orders.operations.claims import Wanted
from tradewind.domains.orders.photos import names_in
from tradewind.domains.orders.queries import LineStanding, standing_of
from tradewind.flows import take_back
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform.http.json import money

_MOST = 1_000_000


class ClaimLineShape(Schema):
    line_id: str
    title: str
    quantity: int
    replacement_id: str | None
    accepted: int | None
    condition: str


class ClaimStepShape(Schema):
    state: str
    at: str
    note: str
    by_shopper: bool


class ClaimShape(Schema):
    """`refund` is the estimate until the claim is settled, then what went back."""

    id: str
    number: str
    order_id: str
    kind: str
    state: str
    reason: str
    note: str
    answer: str
    refund: Amount
    label_fee: Amount
    shipping: Amount
    carrier: str
    tracking_number: str
    asked_at: str
    due_at: str | None
    photos: int
    lines: list[ClaimLineShape]
    steps: list[ClaimStepShape]


class ClaimList(Schema):
    items: list[ClaimShape]


class PossibleShape(Schema):
    left: int
    refusal: str | None


class StandingShape(Schema):
    """How many pieces of a line can be asked about, by kind; with none, `refusal` says why."""

    line_id: str
    title: str
    kinds: dict[str, PossibleShape]


class StandingList(Schema):
    items: list[StandingShape]


class WantedIn(Schema):
    line_id: str = Field(max_length=40)
    count: int = Field(ge=1, le=_MOST)
    replacement_id: str = Field("", max_length=40, description="For an exchange: another variant")


class AskedIn(Schema):
    order_id: str = Field(max_length=40)
    kind: ClaimKind
    reason: Reason
    lines: list[WantedIn] = Field(min_length=1, max_length=100)


class AgreedIn(Schema):
    minor: int = Field(ge=0, le=10**15)
    currency: str = Field(max_length=3)


class ClaimIn(AskedIn):
    agreed_refund: AgreedIn = Field(description="What the estimate said; zero for an exchange")
    note: str = Field("", max_length=1000)
    photos: list[str] = Field(default_factory=list, max_length=6, description="Tickets")


class EstimateLineShape(Schema):
    line_id: str
    worth: Amount


class EstimateShareShape(Schema):
    tender: str
    amount: Amount


class EstimateShape(Schema):
    """``goods + shipping - label_fee == refund``, spread over the tenders that paid."""

    goods: Amount
    shipping: Amount
    label_fee: Amount
    refund: Amount
    lines: list[EstimateLineShape]
    shares: list[EstimateShareShape]


class SendingIn(Schema):
    carrier: str = Field("", max_length=40)
    tracking_number: str = Field("", max_length=60)


class PhotoTicket(Schema):
    ticket: str


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim that was read whole, in the shape of `ClaimShape`."""
    unit = claim.currency
    return {
        "id": claim.public_id,
        "number": claim.number,
        "order_id": claim.order.public_id,
        "kind": claim.kind,
        "state": claim.state,
        "reason": claim.reason,
        "note": claim.note,
        "answer": claim.answer,
        "refund": money(claim.refund),
        "label_fee": money(Money(claim.label_fee_minor, unit)),
        "shipping": money(Money(claim.shipping_minor, unit)),
        "carrier": claim.carrier,
        "tracking_number": claim.tracking_number,
        "asked_at": claim.asked_at,
        "due_at": claim.due_at,
        "photos": len(claim.photos.all()),
        "lines": [
            {
                "line_id": row.line.public_id,
                "title": row.line.title,
                "quantity": row.quantity,
                "replacement_id": row.replacement.public_id if row.replacement else None,
                "accepted": row.accepted,
                "condition": row.condition,
            }
            for row in claim.lines.all()
        ],
        "steps": [
            {"state": step.to_state, "at": step.at, "note": step.note, "by_shopper": not step.actor}
            for step in claim.steps.all()
        ],
    }


def standing_json(order: Order) -> dict[str, Any]:
    """What can be asked about the lines of `order` now, in the shape of `StandingList`."""
    return {"items": [_standing(row) for row in standing_of(order=order, now=clock.now())]}


def estimate_json(order: Order, asked: AskedIn) -> dict[str, Any]:
    """What would go back now. Raises `InvalidInput`, `NothingLeftToRefund`."""
    if asked.kind is ClaimKind.EXCHANGE:
        raise InvalidInput({"kind": "invalid"})
    counts = _counts(order, asked)
    found = take_back.estimate(order=order, kind=asked.kind, reason=asked.reason, counts=counts)
    names = {line.pk: line.public_id for line in order.lines.all()}
    return {
        "goods": money(found.back.goods),
        "shipping": money(found.back.shipping),
        "label_fee": money(found.back.label_fee),
        "refund": money(found.back.refund),
        "lines": [
            {"line_id": names[row_id], "worth": money(worth)} for row_id, worth in found.back.lines
        ],
        "shares": [
            {"tender": share.kind.value, "amount": money(share.amount)} for share in found.shares
        ],
    }


def ask(order: Order, asked: ClaimIn) -> Claim:
    """Ask for good. Raises as `take_back.ask`."""
    if asked.agreed_refund.currency != order.currency:
        raise InvalidInput({"agreed_refund": "invalid"})
    return take_back.ask(
        store_id=order.store_id,
        order_id=order.public_id,
        kind=asked.kind,
        reason=asked.reason,
        wanted=[Wanted(row.line_id, row.count, row.replacement_id) for row in asked.lines],
        agreed=Money(asked.agreed_refund.minor, order.currency),
        note=asked.note,
        photos=names_in(asked.photos),
    )


def _counts(order: Order, asked: AskedIn) -> Mapping[str, int]:
    standing = {
        row.line.public_id: row.may[asked.kind][0]
        for row in standing_of(order=order, now=clock.now())
    }
    counts = {row.line_id: row.count for row in asked.lines}
    if len(counts) != len(asked.lines) or not standing.keys() >= counts.keys():
        raise InvalidInput({"lines": "invalid"})
    if any(count > standing[line_id] for line_id, count in counts.items()):
        raise InvalidInput({"lines": "invalid"})
    return counts


def _standing(row: LineStanding) -> dict[str, Any]:
    return {
        "line_id": row.line.public_id,
        "title": row.line.title,
        "kinds": {
            kind.value: {"left": left, "refusal": refusal.value if refusal else None}
            for kind, (left, refusal) in row.may.items()
        },
    }
