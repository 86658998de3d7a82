"""Everything the page of a claim shows: where it stands, what happens next, what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from tradewind.domains.orders.claim_words import next_sentence
from tradewind.domains.orders.claims import MOVES, ClaimKind, ClaimState, Reason
from tradewind.domains.orders.models import (
    CLAIM_STATE_NAMES,
    KIND_NAMES,
    REASON_NAMES,
    Claim,
    ClaimLine,
)
from tradewind.kernel.money import Money
from tradewind.platform.files.storages import public_url
from tradewind.platform.i18n import formats
from tradewind.storefront.claims.choosing import contact_link
from tradewind.ui import tiles
from tradewind.ui.shell import Link

_WAYS = {
    ClaimKind.CANCEL: (ClaimState.REQUESTED, ClaimState.SETTLED),
    ClaimKind.RETURN: (
        ClaimState.REQUESTED,
        ClaimState.APPROVED,
        ClaimState.SENT_BACK,
        ClaimState.RECEIVED,
        ClaimState.SETTLED,
    ),
    ClaimKind.EXCHANGE: (
        ClaimState.REQUESTED,
        ClaimState.APPROVED,
        ClaimState.SENT_BACK,
        ClaimState.RECEIVED,
        ClaimState.REPLACING,
        ClaimState.SETTLED,
    ),
}
_ENDED_BADLY = frozenset({ClaimState.REFUSED, ClaimState.WITHDRAWN, ClaimState.REJECTED})
_BADGES = {
    ClaimState.APPROVED: "accent",
    ClaimState.SETTLED: "success",
    ClaimState.REFUSED: "danger",
    ClaimState.REJECTED: "danger",
}


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """A line of the claim; `accepted` is None until the seller looked."""

    title: str
    choices: str
    picture_url: str
    quantity: int
    accepted: int | None
    instead: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A replacement on its way."""

    carrier: str
    tracking_number: str
    tracking_url: str
    shipped_at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the history; `by_shopper` tells theirs from the seller's."""

    name: str
    at: datetime
    note: str
    by_shopper: bool


@dataclass(frozen=True, slots=True)
class ClaimScreen:
    """The whole page. Addresses are empty where the step can't be taken now."""

    number: str
    order_number: str
    seller: str
    kind_name: str
    state: str
    next: str
    badge: str
    stages: Sequence[tiles.Stage]
    asked_at: datetime
    reason: str
    note: str
    answer: str
    photo_urls: Sequence[str]
    lines: Sequence[ClaimedLine]
    parcels: Sequence[Parcel]
    history: Sequence[Step]
    refund: Money
    label_fee: Money
    shipping: Money
    is_settled: bool
    is_over: bool
    exchanges: bool
    carrier: str
    tracking_number: str
    due_on: date | None
    contact: Link
    url: str
    back_url: str
    ticket_url: str
    label_url: str
    sending_url: str
    withdrawal_url: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in the list on the order's page."""

    url: str
    number: str
    kind_name: str
    state: str
    badge: str
    asked_at: datetime
    what: str
    refund: Money | None


def claim_row(claim: Claim, token: str) -> ClaimRow:
    """One line about a claim that was read whole."""
    state = ClaimState(claim.state)
    return ClaimRow(
        url=reverse("storefront:claim", args=[token, claim.public_id]),
        number=claim.number,
        kind_name=str(KIND_NAMES[ClaimKind(claim.kind)]),
        state=str(CLAIM_STATE_NAMES[state]),
        badge=_BADGES.get(state, ""),
        asked_at=claim.asked_at,
        what=formats.listed(f"{row.quantity} × {row.line.title}" for row in claim.lines.all()),
        refund=claim.refund if claim.refund and state not in _ENDED_BADLY else None,
    )


def claim_screen(claim: Claim, token: str) -> ClaimScreen:
    """The page of a claim that was read whole, for whoever holds the purchase's `token`."""
    kind, state = ClaimKind(claim.kind), ClaimState(claim.state)
    unit = claim.currency

    def at(name: str, *, only_if: bool = True) -> str:
        return reverse(f"storefront:{name}", args=[token, claim.public_id]) if only_if else ""

    sends = ClaimState.SENT_BACK in MOVES[state]
    due_on = (
        claim.due_at.astimezone(ZoneInfo(claim.store.time_zone)).date() if claim.due_at else None
    )
    return ClaimScreen(
        number=claim.number,
        order_number=claim.order.number,
        seller=claim.store.name,
        kind_name=str(KIND_NAMES[kind]),
        state=str(CLAIM_STATE_NAMES[state]),
        next=next_sentence(kind, state).format(
            seller=claim.store.name,
            due=formats.day(due_on) if due_on else "",
            refund=formats.money(claim.refund),
        ),
        badge=_BADGES.get(state, ""),
        stages=_stages(claim, kind, state),
        asked_at=claim.asked_at,
        reason=str(REASON_NAMES[Reason(claim.reason)]),
        note=claim.note,
        answer=claim.answer,
        photo_urls=[
            reverse("storefront:claim_photo", args=[token, claim.public_id, photo.public_id])
            for photo in claim.photos.all()
        ],
        lines=[_line(row) for row in claim.lines.all()],
        parcels=[
            Parcel(row.carrier, row.tracking_number, row.tracking_url, row.shipped_at)
            for row in claim.parcels.all()
        ],
        history=[
            Step(
                str(CLAIM_STATE_NAMES[ClaimState(step.to_state)]),
                step.at,
                step.note if step.actor else "",
                not step.actor,
            )
            for step in reversed(claim.steps.all())
        ],
        refund=claim.refund,
        label_fee=Money(claim.label_fee_minor, unit),
        shipping=Money(claim.shipping_minor, unit),
        is_settled=state is ClaimState.SETTLED,
        is_over=not MOVES[state],
        exchanges=kind is ClaimKind.EXCHANGE,
        carrier=claim.carrier,
        tracking_number=claim.tracking_number,
        due_on=due_on,
        contact=contact_link(claim.order),
        url=at("claim"),
        back_url=reverse("storefront:purchase", args=[token]),
        ticket_url=reverse("storefront:purchase_ticket", args=[token]),
        label_url=at("claim_label", only_if=sends or state is ClaimState.SENT_BACK),
        sending_url=at("claim_sending", only_if=sends),
        withdrawal_url=at("claim_withdrawal", only_if=ClaimState.WITHDRAWN in MOVES[state]),
    )


def _line(row: ClaimLine) -> ClaimedLine:
    line = row.line
    instead = row.replacement
    return ClaimedLine(
        title=line.title,
        choices=" · ".join(line.choices),
        picture_url=public_url(line.picture) if line.picture else "",
        quantity=row.quantity,
        accepted=row.accepted,
        instead=(" · ".join(instead.choices) or line.title) if instead else "",
    )


def _stages(claim: Claim, kind: ClaimKind, state: ClaimState) -> list[tiles.Stage]:
    """What was passed, where it stands, and what is still ahead of it."""
    passed = {ClaimState(step.to_state): step.at for step in claim.steps.all()}
    shown = [
        tiles.Stage(
            str(CLAIM_STATE_NAMES[one]),
            "failed"
            if one in _ENDED_BADLY
            else "done"
            if one is not state or not MOVES[state]
            else "now",
            at=at,
        )
        for one, at in passed.items()
    ]
    if MOVES[state]:
        way = _WAYS[kind]
        shown += [
            tiles.Stage(str(CLAIM_STATE_NAMES[one]), "next") for one in way[way.index(state) + 1 :]
        ]
    return shown
