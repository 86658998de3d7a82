"""Uses of promotions: held with the stock, confirmed with the purchase, let go, given back.

Checkout calls these inside its own transactions. Locks: the holder, then promotions by id, each with
its code and the shopper's tallies. Only what has a limit or a budget is counted on a shared row, so
that a promotion for everybody does not make checkouts wait for one another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, Q

from tradewind.domains.promotions.errors import CouponUsedUp, CouponYoursUsed
from tradewind.domains.promotions.events import PromotionGivenBack, PromotionRedeemed
from tradewind.domains.promotions.models import Code, Promotion, Redemption, Tally
from tradewind.domains.promotions.rules import Applied
from tradewind.domains.promotions.whose import whos_of
from tradewind.domains.stores.queries import public_ids
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.platform.events import publish_all

# A class of advisory locks of its own.
_HOLDERS = 7_402
# Raised by one statement, and only while it stays within the limit.
_RAISE_TALLY = """
INSERT INTO promotions_tally (promotion_id, who, used) VALUES (%s, %s, 1)
ON CONFLICT (promotion_id, who) DO UPDATE SET used = promotions_tally.used + 1
WHERE promotions_tally.used < %s
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class _Use:
    """One applied promotion with the row's limits."""

    applied: Applied
    row: Promotion
    whos: Sequence[str]


def reserve(*, holder: str, applied: Iterable[Applied], person_id: int | None, email: str) -> None:
    """Keep a use of each for `holder`, instead of what it kept before. All or nothing.

    `email` is the buyer's, which a guest is counted by. Raises `CouponUsedUp`, `CouponYoursUsed`
    when somebody was quicker since the quote.
    """
    wanted = sorted(applied, key=lambda one: one.promotion_id)
    with transaction.atomic():
        _lock_holder(holder)
        _let_go(_held(holder))
        if not wanted:
            return
        rows = _promotions(one.promotion_id for one in wanted)
        known = whos_of(person_id=person_id, email=email)
        uses = [
            _Use(one, rows[one.promotion_id], known if _counts_people(rows, one) else ())
            for one in wanted
        ]
        counted = {use.row.pk: _count(use) for use in uses}
        now = clock.now()
        Redemption.objects.bulk_create(
            _redemption(use, holder, person_id, now, counted[use.row.pk]) for use in uses
        )


def confirm(*, holder: str, purchase_id: str) -> int:
    """The checkout was paid; returns how many uses that made final. Repeating changes nothing."""
    with transaction.atomic():
        held = _held(holder)
        if not held:
            return 0
        Redemption.objects.across_stores("one checkout's uses").filter(
            pk__in=[row.pk for row in held]
        ).update(state=Redemption.State.CONFIRMED, purchase=purchase_id, used_at=clock.now())
        stores = _store_ids(held)
        publish_all(
            [
                PromotionRedeemed(
                    promotion_id=row.promotion.public_id,
                    store_id=stores[row.pk],
                    purchase_id=purchase_id,
                    amount=Money(row.amount_minor, row.currency),
                )
                for row in held
            ]
        )
    return len(held)


def release(*, holder: str) -> None:
    """Let go of what is held (not of what was bought). Safe to repeat."""
    with transaction.atomic():
        _lock_holder(holder)
        _let_go(_held(holder))


def give_back(*, purchase_id: str, store_id: int, only: Collection[int] | None = None) -> int:
    """A whole order of that store was cancelled; returns how many uses are free again.

    The order's share of a budget comes back at once, the use itself once every order that it made
    cheaper is cancelled. Repeating changes nothing.
    """
    with transaction.atomic():
        rows = [
            row
            for row in Redemption.objects.across_stores("a purchase spans stores")
            .filter(purchase=purchase_id, state=Redemption.State.CONFIRMED)
            .select_related("promotion")
            .select_for_update(of=("self",))
            .order_by("promotion_id")
            if str(store_id) in row.shares
            and store_id not in row.returned
            and (only is None or row.promotion_id in only)
        ]
        for row in rows:
            _return_share(row, store_id)
        freed = [row for row in rows if row.state == Redemption.State.RETURNED]
        stores = _store_ids(freed)
        publish_all(
            [
                PromotionGivenBack(
                    promotion_id=row.promotion.public_id,
                    store_id=stores[row.pk],
                    purchase_id=purchase_id,
                )
                for row in freed
            ]
        )
    return len(freed)


def _lock_holder(holder: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_HOLDERS, holder])


def _held(holder: str) -> list[Redemption]:
    return list(
        Redemption.objects.across_stores("one checkout's uses")
        .filter(holder=holder, state=Redemption.State.HELD)
        .select_related("promotion")
        .select_for_update(of=("self",))
        .order_by("promotion_id")
    )


def _promotions(wanted: Iterable[int]) -> dict[int, Promotion]:
    rows = Promotion.objects.across_stores("a basket spans stores").filter(pk__in=list(wanted))
    return {row.pk: row for row in rows}


def _counts_people(rows: dict[int, Promotion], one: Applied) -> bool:
    return rows[one.promotion_id].person_limit is not None


def _count(use: _Use) -> bool:
    """Raise every counter of the use; True where the promotion's own row was among them."""
    row, applied = use.row, use.applied
    counted = row.total_limit is not None or row.budget_minor is not None
    if counted and not _raise_promotion(row, applied.amount.minor):
        raise CouponUsedUp(name=row.name, code=applied.code)
    if applied.code_id is not None and not _raise_code(applied.code_id):
        raise CouponUsedUp(name=row.name, code=applied.code)
    for who in use.whos:
        with connection.cursor() as cursor:
            cursor.execute(_RAISE_TALLY, [row.pk, who, row.person_limit])
            if cursor.fetchone() is None:
                raise CouponYoursUsed(name=row.name, code=applied.code)
    return counted


def _raise_promotion(row: Promotion, minor: int) -> bool:
    return bool(
        Promotion.objects.across_stores("counters of one row")
        .filter(
            Q(total_limit=None) | Q(used__lt=F("total_limit")),
            Q(budget_minor=None) | Q(spent_minor__lte=F("budget_minor") - minor),
            pk=row.pk,
        )
        .update(used=F("used") + 1, spent_minor=F("spent_minor") + minor)
    )


def _raise_code(code_id: int) -> bool:
    code = Code.objects.across_stores("counters of one row").filter(pk=code_id)
    if code.filter(limit=None).exists():
        return True
    return bool(code.filter(used__lt=F("limit")).update(used=F("used") + 1))


def _redemption(
    use: _Use, holder: str, person_id: int | None, now: datetime, counted: bool
) -> Redemption:
    applied = use.applied
    return Redemption(
        store_id=use.row.store_id,
        promotion_id=use.row.pk,
        code_id=applied.code_id,
        person_id=person_id,
        whos=list(use.whos),
        holder=holder,
        amount_minor=applied.amount.minor,
        currency=applied.amount.currency,
        shares={str(store_id): part.minor for store_id, part in applied.by_store.items()},
        counted=counted,
        used_at=now,
    )


def _let_go(rows: Sequence[Redemption]) -> None:
    for row in rows:
        _lower(row, row.amount_minor)
    if rows:
        Redemption.objects.across_stores("one checkout's uses").filter(
            pk__in=[row.pk for row in rows]
        ).delete()


def _return_share(row: Redemption, store_id: int) -> None:
    row.returned = [*row.returned, store_id]
    if len(row.returned) == len(row.shares):
        row.state = Redemption.State.RETURNED
        _lower(row, row.shares[str(store_id)])
    elif row.counted:
        _lower_promotion(row.promotion_id, 0, row.shares[str(store_id)])
    row.save(update_fields=["returned", "state"])


def _lower(row: Redemption, minor: int) -> None:
    if row.counted:
        _lower_promotion(row.promotion_id, 1, minor)
    if row.code_id is not None:
        Code.objects.across_stores("counters of one row").filter(
            pk=row.code_id, used__gt=0
        ).exclude(limit=None).update(used=F("used") - 1)
    if row.whos:
        tallies = Tally.objects.filter(promotion_id=row.promotion_id, who__in=row.whos, used__gt=0)
        # Two addresses of one person are always taken in this order.
        list(tallies.select_for_update().order_by("who"))
        tallies.update(used=F("used") - 1)


def _lower_promotion(promotion_id: int, uses: int, minor: int) -> None:
    Promotion.objects.across_stores("counters of one row").filter(pk=promotion_id).update(
        used=F("used") - uses, spent_minor=F("spent_minor") - minor
    )


def _store_ids(rows: Sequence[Redemption]) -> dict[int, str]:
    """The issuer's public id of each row, empty for the mall."""
    names = public_ids(store_ids={row.store_id for row in rows if row.store_id is not None})
    return {row.pk: names.get(row.store_id, "") if row.store_id else "" for row in rows}
