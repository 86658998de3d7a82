"""What came back in the demo's month, and one order paid with everything there is to pay with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tradewind.domains.checkout.operations import Means, Tender
from tradewind.domains.loyalty.operations import Tender as Kept
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.domains.orders.claims import ClaimKind, ClaimState, Reason
from tradewind.domains.orders.models import Claim, Order
from tradewind.domains.orders.operations import claims
from tradewind.domains.orders.operations.claims import Wanted
from tradewind.domains.orders.rules import Stage
from tradewind.domains.visits.rules import Arrival
from tradewind.flows import take_back
from tradewind.flows.furnish.writing.cast import CAST
from tradewind.flows.furnish.writing.diary import Planned
from tradewind.flows.furnish.writing.purses import MAYA, gift_card_code
from tradewind.flows.furnish.writing.sales import Past
from tradewind.flows.stocking import first_location
from tradewind.kernel import clock
from tradewind.kernel.money import POINTS, Money

_DIRECT = Arrival("direct")
_STEP = timedelta(hours=20)
_WAY_BACK = (ClaimState.APPROVED, ClaimState.SENT_BACK, ClaimState.RECEIVED, ClaimState.SETTLED)


@dataclass(frozen=True, slots=True)
class _Case:
    """Somebody bought `skus` so many days ago, and asked about one piece of the first of them.

    `delivered` None: it was not sent yet. It went as far as `until`, a step every `_STEP`.
    """

    email: str
    skus: Mapping[str, int]
    bought: float
    delivered: float | None
    asked: float
    kind: ClaimKind
    reason: Reason
    note: str
    until: ClaimState
    replacement: str = ""


_CASES: Sequence[_Case] = (
    _Case(MAYA, {"HAL-KITCHENRAD-SKY": 1}, 20, 15, 12, ClaimKind.RETURN, Reason.FAULTY,
          "It hums on every station but one.", ClaimState.SETTLED),
    _Case("elise.bouchard@example.com", {"PUF-FISHERSWEA-INK-12Y": 1}, 18, 13, 9,
          ClaimKind.EXCHANGE, Reason.DOES_NOT_FIT, "Il a encore grandi.", ClaimState.SETTLED,
          replacement="PUF-FISHERSWEA-INK-34Y"),
    _Case("samira@example.com", {"KLN-LAMBSWOOLT-SLATE-130X180": 1}, 12, 8, 4, ClaimKind.RETURN,
          Reason.CHANGED_MIND, "اللون أغمق ممّا توقّعت.", ClaimState.SENT_BACK),
    _Case("noah.fraser@example.com", {"CED-STRAITROLL-RUST-32L": 1}, 10, 6, 2, ClaimKind.RETURN,
          Reason.NOT_AS_DESCRIBED, "The side pocket is missing.", ClaimState.APPROVED),
    _Case(MAYA, {"PUF-HARBOURTRA": 1, "PUF-BEECHCAR-SKY": 2}, 9, 4, 0.2,
          ClaimKind.RETURN, Reason.CHANGED_MIND, "Grandmother had the same idea.", ClaimState.REQUESTED),
    _Case(MAYA, {"KLN-HARVESTPLA-CREAM-1": 2, "KLN-MORNINGMUG-CLAY-2": 1}, 0.4, None, 0.3,
          ClaimKind.CANCEL, Reason.BOUGHT_TWICE, "", ClaimState.SETTLED),
)  # fmt: skip

MIXED = Planned(
    at=datetime.min,
    shopper=next(shopper for shopper in CAST if shopper.email == MAYA),
    arrival=_DIRECT,
    skus={"KLN-QUIETCLOCK-AMBER": 1, "PUF-LIGHTHOUSE": 1},
    steps=(),
)
"""What Maya paid for with points, deposit, her gift card and a card; `at` is said when played."""

SKUS = frozenset(
    {sku for case in _CASES for sku in (*case.skus, case.replacement)} - {""} | set(MIXED.skus)
)
PURCHASES = len(_CASES) + 1


def write_claims(*, past: Past) -> None:
    """Play every case that is not there yet; all of them are one transaction."""
    known = Claim.objects.across_stores("the demo's claims are everywhere")
    if known.exclude(kind=ClaimKind.CANCEL).exists():
        return
    now = clock.now()
    with transaction.atomic():
        for case in _CASES:
            _play(case, past, now)
        _pay_with_everything(past, now)


def _pay_with_everything(past: Past, now: datetime) -> None:
    kept = [
        Kept(TenderKind.MILEAGE, Money(1_500, POINTS)),
        Kept(TenderKind.DEPOSIT, Money.of("40", "CAD")),
    ]
    if code := gift_card_code():
        kept.append(Kept(TenderKind.GIFT, Money.of("25", "CAD"), code))
    with clock.frozen_at(now - timedelta(days=3)):
        means = Means([Tender(provider="sandbox", source="tok_pays")], kept=kept)
        past.buy(MIXED, means=means)


def _play(case: _Case, past: Past, now: datetime) -> None:
    at = now - timedelta(days=case.bought)
    planned = Planned(
        at=at,
        shopper=next(shopper for shopper in CAST if shopper.email == case.email),
        arrival=_DIRECT,
        skus=case.skus,
        steps=_delivery(case, at, now),
    )
    (order,) = past.play(planned)
    asked = now - timedelta(days=case.asked)
    with clock.frozen_at(asked):
        claim = _ask(case, order, past)
    if case.kind is ClaimKind.CANCEL:
        return
    for place, state in enumerate(_WAY_BACK[: _reached(case.until)], start=1):
        with clock.frozen_at(asked + place * _STEP):
            _move(claim, state, actor=past.sellers[order.store_id])


def _delivery(case: _Case, at: datetime, now: datetime) -> Sequence[tuple[datetime, Stage]]:
    if case.delivered is None:
        return ()
    return (
        (at + timedelta(hours=18), Stage.PREPARING),
        (at + timedelta(hours=30), Stage.SHIPPED),
        (now - timedelta(days=case.delivered), Stage.DELIVERED),
    )


def _reached(until: ClaimState) -> int:
    return _WAY_BACK.index(until) + 1 if until in _WAY_BACK else 0


def _ask(case: _Case, order: Order, past: Past) -> Claim:
    sku = next(iter(case.skus))
    line = order.lines.get(sku=sku)
    counts = {line.public_id: 1}
    estimate = take_back.estimate(order=order, kind=case.kind, reason=case.reason, counts=counts)
    refund = estimate.back.refund
    return take_back.ask(
        store_id=order.store_id,
        order_id=order.public_id,
        kind=case.kind,
        reason=case.reason,
        wanted=[
            Wanted(line.public_id, 1, past.variants[case.replacement] if case.replacement else "")
        ],
        agreed=Money.zero(refund.currency) if case.kind is ClaimKind.EXCHANGE else refund,
        note=case.note,
    )


def _move(claim: Claim, state: ClaimState, *, actor: str) -> None:
    store_id, claim_id = claim.store_id, claim.public_id
    match state:
        case ClaimState.APPROVED:
            claims.approve(store_id=store_id, claim_id=claim_id, actor=actor)
        case ClaimState.SENT_BACK:
            claims.mark_sent_back(
                store_id=store_id,
                claim_id=claim_id,
                carrier="Canada Post",
                tracking_number=f"TW{claim.number}",
            )
        case ClaimState.RECEIVED:
            claims.receive(store_id=store_id, claim_id=claim_id, actor=actor)
        case ClaimState.SETTLED if claim.kind == ClaimKind.EXCHANGE:
            location_id = first_location(store_id=store_id)
            claims.accept_exchange(
                store_id=store_id,
                claim_id=claim_id,
                actor=actor,
                inspected={},
                location_id=location_id,
            )
            claims.send_replacement(
                store_id=store_id,
                claim_id=claim_id,
                actor=actor,
                carrier="Canada Post",
                tracking_number=f"TW{claim.number}R",
            )
        case ClaimState.SETTLED:
            take_back.settle(
                store_id=store_id,
                claim_id=claim_id,
                actor=actor,
                location_id=first_location(store_id=store_id),
            )
