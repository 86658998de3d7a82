"""Cancel, return, exchange: the order's side, and the money back over every tender.

The checkout's row is locked before the order's, as a bank's reversal does, so that the two can't
wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.checkout import operations as checkout
from tradewind.domains.checkout.operations import Share
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.claims import ClaimKind, Reason, settles_at_once
from tradewind.domains.orders.models import Claim, Order
from tradewind.domains.orders.operations import claims
from tradewind.domains.orders.operations.claims import Inspected, Settled, Wanted
from tradewind.domains.orders.queries import claim_checkout, order_checkout
from tradewind.domains.orders.rules import Stage
from tradewind.domains.orders.takeback import Takeback
from tradewind.domains.payments.operations import refuse_cash
from tradewind.domains.stores.queries import list_locations
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Estimate:
    """What would go back, and over which tenders: the same reckoning the refund itself uses."""

    back: Takeback
    shares: Sequence[Share]


def estimate(
    *, order: Order, kind: ClaimKind, reason: Reason, counts: Mapping[str, int]
) -> Estimate:
    """What `counts` pieces (line public id → how many) would bring back now."""
    back = claims.estimate(order=order, kind=kind, reason=reason, counts=counts)
    shares = checkout.shares_of(checkout_id=order.purchase.checkout, amount=back.refund)
    return Estimate(back=back, shares=shares)


def ask(
    *,
    store_id: int,
    order_id: str,
    kind: ClaimKind,
    reason: Reason,
    wanted: Sequence[Wanted],
    agreed: Money,
    note: str = "",
    photos: Sequence[str] = (),
) -> Claim:
    """A shopper's request; a cancellation nobody packs yet is settled at once. Raises as `claims.ask`."""
    with transaction.atomic():
        _lock_checkout(order_checkout(store_id=store_id, order_id=order_id))
        claim = claims.ask(
            store_id=store_id,
            order_id=order_id,
            kind=kind,
            reason=reason,
            wanted=wanted,
            agreed=agreed,
            note=note,
            photos=photos,
        )
        if settles_at_once(kind, Stage(claim.order.stage)):
            settled = claims.settle(store_id=store_id, claim_id=claim.public_id, actor="")
            _send(settled)
            claim = settled.claim
    return claim


def settle(
    *,
    store_id: int,
    claim_id: str,
    actor: str,
    inspected: Mapping[str, Inspected] | None = None,
    location_id: int | None = None,
    answer: str = "",
) -> Claim:
    """Accept a cancellation or what came back, and refund it. Raises as `claims.settle`."""
    with transaction.atomic():
        _lock_checkout(claim_checkout(store_id=store_id, claim_id=claim_id))
        settled = claims.settle(
            store_id=store_id,
            claim_id=claim_id,
            actor=actor,
            inspected=inspected,
            location_id=location_id,
            answer=answer,
        )
        _send(settled)
    return settled.claim


def cancel_order(
    *, store_id: int, order_id: str, actor: str, reason: Reason, note: str = ""
) -> Claim:
    """The seller cancels a whole order before anything left. Raises `NotFound`, `IllegalMove`."""
    with transaction.atomic():
        _lock_checkout(order_checkout(store_id=store_id, order_id=order_id))
        settled = orders.cancel(
            store_id=store_id, order_id=order_id, actor=actor, reason=reason, note=note
        )
        _send(settled)
    return settled.claim


def refuse_at_door(*, store_id: int, order_id: str, actor: str) -> Claim:
    """Nobody took the order in, or paid for it, at the door: cash that was to come comes no more,
    the goods go back to where the store picks first, and other tenders get their share.

    Raises `NotFound`, `IllegalMove`, `NothingAtTheDoor`.
    """
    with transaction.atomic():
        checkout_id = order_checkout(store_id=store_id, order_id=order_id)
        _lock_checkout(checkout_id)
        refuse_cash(purpose=checkout_id, key=order_id)
        (location, *_others) = list_locations(store_id=store_id)
        settled = orders.refuse_at_door(
            store_id=store_id, order_id=order_id, actor=actor, location_id=location.pk
        )
        _send(settled)
    return settled.claim


def _lock_checkout(checkout_id: str) -> None:
    checkout.lock(checkout_id=checkout_id)


def _send(settled: Settled) -> None:
    if settled.refund:
        checkout.give_back(
            checkout_id=settled.checkout_id,
            amount=settled.refund,
            key=settled.claim.public_id,
            reason=settled.claim.reason,
        )
