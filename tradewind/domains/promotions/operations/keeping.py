"""Wallets: what people claim, and what issuers put there for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from tradewind.domains.promotions.errors import CouponUnknown
from tradewind.domains.promotions.jobs import tell_of_gifts
from tradewind.domains.promotions.models import Code, Promotion, WalletEntry
from tradewind.domains.promotions.operations.writing import locked_promotion
from tradewind.domains.promotions.rules import normal_code
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform import audit

# The shop's members with an account, chosen by how they dealt with it; for the mall, of any shop.
_GIVE = """
INSERT INTO promotions_walletentry
    (public_id, person_id, promotion_id, source, added_at, told_at)
SELECT uuidv7(), found.person_id, %(promotion)s, 'given', %(now)s, NULL
FROM (
    SELECT customer.person_id
    FROM customers_customer AS customer
    WHERE customer.person_id IS NOT NULL
      AND (%(store)s::bigint IS NULL OR customer.store_id = %(store)s)
    GROUP BY customer.person_id
    HAVING sum(customer.orders_count) >= %(orders)s
       AND (%(quiet_since)s::timestamptz IS NULL OR max(customer.last_order_at) < %(quiet_since)s)
       AND (%(emails)s::text[] IS NULL OR bool_or(lower(customer.email) = ANY(%(emails)s::text[])))
) AS found
JOIN identity_person AS person ON person.id = found.person_id AND person.is_active
ON CONFLICT (person_id, promotion_id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whose wallets get it: customers with at least `orders` orders, silent for `quiet_days` if
    given, and of `emails` if given. A store reaches its own customers, the mall everybody's.
    """

    orders: int = 1
    quiet_days: int | None = None
    emails: Collection[str] | None = None


def give(
    *, store_id: int | None, promotion_id: str, to: Audience, actor: str, tell: bool = True
) -> int:
    """Put it into the wallets of `to`; returns into how many it was not before.

    With `tell` each of them who agreed to news hears of it, once. Raises `NotFound`,
    `InvalidInput`.
    """
    if to.orders < 1 or (to.quiet_days is not None and to.quiet_days < 1):
        raise InvalidInput({"orders": "too_small"})
    now = clock.now()
    emails = None if to.emails is None else [email.strip().lower() for email in to.emails]
    with transaction.atomic():
        row = locked_promotion(store_id=store_id, promotion_id=promotion_id)
        with connection.cursor() as cursor:
            cursor.execute(
                _GIVE,
                {
                    "promotion": row.pk,
                    "store": store_id,
                    "orders": to.orders,
                    "quiet_since": now - timedelta(days=to.quiet_days) if to.quiet_days else None,
                    "emails": emails,
                    "now": now,
                },
            )
            given = int(cursor.rowcount)
        if not tell:
            leave_untold(promotion=row.pk, at=now)
        elif given:
            tell_of_gifts.defer(promotion_id=promotion_id)
        audit.record(
            actor=actor,
            action="promotions.give",
            subject=promotion_id,
            store_id=store_id,
            changes={"wallets": [0, given]},
        )
    return given


def leave_untold(*, promotion: int, at: datetime) -> None:
    """Nobody will be told of what was put there so far."""
    WalletEntry.objects.filter(promotion_id=promotion, told_at=None).update(told_at=at)


def claim(*, person_id: int, promotion_id: str) -> WalletEntry:
    """Keep a promotion that is shown to everybody. Repeating returns the same entry.

    Raises `NotFound` for one that is not public or does not run.
    """
    row = (
        Promotion.objects.across_stores("anybody may claim what is public")
        .filter(public_id=promotion_id, state=Promotion.State.LIVE, is_public=True)
        .exclude(how=Promotion.How.AUTOMATIC)
        .first()
    )
    if row is None:
        raise NotFound(id=promotion_id)
    shared = row.codes.filter(limit=None).order_by("id").first()
    if shared is None and row.how == Promotion.How.CODE:
        # Its codes are for one person each: whoever has none can't take it from the page either.
        raise NotFound(id=promotion_id)
    return _keep(person_id, row, shared)


def keep_code(*, person_id: int, text: str) -> WalletEntry:
    """Keep the promotion of a code for later. Raises `CouponUnknown`."""
    code = (
        Code.objects.across_stores("a code is known by its text alone")
        .select_related("promotion")
        .filter(text=normal_code(text), promotion__state=Promotion.State.LIVE)
        .exclude(promotion__how=Promotion.How.WALLET)
        .order_by("id")
        .first()
    )
    if code is None:
        raise CouponUnknown(text=normal_code(text))
    return _keep(person_id, code.promotion, code)


def let_go(*, person_id: int, entry_id: str) -> None:
    """Take it out of the wallet. Raises `NotFound`."""
    gone, _ = WalletEntry.objects.filter(person_id=person_id, public_id=entry_id).delete()
    if not gone:
        raise NotFound(id=entry_id)


def _keep(person_id: int, promotion: Promotion, code: Code | None) -> WalletEntry:
    now = clock.now()
    entry, _ = WalletEntry.objects.get_or_create(
        person_id=person_id,
        promotion=promotion,
        defaults={
            "code": code,
            "source": WalletEntry.Source.CLAIMED,
            "added_at": now,
            # Whoever claims it needs no notice of it.
            "told_at": now,
        },
    )
    return entry
