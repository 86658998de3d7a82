"""Points given or taken by hand, and by promotions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Sum

from tradewind.domains.loyalty.models import Adjustment, Lot, Take, Wallet
from tradewind.domains.loyalty.operations.earning import take_points
from tradewind.domains.loyalty.operations.expiring import expire_points
from tradewind.domains.loyalty.operations.locking import locked_wallet
from tradewind.domains.loyalty.operations.lots import Fact, give
from tradewind.domains.loyalty.rules.earning import Source
from tradewind.domains.loyalty.rules.goodwill import MALL, check_goodwill
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform import audit

GOODWILL_DAYS = 365
_DAY = timedelta(days=1)


def adjust(
    *,
    wallet_id: int,
    points: int,
    reason: str,
    key: str,
    actor: str,
    role: str = MALL,
    funder_store_id: int | None = None,
) -> Adjustment:
    """Give (or, below zero, take) points with a reason, once a `key`; audited.

    `role` is ``mall`` or the actor's role in the store that pays; what a role gives in 24 hours
    is limited. Raises `GoodwillLimit`, `InvalidInput`.
    """
    now = clock.now()
    words = " ".join(reason.split())
    wrong = {} if words else {"reason": "required"}
    if not points:
        wrong["points"] = "required"
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        # Who gives in two wallets at once is counted once after the other.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"goodwill:{actor}"])
        wallet = locked_wallet(wallet_id)
        former = Adjustment.objects.filter(key=key).first()
        if former is not None:
            return former
        check_goodwill(role=role, given_today=_given(actor, now - _DAY), points=abs(points))
        expire_points(wallet, now)
        row = Adjustment.objects.create(
            wallet=wallet,
            key=key,
            points=points,
            reason=words[:200],
            actor=actor,
            role=role,
            funder_store_id=funder_store_id,
            made_at=now,
        )
        _move(wallet, row)
        audit.record(
            actor=actor,
            action="loyalty.adjust",
            subject=wallet.public_id,
            store_id=funder_store_id,
            changes={"points": [0, points]},
        )
    return row


def award(
    *,
    wallet_id: int,
    points: int,
    reference: str,
    funder_store_id: int | None,
    expires_at: datetime,
) -> Lot:
    """Points of a promotion, once for each wallet and `reference` (public id of what gives them)."""
    now = clock.now()
    with transaction.atomic():
        wallet = locked_wallet(wallet_id)
        former = Lot.objects.filter(
            wallet=wallet, source=Source.PROMOTION, reference=reference, restores=None
        ).first()
        if former is not None:
            return former
        return give(
            wallet,
            Fact(f"award:{wallet.public_id}:{reference}", "mileage_awarded", reference, now),
            points=points,
            source=Source.PROMOTION,
            funder=funder_store_id,
            expires_at=expires_at,
        )


def _move(wallet: Wallet, row: Adjustment) -> None:
    if row.points > 0:
        give(
            wallet,
            Fact(f"adjust:{row.public_id}", "mileage_goodwill", row.public_id, row.made_at),
            points=row.points,
            source=Source.GOODWILL,
            funder=row.funder_store_id,
            expires_at=row.made_at + timedelta(days=GOODWILL_DAYS),
        )
        return
    fact = Fact(f"adjust:{row.public_id}", "mileage_corrected", row.public_id, row.made_at)
    take_points(wallet, fact, -row.points, Take.Reason.CORRECTION)


def _given(actor: str, since: datetime) -> int:
    """What the actor moved since then, in either direction."""
    rows = Adjustment.objects.filter(actor=actor, made_at__gt=since)
    given = rows.filter(points__gt=0).aggregate(points=Sum("points"))["points"] or 0
    taken = rows.filter(points__lt=0).aggregate(points=Sum("points"))["points"] or 0
    return int(given - taken)
