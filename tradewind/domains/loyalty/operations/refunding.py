"""What was spent goes back to where it came from, whole or in part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tradewind.domains.ledger.operations import post
from tradewind.domains.loyalty.booking import given_back
from tradewind.domains.loyalty.models import Hold, HoldRefund
from tradewind.domains.loyalty.operations.expiring import expire_points
from tradewind.domains.loyalty.operations.holding import grace_of, revive
from tradewind.domains.loyalty.operations.locking import locked_holds
from tradewind.domains.loyalty.operations.lots import Fact, book, restore, settle_debt
from tradewind.domains.loyalty.rules.errors import RefundTooLarge
from tradewind.domains.loyalty.rules.tenders import TenderKind, points_for, spread
from tradewind.kernel import clock
from tradewind.kernel.money import POINTS, Money


def refund(*, holder: str, amounts: Mapping[TenderKind, Money], key: str) -> list[HoldRefund]:
    """Give back these parts (money, by kind of tender) of what `holder` spent, once a `key`.

    Points return in proportion to their value, all of them with the last of it; several cards
    are filled one after the other. Part of the caller's transaction. Raises `RefundTooLarge` with
    what is `left`, nothing changed.
    """
    now = clock.now()
    with transaction.atomic():
        found = locked_holds(holder)
        done = list(HoldRefund.objects.filter(hold__in=found.holds, key=key).order_by("pk"))
        if done:
            return done
        for wallet in found.wallets.values():
            expire_points(wallet, now)
        made = []
        for kind, amount in amounts.items():
            holds = [
                hold
                for hold in found.holds
                if hold.state == Hold.State.CONFIRMED and hold.kind == kind
            ]
            made += _refund(holds, amount, key, now)
    return made


def _refund(holds: list[Hold], amount: Money, key: str, now: datetime) -> list[HoldRefund]:
    matching = [hold for hold in holds if hold.currency == amount.currency]
    left = sum(hold.value_minor - hold.refunded_minor for hold in matching)
    if amount.minor < 0 or amount.minor > left:
        raise RefundTooLarge(left=Money(left, amount.currency), wanted=amount)
    rest, made = amount.minor, []
    for hold in matching:
        part = min(rest, hold.value_minor - hold.refunded_minor)
        if part:
            made.append(_give_back(hold, part, key, now))
            rest -= part
    return made


def _give_back(hold: Hold, part: int, key: str, now: datetime) -> HoldRefund:
    count = points_for(
        amount=hold.amount,
        value_minor=hold.value_minor,
        given_back=hold.given_back,
        refunded_minor=hold.refunded_minor,
        part=part,
    )
    hold.given_back += count
    hold.refunded_minor += part
    hold.save(update_fields=["given_back", "refunded_minor"])
    row = HoldRefund.objects.create(
        hold=hold, key=key, amount=count, value_minor=part, refunded_at=now
    )
    value, quantity = Money(part, hold.currency), Money(count, hold.unit)
    points: Mapping[int | None, int] = {}
    values: Mapping[int | None, Money] = {}
    if hold.unit == POINTS and hold.wallet is not None:
        takes = list(hold.takes.select_related("lot"))
        points = restore(hold.wallet, takes, count, now=now, grace=grace_of(hold, now))
        # Worth less than a point: whoever funded the latest lot has the money back.
        funders = list(points) or [takes[-1].lot.funder_store_id]
        weights = list(points.values()) or [1]
        values = dict(zip(funders, spread(value, weights), strict=True))
    fact = Fact(f"give-back:{hold.public_id}:{key}", f"{hold.kind}_returned", hold.holder, now)
    lines = given_back(hold, quantity, value, points, values)
    if hold.card is not None:
        revive(hold.card, now)
    if hold.wallet is None:
        post(
            key=fact.key,
            kind=fact.kind,
            reference=fact.reference,
            postings=lines,
            posted_at=now,
        )
        return row
    book(hold.wallet, fact, lines)
    settle_debt(hold.wallet, hold.unit, fact)
    return row
