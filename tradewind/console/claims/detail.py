"""Everything the page of one claim shows, and what this person may do with it now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.console.claims.listing import STATE_KINDS
from tradewind.domains.orders.claims import MOVES, ClaimKind, ClaimState, Reason
from tradewind.domains.orders.models import (
    CLAIM_STATE_NAMES,
    CONDITION_NAMES,
    KIND_NAMES,
    REASON_NAMES,
    Claim,
    ClaimLine,
)
from tradewind.domains.orders.queries import get_claim
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import list_locations, list_staff
from tradewind.kernel.money import Money
from tradewind.platform.files.storages import public_url


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the claim. `accepted` is None, `condition` empty until somebody looked."""

    id: str
    title: str
    choices: str
    sku: str
    picture_url: str
    quantity: int
    accepted: int | None
    condition: str
    condition_name: str
    instead: str


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the history; `who` is empty when it was the shopper."""

    name: str
    at: datetime
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class ClaimScreen:
    """The whole claim. `can_…` says which steps this person may take now."""

    id: str
    url: str
    number: str
    change: int
    kind: str
    state: str
    state_kind: str
    asked_at: datetime
    due_at: datetime | None
    customer_name: str
    email: str
    order_number: str
    order_url: str
    reason: str
    note: str
    answer: str
    photo_urls: Sequence[str]
    lines: Sequence[LineRow]
    carrier: str
    tracking_number: str
    location: str
    refund: Money
    label_fee: Money
    shipping: Money
    exchanges: bool
    cancels: bool
    is_settled: bool
    history: Sequence[Step]
    is_inspected: bool
    locations: Sequence[tuple[str, str]]
    conditions: Sequence[tuple[str, str]]
    can_approve: bool
    can_refuse: bool
    can_settle: bool
    can_settle_without_return: bool
    can_receive: bool
    can_inspect: bool
    can_reject: bool
    can_accept_exchange: bool
    can_send_replacement: bool


def claim_screen(store: Store, claim_id: str, *, permissions: Collection[str]) -> ClaimScreen:
    """The claim, and what this person may do with it now. Raises `NotFound`."""
    claim = get_claim(store_id=store.pk, claim_id=claim_id)
    kind, state = ClaimKind(claim.kind), ClaimState(claim.state)
    decides, fulfils = "orders.cancel" in permissions, "orders.fulfil" in permissions
    exchanges, cancels = kind is ClaimKind.EXCHANGE, kind is ClaimKind.CANCEL
    lines = [_line(row) for row in claim.lines.all()]
    is_asked, has_arrived = state is ClaimState.REQUESTED, state is ClaimState.RECEIVED
    is_inspected = all(line.accepted is not None for line in lines)
    return ClaimScreen(
        id=claim.public_id,
        url=reverse("console:claim", args=[store.slug, claim.public_id]),
        number=claim.number,
        change=len(claim.steps.all()),
        kind=str(KIND_NAMES[kind]),
        state=str(CLAIM_STATE_NAMES[state]),
        state_kind=STATE_KINDS.get(state, ""),
        asked_at=claim.asked_at,
        due_at=claim.due_at if state is ClaimState.APPROVED else None,
        customer_name=claim.order.purchase.name,
        email=claim.order.purchase.email,
        order_number=claim.order.number,
        order_url=reverse("console:order", args=[store.slug, claim.order.public_id]),
        reason=str(REASON_NAMES[Reason(claim.reason)]),
        note=claim.note,
        answer=claim.answer,
        photo_urls=[
            reverse("console:claim_photo", args=[store.slug, claim.public_id, photo.public_id])
            for photo in claim.photos.all()
        ],
        lines=lines,
        carrier=claim.carrier,
        tracking_number=claim.tracking_number,
        location=claim.location.name if claim.location else "",
        refund=claim.refund,
        label_fee=Money(claim.label_fee_minor, claim.currency),
        shipping=Money(claim.shipping_minor, claim.currency),
        exchanges=exchanges,
        cancels=cancels,
        is_settled=state is ClaimState.SETTLED,
        history=_history(store, claim),
        is_inspected=is_inspected,
        locations=[(row.public_id, row.name) for row in list_locations(store_id=store.pk)],
        conditions=[(value.value, str(name)) for value, name in CONDITION_NAMES.items()],
        can_approve=decides and is_asked and not cancels,
        can_refuse=decides and is_asked,
        can_settle=decides and (is_asked if cancels else has_arrived and not exchanges),
        can_settle_without_return=decides and is_asked and not cancels,
        can_receive=fulfils and ClaimState.RECEIVED in MOVES[state],
        can_inspect=fulfils and has_arrived,
        can_reject=decides and has_arrived,
        can_accept_exchange=decides and exchanges and has_arrived,
        can_send_replacement=fulfils and state is ClaimState.REPLACING,
    )


def _line(row: ClaimLine) -> LineRow:
    line, instead = row.line, row.replacement
    words = [*instead.choices, instead.sku] if instead else []
    return LineRow(
        id=line.public_id,
        title=line.title,
        choices=" · ".join(line.choices),
        sku=line.sku,
        picture_url=public_url(line.picture) if line.picture else "",
        quantity=row.quantity,
        accepted=row.accepted,
        condition=row.condition,
        condition_name=row.get_condition_display() if row.condition else "",
        instead=" · ".join(words),
    )


def _history(store: Store, claim: Claim) -> list[Step]:
    names = {
        member.person.public_id: str(member.person) for member in list_staff(store_id=store.pk)
    }
    return [
        Step(
            name=str(CLAIM_STATE_NAMES[ClaimState(step.to_state)]),
            at=step.at,
            who=names.get(step.actor, _("Somebody else")) if step.actor else "",
            note=step.note,
        )
        for step in reversed(claim.steps.all())
    ]
